import { Eraser, type Walk } from "./eraser.ts";
import { jpegWalk } from "./jpeg.ts";
import { mp4Walk } from "./mp4.ts";
import { viewOf } from "./orientation.ts";
import { pngWalk } from "./png.ts";
import { webpWalk } from "./webp.ts";

const WALKS: Readonly<Record<string, () => Walk>> = {
  "image/jpeg": jpegWalk,
  "image/png": pngWalk,
  "image/webp": webpWalk,
  "video/mp4": mp4Walk,
  "audio/mp4": mp4Walk,
};

/**
 * Erases in passing what cameras and programs write beside a picture or film: place, device, owner, texts. The file stays
 * as long as it is. undefined: of this type we know no such parts.
 */
export function eraserFor(mime: string | undefined): Eraser | undefined {
  const walk = mime === undefined ? undefined : WALKS[mime]?.();
  return walk && new Eraser(walk);
}

/** The same of a whole PNG, JPEG or WebP, which becomes shorter by it; null: its parts do not fit together. */
export function plainPicture(bytes: Uint8Array, mime: string): Uint8Array<ArrayBuffer> | null {
  const walk = WALKS[mime]?.();
  if (walk === undefined) return null;
  const eraser = new Eraser(walk, { isShorter: true });
  const picture = eraser.pass(new Uint8Array(bytes));
  if (!eraser.isWhole) return null;
  if (mime === "image/webp") viewOf(picture).setUint32(4, picture.length - 8, true);
  return picture;
}
