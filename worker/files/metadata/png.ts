import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";
import type { Walk } from "./eraser.ts";
import { keepOrientation, viewOf } from "./orientation.ts";

const SIGNATURE_BYTES = 8;
const SUM_BYTES = 4;
/** What a picture is drawn from besides its critical parts: colours, density, transparency, frames. */
const DRAWN = new Set("tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD hIST pHYs acTL fcTL fdAT".split(" "));
/** A part that no reader knows and every reader passes over. */
const FILLER = Buffer.from("skIp", "latin1");
/** What is written where a camera held its picture is short. */
const EXIF_MAX = 64 * 1024;
const ZEROS = new Uint8Array(64 * 1024);

const TYPE = /^[A-Za-z]{4}$/;
/** A capital first letter: without it nothing can be drawn. */
const isCritical = (type: string): boolean => (type.charCodeAt(0) & 0x20) === 0;

/** A PNG of its drawn parts only: without Exif, texts, XMP, times and what follows its end. */
export function* pngWalk(): Walk {
  yield { keep: SIGNATURE_BYTES };
  for (;;) {
    const head = yield { look: 8 };
    const length = viewOf(head).getUint32(0);
    const type = Buffer.from(head.subarray(4)).toString("latin1");
    if (!TYPE.test(type)) return;
    if (isCritical(type) || DRAWN.has(type)) yield { keep: length + SUM_BYTES };
    else if (type === "eXIf" && length <= EXIF_MAX) yield* exif(head, length);
    else yield* filler(head, length);
    if (type === "IEND") break;
  }
  yield { erase: Number.POSITIVE_INFINITY };
}

function* exif(head: Uint8Array, length: number): Walk {
  const body = yield { look: length };
  if (!keepOrientation(body)) {
    yield* filler(head, 0, length);
    return;
  }
  const sum = crc32(body, crc32(head.subarray(4)));
  viewOf(yield { look: SUM_BYTES }).setUint32(0, sum);
  yield { keep: 0 };
}

/** @param blanked bytes of it that were looked at and are zeros already; `length` are still to come. */
function* filler(head: Uint8Array, length: number, blanked = 0): Walk {
  head.set(FILLER, 4);
  let sum = crc32(ZEROS.subarray(0, blanked), crc32(FILLER));
  for (let left = length; left > 0; ) {
    const piece = Math.min(left, ZEROS.length);
    yield { erase: piece };
    sum = crc32(ZEROS.subarray(0, piece), sum);
    left -= piece;
  }
  viewOf(yield { look: SUM_BYTES }).setUint32(0, sum);
  yield { erase: 0 };
}
