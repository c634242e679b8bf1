import type { Position } from "./look-through.ts";

/** Where a page ended, as an opaque text. Callers may only hand it back. */
export const encodeCursor = (...parts: (string | number)[]): string =>
  btoa(parts.join(",")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** The parts, if the text is a cursor whose parts match the patterns in number and form; else null. */
export function decodeCursor(cursor: string, patterns: readonly RegExp[]): string[] | null {
  let parts: string[];
  try {
    parts = atob(cursor.replaceAll("-", "+").replaceAll("_", "/")).split(",");
  } catch {
    return null;
  }
  const isWhole =
    parts.length === patterns.length && patterns.every((pattern, index) => pattern.test(parts[index] ?? ""));
  return isWhole ? parts : null;
}

/** A place in a list of rooms that is sorted by a time. */
export const encodePosition = ({ at, roomId }: Position): string => encodeCursor(at, roomId);

export function positionIn(cursor: string): Position | null {
  const parts = decodeCursor(cursor, [/^\d{1,15}$/, /^room_[a-z2-7]{26}$/]);
  return parts === null ? null : { at: Number(parts[0]), roomId: parts[1] ?? "" };
}
