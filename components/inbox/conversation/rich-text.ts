/** MSG-16: a text cut at its web links and marks. Nothing is ever read as HTML. */
export type Mark = "bold" | "italic" | "strike" | "mono" | "mention";
export type TextPart = { text: string; href: string | null; marks: readonly Mark[] };

export type RichOptions = {
  /** WhatsApp's *bold*, _italic_, ~strikethrough~ and ```fixed width```. */
  hasMarks?: boolean;
  /** Names that stand out when they follow an @ (BEY-6). */
  mentions?: readonly string[];
};

const LINK = /\bhttps?:\/\/[^\s<>"']+|\bwww\.[a-z0-9-]+\.[^\s<>"']+/giu;
/** Closing marks that end a sentence rather than an address. */
const TRAILING = /[.,;:!?)\]}'"»”’]+$/u;
const CLOSING_MARK = /[*_~]$/u;
/** Stands for a link while marks are looked for, so that an address with underscores stays whole. */
const HOLDER = "\uE000";

export function partsOf(text: string, { hasMarks = false, mentions = [] }: RichOptions = {}): TextPart[] {
  const links: { text: string; href: string | null }[] = [];
  const held = text.replaceAll(HOLDER, "").replace(LINK, (found, at: number, whole: string) => {
    const shown = addressIn(found, hasMarks ? whole.slice(0, at) : "");
    links.push({ text: shown, href: safeHref(shown) });
    return HOLDER + found.slice(shown.length);
  });
  const marked = hasMarks ? markedRuns(held) : [{ text: held, marks: [] }];
  return marked.flatMap((run) => withLinks(run, links)).flatMap((part) => withMentions(part, mentions));
}

/** Without what ends a sentence, or a mark that was opened before the address. */
function addressIn(found: string, before: string): string {
  const shown = found.replace(TRAILING, "");
  const mark = CLOSING_MARK.exec(shown)?.[0];
  const isClosing = mark !== undefined && (before.split(mark).length - 1) % 2 === 1;
  return isClosing ? addressIn(shown.slice(0, -1), before) : shown;
}

type Run = { text: string; marks: readonly Mark[] };

const MARKS: readonly [Mark, RegExp][] = [
  ["mono", /```([^`]+)```/su],
  ["bold", /(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*[^\s*])\*(?![\p{L}\p{N}*])/u],
  ["italic", /(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*[^\s_])_(?![\p{L}\p{N}_])/u],
  ["strike", /(?<![\p{L}\p{N}~])~(?=\S)([^~\n]*[^\s~])~(?![\p{L}\p{N}~])/u],
];

/** The first mark of all is taken out, what stands in it and behind it is read in turn. */
function markedRuns(text: string, marks: readonly Mark[] = []): Run[] {
  let first: { mark: Mark; match: RegExpExecArray } | null = null;
  for (const [mark, pattern] of MARKS) {
    const match = marks.includes(mark) ? null : pattern.exec(text);
    if (match && (!first || match.index < first.match.index)) first = { mark, match };
  }
  if (!first) return text === "" ? [] : [{ text, marks }];
  const { mark, match } = first;
  const inner = match[1] ?? "";
  const within = [...marks, mark];
  return [
    ...(match.index > 0 ? [{ text: text.slice(0, match.index), marks }] : []),
    ...(mark === "mono" ? [{ text: inner, marks: within }] : markedRuns(inner, within)),
    ...markedRuns(text.slice(match.index + match[0].length), marks),
  ];
}

function withLinks({ text, marks }: Run, links: { text: string; href: string | null }[]): TextPart[] {
  return text.split(HOLDER).flatMap((piece, index) => {
    const link = index > 0 ? links.shift() : undefined;
    return [...(link ? [{ ...link, marks }] : []), ...(piece === "" ? [] : [{ text: piece, href: null, marks }])];
  });
}

function withMentions(part: TextPart, names: readonly string[]): TextPart[] {
  if (names.length === 0 || part.href !== null) return [part];
  const longestFirst = [...names].sort((a, b) => b.length - a.length).map((name) => `@${name}`);
  const parts: TextPart[] = [];
  let from = 0;
  for (let at = part.text.indexOf("@"); at >= 0; at = part.text.indexOf("@", at + 1)) {
    const found = longestFirst.find((name) => part.text.startsWith(name, at));
    if (found === undefined) continue;
    if (at > from) parts.push({ ...part, text: part.text.slice(from, at) });
    parts.push({ ...part, text: found, marks: [...part.marks, "mention"] });
    from = at + found.length;
  }
  if (from < part.text.length) parts.push({ ...part, text: part.text.slice(from) });
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
