import type { Command, MemberCommand } from "../../protocol/commands.schema.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import type { MessageContent } from "../../protocol/room-events.schema.ts";
import type { Caller } from "../../worker/http/identity.ts";
import type { RehearsedCall, RoomContext } from "../../worker/room/contract.ts";
import type { Line } from "./conversations.ts";
import type { DemoFileName } from "./files.ts";
import type { Ending, Place, PlannedConversation, PlannedRoom } from "./schedule.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export type World = {
  now: number;
  organizationId: string;
  places: Record<Place, { integrationId: string; name: string; divisionId: string | null }>;
  /** Supervisor first, then the agents. */
  handlers: MemberIdentity[];
  tagIds: Map<string, string>;
};
export type Tickets = ReadonlyMap<DemoFileName, string>;

/** A room's past as the commands that made it. */
export function callsOf(world: World, room: PlannedRoom, context: RoomContext, tickets: Tickets): RehearsedCall[] {
  const calls: RehearsedCall[] = [];
  const visitor: Caller = {
    kind: "visitor",
    organizationId: world.organizationId,
    integrationId: context.integrationId,
    visitorId: context.externalId,
    roomId: context.roomId,
    origin: "",
    expiresAt: 0,
  };
  const add: Add = (caller, command, at) =>
    calls.push({ caller, id: `demo-${calls.length}`, command, at: Math.round(at) });
  let details = room.details;
  for (const conversation of room.conversations) {
    const told = conversation.handler === null ? undefined : details;
    const addBot: AddBot = (content, at) =>
      calls.push({ bot: BOT, content, id: `demo-${calls.length}`, at: Math.round(at) });
    addConversation(world, conversation, { visitor, tickets, details: told, add, addBot });
    if (told) details = undefined;
  }
  return calls;
}

/** Many answer, most of them kindly; index of the room. null: they said nothing. */
const RATINGS: ({ score: number; comment?: string } | null)[] = [
  { score: 5, comment: "Cepat dan ramah, terima kasih!" },
  null,
  { score: 5 },
  { score: 4 },
  null,
  { score: 5, comment: "Kopinya enak, pelayanannya juga." },
  { score: 2, comment: "Pengirimannya terlalu lama." },
  { score: 4 },
  { score: 3 },
];

/** What the customer answered to the survey that stands last in the room, if its conversation is over (SURVEY-2). */
export function ratingOf(
  { conversations }: PlannedRoom,
  calls: RehearsedCall[],
  surveySeq: number,
  index: number,
): RehearsedCall | null {
  const rating = RATINGS[index % RATINGS.length];
  const visitor = calls.find((call) => "caller" in call && call.caller.kind === "visitor");
  const last = calls.at(-1);
  if (!rating || !last || !visitor || !("caller" in visitor) || !conversations.at(-1)?.isResolved) return null;
  const command = { type: "survey.answer", surveySeq, ...rating } as const;
  return { caller: visitor.caller, id: "demo-rating", command, at: last.at + 3 * MINUTE_MS };
}

type Add = (caller: Caller, command: Command, at: number) => void;
type AddBot = (content: MessageContent, at: number) => void;
type Stage = { visitor: Caller; tickets: Tickets; details: PlannedRoom["details"]; add: Add; addBot: AddBot };
const BOT = { botId: "bot_demo", name: "Asisten Senja" };

function addConversation(
  world: World,
  planned: PlannedConversation,
  { visitor, tickets, details, add, addBot }: Stage,
): void {
  const { story, startAt, lines, handler, isResolved } = planned;
  const staff = handler === null ? undefined : callerOf(world, handler);
  let at = startAt;
  let isTaken = false;
  for (const line of story.lines.slice(0, lines)) {
    at += line.afterMinutes * MINUTE_MS;
    const send = sendOf(line, tickets);
    if (line.by === "customer") add(visitor, send, at);
    if (line.by === "bot") addBot(menuOf(line), at);
    if (line.by === "customer" || line.by === "bot" || staff === undefined) continue;
    if (!isTaken) {
      isTaken = true;
      add(staff, { type: "room.take" }, at - MINUTE_MS / 2);
      if (details) add(staff, { type: "contact.update", ...details }, at - MINUTE_MS / 2);
      for (const tag of story.tags)
        add(staff, { type: "tag.add", tagId: world.tagIds.get(tag) ?? "" }, at - MINUTE_MS / 3);
    }
    if (line.by === "note") add(staff, { type: "note.add", text: line.text }, at);
    else add(staff, send, at);
  }
  if (staff === undefined) return;
  if (isResolved) add(staff, { type: "conversation.resolve" }, at + 4 * MINUTE_MS);
  else if (planned.ending)
    for (const command of ENDINGS[planned.ending](world, planned)) add(staff, command, at + MINUTE_MS);
}

const callerOf = (world: World, handler: number): Caller => ({
  kind: "member",
  member: memberAt(world, handler),
  origin: "",
  expiresAt: 0,
});
const memberAt = ({ handlers }: World, handler: number): MemberIdentity =>
  handlers[handler % handlers.length] as MemberIdentity;

/** The agent who stands after the handler; never the supervisor, who stands first. */
const colleagueOf = (world: World, { handler }: PlannedConversation): MemberIdentity =>
  memberAt(world, 1 + ((handler ?? 0) % (world.handlers.length - 1)));

/** What became of an open conversation, so that each thing that can be done is to be seen. */
const ENDINGS: Record<Ending, (world: World, planned: PlannedConversation) => MemberCommand[]> = {
  snoozed: ({ now }) => [{ type: "room.snooze", until: tomorrowMorning(now) }],
  scheduled: ({ now }) => [
    {
      type: "message.schedule",
      scheduleId: "demo-follow-up",
      content: { type: "text", text: "Selamat pagi! Pesanannya sudah sampai dengan baik?" },
      dueAt: tomorrowMorning(now),
      cancelOnReply: true,
    },
  ],
  blocked: () => [{ type: "contact.block", reason: "Mengirim tautan iklan berulang kali" }],
  shared: (world, planned) => {
    const { memberId, name } = colleagueOf(world, planned);
    return [
      { type: "room.assign", memberId },
      { type: "note.add", text: `@${name} tolong bantu cek stok gudang, ya.`, mentions: [memberId] },
    ];
  },
  handedOver: (world, planned) => [{ type: "room.hand_over", memberId: colleagueOf(world, planned).memberId }],
  kept: () => [{ type: "conversation.set_auto_resolve", isAllowed: false }],
};

/** Nine o'clock in Jakarta. */
function tomorrowMorning(now: number): number {
  const day = new Date(now + 7 * HOUR_MS + DAY_MS);
  return day.setUTCHours(9, 0, 0, 0) - 7 * HOUR_MS;
}

const menuOf = ({ text, choices = [] }: Line): MessageContent => ({
  type: "buttons",
  text,
  buttons: choices.map((title, index) => ({ choiceId: `menu-${index}`, title })),
});

function sendOf({ text, file }: Line, tickets: Tickets): Extract<Command, { type: "message.send" }> {
  const ticket = file && tickets.get(file);
  const caption = text === "" ? {} : { caption: text };
  return { type: "message.send", content: ticket ? { type: "file", ticket, ...caption } : { type: "text", text } };
}
