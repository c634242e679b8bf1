import type { MemberIdentity, Role } from "../../protocol/roles.ts";
import type { RoomContext } from "../../worker/room/contract.ts";
import type { Call } from "../../worker/room/core.ts";
import type { PreparedMemberCommand, RoomCommand, Target } from "../../worker/room/rules/commands.ts";

export const ORGANIZATION = "org_aaaaaaaaaaaaaaaa";

export const context: RoomContext = {
  roomId: "room_aaaaaaaaaaaaaaaaaaaaaaaaaa",
  organizationId: ORGANIZATION,
  integrationId: "int_aaaaaaaaaaaaaaaabbbbbbbbbb",
  integrationName: "Shop",
  channel: "web_chat",
  kind: "message",
  contactId: "con_aaaaaaaaaaaaaaaaaaaaaaaaaa",
  externalId: "vis_1",
  contactName: null,
  divisionId: null,
};

/** A member who may do whatever the role may do with every switch on. */
export const member = (
  memberId: string,
  role: Role = "agent",
  extra: Partial<MemberIdentity> = {},
): MemberIdentity => ({
  organizationId: ORGANIZATION,
  memberId,
  name: memberId.replace("mem_", ""),
  role,
  divisionIds: [],
  isRestricted: false,
  settings: { agentCanTakeOver: true, agentCanAssign: true, agentCanBroadcast: false, contactMasking: false },
  ...extra,
});

export const targetOf = (
  { memberId, name, role, divisionIds, isRestricted }: MemberIdentity,
  isActive = true,
): Target => ({
  memberId,
  name,
  role,
  divisionIds,
  isRestricted,
  isActive,
});

export const writes = (text: string): RoomCommand => ({
  from: "contact",
  context,
  command: { type: "message.send", content: { type: "text", text } },
});

export const does = (who: MemberIdentity, command: PreparedMemberCommand, target?: MemberIdentity): RoomCommand => ({
  from: "member",
  member: who,
  command,
  target: target && targetOf(target),
});

export const says = (who: MemberIdentity, text: string): RoomCommand =>
  does(who, { type: "message.send", content: { type: "text", text } });

export const allocates = (who: MemberIdentity, conversationNumber = 1): RoomCommand => ({
  from: "allocator",
  allocation: { memberId: who.memberId, memberName: who.name, conversationNumber, explanation: "fewest open rooms" },
});

let calls = 0;
export const call = (command: RoomCommand, at = 1_000, id: string | null = `c${++calls}`): Call => ({
  participant: command.from === "member" ? `member:${command.member.memberId}` : command.from,
  id,
  fingerprint: JSON.stringify(command),
  command,
  at,
});
