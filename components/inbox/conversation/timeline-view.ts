import type { Outgoing } from "../../../client/types.ts";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { MessageContent, RoomEvent, RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Positions } from "../../../protocol/room-frames.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { contactName, hueOf, initials } from "../people.ts";
import { type SystemLine, systemLine } from "./system-lines.ts";
import { type Delivery, deliveriesOf, deliveryOf } from "./ticks.ts";

/** Bubbles of one author within this time stand together. */
export const GROUP_MS = 3 * 60_000;

export type Quote = { seq: number; author: string; text: string };

export type Bubble = {
  /** The same before and after the server has it, so that the element on screen stays. */
  key: string;
  seq: number | null;
  at: number;
  content: MessageContent;
  quote: Quote | null;
  /** Ours only. */
  delivery: Delivery | null;
  /** Set while it is not in the log: the command and why it waits or failed. */
  outgoing: Outgoing<MemberCommand> | null;
};

export type Group = {
  kind: "group";
  key: string;
  side: "theirs" | "ours";
  authorId: string;
  authorName: string;
  authorInitials: string;
  hue: number;
  isBot: boolean;
  bubbles: Bubble[];
};

export type TimelineItem =
  | Group
  | { kind: "day"; key: string; at: number }
  | { kind: "line"; key: string; at: number; line: SystemLine; conversationNumber: number | null }
  | {
      kind: "note";
      key: string;
      at: number;
      authorName: string;
      text: string;
      outgoing: Outgoing<MemberCommand> | null;
    }
  | { kind: "unread"; key: string };

type SendContent = Extract<MemberCommand, { type: "message.send" }>["content"];

export type TimelineInput = {
  events: readonly RoomEvent[];
  outgoing: readonly Outgoing<MemberCommand>[];
  positions: Positions;
  summary: RoomSummary | null;
  viewer: { memberId: string; name: string };
  /** The unread line stands before the first customer message after this seq; null: no line. */
  unreadAfterSeq: number | null;
  text: Localizer;
};

/** ROOM-21: the log as a reader sees it. */
export function timelineOf(input: TimelineInput): TimelineItem[] {
  const builder = new TimelineBuilder(input);
  for (const event of input.events) builder.addEvent(event);
  for (const item of input.outgoing) builder.addOutgoing(item);
  return builder.items;
}

class TimelineBuilder {
  readonly items: TimelineItem[] = [];
  readonly #input: TimelineInput;
  readonly #deliveries: Map<number, Delivery>;
  readonly #messages = new Map<number, Quote>();
  readonly #theirName: string;
  #day = "";
  #isUnreadShown = false;

  constructor(input: TimelineInput) {
    this.#input = input;
    this.#deliveries = deliveriesOf(input.events);
    const { summary, text } = input;
    this.#theirName = summary ? contactName(summary.contact, summary.channel, text) : text.t("message.customer");
  }

  addEvent(event: RoomEvent): void {
    if (event.type === "message.created") this.#addMessage(event);
    else if (event.type === "note.created") this.#addNote(event);
    else {
      const line = systemLine(event, this.#input.viewer.memberId, this.#input.text);
      if (!line) return;
      this.#startDay(event.at);
      const conversationNumber = "number" in event && typeof event.number === "number" ? event.number : null;
      this.items.push({ kind: "line", key: `s${event.seq}`, at: event.at, line, conversationNumber });
    }
  }

  addOutgoing(outgoing: Outgoing<MemberCommand>): void {
    const { command, id: key, createdAt: at } = outgoing;
    if (command.type === "note.add") {
      this.#startDay(at);
      this.items.push({
        kind: "note",
        key,
        at,
        authorName: this.#input.text.t("common.you"),
        text: command.text,
        outgoing,
      });
    } else if (command.type === "message.send") {
      this.#startDay(at);
      const delivery: Delivery = { tick: outgoing.state === "failed" ? "failed" : "clock" };
      const quote = this.#messages.get(command.replyToSeq ?? 0) ?? null;
      const content = contentOfSend(command.content);
      this.#pushBubble(this.#own(), { key, seq: null, at, content, quote, delivery, outgoing });
    }
  }

  #addMessage(event: Extract<RoomEvent, { type: "message.created" }>): void {
    const at = event.sentAt ?? event.at;
    const isOurs = event.direction === "outbound";
    this.#startDay(at);
    this.#markUnread(event.seq, isOurs);
    const author = isOurs ? this.#ourAuthor(event) : this.#theirs();
    const quote = this.#messages.get(event.replyToSeq ?? 0) ?? null;
    const delivery = isOurs
      ? deliveryOf(
          { seq: event.seq, at },
          this.#input.summary?.channel,
          this.#deliveries.get(event.seq),
          this.#input.positions,
        )
      : null;
    const key = isOurs ? (event.commandId ?? `s${event.seq}`) : `s${event.seq}`;
    this.#messages.set(event.seq, {
      seq: event.seq,
      author: author.authorName,
      text: textOf(event.content, this.#input.text),
    });
    this.#pushBubble(author, { key, seq: event.seq, at, content: event.content, quote, delivery, outgoing: null });
  }

  #addNote(event: Extract<RoomEvent, { type: "note.created" }>): void {
    this.#startDay(event.at);
    const { actor } = event;
    const isOwn = actor.type === "member" && actor.id === this.#input.viewer.memberId;
    const authorName = isOwn
      ? this.#input.text.t("common.you")
      : "name" in actor
        ? actor.name
        : this.#input.text.t("common.somebody");
    const key = event.commandId ?? `s${event.seq}`;
    this.items.push({ kind: "note", key, at: event.at, authorName, text: event.text, outgoing: null });
  }

  #pushBubble(author: Omit<Group, "kind" | "key" | "bubbles">, bubble: Bubble): void {
    const last = this.items.at(-1);
    const previous = last?.kind === "group" ? last.bubbles.at(-1) : undefined;
    const isSame = last?.kind === "group" && last.side === author.side && last.authorId === author.authorId;
    if (isSame && previous && bubble.at - previous.at < GROUP_MS) last.bubbles.push(bubble);
    else this.items.push({ kind: "group", key: `g${bubble.key}`, ...author, bubbles: [bubble] });
  }

  #startDay(at: number): void {
    const day = this.#input.text.dayKey(at);
    if (day === this.#day) return;
    this.#day = day;
    this.items.push({ kind: "day", key: `d${day}`, at });
  }

  #markUnread(seq: number, isOurs: boolean): void {
    const after = this.#input.unreadAfterSeq;
    if (this.#isUnreadShown || after === null || isOurs || seq <= after) return;
    this.#isUnreadShown = true;
    this.items.push({ kind: "unread", key: "unread" });
  }

  #theirs(): Omit<Group, "kind" | "key" | "bubbles"> {
    const contact = this.#input.summary?.contact;
    return {
      side: "theirs",
      authorId: "contact",
      authorName: this.#theirName,
      authorInitials: contact?.name ? initials(contact.name) : "",
      hue: hueOf(contact?.contactId ?? ""),
      isBot: false,
    };
  }

  #own(): Omit<Group, "kind" | "key" | "bubbles"> {
    const { memberId, name } = this.#input.viewer;
    return this.#staff(memberId, name, false);
  }

  #ourAuthor(event: RoomEvent): Omit<Group, "kind" | "key" | "bubbles"> {
    const { actor } = event;
    if (actor.type === "member") return this.#staff(actor.id, actor.name, false);
    if (actor.type === "bot") return this.#staff(actor.id, actor.name, true);
    return this.#staff("system", this.#input.text.t("common.somebody"), false);
  }

  #staff(id: string, name: string, isBot: boolean): Omit<Group, "kind" | "key" | "bubbles"> {
    const authorName = id === this.#input.viewer.memberId ? this.#input.text.t("common.you") : name;
    return { side: "ours", authorId: id, authorName, authorInitials: initials(name), hue: hueOf(id), isBot };
  }
}

/** A message as one line of text, for quotes and announcements. A kind we do not know is named, never left empty (MSG-1). */
export function textOf(content: MessageContent, text: Localizer): string {
  if (content.type === "text") return content.text;
  if ("file" in content) return content.caption ?? content.file.name;
  return text.t("message.unsupported", { kind: content.rawKind ?? (content as { type: string }).type });
}

/** What a message that is still on its way will hold. */
const contentOfSend = (content: SendContent): MessageContent =>
  content.type === "text" ? content : { type: "unsupported", rawKind: content.type };

/** How many bubbles of customers stand behind `seq`: what the jump button counts. */
export const inboundAfter = (events: readonly RoomEvent[], seq: number): number =>
  events.filter((event) => event.type === "message.created" && event.direction === "inbound" && event.seq > seq).length;
