import { Buffer } from "node:buffer";
import type { Walk } from "./eraser.ts";
import { keepOrientation, viewOf } from "./orientation.ts";

const MARKER = 0xff;
const END = 0xd9;
const START_OF_SCAN = 0xda;
const APPLICATION_1 = 0xe1;
const COMMENT = 0xfe;
const EXIF = "Exif\0\0";

/** Size and density, colours and further pictures, transformation: what a picture is drawn with. */
const DRAWN: ReadonlySet<number> = new Set([0xe0, 0xe2, 0xee]);
const isErased = (kind: number): boolean => kind === COMMENT || ((kind & 0xf0) === 0xe0 && !DRAWN.has(kind));
/** Marks that stand for themselves: the beginning, and counters. */
const isBare = (kind: number): boolean => kind <= 0x01 || (kind >= 0xd0 && kind <= 0xd8);

/** A JPEG without Exif, XMP, IPTC, makers' own parts, comments and what follows its end, such as a film or previews. */
export function* jpegWalk(): Walk {
  for (;;) {
    const [start] = yield { look: 1 };
    if (start !== MARKER) {
      yield { keepToMarker: true };
      continue;
    }
    let [kind = 0] = yield { look: 1 };
    while (kind === MARKER) [kind = 0] = yield { look: 1 };
    if (kind === END) break;
    if (isBare(kind)) yield { keep: 0 };
    else yield* segment(kind);
  }
  yield { keep: 0 };
  yield { erase: Number.POSITIVE_INFINITY };
}

function* segment(kind: number): Walk {
  const length = Math.max(0, viewOf(yield { look: 2 }).getUint16(0) - 2);
  if (kind === APPLICATION_1) yield* application1(length);
  else yield isErased(kind) ? { erase: length } : { keep: length };
  if (kind === START_OF_SCAN) yield { keepToMarker: true };
}

function* application1(length: number): Walk {
  const body = yield { look: length };
  if (Buffer.from(body.subarray(0, EXIF.length)).toString("latin1") === EXIF && keepOrientation(body.subarray(6))) {
    yield { keep: 0 };
  } else {
    body.fill(0);
    yield { erase: 0 };
  }
}
