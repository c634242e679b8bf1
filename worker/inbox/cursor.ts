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
