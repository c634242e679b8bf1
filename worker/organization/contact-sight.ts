import { allows, canSeeRoom, isNarrowed, type MemberIdentity, type RoomVisibility } from "../../protocol/roles.ts";

/**
 * Whether somebody hears that a contact was changed (CONTACT-2): whoever sees one of its rooms, and whoever works with all
 * contacts, of which many have no room that is known here. `rooms`: those of the contact that are open or changed lately.
 */
export function hearsOfContact(member: MemberIdentity, rooms: readonly RoomVisibility[]): boolean {
  const reader = asReader(member);
  return seesEverybody(reader) || rooms.some((room) => canSeeRoom(reader, room));
}

/** A token for contacts opens those of the rooms that it would show, though it shows no room (EMBED-3). */
const asReader = (member: MemberIdentity): MemberIdentity =>
  member.scope && allows(member, "menu.contact")
    ? { ...member, scope: { ...member.scope, components: ["inbox"] } }
    : member;

const seesEverybody = (member: MemberIdentity): boolean =>
  !isNarrowed(member) && (member.role === "admin" || (member.role === "supervisor" && !member.isRestricted));
