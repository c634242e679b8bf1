export type Piece = { text: string; href?: string };

const URL_PATTERN = /\bhttps?:\/\/[^\s<>"'`]+/gi;

/** A sentence's own signs at the end do not belong to the address; a bracket does if it was opened inside. */
function trimEnd(text: string): string {
  for (;;) {
    const last = text.at(-1) ?? "";
    const isUnopened = (last === ")" && !text.includes("(")) || (last === "]" && !text.includes("["));
    if (!isUnopened && !/[.,;:!?'"*_~…]/.test(last)) return text;
    text = text.slice(0, -1);
  }
}

/** Splits a text into plain pieces and web links (http and https only, MSG-16). Joined again it is the same text. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(URL_PATTERN)) {
    const address = trimEnd(match[0]);
    if (!URL.canParse(address)) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: address, href: address });
    end = match.index + address.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}
