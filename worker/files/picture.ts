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
