/** What happens to the next bytes of a file. */
export type Step =
  /** Shown to the walk, which may change them; whether they stay is said by the next step that is no look. */
  | { look: number }
  | { keep: number }
  | { erase: number }
  /** They stay up to the next marker of a JPEG, which is left for the step after. */
  | { keepToMarker: true };

/**
 * Knows one format: goes from part to part and says which of them stay. With the erasure of all that may follow it has
 * come to the end of the file; by returning it says that it is lost, and the rest stays as it is.
 */
export type Walk = Generator<Step, void, Uint8Array>;

/** Far more than any program writes. Beyond it a file was made to keep us busy, and is lost. */
const STEPS_MAX = 20_000;

type Bytes = Uint8Array<ArrayBuffer>;
type Options = {
  /** Erased bytes are left out. Without it they become zeros, so that a file stays as long as it was announced. */
  isShorter?: boolean;
};

/** Erases what a walk says from a file that comes in chunks of any size. Changes the chunks it is given. */
export class Eraser {
  readonly #walk: Walk;
  readonly #isShorter: boolean;
  #step: Step;
  /** Bytes of the step that are still to come. */
  #left = 0;
  #isLost = false;
  #steps = 0;
  #held: Bytes = new Uint8Array();
  /** Looked at and not yet decided on. */
  #looked: Uint8Array[] = [];
  #out: Uint8Array[] = [];

  constructor(walk: Walk, { isShorter = false }: Options = {}) {
    this.#walk = walk;
    this.#isShorter = isShorter;
    this.#step = { keep: 0 };
    this.#next(walk.next());
  }

  /** What may go on by now. */
  pass(chunk: Uint8Array): Bytes {
    let bytes = this.#held.length === 0 ? chunk : joined([this.#held, chunk]);
    for (let used = this.#take(bytes); used !== null; used = this.#take(bytes)) bytes = bytes.subarray(used);
    this.#held = new Uint8Array(bytes);
    return this.#given();
  }

  /** What was held back; nothing follows. */
  end(): Bytes {
    for (const part of [...this.#looked, this.#held]) this.#give(part);
    return this.#given();
  }

  /** Whether the file has all the parts that its first ones announce. */
  get isWhole(): boolean {
    return this.#left === Number.POSITIVE_INFINITY && !this.#isLost;
  }

  /** Does what can be done of the step, and gives how many bytes that took; null: more must come first. */
  #take(bytes: Uint8Array): number | null {
    const step = this.#step;
    if ("keepToMarker" in step) return this.#keepToMarker(bytes);
    if (this.#left > 0 && bytes.length === 0) return null;
    if ("look" in step) return this.#look(bytes, step.look);
    const part = bytes.subarray(0, Math.min(this.#left, bytes.length));
    this.#decide(part, "keep" in step);
    this.#left -= part.length;
    if (this.#left === 0) this.#next(this.#walk.next());
    return part.length;
  }

  #look(bytes: Uint8Array, length: number): number | null {
    if (bytes.length < length) return null;
    const part = bytes.subarray(0, length);
    this.#looked.push(part);
    this.#next(this.#walk.next(part));
    return length;
  }

  /** In picture data an FF stands for itself only before a zero; counting marks belong to the data too. */
  #keepToMarker(bytes: Uint8Array): number | null {
    for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
      const kind = bytes[at + 1];
      if (kind === undefined) return at === 0 ? null : this.#keep(bytes.subarray(0, at));
      if (kind === 0 || kind === 0xff || (kind >= 0xd0 && kind <= 0xd7)) continue;
      this.#keep(bytes.subarray(0, at));
      this.#next(this.#walk.next());
      return at;
    }
    return bytes.length === 0 ? null : this.#keep(bytes);
  }

  #keep(part: Uint8Array): number {
    this.#decide(part, true);
    return part.length;
  }

  #decide(part: Uint8Array, isKept: boolean): void {
    if (isKept || !this.#isShorter) {
      for (const looked of this.#looked) this.#give(looked);
      this.#give(part);
    }
    if (!isKept) part.fill(0);
    this.#looked = [];
  }

  /** Parts that stand beside each other go on as one: a file may be made of a great many. */
  #give(part: Uint8Array): void {
    const last = this.#out.at(-1);
    if (last?.buffer !== part.buffer || last.byteOffset + last.length !== part.byteOffset) this.#out.push(part);
    else this.#out[this.#out.length - 1] = new Uint8Array(last.buffer, last.byteOffset, last.length + part.length);
  }

  #next({ value, done }: IteratorResult<Step, void>): void {
    this.#steps += 1;
    this.#isLost = done === true || this.#steps > STEPS_MAX;
    this.#step = done || this.#isLost ? { keep: Number.POSITIVE_INFINITY } : value;
    this.#left = "keep" in this.#step ? this.#step.keep : "erase" in this.#step ? this.#step.erase : 0;
  }

  #given(): Bytes {
    const given = joined(this.#out);
    this.#out = [];
    return given;
  }
}

function joined(parts: readonly Uint8Array[]): Bytes {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
