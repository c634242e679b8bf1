import type { Command } from "../../protocol/commands.schema.ts";
import { allows, canSeeRoom } from "../../protocol/roles.ts";
import type { Caller } from "../http/identity.ts";
import type { RoomCore } from "./core.ts";
import { visibilityOf } from "./rules/seen.ts";
import { isParticipant } from "./rules/state.ts";

/** Whether this caller may look into this room at all. A visitor's token opens one room by its id (INV-6, ROLE-3). */
export function maySee(core: RoomCore, caller: Caller): boolean {
  if (caller.kind === "visitor") {
    const { context } = core;
    return (
      caller.roomId === core.roomId &&
      context?.organizationId === caller.organizationId &&
      (context.visitorId ?? context.externalId) === caller.visitorId &&
      context.isEnded !== true
    );
  }
  const { room, conversation } = core.state;
  return room !== null && conversation !== null && canSeeRoom(caller.member, visibilityOf(room, conversation));
}

/** Who is too late to take a room no longer sees it; the rules tell them so (ASSIGN-7), and nobody else anything. */
export const mayAsk = (core: RoomCore, caller: Caller, command: Command): boolean =>
  maySee(core, caller) || (caller.kind === "member" && command.type === "room.take");

/** ROOM-28: only somebody who may answer here marks messages as read. */
export const mayAnswer = (core: RoomCore, caller: Caller): boolean =>
  caller.kind === "member" &&
  maySee(core, caller) &&
  allows(caller.member, "room.reply") &&
  (caller.member.role !== "agent" || isParticipant(core.state.conversation, caller.member.memberId));
