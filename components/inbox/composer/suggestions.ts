import type { QuickReply } from "../../../protocol/settings.schema.ts";

/** What is offered above the text box while somebody types. */
export type SuggestionKind = "quick" | "mention";
export type SuggestionQuery = { kind: SuggestionKind; words: string; from: number; to: number };

const MENTION = /(?:^|[\s(])@([\p{L}\p{N}][\p{L}\p{N}'. -]{0,40})?$/u;

/**
 * MSG-11: a slash at the very start of an answer asks for quick replies, until the line ends. In notes an @ asks for a
 * colleague (BEY-6). null: nothing is asked for.
 */
export function queryAt(text: string, caret: number, mode: "reply" | "note"): SuggestionQuery | null {
  const before = text.slice(0, caret);
  if (mode === "reply") {
    const isAsking = before.startsWith("/") && !before.includes("\n") && before.length <= 80;
    return isAsking ? { kind: "quick", words: before.slice(1), from: 0, to: caret } : null;
  }
  const match = MENTION.exec(before);
  if (!match) return null;
  const words = match[1] ?? "";
  return { kind: "mention", words, from: caret - words.length - 1, to: caret };
}

const folded = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLocaleLowerCase();

const SHOWN_MAX = 50;

/** By command and text; those whose command begins with the words come first. */
export function matchingReplies(replies: readonly QuickReply[], words: string): QuickReply[] {
  const wanted = folded(words.trim());
  const rank = (reply: QuickReply): number => {
    const command = folded(reply.command);
    if (command.startsWith(wanted)) return 0;
    if (command.includes(wanted)) return 1;
    return folded(reply.text).includes(wanted) ? 2 : 3;
  };
  return replies
    .map((reply) => ({ reply, rank: rank(reply) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank || a.reply.command.localeCompare(b.reply.command))
    .slice(0, SHOWN_MAX)
    .map(({ reply }) => reply);
}

/** Whose name begins so comes first, then whose other names do, then who has it within one. */
export function matchingNames<P extends { name: string }>(people: readonly P[], words: string): P[] {
  const wanted = folded(words.trim());
  const rank = (name: string): number => {
    if (name.startsWith(wanted)) return 0;
    if (name.split(/[\s'.-]+/).some((word) => word.startsWith(wanted))) return 1;
    return name.includes(wanted) ? 2 : 3;
  };
  return people
    .map((person) => ({ person, order: rank(folded(person.name)) }))
    .filter(({ order }) => order < 3)
    .sort((a, b) => a.order - b.order)
    .slice(0, SHOWN_MAX)
    .map(({ person }) => person);
}

export type Placeholders = { contactName: string | null; agentName: string; organizationName: string };

/** Stands for an empty one until the blank beside it is known. */
const EMPTY = "\uE000";
const PLACEHOLDER = /\{\{\s*(contact\.name|agent\.name|organization\.name)\s*\}\}/g;

/** An empty one leaves nothing, and neither a doubled blank nor a comma too many where it stood. */
export function filledIn(text: string, values: Placeholders): string {
  const by: Record<string, string> = {
    "contact.name": values.contactName ?? "",
    "agent.name": values.agentName,
    "organization.name": values.organizationName,
  };
  return text
    .replace(PLACEHOLDER, (_, name: string) => by[name] || EMPTY)
    .replace(/(^|\n)\uE000,? ?/g, "$1")
    .replace(/, ?\uE000(?=[\n,.!?;:]|$)/g, "")
    .replace(/ ?\uE000(?=[\s,.!?;:]|$)|\uE000 ?/g, "");
}

type Around = {
  room: { contact: { name: string | null } };
  viewer: { name: string };
  services: { organizationName: string };
};

/** The same with the names of this room's customer, the one who writes, and the organization. */
export const filledInFor = ({ room, viewer, services }: Around, text: string): string =>
  filledIn(text, {
    contactName: room.contact.name,
    agentName: viewer.name,
    organizationName: services.organizationName,
  });

/** The members whose names stand behind an @ in the text. */
export function mentionedIn<P extends { memberId: string; name: string }>(
  text: string,
  people: readonly P[],
): string[] {
  const longestFirst = [...people].sort((a, b) => b.name.length - a.name.length);
  let rest = text;
  const found: string[] = [];
  for (const { memberId, name } of longestFirst) {
    if (!rest.includes(`@${name}`)) continue;
    found.push(memberId);
    rest = rest.replaceAll(`@${name}`, "");
  }
  return found;
}
