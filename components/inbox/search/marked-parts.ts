export type MarkedPart = { text: string; isMarked: boolean };

const AROUND = 48;

/** A text cut at the words searched for, beginning shortly before the first of them. */
export function markedParts(text: string, searched: string): MarkedPart[] {
  const words = searched
    .trim()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return [{ text, isMarked: false }];
  const pattern = new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "giu");
  const first = text.search(pattern);
  const from = first > AROUND ? text.lastIndexOf(" ", first - AROUND / 2) + 1 : 0;
  const shown = (from > 0 ? "…" : "") + text.slice(from);
  const parts: MarkedPart[] = [];
  let at = 0;
  for (const match of shown.matchAll(pattern)) {
    if (match.index > at) parts.push({ text: shown.slice(at, match.index), isMarked: false });
    parts.push({ text: match[0], isMarked: true });
    at = match.index + match[0].length;
  }
  if (at < shown.length) parts.push({ text: shown.slice(at), isMarked: false });
  return parts;
}
