import { ProblemError } from "../../client/api.ts";
import type { Code } from "../../protocol/codes.ts";
import type { BadField } from "../../protocol/form-rules.ts";
import { Observable } from "../data/observable.ts";
import { isSame } from "./merge.ts";

/** What the server holds; `version` as it must be named when saving. */
export type Stored<T> = { value: T; version: number };
export type Conflict<T> = { name: string; theirs: Stored<T> };

export type FormRules<T> = {
  check: (value: T) => BadField[];
  /** As it will be stored: single lines trimmed (GEN-3). */
  tidy?: (value: T) => T;
  /** Saves it; answers what stands now. */
  send: (value: T, version: number) => Promise<Stored<T>>;
  /** Reads what a conflict's problem says stands now. */
  readCurrent: (current: unknown) => Stored<T> | null;
  /** Where a code belongs that came without a field. */
  pointers?: Partial<Record<Code, string>>;
};

export type SaveResult = "saved" | "bad" | "conflict" | "failed";

/** One form over something the server stores: what is saved, what was made of it, and what is wrong with that. */
export class Form<T extends object> extends Observable {
  readonly #rules: FormRules<T>;
  #stored: Stored<T>;
  #draft: T;
  #bad: BadField[] = [];
  isSaving = false;
  /** Why the last try failed, if not by a field. */
  failure: unknown = null;
  conflict: Conflict<T> | null = null;

  constructor(stored: Stored<T>, rules: FormRules<T>) {
    super();
    this.#stored = stored;
    this.#draft = stored.value;
    this.#rules = rules;
  }

  get saved(): T {
    return this.#stored.value;
  }

  get version(): number {
    return this.#stored.version;
  }

  get draft(): T {
    return this.#draft;
  }

  get bad(): readonly BadField[] {
    return this.#bad;
  }

  get isDirty(): boolean {
    return !isSame(this.#draft, this.#stored.value);
  }

  badAt(pointer: string): BadField | undefined {
    return this.#bad.find((field) => field.pointer === pointer);
  }

  /** What was wrong and is right now loses its mark at once; new faults are told only by saving. */
  change(patch: Partial<T>): void {
    this.#draft = { ...this.#draft, ...patch };
    this.failure = null;
    if (this.#bad.length > 0) {
      const still = this.#rules.check(this.#draft);
      this.#bad = this.#bad.flatMap((field) => still.filter(({ pointer }) => pointer === field.pointer).slice(0, 1));
    }
    this.changed();
  }

  discard(): void {
    this.reset(this.#stored);
  }

  /** Begins anew with what stands on the server. */
  reset(stored: Stored<T>): void {
    this.#stored = stored;
    this.#draft = stored.value;
    this.#bad = [];
    this.failure = null;
    this.conflict = null;
    this.changed();
  }

  /** Shows what somebody else has saved meanwhile. */
  meet(conflict: Conflict<T>): void {
    this.conflict = conflict;
    this.changed();
  }

  /** Ends a conflict: goes on from what they saved, with this in the form. */
  settle(draft: T): void {
    if (!this.conflict) return;
    this.#stored = this.conflict.theirs;
    this.#draft = draft;
    this.conflict = null;
    this.changed();
  }

  /** The conflict stays for the next time one saves. */
  postpone(): void {
    this.conflict = null;
    this.changed();
  }

  async save(): Promise<SaveResult> {
    if (this.isSaving) return "failed";
    const value = this.#rules.tidy?.(this.#draft) ?? this.#draft;
    this.#draft = value;
    this.#bad = this.#rules.check(value);
    this.failure = null;
    this.changed();
    if (this.#bad.length > 0) return "bad";
    this.isSaving = true;
    try {
      this.reset(await this.#rules.send(value, this.#stored.version));
      return "saved";
    } catch (error) {
      return this.#refused(error);
    } finally {
      this.isSaving = false;
      this.changed();
    }
  }

  #refused(error: unknown): SaveResult {
    const refusal = error instanceof ProblemError ? error.refusal : null;
    const theirs = refusal?.code === "conflict" ? this.#rules.readCurrent(refusal.current) : null;
    if (theirs) {
      this.conflict = { name: String(refusal?.params?.name ?? ""), theirs };
      return "conflict";
    }
    const own = refusal && this.#rules.pointers?.[refusal.code];
    const named = (refusal?.fields ?? []).map((field) => ({
      ...field,
      pointer: field.pointer.replace(/^\/(value|settings)/, ""),
    }));
    this.#bad = named.length > 0 ? named : own && refusal ? [{ pointer: own, code: refusal.code }] : [];
    if (this.#bad.length > 0) return "bad";
    this.failure = error;
    return "failed";
  }
}
