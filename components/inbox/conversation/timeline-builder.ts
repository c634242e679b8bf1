import type { Outgoing } from "../../../client/types.ts";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { Actor, EventOf, RoomEvent } from "../../../protocol/room-events.schema.ts";
import { contactName, hueOf, initials } from "../people.ts";
import { textOf } from "./content-text.ts";
import { type MessageFacts, messageFacts, noteView, type Scheduled, scheduledOf } from "./message-facts.ts";
import { contentOfSend } from "./outgoing-content.ts";
import { newestAnswers } from "./surveys.ts";
import { systemLine } from "./system-lines.ts";
import { type Delivery, deliveriesOf, deliveryOf } from "./ticks.ts";
import {
  type Author,
  type Bubble,
  GROUP_MS,
  type NoteItem,
  type Quote,
  type TimelineInput,
  type TimelineItem,
} from "./timeline-items.ts";

/** Builds the timeline from above to below; see timelineOf. */
export class TimelineBuilder {
  readonly items: TimelineItem[] = [];
  readonly #input: TimelineInput;
  readonly #facts: MessageFacts;
  readonly #deliveries: Map<number, Delivery>;
  readonly #answers: ReadonlyMap<number, number>;
  readonly #messages = new Map<number, Quote>();
  readonly #theirName: string;
  #day = "";
  #isUnreadShown = false;

  constructor(input: TimelineInput) {
    this.#input = input;
    this.#facts = messageFacts(input.events, input.summary?.isBlocked ?? false);
    this.#deliveries = deliveriesOf(input.events);
    this.#answers = newestAnswers(input.events);
    const { summary, text } = input;
    this.#theirName = summary ? contactName(summary.contact, summary.channel, text) : text.t("message.customer");
  }

  addEvent(event: RoomEvent): void {
    if (event.type === "message.created") this.#addMessage(event);
    else if (event.type === "message.withheld") this.#addWithheld(event);
    else if (event.type === "note.created") this.#addNote(event);
    else if (event.type === "survey.answered" && this.#answers.get(event.surveySeq) !== event.seq) return;
    else {
      const line = systemLine(event, this.#input.viewer.memberId, this.#input.text);
      if (!line) return;
      this.#startDay(event.at);
      this.items.push({ kind: "line", key: `s${event.seq}`, seq: event.seq, at: event.at, line });
    }
  }

  addOutgoing(outgoing: Outgoing<MemberCommand>): void {
    const { command, id: key, createdAt: at } = outgoing;
    if (command.type === "note.add") {
      this.#startDay(at);
      const authorName = this.#input.text.t("common.you");
      const { text, mentions = [] } = command;
      const fixed = { seq: null, editedAt: null, mayChange: false };
      this.items.push({ kind: "note", key, at, authorName, text, mentions, outgoing, ...fixed });
    } else if (command.type === "message.send") {
      this.#startDay(at);
      const delivery: Delivery = { tick: outgoing.state === "failed" ? "failed" : "clock" };
      const content = contentOfSend(command.content);
      const quote = this.#quoteOf(command.replyToSeq);
      this.#pushBubble(this.#own(), { ...PLAIN, key, seq: null, at, content, quote, delivery, outgoing });
    } else if (command.type === "note.edit" || command.type === "note.delete") this.#changeNote(command, outgoing);
  }

  /** BEY-5: what waits for its time stands at the end, whenever it was written. */
  addScheduled(): void {
    const { events, outgoing, viewer, text, scheduledBefore = [] } = this.#input;
    const known = new Map(scheduledBefore.map((one) => [one.scheduleId, one]));
    for (const event of events) if (event.type === "message.unscheduled") known.delete(event.scheduleId);
    for (const one of scheduledOf(events)) known.set(one.scheduleId, one);
    const pending = new Set<string>();
    for (const { state, command, createdAt } of outgoing) {
      if (state === "failed") continue;
      if (command.type === "message.unschedule") known.delete(command.scheduleId);
      if (command.type !== "message.schedule") continue;
      const actor: Actor = { type: "member", id: viewer.memberId, name: viewer.name };
      const content = contentOfSend(command.content);
      pending.add(command.scheduleId);
      known.set(command.scheduleId, { ...command, content, actor, at: createdAt, seq: Number.MAX_SAFE_INTEGER });
    }
    for (const scheduled of byTime([...known.values()])) {
      const { scheduleId, actor } = scheduled;
      const isOwn = actor.type === "member" && actor.id === viewer.memberId;
      const authorName = isOwn ? text.t("common.you") : "name" in actor ? actor.name : text.t("common.somebody");
      const isPending = pending.has(scheduleId);
      const mayChange = isOwn || viewer.role === "admin";
      this.items.push({ kind: "scheduled", key: `later-${scheduleId}`, scheduled, authorName, mayChange, isPending });
    }
  }

  #addMessage(event: EventOf<"message.created">): void {
    const at = event.sentAt ?? event.at;
    const isOurs = event.direction === "outbound";
    this.#startDay(at);
    this.#markUnread(event.seq, isOurs);
    const author = isOurs ? this.#ourAuthor(event) : this.#theirs();
    const { summary, positions } = this.#input;
    const reported = this.#deliveries.get(event.seq);
    const delivery = isOurs ? deliveryOf({ seq: event.seq, at }, summary?.channel, reported, positions) : null;
    const key = isOurs ? (event.commandId ?? `s${event.seq}`) : `s${event.seq}`;
    this.#pushMessage(author, event, key, at, { delivery });
  }

  #addWithheld(event: EventOf<"message.withheld">): void {
    if (event.seq > this.#facts.revealedBefore) return;
    const at = event.sentAt ?? event.at;
    this.#startDay(at);
    this.#pushMessage(this.#theirs(), event, `s${event.seq}`, at, { delivery: null, isWithheld: true });
  }

  #pushMessage(
    author: Author,
    event: EventOf<"message.created"> | EventOf<"message.withheld">,
    key: string,
    at: number,
    rest: Pick<Bubble, "delivery"> & { isWithheld?: true },
  ): void {
    const { seq } = event;
    const edit = this.#facts.edits.get(seq);
    const isDeleted = this.#facts.deletions.has(seq);
    const content = edit?.content ?? event.content;
    const { text } = this.#input;
    this.#messages.set(seq, {
      seq,
      author: author.authorName,
      text: isDeleted ? text.t("message.deleted") : textOf(content, text),
    });
    const quote = this.#quoteOf(event.replyToSeq);
    const editedAt = edit?.at ?? null;
    const chosen = this.#facts.choices.get(seq) ?? NONE;
    this.#pushBubble(author, { ...PLAIN, key, seq, at, content, quote, editedAt, isDeleted, chosen, ...rest });
  }

  #addNote(event: EventOf<"note.created">): void {
    if (this.#facts.noteDeletions.has(event.seq)) return;
    this.#startDay(event.at);
    const { viewer, text } = this.#input;
    const note = noteView(event, this.#facts);
    const isOwn = note.authorId === viewer.memberId;
    this.items.push({
      kind: "note",
      key: event.commandId ?? `s${event.seq}`,
      seq: event.seq,
      at: note.at,
      authorName: isOwn ? text.t("common.you") : (note.authorName ?? text.t("common.somebody")),
      text: note.text,
      mentions: note.mentions,
      editedAt: note.editedAt,
      mayChange: isOwn || viewer.role === "admin",
      outgoing: null,
    });
  }

  /** Shown at once; taken back by itself when it is refused. */
  #changeNote(command: MemberCommand & { noteSeq: number }, outgoing: Outgoing<MemberCommand>): void {
    const index = this.items.findIndex((item) => item.kind === "note" && item.seq === command.noteSeq);
    if (index < 0 || outgoing.state === "failed") return;
    const note = this.items[index] as NoteItem;
    if (command.type === "note.delete") this.items.splice(index, 1);
    else if (command.type === "note.edit")
      this.items[index] = {
        ...note,
        text: command.text,
        mentions: command.mentions ?? [],
        editedAt: outgoing.createdAt,
        outgoing,
      };
  }

  #quoteOf(seq: number | undefined): Quote | null {
    return seq === undefined ? null : (this.#messages.get(seq) ?? { seq, author: null, text: null });
  }

  #pushBubble(author: Author, bubble: Bubble): void {
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

  #theirs(): Author {
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

  #own(): Author {
    const { memberId, name } = this.#input.viewer;
    return this.#staff(memberId, name, false);
  }

  #ourAuthor({ actor }: RoomEvent): Author {
    if (actor.type === "member") return this.#staff(actor.id, actor.name, false);
    if (actor.type === "bot") return this.#staff(actor.id, actor.name, true);
    return this.#staff("system", this.#input.text.t("message.automatic"), true);
  }

  #staff(id: string, name: string, isBot: boolean): Author {
    const authorName = id === this.#input.viewer.memberId ? this.#input.text.t("common.you") : name;
    return { side: "ours", authorId: id, authorName, authorInitials: initials(name), hue: hueOf(id), isBot };
  }
}

const NONE: ReadonlySet<string> = new Set();
const PLAIN = { outgoing: null, editedAt: null, isDeleted: false, isWithheld: false, chosen: NONE } as const;

const byTime = (all: Scheduled[]): Scheduled[] => all.sort((a, b) => a.dueAt - b.dueAt || a.seq - b.seq);
