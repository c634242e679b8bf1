import type { ContactStanding, RoomContext } from "../contract.ts";
import { accept, type Decision, type EventDraft, SYSTEM } from "./commands.ts";
import { CONTACT_FIELDS, isOpen, participantIdsOf, type RoomState } from "./state.ts";

/**
 * The room's contact stands so (CONTACT-2, 5; BLOCK-1): events only for what the room has otherwise, marked as copies, so
 * that telling it again changes nothing and nobody tells the contact what the contact said.
 */
export function decideStanding(state: RoomState, context: RoomContext | null, contact: ContactStanding): Decision {
  const { room } = state;
  if (room === null) return accept();
  const { contactId, isBlocked } = contact;
  const actor = contact.actor === null ? SYSTEM : ({ type: "member", ...contact.actor } as const);
  const events: EventDraft[] = [];
  if (room.contactId !== contactId) {
    const name = contact.name?.value ?? null;
    events.push({ type: "contact.linked", actor, contactId, formerContactId: room.contactId, name, reason: "merged" });
  }
  events.push(...copiesOf(state, contact, actor));
  if (isBlocked !== state.isBlocked) {
    const participantIds = isOpen(state.conversation) ? participantIdsOf(state.conversation) : [];
    events.push({ type: isBlocked ? "contact.blocked" : "contact.unblocked", actor, participantIds, isCopy: true });
  }
  const isOthers = context !== null && context.contactId !== contactId;
  return { ok: true, events, ...(isOthers && { context: { ...context, contactId } }) };
}

type CopyActor = Extract<EventDraft, { type: "contact.updated" }>["actor"];

/** One event for each who said something of them: the log keeps what staff said apart from what a signed identity did. */
function copiesOf(state: RoomState, contact: ContactStanding, staff: CopyActor): EventDraft[] {
  return (["staff", "signed", null] as const).flatMap((by): EventDraft[] => {
    const changes: { name?: string; email?: string; phone?: string } = {};
    for (const field of CONTACT_FIELDS) {
      const said = contact[field];
      if (said === null || said.by !== by) continue;
      const isKnown = state.contact[field] === said.value && (by === null || state.said[field] === by);
      if (!isKnown) changes[field] = said.value ?? "";
    }
    if (Object.keys(changes).length === 0) return [];
    const actor = by === "staff" ? staff : SYSTEM;
    const isVerified = by === "staff" ? {} : { isVerified: by === "signed" };
    return [{ type: "contact.updated", actor, ...changes, ...isVerified, isCopy: true }];
  });
}
