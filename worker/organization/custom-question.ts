import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import type { Candidate } from "./allocation.ts";

/**
 * What an organization's own allocation is told (ASSIGN-14): the room, and those who may be given it. Names as in the
 * open API; times in ISO 8601 UTC. Nothing of what was written.
 */
export const customQuestion = (room: RoomSummary, eligible: readonly Candidate[], now: number): string =>
  JSON.stringify({
    event: "allocation.requested",
    occurred_at: new Date(now).toISOString(),
    room: {
      id: room.roomId,
      type: room.kind,
      status: room.status,
      channel: room.channel,
      channel_integration_id: room.integrationId,
      division_id: room.divisionId,
      contact: { id: room.contact.contactId, name: room.contact.name },
      conversation: {
        number: room.conversation.number,
        origin: room.conversation.origin,
        opened_at: timeOf(room.conversation.openedAt),
      },
      waiting_since: timeOf(room.waitingSince),
      last_agent_id: room.lastAgentId,
      tags: room.tags.map(({ name }) => name),
    },
    candidates: eligible.map(({ member, openRooms, cap, lastAllocatedAt }) => ({
      agent_id: member.memberId,
      name: member.name,
      role: member.role,
      division_ids: member.divisionIds,
      open_rooms: openRooms,
      limit: cap?.limit ?? null,
      last_allocated_at: timeOf(lastAllocatedAt),
    })),
  });

const timeOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
