/** The groups in their order, as the data files have them. */
export const GROUPS = [
  "smileys",
  "people",
  "animals",
  "food",
  "travel",
  "activities",
  "objects",
  "symbols",
  "flags",
] as const;
export type GroupName = (typeof GROUPS)[number];
export type Emoji = { emoji: string; name: string; words: string };

/** Reads a data file: groups by form feed, one emoji a line, its words behind tabs. */
export const readEmoji = (text: string): Emoji[][] =>
  text.split("\f").map((group) =>
    group.split("\n").map((line) => {
      const [emoji = "", name = "", tags = ""] = line.split("\t");
      return { emoji, name, words: folded(`${name} ${tags}`) };
    }),
  );

const folded = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();

const FOUND_MAX = 120;

/** Every word must begin a word of the emoji; names that begin so come first. */
export function searchEmoji(groups: readonly (readonly Emoji[])[], wanted: string): Emoji[] {
  const words = folded(wanted)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return [];
  const isFound = ({ words: known }: Emoji): boolean => words.every((word) => ` ${known}`.includes(` ${word}`));
  const found = groups.flat().filter(isFound);
  const first = words[0] ?? "";
  const rank = ({ words: known }: Emoji): number => (known.startsWith(first) ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, FOUND_MAX);
}
