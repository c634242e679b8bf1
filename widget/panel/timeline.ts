import type { Outgoing, RoomView } from "../../client/types.ts";
import type { VisitorCommand } from "../../protocol/commands.schema.ts";
import type { FileContent, MessageContent, VisitorEvent } from "../../protocol/room-events.schema.ts";
import { isSameDay } from "./format.ts";

/** What a visitor's own message has reached (MSG-8). The clock is `sending`. */
export type Reached = "sending" | "sent" | "read" | "failed";

export type SendCommand = Extract<VisitorCommand, { type: "message.send" }>;
export type FileToSend = Extract<SendCommand["content"], { type: "file" }>;

export type MessageItem = {
  kind: "message";
  key: string;
  isMine: boolean;
  /** Name of who wrote it; null for the visitor and for the company as a whole. */
  author: string | null;
  /** null: a kind this version does not know. Of a file, its caption. */
  text: string | null;
  file?: FileContent | FileToSend | undefined;
  at: number;
  reached: Reached;
  /** First and last of a run by one author. */
  isFirst: boolean;
  isLast: boolean;
  failed?: Outgoing<VisitorCommand>;
  /** Offers buttons or a list. */
  choices?: MessageEvent;
};

export type SurveyEvent = Extract<VisitorEvent, { type: "survey.sent" }>;

export type TimelineItem =
  | MessageItem
  | { kind: "day"; key: string; at: number }
  | { kind: "new"; key: string }
  | { kind: "survey"; key: string; survey: SurveyEvent }
  | { kind: "line"; key: string; what: "joined" | "left" | "resolved" | "opened"; name: string; at: number };

export type VisitorView = RoomView<VisitorEvent, VisitorCommand>;
export type MessageEvent = Extract<VisitorEvent, { type: "message.created" }>;

const GROUP_MS = 3 * 60_000;

export const isMessage = (event: VisitorEvent): event is MessageEvent => event.type === "message.created";
/** Written by the company: agents, bots, the system. */
export const isTheirs = (event: VisitorEvent): event is MessageEvent =>
  isMessage(event) && event.direction === "outbound";
export const nameOf = ({ actor }: MessageEvent): string | null => ("name" in actor ? actor.name : null);
export const isSend = (command: VisitorCommand): command is SendCommand => command.type === "message.send";
type Content = MessageEvent["content"] | SendCommand["content"];
const isFile = (content: Content): content is FileContent | FileToSend => "file" in content || "ticket" in content;
const heldBy = (content: Content): Pick<MessageItem, "text" | "file"> => ({
  text: "text" in content ? content.text : isFile(content) ? (content.caption ?? "") : null,
  file: isFile(content) ? content : undefined,
});

type Line = Extract<TimelineItem, { kind: "line" }>;

function lineOf(event: VisitorEvent): Line | null {
  const key = `line ${event.seq}`;
  switch (event.type) {
    case "participant.joined":
      return { kind: "line", key, what: "joined", name: event.memberName, at: event.at };
    case "participant.left":
      return { kind: "line", key, what: "left", name: event.memberName, at: event.at };
    case "conversation.opened":
      // The first one needs no border.
      return event.number > 1 ? { kind: "line", key, what: "opened", name: "", at: event.at } : null;
    case "conversation.resolved":
      return { kind: "line", key, what: "resolved", name: "", at: event.at };
    default:
      return null;
  }
}

/** A tick never lies: `sent` once the room has it durably, `read` once staff have read that far or answered since. */
function messageOf(event: MessageEvent, readUpTo: number): MessageItem {
  const isMine = event.direction === "inbound";
  return {
    kind: "message",
    // The same key before and after the acknowledgement, so that the bubble stays the same element.
    key: (isMine && event.commandId) || `seq ${event.seq}`,
    isMine,
    author: nameOf(event),
    ...heldBy(event.content),
    ...(rowsIn(event.content).length ? { choices: event } : {}),
    at: event.at,
    reached: event.seq <= readUpTo ? "read" : "sent",
    isFirst: true,
    isLast: true,
  };
}

function waitingOf(
  item: Outgoing<VisitorCommand>,
  content: SendCommand["content"],
  clockOffsetMs: number,
): MessageItem {
  return {
    kind: "message",
    key: item.id,
    isMine: true,
    author: null,
    ...heldBy(content),
    at: item.createdAt + clockOffsetMs,
    reached: item.state === "failed" ? "failed" : item.ackedSeq ? "sent" : "sending",
    isFirst: true,
    isLast: true,
    ...(item.state === "failed" ? { failed: item } : {}),
  };
}

/** What an outgoing command will show as; null: it is no message. */
function saidBy({ command }: Outgoing<VisitorCommand>, events: readonly VisitorEvent[]): SendCommand["content"] | null {
  if (isSend(command)) return command.content;
  if (command.type !== "choice.pick") return null;
  const content = events.filter(isMessage).find(({ seq }) => seq === command.messageSeq)?.content;
  const choice = content && rowsIn(content).find(({ choiceId }) => choiceId === command.choiceId);
  return { type: "text", text: choice?.title ?? "" };
}

export const rowsIn = (content: MessageContent) =>
  content.type === "buttons"
    ? content.buttons
    : content.type === "list"
      ? content.sections.flatMap(({ rows }) => rows)
      : [];

const continues = (former: TimelineItem | undefined, item: MessageItem): former is MessageItem =>
  former?.kind === "message" &&
  former.isMine === item.isMine &&
  former.author === item.author &&
  item.at - former.at < GROUP_MS &&
  former.reached !== "failed" &&
  item.reached !== "failed";

/**
 * The room as a visitor reads it, oldest first.
 * @param newFrom seq of the first message to stand under "New messages"; 0 for none.
 */
export function timelineOf(view: VisitorView, newFrom: number): TimelineItem[] {
  const items: TimelineItem[] = [];
  const lastAnswer = view.events.findLast(isTheirs)?.seq ?? 0;
  const readUpTo = Math.max(view.positions.staffRead, lastAnswer);
  let lastAt = Number.NEGATIVE_INFINITY;

  const add = (item: MessageItem | Line): void => {
    // A conversation's border names the day already.
    const isBorder = item.kind === "line" && item.what === "opened";
    if (!isBorder && !isSameDay(lastAt, item.at)) items.push({ kind: "day", key: `day ${item.key}`, at: item.at });
    lastAt = item.at;
    const former = items.at(-1);
    if (item.kind === "message" && continues(former, item)) {
      former.isLast = false;
      item.isFirst = false;
    }
    items.push(item);
  };

  for (const event of view.events) {
    if (event.seq === newFrom) items.push({ kind: "new", key: "new" });
    if (event.type === "survey.sent") items.push({ kind: "survey", key: `survey ${event.seq}`, survey: event });
    const item = isMessage(event) ? messageOf(event, readUpTo) : lineOf(event);
    if (item) add(item);
  }
  for (const item of view.outgoing) {
    const content = saidBy(item, view.events);
    if (content) add(waitingOf(item, content, view.clockOffsetMs));
  }
  return items;
}

/** Agents who take part now, in the order they came. */
export function participantsOf(events: readonly VisitorEvent[]): string[] {
  const names = new Set<string>();
  for (const event of events) {
    if (event.type === "participant.joined") names.add(event.memberName);
    else if (event.type === "participant.left") names.delete(event.memberName);
    else if (isMessage(event) && event.actor.type === "member") names.add(event.actor.name);
    else if (event.type === "conversation.resolved") names.clear();
  }
  return [...names];
}

/** The latest conversation is resolved and nothing has been written since. */
export function isResolved(view: VisitorView): boolean {
  const last = view.events.findLast((event) => event.type.startsWith("conversation."));
  return last?.type === "conversation.resolved" && !view.outgoing.some((item) => saidBy(item, []));
}
