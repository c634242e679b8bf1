const MARKS = /\p{M}/gu;
const fold = (text: string): string => text.normalize("NFD").replace(MARKS, "").toLowerCase();

/**
 * How well a label answers what was typed; higher is better, 0 not at all. Whole beginnings come first, then beginnings of
 * words, then words within, then the letters in their order.
 */
export function matchScore(label: string, typed: string): number {
  const wanted = fold(typed.trim());
  const text = fold(label);
  if (wanted === "") return 1;
  if (text.startsWith(wanted)) return 100;
  const words = text.split(/[\s/&-]+/);
  const parts = wanted.split(/\s+/);
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 80;
  if (parts.every((part) => text.includes(part))) return 50;
  return wanted.length >= 2 && isSubsequence(text, wanted.replace(/\s+/g, "")) ? 10 : 0;
}

function isSubsequence(text: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** The items that answer what was typed, best first; equal ones stay in their order. */
export function ranked<T extends { label: string }>(items: readonly T[], typed: string): T[] {
  return items
    .map((item) => ({ item, score: matchScore(item.label, typed) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);
}
