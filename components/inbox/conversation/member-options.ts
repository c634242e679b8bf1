import type { Channel } from "../../../protocol/channels.ts";
import type { MemberPresence } from "../../../protocol/feed-frames.schema.ts";
import type { MemberRow } from "../../../protocol/http.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { capOn } from "../../../protocol/workload.ts";
import type { Localizer } from "../../strings/localizer.ts";
import type { PickerOption } from "../../ui/picker.ts";
import { hueOf, initials } from "../people.ts";

/** ASSIGN-12: how full somebody's hands are, as far as a limit counts for rooms of this channel. */
export function loadOf(member: MemberRow, channel: Channel): { open: number; limit: number; isFull: boolean } | null {
  const cap = capOn(member.limits, channel);
  return cap ? { open: cap.openRooms, limit: cap.limit, isFull: cap.openRooms >= cap.limit } : null;
}

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
      ...detailOf(member, room.channel, text),
      face: { initials: initials(member.name), hue: hueOf(member.memberId), isOnline: member.isOnline },
    }));
}

/** "Online · 6/6", with a mark when a room more would be one too many. */
function detailOf(member: MemberRow, channel: Channel, text: Localizer): Pick<PickerOption, "detail"> {
  const state = text.t(member.isOnline ? "members.online" : "members.offline");
  const load = loadOf(member, channel);
  if (!load) return { detail: `${state} · ${text.t("members.openRooms", { n: member.openRooms })}` };
  const words = text.t(load.isFull ? "members.full" : "members.load", { open: load.open, limit: load.limit });
  return { detail: `${state} · ${words}` };
}
