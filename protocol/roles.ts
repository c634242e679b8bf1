import { COMPONENT_ACTIONS, READ_ONLY_ACTIONS, type TokenScope } from "./embed.ts";

/** ROLE-1..17 as data: the one table that server and screens alike ask. Settings may narrow it, never widen it. */
export const ROLES = ["admin", "supervisor", "agent"] as const;
export type Role = (typeof ROLES)[number];

/** `yes` always, `no` never, `setting` only while the organization's setting of that name is on. */
type Grant = "yes" | "no" | "agentCanTakeOver" | "agentCanAssign" | "agentCanBroadcast";

const PERMISSIONS = {
  "menu.inbox": ["yes", "yes", "yes"],
  "menu.broadcast": ["yes", "yes", "agentCanBroadcast"],
  "menu.contact": ["yes", "yes", "no"],
  "menu.chatbot": ["yes", "yes", "no"],
  "menu.reports": ["yes", "yes", "no"],
  "menu.finance": ["yes", "yes", "no"],
  "menu.integrations": ["yes", "yes", "no"],
  "menu.settings": ["yes", "yes", "no"],
  "settings.chat": ["yes", "yes", "no"],
  "settings.all": ["yes", "no", "no"],
  "presence.switch": ["no", "yes", "yes"],
  "room.history": ["yes", "yes", "yes"],
  "room.reply": ["yes", "yes", "yes"],
  "room.note": ["yes", "yes", "yes"],
  "room.tag": ["yes", "yes", "yes"],
  "room.resolve": ["yes", "yes", "yes"],
  "room.block": ["yes", "yes", "yes"],
  "room.take": ["yes", "yes", "agentCanTakeOver"],
  "room.assign": ["yes", "yes", "agentCanAssign"],
  "room.bulk": ["yes", "yes", "no"],
  "room.resolveExpired": ["yes", "yes", "yes"],
  "member.edit": ["yes", "no", "no"],
  "broadcast.manage": ["yes", "yes", "agentCanBroadcast"],
  "broadcast.allowAgents": ["yes", "no", "no"],
  "reports.read": ["yes", "yes", "no"],
  "finance.read": ["yes", "yes", "no"],
  "integrations.manage": ["yes", "no", "no"],
  "integrations.read": ["yes", "yes", "no"],
  "integrations.webchat": ["yes", "yes", "no"],
  "developer.manage": ["yes", "no", "no"],
  "audit.read": ["yes", "no", "no"],
  "contacts.manage": ["yes", "yes", "no"],
  "contacts.export": ["yes", "no", "no"],
} as const satisfies Record<string, readonly [Grant, Grant, Grant]>;

export type Action = keyof typeof PERMISSIONS;
export const ACTIONS = Object.keys(PERMISSIONS) as Action[];

/** The organization's switches that permissions and sight depend on. */
export type RoleSettings = {
  agentCanTakeOver: boolean;
  agentCanAssign: boolean;
  agentCanBroadcast: boolean;
  /** CONTACT-8: agents see phone numbers and email addresses only in part. */
  contactMasking: boolean;
};

/** May this role do that? Default deny: an unknown action is refused. */
export function can(role: Role, action: Action, settings: RoleSettings): boolean {
  const grant: Grant | undefined = PERMISSIONS[action]?.[ROLES.indexOf(role)];
  if (grant === "yes") return true;
  return grant !== undefined && grant !== "no" && settings[grant];
}

/** `can` for a caller: what the token's scope leaves out is refused, whatever the role may do (EMBED-3). */
export function allows(member: MemberIdentity, action: Action): boolean {
  if (!can(member.role, action, member.settings)) return false;
  const { scope } = member;
  if (!scope) return true;
  if (scope.isReadOnly && !READ_ONLY_ACTIONS.includes(action)) return false;
  return scope.components.some((component) => COMPONENT_ACTIONS[component].includes(action));
}

/** Whether the token leaves out rooms that the role would see: then sums over all rooms are not for it. */
export const isNarrowed = ({ scope }: Pick<MemberIdentity, "scope">): boolean =>
  !!scope && (!seesRooms(scope) || (scope.integrationIds ?? scope.divisionIds ?? scope.contactId) !== null);

/** Who is asking, as the server verified it. `divisionIds` never contains General, which covers everyone. */
export type MemberIdentity = {
  organizationId: string;
  memberId: string;
  name: string;
  role: Role;
  divisionIds: string[];
  /** Supervisors only: sees rooms of the own divisions and no others. */
  isRestricted: boolean;
  settings: RoleSettings;
  /** Which of the person's access tokens this is one of: older ones were ended with their sessions. Absent: 0. */
  tokenEpoch?: number;
  /** Of a token for a company's portal: narrower than the role (EMBED-3). Absent or null in the hosted shell. */
  scope?: TokenScope | null;
};

/** What visibility depends on. `divisionId` null means General. */
export type RoomVisibility = {
  organizationId: string;
  status: "campaign" | "unassigned" | "assigned" | "resolved";
  divisionId: string | null;
  integrationId: string;
  contactId: string;
  /** Participants of the latest conversation, also of a resolved one. */
  participantIds: string[];
};

/** ROLE-3 and LIST-13: the one rule that lists, feed, sockets and commands share. */
export function canSeeRoom(member: MemberIdentity, room: RoomVisibility): boolean {
  if (member.organizationId !== room.organizationId || !isInScope(member.scope, room)) return false;
  if (member.role === "admin") return true;
  const ownDivision = room.divisionId !== null && member.divisionIds.includes(room.divisionId);
  if (member.role === "supervisor") return !member.isRestricted || ownDivision;
  if (room.participantIds.includes(member.memberId)) return true;
  return room.status === "unassigned" && member.settings.agentCanTakeOver && (room.divisionId === null || ownDivision);
}

function isInScope(scope: TokenScope | null | undefined, room: RoomVisibility): boolean {
  if (!scope) return true;
  const { integrationIds, divisionIds, contactId } = scope;
  return (
    seesRooms(scope) &&
    (integrationIds?.includes(room.integrationId) ?? true) &&
    (divisionIds?.includes(room.divisionId) ?? true) &&
    (contactId === null || contactId === room.contactId)
  );
}

const seesRooms = ({ components }: TokenScope): boolean =>
  components.includes("inbox") || components.includes("contact-rooms");
