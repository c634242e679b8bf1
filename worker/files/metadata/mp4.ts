import { Buffer } from "node:buffer";
import type { Walk } from "./eraser.ts";
import { viewOf } from "./orientation.ts";

/** Boxes that hold the ones a place may stand in. */
const OPENED: ReadonlySet<string> = new Set(["moov", "trak"]);
/**
 * What a recorder says beside sound and picture: `©xyz`, `loci` and keys such as `com.apple.quicktime.location` stand in
 * the first two, XMP in the third, tracks of dashboard cameras in those of their own and in what is said to be free.
 */
const ERASED: ReadonlySet<string> = new Set(["udta", "meta", "uuid", "gps ", "GPS ", "free", "skip"]);
const FILLER = Buffer.from("free", "latin1");

/** An MP4 without what its recorder says beside it. Nothing moves: tracks name their bytes by position in the file. */
export function* mp4Walk(): Walk {
  const ends = [Number.POSITIVE_INFINITY];
  for (let at = 0; ; ) {
    while (at >= innermost(ends)) ends.pop();
    const room = innermost(ends) - at;
    if (room < 8) {
      yield { keep: room };
      at += room;
      continue;
    }
    const head = yield { look: 8 };
    const type = Buffer.from(head.subarray(4)).toString("latin1");
    const [length, headLength] = yield* lengthOf(head, room);
    const body = Math.min(length, room) - headLength;
    if (body < 0) return;
    at += headLength;
    if (OPENED.has(type)) {
      ends.push(at + body);
      yield { keep: 0 };
      continue;
    }
    if (ERASED.has(type)) head.set(FILLER, 4);
    yield ERASED.has(type) ? { erase: body } : { keep: body };
    at += body;
  }
}

const innermost = (ends: readonly number[]): number => ends.at(-1) ?? Number.POSITIVE_INFINITY;

/** Of the box with its head, and of that head: 1 says that the length follows, 0 that it goes to the end. */
function* lengthOf(head: Uint8Array, room: number): Generator<{ look: number }, [number, number], Uint8Array> {
  const short = viewOf(head).getUint32(0);
  if (short === 0) return [room, 8];
  return short === 1 ? [Number(viewOf(yield { look: 8 }).getBigUint64(0)), 16] : [short, 8];
}
