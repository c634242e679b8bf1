/** MSG-16: a text cut at its web links. Nothing is ever read as HTML. */
export type TextPart = { text: string; href: string | null };

const LINK = /\bhttps?:\/\/[^\s<>"']+|\bwww\.[a-z0-9-]+\.[^\s<>"']+/giu;
/** Closing marks that end a sentence rather than an address. */
const TRAILING = /[.,;:!?)\]}'"»”’]+$/u;

export function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const shown = match[0].replace(TRAILING, "");
    if (match.index > from) parts.push({ text: text.slice(from, match.index), href: null });
    parts.push({ text: shown, href: safeHref(shown) });
    from = match.index + shown.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
}

function safeHref(shown: string): string | null {
  try {
    const url = new URL(shown.startsWith("www.") ? `https://${shown}` : shown);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

const ONLY_EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\s)+$/u;

/** One to three emoji and nothing else are shown large. */
export function isBigEmoji(text: string): boolean {
  if (text.length > 40 || !ONLY_EMOJI.test(text)) return false;
  const segments = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text.trim())];
  return segments.length <= 3;
}
