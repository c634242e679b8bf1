import { imageSize } from "image-size";

/** More would take a reader's memory: four bytes a pixel, whatever the file's own size. */
export const PIXELS_MAX = 40_000_000;

export type PictureSize = { width: number; height: number };

/** Turned by a quarter: what stands upright is as wide as the file is high. */
const isTurned = (orientation: number | undefined): boolean => orientation !== undefined && orientation >= 5;

/** Pixels as they are shown upright; undefined when the beginning of the file does not tell. */
export function pictureSize(head: Uint8Array): PictureSize | undefined {
  try {
    const { width, height, orientation } = imageSize(head);
    if (!(width > 0 && height > 0)) return undefined;
    return isTurned(orientation) ? { width: height, height: width } : { width, height };
  } catch {
    return undefined;
  }
}

const MARKER = 0xff;
const APPLICATION_1 = 0xe1;
const START_OF_SCAN = 0xda;
const ORIENTATION = 0x0112;

/**
 * Blanks what a camera wrote into a JPEG beside its picture: place, device, owner. In place and of the same length, so
 * that nothing has to be shifted; only the orientation stays, without which it would lie on its side.
 */
export function withoutPlace(head: Uint8Array): void {
  if (head[0] !== MARKER || head[1] !== 0xd8) return;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (let at = 2; at + 4 <= head.length && head[at] === MARKER; ) {
    const kind = head[at + 1];
    if (kind === START_OF_SCAN) return;
    const length = view.getUint16(at + 2);
    if (kind === APPLICATION_1) blank(head.subarray(at + 4, at + 2 + length));
    at += 2 + length;
  }
}

/** `body` of an APP1 segment: Exif, or XMP, which may tell the place too. */
function blank(body: Uint8Array): void {
  const orientation = orientationIn(body);
  body.fill(0);
  if (orientation === undefined || body.length < 32) return;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  body.set(new TextEncoder().encode("Exif\0\0MM\0*"));
  view.setUint32(10, 8);
  view.setUint16(14, 1);
  view.setUint16(16, ORIENTATION);
  view.setUint16(18, 3);
  view.setUint32(20, 1);
  view.setUint16(24, orientation);
}

/** 1 to 8, by the first directory of an Exif segment. */
function orientationIn(body: Uint8Array): number | undefined {
  if (new TextDecoder("latin1").decode(body.subarray(0, 6)) !== "Exif\0\0" || body.length < 16) return undefined;
  const view = new DataView(body.buffer, body.byteOffset + 6, body.byteLength - 6);
  const isLittle = view.getUint16(0) === 0x4949;
  try {
    const directory = view.getUint32(4, isLittle);
    for (let index = 0; index < view.getUint16(directory, isLittle); index += 1) {
      const entry = directory + 2 + index * 12;
      if (view.getUint16(entry, isLittle) === ORIENTATION) return view.getUint16(entry + 8, isLittle);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}
