import type { MemberIdentity } from "../../../protocol/roles.ts";
import { accept, type Decision, type RoomCommand, refuse, SYSTEM } from "./commands.ts";
import { checkContent } from "./content.ts";
import { decideMember } from "./decide-member.ts";
import { unscheduling } from "./ending.ts";
import { isLocked } from "./session.ts";
import { AUTO_RESPONDER_ID, isOpen, type RoomState } from "./state.ts";

/** BEY-5: a send that is due goes the way of a live reply of its author; the person learns of it if it may not go. */
export function decideScheduled(
  state: RoomState,
  { scheduleId, author, session, isChannelOn }: Extract<RoomCommand, { from: "schedule" }>,
  now: number,
): Decision {
  const planned = state.schedule.find((one) => one.scheduleId === scheduleId);
  if (planned === undefined || planned.dueAt > now) return accept();
  const command = { type: "message.send", content: planned.content } as const;
  const member = author?.isActive ? identityOf(state, author) : null;
  const sent = member
    ? decideMember(state, { from: "member", member, command, session, isChannelOn }, now)
    : refuse("forbidden");
  return sent.ok
    ? accept(unscheduling(planned, SYSTEM, "sent"), ...sent.events)
    : accept(unscheduling(planned, SYSTEM, "refused", sent.refusal.code));
}

/** No switch of the organization widens what an author may do here: an agent sends where they take part. */
const identityOf = (state: RoomState, author: NonNullable<Extract<RoomCommand, { from: "schedule" }>["author"]>) =>
  ({
    ...author,
    organizationId: state.room?.organizationId ?? "",
    settings: { agentCanTakeOver: false, agentCanAssign: false, agentCanBroadcast: false, contactMasking: false },
  }) satisfies MemberIdentity;

/** SET-6, ROOM-9, SESS-9: once per conversation, on its first message, unless a person was quicker. */
export function decideGreeting(
  state: RoomState,
  { conversationNumber, text, name, session }: Extract<RoomCommand, { from: "greeter" }>,
  now: number,
): Decision {
  const { conversation, greeting } = state;
  if (greeting === null || greeting.conversationNumber !== conversationNumber) return accept();
  if (!isOpen(conversation) || state.isBlocked || isLocked(state, session, now) || text.trim() === "") return accept();
  return accept({
    type: "message.created",
    actor: { type: "bot", id: AUTO_RESPONDER_ID, name },
    conversationNumber,
    direction: "outbound",
    content: { type: "text", text },
  });
}

/** ROOM-9: a bot answers in what is open; who waits for a person still waits. */
export function decideBot(
  state: RoomState,
  { bot, content, policy }: Extract<RoomCommand, { from: "bot" }>,
  now: number,
): Decision {
  const { conversation } = state;
  if (!isOpen(conversation)) return refuse(conversation?.status === "resolved" ? "room.resolved" : "room.not_open");
  if (!policy.isChannelOn) return refuse("widget.off");
  if (state.isBlocked) return refuse("block.active");
  if (isLocked(state, policy.session, now)) return refuse("session.expired");
  const bad = checkContent(content);
  if (bad) return { ok: false, refusal: bad };
  return accept({
    type: "message.created",
    actor: { type: "bot", id: bot.botId, name: bot.name },
    conversationNumber: conversation.number,
    direction: "outbound",
    content,
  });
}

/** ASSIGN-10: the organization object has chosen; the room has the last word, because only it knows who came first. */
export function decideAllocation(
  state: RoomState,
  { memberId, memberName, conversationNumber, explanation }: Extract<RoomCommand, { from: "allocator" }>["allocation"],
): Decision {
  const { conversation } = state;
  if (!isOpen(conversation) || conversation.number !== conversationNumber) return refuse("room.not_open");
  if (conversation.status !== "unassigned") return refuse("assign.taken");
  if (state.isBlocked) return refuse("block.active");
  if (conversation.formerParticipantIds.includes(memberId)) return refuse("assign.not_eligible");
  return accept({
    type: "participant.joined",
    actor: SYSTEM,
    memberId,
    memberName,
    how: "allocated",
    explanation,
  });
}
