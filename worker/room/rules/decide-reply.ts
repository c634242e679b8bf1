import type { MessageContent } from "../../../protocol/room-events.schema.ts";
import { accept, type Decision, type EventDraft, refuse } from "./commands.ts";
import { checkContent } from "./content.ts";
import { joinedAs } from "./decide-participants.ts";
import { actorOf, type Seen } from "./seen.ts";
import { isLocked } from "./session.ts";
import { isParticipant } from "./state.ts";

type Reply = { content: MessageContent; replyToSeq?: number | undefined };

/** ROOM-8, 12, 17, 19; SESS-9; MSG-3: free text by staff. Whoever answers takes part from then on (ASSIGN-2). */
export function decideReply(seen: Seen, { content, replyToSeq }: Reply): Decision {
  const { state, conversation, request, now } = seen;
  const closed = refusedWriting(seen);
  if (closed) return closed;
  if (isLocked(state, request.session, now)) return refuse("session.expired");
  const bad = checkContent(content);
  if (bad) return { ok: false, refusal: bad };
  if (replyToSeq !== undefined && replyToSeq > state.headSeq) return refuse("bad_request");

  const events: EventDraft[] = [];
  if (!isParticipant(conversation, request.member.memberId)) events.push(joinedAs(seen, request.member, "answered"));
  events.push({
    type: "message.created",
    actor: actorOf(seen),
    conversationNumber: conversation.number,
    direction: "outbound",
    content,
    ...(replyToSeq === undefined ? {} : { replyToSeq }),
  });
  return accept(...events);
}

/** What stands in the way of every message to this customer, whenever it leaves. null: nothing. */
export function refusedWriting({ state, conversation, request }: Seen): Decision | null {
  if (request.isChannelOn === false) return refuse("widget.off");
  if (state.isBlocked) return refuse("block.active");
  if (conversation.status === "resolved") return refuse("room.resolved");
  return conversation.status === "campaign" ? refuse("room.campaign") : null;
}
