import { wordLine, wordsIn } from "../../db/words.ts";
import { needleOf, phraseOf } from "./terms.ts";

/** Beginnings of so many letters stand in the index; a longer one is gathered from all words that begin so. */
const INDEXED_LETTERS = 3;
const ASCII = /^[\x20-\x7e]*$/;

export type MessageWords = {
  /** Every word as a phrase of the index, which folds it as it folded the text. */
  match: string;
  /**
   * The same with beginnings that the index holds, which it gives at once, but of which some have other words: `isMeant`
   * tells. null: nothing would be gained.
   */
  quick: { match: string; isMeant: (text: string) => boolean } | null;
};

/** null: there is nothing to look for. */
export function messageWords(typed: string): MessageWords | null {
  const words = typed.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0) return null;
  return { match: words.map(matchOf).join(" AND "), quick: quickOf(typed, words.map(wordsIn)) };
}

/** A single letter would begin half of all words. */
const matchOf = (word: string): string => quoted(word) + ((word.match(/[\p{L}\p{N}]/gu)?.length ?? 0) > 1 ? "*" : "");

/** Only for letters that everybody folds alike. */
function quickOf(typed: string, words: string[][]): MessageWords["quick"] {
  const isLong = words.some((parts) => (parts.at(-1)?.length ?? 0) > INDEXED_LETTERS);
  if (!isLong || !ASCII.test(typed)) return null;
  const begun = words.map((parts) => [...parts.slice(0, -1), parts.at(-1)?.slice(0, INDEXED_LETTERS) ?? ""]);
  return {
    match: begun.map(phraseOf).join(" AND "),
    isMeant: (text) => {
      const line = `${wordLine(wordsIn(text))} `;
      return words.every((parts) => line.includes(needleOf(parts)));
    },
  };
}

export const quoted = (phrase: string): string => `"${phrase.replaceAll('"', '""').replaceAll("\0", "")}"`;
