import { Buffer } from "node:buffer";
import type { Walk } from "./eraser.ts";
import { viewOf } from "./orientation.ts";

const DRAWN: ReadonlySet<string> = new Set(["VP8X", "VP8 ", "VP8L", "ALPH", "ICCP", "ANIM", "ANMF"]);
const FILLER = Buffer.from("JUNK", "latin1");
/** Bits of the extended header that announce Exif and XMP. */
const ANNOUNCED = 0x0c;

/** A WebP of its drawn parts only. */
export function* webpWalk(): Walk {
  const end = viewOf(yield { look: 12 }).getUint32(4, true) + 8;
  for (let at = 12; at + 8 <= end; ) {
    const head = yield { look: 8 };
    const type = Buffer.from(head.subarray(0, 4)).toString("latin1");
    const length = viewOf(head).getUint32(4, true);
    at += 8;
    // A last part of odd length may lack the byte that fills it up.
    const body = Math.min(length + (length % 2), Math.max(length, end - at));
    at += body;
    if (type === "VP8X" && length > 0) yield* extended(body);
    else if (DRAWN.has(type)) yield { keep: body };
    else {
      head.set(FILLER);
      yield { erase: body };
    }
  }
  yield { keep: 0 };
  yield { erase: Number.POSITIVE_INFINITY };
}

function* extended(length: number): Walk {
  const flags = yield { look: 1 };
  flags[0] = (flags[0] ?? 0) & ~ANNOUNCED;
  yield { keep: length - 1 };
}
