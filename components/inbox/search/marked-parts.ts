export type MarkedPart = { text: string; isMarked: boolean };

const AROUND = 48;
const MARKS = /\p{M}/gu;

/** A text folded as the search folds it (case, accents), with the place each folded letter came from. */
function folded(text: string): { letters: string; places: number[] } {
  let letters = "";
  const places: number[] = [];
  let at = 0;
  for (const letter of text) {
    const plain = letter.normalize("NFD").replace(MARKS, "").toLowerCase();
    letters += plain;
    for (let index = 0; index < plain.length; index += 1) places.push(at);
    at += letter.length;
  }
  places.push(text.length);
  return { letters, places };
}

const wordsOf = (searched: string): string[] =>
  folded(searched)
    .letters.trim()
    .split(/\s+/)
    .filter((word) => word !== "");

type Range = { from: number; to: number };

function rangesOf(text: string, searched: string): Range[] {
  const { letters, places } = folded(text);
  const found: Range[] = [];
  for (const word of wordsOf(searched))
    for (let at = letters.indexOf(word); at >= 0; at = letters.indexOf(word, at + word.length))
      found.push({ from: places[at] as number, to: places[at + word.length] as number });
  return joined(found);
}

function joined(ranges: Range[]): Range[] {
  const whole: Range[] = [];
  for (const range of ranges.sort((a, b) => a.from - b.from)) {
    const last = whole.at(-1);
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else whole.push({ ...range });
  }
  return whole;
}

function cut(text: string, ranges: readonly Range[]): MarkedPart[] {
  const parts: MarkedPart[] = [];
  let at = 0;
  for (const { from, to } of ranges) {
    if (from > at) parts.push({ text: text.slice(at, from), isMarked: false });
    parts.push({ text: text.slice(from, to), isMarked: true });
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isMarked: false });
  return parts;
}

/** A whole text, marked where the words searched for stand. */
export const marked = (text: string, searched: string): MarkedPart[] => cut(text, rangesOf(text, searched));

/** A text cut at the words searched for, beginning shortly before the first of them. */
export function markedParts(text: string, searched: string): MarkedPart[] {
  const first = rangesOf(text, searched)[0]?.from ?? 0;
  const from = first > AROUND ? text.lastIndexOf(" ", first - AROUND / 2) + 1 : 0;
  return marked((from > 0 ? "…" : "") + text.slice(from), searched);
}

/** SEARCH-1: a phone number, marked where its digits are those searched for, however either is written. */
export function markedPhone(phone: string, searched: string): MarkedPart[] {
  const wanted = searched.replace(/\D/g, "").replace(/^(62|0)/, "");
  const places = [...phone].flatMap((letter, index) => (/\d/.test(letter) ? [index] : []));
  const at =
    wanted === ""
      ? -1
      : places
          .map((index) => phone[index])
          .join("")
          .indexOf(wanted);
  if (at < 0) return marked(phone, searched);
  return cut(phone, [{ from: places[at] as number, to: (places[at + wanted.length - 1] as number) + 1 }]);
}
