import type { EventOf } from "../../../protocol/room-events.schema.ts";
import { CONTACT_FIELDS, type RoomState } from "./state.ts";
import { withUpdate } from "./visitor-updates.ts";

/** An emptied field is none. */
export function contactUpdated(state: RoomState, event: EventOf<"contact.updated">): RoomState {
  const contact = { ...state.contact };
  const said = { ...state.said };
  const by = saidBy(event);
  for (const field of CONTACT_FIELDS) {
    const value = event[field];
    if (value === undefined) continue;
    contact[field] = value || null;
    if (by !== undefined) said[field] = by;
    else if (event.isCopy) delete said[field];
  }
  const isByVisitor = event.actor.type === "contact" && event.isVerified !== true;
  return {
    ...state,
    contact,
    said,
    isSigned: state.isSigned || event.isVerified === true,
    ...(isByVisitor ? withUpdate(state, event.at) : {}),
  };
}

/** A copy says what the contact's page shows: of staff, unless it says otherwise. */
function saidBy({ actor, isVerified, isCopy }: EventOf<"contact.updated">): "staff" | "signed" | undefined {
  const isOfStaff = isCopy ? isVerified === undefined : actor.type === "member";
  return isOfStaff ? "staff" : isVerified ? "signed" : undefined;
}

/**
 * WIDGET-19: the room is another contact's from here on; what was typed in it before stays what it was. Of merged contacts
 * (CONTACT-5) nobody has signed anything new.
 */
export function contactLinked(state: RoomState, { contactId, name, reason }: EventOf<"contact.linked">): RoomState {
  const room = state.room && { ...state.room, contactId };
  if (reason === "merged") return { ...state, room };
  const isNamed = name !== null && state.said.name !== "staff";
  return {
    ...state,
    room,
    contact: isNamed ? { ...state.contact, name } : state.contact,
    said: isNamed ? { ...state.said, name: "signed" } : state.said,
    isSigned: true,
  };
}

/** Nothing of it was told by the visitor or the page alone, and no address that was signed for gave way to a typed one. */
export const isVerified = ({ isSigned, contact, said }: RoomState): boolean =>
  isSigned &&
  CONTACT_FIELDS.every((field) => contact[field] === null || said[field] !== undefined) &&
  (said.email === "signed" || said.phone === "signed" || (said.email !== "staff" && said.phone !== "staff"));
