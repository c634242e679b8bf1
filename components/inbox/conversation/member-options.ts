import type { MemberPresence } from "../../../protocol/feed-frames.schema.ts";
import type { MemberRow } from "../../../protocol/http.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import type { PickerOption } from "../../ui/picker.ts";
import { hueOf, initials } from "../people.ts";

/** ASSIGN-3: who may still be given the room, those online first, then by name. */
export function memberOptions(
  members: readonly MemberRow[],
  presence: readonly MemberPresence[],
  room: RoomSummary,
  viewerId: string,
  text: Localizer,
): PickerOption[] {
  const online = new Map(presence.map(({ memberId, isOnline }) => [memberId, isOnline]));
  const takesPart = new Set(room.participants.map(({ memberId }) => memberId));
  return members
    .filter(({ memberId }) => memberId !== viewerId && !takesPart.has(memberId))
    .map((member) => ({ ...member, isOnline: online.get(member.memberId) ?? member.isOnline }))
    .sort((a, b) => Number(b.isOnline) - Number(a.isOnline) || a.name.localeCompare(b.name, text.locale))
    .map((member) => ({
      id: member.memberId,
      label: member.name,
      detail: `${text.t(`role.${member.role}`)} · ${text.t(member.isOnline ? "members.online" : "members.offline")}`,
      face: { initials: initials(member.name), hue: hueOf(member.memberId), isOnline: member.isOnline },
    }));
}
