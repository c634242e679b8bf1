import { canSeeRoom } from "../../protocol/roles.ts";
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
      context.externalId === caller.visitorId
    );
  }
  const { room, conversation } = core.state;
  return room !== null && conversation !== null && canSeeRoom(caller.member, visibilityOf(room, conversation));
}

/** ROOM-28: only somebody who may answer here marks messages as read. */
export const mayAnswer = (core: RoomCore, caller: Caller): boolean =>
  caller.kind === "member" &&
  maySee(core, caller) &&
  (caller.member.role !== "agent" || isParticipant(core.state.conversation, caller.member.memberId));
