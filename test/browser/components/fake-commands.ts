import { contentOfTicket } from "../../../client/file-ticket.ts";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { Me, MemberRow, TagRow } from "../../../protocol/http.schema.ts";
import type { MessageContent, RoomEvent, RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Division } from "../../../protocol/settings.schema.ts";

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
export type Draft = DistributiveOmit<RoomEvent, "seq">;

/** What the fake server knows of people and things that commands name. */
export type FakeNames = { members: MemberRow[]; tags: TagRow[]; divisions: Division[] };

type SendContent = Extract<MemberCommand, { type: "message.send" }>["content"];

const contentOf = (content: SendContent): MessageContent =>
  content.type === "text"
    ? content
    : (contentOfTicket(content.ticket, content.caption) ?? { type: "unsupported", rawKind: "file" });

/** What a command that is accepted makes happen. */
export function eventsBy(
  command: MemberCommand,
  commandId: string,
  me: Me,
  room: RoomSummary,
  names: FakeNames,
): Draft[] {
  const actor = { type: "member" as const, id: me.memberId, name: me.name };
  const base = { at: Date.now(), actor, commandId };
  const participantIds = room.participants.map(({ memberId }) => memberId);
  const memberName = (memberId: string): string =>
    names.members.find((member) => member.memberId === memberId)?.name ?? "?";
  const joins = (memberId: string, how: "takeover" | "assigned" | "answered" | "handed_over"): Draft => ({
    ...base,
    type: "participant.joined",
    memberId,
    memberName: memberId === me.memberId ? me.name : memberName(memberId),
    how,
  });
  const leaves = (memberId: string, reason: "left" | "removed" | "handed_over"): Draft => ({
    ...base,
    type: "participant.left",
    memberId,
    memberName: memberId === me.memberId ? me.name : "somebody",
    reason,
  });
  switch (command.type) {
    case "message.send": {
      const message: Draft = {
        ...base,
        type: "message.created",
        conversationNumber: room.conversation.number,
        direction: "outbound",
        content: contentOf(command.content),
        ...(command.replyToSeq === undefined ? {} : { replyToSeq: command.replyToSeq }),
      };
      return participantIds.includes(me.memberId) ? [message] : [joins(me.memberId, "answered"), message];
    }
    case "message.schedule": {
      const { scheduleId, dueAt, cancelOnReply } = command;
      const content = contentOf(command.content);
      return [{ ...base, type: "message.scheduled", scheduleId, content, dueAt, cancelOnReply }];
    }
    case "message.unschedule":
      return [{ ...base, type: "message.unscheduled", scheduleId: command.scheduleId, reason: "cancelled" }];
    case "note.add": {
      const { text, mentions } = command;
      return [{ ...base, type: "note.created", text, ...(mentions === undefined ? {} : { mentions }) }];
    }
    case "note.edit":
      return [{ ...base, type: "note.updated", noteSeq: command.noteSeq, text: command.text }];
    case "note.delete":
      return [{ ...base, type: "note.deleted", noteSeq: command.noteSeq }];
    case "room.take":
      return [joins(me.memberId, "takeover")];
    case "room.assign":
      return [joins(command.memberId, "assigned")];
    case "room.hand_over":
      return [joins(command.memberId, "handed_over"), leaves(me.memberId, "handed_over")];
    case "room.leave":
      return [leaves(me.memberId, "left")];
    case "room.remove_participant":
      return [leaves(command.memberId, "removed")];
    case "room.move": {
      const { divisionId } = command;
      const divisionName = names.divisions.find((one) => one.divisionId === divisionId)?.name ?? "General";
      return [{ ...base, type: "conversation.moved", divisionId, divisionName }];
    }
    case "room.snooze":
      return [{ ...base, type: "room.snoozed", until: command.until }];
    case "room.unsnooze":
      return [{ ...base, type: "room.unsnoozed", reason: "cancelled", participantIds }];
    case "room.mark_unread":
      return [{ ...base, type: "room.marked_unread" }];
    case "conversation.set_auto_resolve":
      return [{ ...base, type: "conversation.auto_resolve_set", isAllowed: command.isAllowed }];
    case "conversation.resolve":
      return [{ ...base, type: "conversation.resolved", number: room.conversation.number, reason: "manual" }];
    case "contact.block":
      return [
        {
          ...base,
          type: "contact.blocked",
          participantIds,
          ...(command.reason === undefined ? {} : { reason: command.reason }),
        },
      ];
    case "contact.unblock":
      return [{ ...base, type: "contact.unblocked", participantIds }];
    case "tag.add":
    case "tag.remove": {
      const name = names.tags.find(({ tagId }) => tagId === command.tagId)?.name ?? "?";
      return [{ ...base, type: command.type === "tag.add" ? "tag.added" : "tag.removed", tagId: command.tagId, name }];
    }
    case "contact.update": {
      const { type: _, ...change } = command;
      return [{ ...base, type: "contact.updated", ...change }];
    }
  }
}
