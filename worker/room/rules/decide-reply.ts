import type { Channel } from "../../../protocol/channels.ts";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { DEFAULT_SESSION, sessionStart, sessionState } from "../../../protocol/session.ts";
import { accept, type Decision, type EventDraft, refuse } from "./commands.ts";
import { joinedAs } from "./decide-participants.ts";
import { actorOf, type Seen } from "./seen.ts";
import { isParticipant } from "./state.ts";
import { checkText } from "./text.ts";

/** SESS-6, SESS-7: channels whose vendor closes free text with the session; all others are never locked (SESS-8). */
const LOCKED_WHEN_EXPIRED: ReadonlySet<Channel> = new Set(["wa_cloud", "wa", "fb", "ig"]);

/** ROOM-8, 12, 17, 19; SESS-9; MSG-3: free text by staff. Whoever answers takes part from then on (ASSIGN-2). */
export function decideReply(seen: Seen, command: Extract<MemberCommand, { type: "message.send" }>): Decision {
  const { state, conversation, request, now } = seen;
  if (conversation.status === "resolved") return refuse("room.resolved");
  if (conversation.status === "campaign") return refuse("room.campaign");
  if (state.room === null) return refuse("not_found");
  const { channel } = state.room;
  const startAt = sessionStart({ channel, lastInboundAt: state.lastInboundAt, lastSeenAt: null });
  if (LOCKED_WHEN_EXPIRED.has(channel) && sessionState(startAt, now, DEFAULT_SESSION) === "expired")
    return refuse("session.expired");
  const bad = checkText(command.content.text, LIMITS.textLength);
  if (bad) return { ok: false, refusal: bad };

  const events: EventDraft[] = [];
  if (!isParticipant(conversation, request.member.memberId)) events.push(joinedAs(seen, request.member, "answered"));
  events.push({
    type: "message.created",
    actor: actorOf(seen),
    conversationNumber: conversation.number,
    direction: "outbound",
    content: command.content,
    ...(command.replyToSeq === undefined ? {} : { replyToSeq: command.replyToSeq }),
  });
  return accept(...events);
}
