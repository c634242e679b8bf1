import { foldPhone } from "../../db/fold.ts";
import { type ContactWords, wordLine, wordsIn } from "../../db/words.ts";
import type { Condition } from "../visible.ts";

/** One thing that was typed: words in a row of which the last may go on, and what it is as a telephone number. */
type Term = { text: string[]; phone: string | null };

/** What contacts are searched for (SEARCH-1): any one of the ways in, each of which must be met in all its terms. */
export type ContactTerms = Term[][];

const NUMBER = /^[\d\s()+.-]+$/;

/** `0812 345`, `+62 812-345` and `62812345` are one term, and so are the words they consist of. Empty: nothing to look for. */
export function contactTerms(typed: string): ContactTerms {
  const terms = typed
    .split(/\s+/)
    .map(termOf)
    .filter((term) => term.text.length > 0);
  if (terms.length === 0) return [];
  return NUMBER.test(typed) && terms.length > 1 ? [[{ text: [], phone: foldPhone(typed) }], terms] : [terms];
}

const termOf = (typed: string): Term => ({ text: wordsIn(typed), phone: NUMBER.test(typed) ? foldPhone(typed) : null });

/** The same question to the text index, to rows of `c` that its words stand in, and to words that are at hand. */
export const contactMatch = (terms: ContactTerms): string =>
  any(terms, (term) =>
    [
      ...(term.text.length > 0 ? [`{names emails} : ${phraseOf(term.text)}`] : []),
      ...(term.phone === null ? [] : [`phones : ${phraseOf([term.phone])}`]),
    ].join(" OR "),
  );

const any = (terms: ContactTerms, one: (term: Term) => string): string =>
  terms
    .map((way) => way.map((term) => `(${one(term)})`).join(" AND "))
    .map((way) => `(${way})`)
    .join(" OR ");

/** A single letter would begin half of all words: it is a whole word. */
const isBeginning = (words: readonly string[]): boolean => (words.at(-1)?.length ?? 0) > 1;
export const phraseOf = (words: readonly string[]): string => `"${words.join(" ")}"${isBeginning(words) ? "*" : ""}`;
export const needleOf = (words: readonly string[]): string => `${wordLine(words)}${isBeginning(words) ? "" : " "}`;

export function contactCondition(terms: ContactTerms): Condition {
  const args: string[] = [];
  const has = (column: string, words: readonly string[]): string => {
    args.push(needleOf(words));
    return `instr(c.${column} || ' ', ?)`;
  };
  const sql = any(terms, ({ text, phone }) =>
    [
      ...(text.length > 0 ? [has("names", text), has("emails", text)] : []),
      ...(phone === null ? [] : [has("phones", [phone])]),
    ].join(" OR "),
  );
  return { sql: `(${sql})`, args };
}

export function isContactMatch(terms: ContactTerms, { names, phones, emails }: ContactWords): boolean {
  const has = (words: readonly string[], searched: readonly string[]): boolean =>
    `${wordLine(words)} `.includes(needleOf(searched));
  return terms.some((way) =>
    way.every(
      ({ text, phone }) =>
        (text.length > 0 && (has(names, text) || has(emails, text))) || (phone !== null && has(phones, [phone])),
    ),
  );
}
