import type { FileRef } from "../../../protocol/room-events.schema.ts";

export type Size = { width: number; height: number };

/** The largest a picture stands in a conversation, and the smallest that a finger still hits. */
const MOST: Size = { width: 320, height: 340 };
const LEAST = 96;
/** Where nothing is known of the shape. */
const UNKNOWN: Size = { width: 280, height: 210 };
export const FILM: Size = { width: 320, height: 180 };

/** The place to keep for a picture before it is there, in CSS pixels: its own size, or as much smaller as it must be. */
export function frameOf({ width, height }: Pick<FileRef, "width" | "height">): Size {
  if (width === undefined || height === undefined) return UNKNOWN;
  const scale = Math.min(1, MOST.width / width, MOST.height / height);
  const fitting = (pixels: number): number => Math.max(LEAST, Math.round(pixels * scale));
  return { width: fitting(width), height: fitting(height) };
}
