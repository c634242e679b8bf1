import { LIMITS } from "../../../protocol/limits.ts";
import { accept, type Decision, refuse } from "./commands.ts";
import { longerThan } from "./content.ts";
import { actorOf, type Seen } from "./seen.ts";
import { isOpen, participantIdsOf } from "./state.ts";

/** BLOCK-1, 2: only in a conversation that is not over. Whoever finds it blocked already has what they wanted. */
export function block(seen: Seen, reason = ""): Decision {
  const { state, conversation } = seen;
  if (!isOpen(conversation)) return refuse("block.room_resolved");
  if (state.isBlocked) return accept();
  const said = reason.trim();
  if (longerThan(said, LIMITS.blockReasonLength) !== null)
    return refuse("too_long", {
      params: { limit: LIMITS.blockReasonLength },
      fields: [{ pointer: "/reason", code: "too_long" }],
    });
  return accept({
    type: "contact.blocked",
    actor: actorOf(seen),
    ...(said === "" ? {} : { reason: said }),
    participantIds: participantIdsOf(conversation),
  });
}

/** BLOCK-3: in any status. */
export const unblock = (seen: Seen): Decision =>
  seen.state.isBlocked
    ? accept({ type: "contact.unblocked", actor: actorOf(seen), participantIds: participantIdsOf(seen.conversation) })
    : refuse("block.not_blocked");
