import type { Outgoing } from "../../../client/types.ts";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";

type Names = { member(memberId: string): string | undefined; tag(tagId: string): string | undefined };
type Self = { memberId: string; name: string };

/**
 * The room as it will be once the commands on their way are accepted, so that every action shows at once.
 * Failed ones do not count: what they promised disappears again.
 */
export function optimisticSummary(
  summary: RoomSummary,
  outgoing: readonly Outgoing<MemberCommand>[],
  self: Self,
  names: Names,
): RoomSummary {
  return outgoing
    .filter(({ state }) => state !== "failed")
    .reduce((room, { command, createdAt }) => applied(room, command, createdAt, self, names), summary);
}

function applied(room: RoomSummary, command: MemberCommand, at: number, self: Self, names: Names): RoomSummary {
  switch (command.type) {
    case "message.send":
    case "room.take":
      return joined(room, self.memberId, self.name);
    case "room.assign":
      return joined(room, command.memberId, names.member(command.memberId));
    case "room.hand_over":
      return left(joined(room, command.memberId, names.member(command.memberId)), self.memberId);
    case "room.leave":
      return left(room, self.memberId);
    case "room.remove_participant":
      return left(room, command.memberId);
    case "conversation.resolve":
      return {
        ...room,
        status: "resolved",
        isUnresponded: false,
        snoozedUntil: null,
        scheduledCount: 0,
        conversation: {
          ...room.conversation,
          resolvedAt: at,
          resolvedBy: { type: "member", id: self.memberId, name: self.name },
        },
      };
    case "tag.add": {
      const name = names.tag(command.tagId);
      const isThere = room.tags.some(({ tagId }) => tagId === command.tagId);
      return isThere || name === undefined ? room : { ...room, tags: [...room.tags, { tagId: command.tagId, name }] };
    }
    case "tag.remove":
      return { ...room, tags: room.tags.filter(({ tagId }) => tagId !== command.tagId) };
    case "room.move":
      return { ...room, divisionId: command.divisionId };
    case "room.snooze":
      return { ...room, snoozedUntil: command.until };
    case "room.unsnooze":
      return { ...room, snoozedUntil: null };
    case "conversation.set_auto_resolve":
      return { ...room, mayAutoResolve: command.isAllowed };
    case "contact.block":
      return { ...room, isBlocked: true };
    case "contact.unblock":
      return { ...room, isBlocked: false };
    case "contact.update": {
      const { type: _, ...change } = command;
      return { ...room, contact: { ...room.contact, ...change } };
    }
    default:
      return room;
  }
}

function joined(room: RoomSummary, memberId: string, name: string | undefined): RoomSummary {
  if (room.status === "resolved" || name === undefined) return room;
  const isThere = room.participants.some((participant) => participant.memberId === memberId);
  return {
    ...room,
    status: "assigned",
    participants: isThere ? room.participants : [...room.participants, { memberId, name }],
  };
}

function left(room: RoomSummary, memberId: string): RoomSummary {
  if (room.status === "resolved") return room;
  const participants = room.participants.filter((participant) => participant.memberId !== memberId);
  return { ...room, participants, status: participants.length === 0 ? "unassigned" : room.status };
}
