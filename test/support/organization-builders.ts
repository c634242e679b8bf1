import type { MemberIdentity, Role, RoleSettings } from "../../protocol/roles.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import type { Settings } from "../../protocol/settings.schema.ts";
import type { IntegrationConfig, MemberConfig, OrganizationConfig } from "../../worker/organization/contract.ts";
import { defaultSettings } from "../../worker/settings/defaults.ts";
import { roleSettingsOf, thresholdsOf } from "../../worker/settings/sections.ts";

export const ORGANIZATION = "org_aaaaaaaaaaaaaaaa";
export const OTHER_ORGANIZATION = "org_bbbbbbbbbbbbbbbb";

const TAKE_OVER: RoleSettings = {
  agentCanTakeOver: true,
  agentCanAssign: true,
  agentCanBroadcast: false,
  contactMasking: false,
};

type IdentityExtra = Partial<Omit<MemberIdentity, "settings">> & { agentCanTakeOver?: boolean };

export function identity(memberId: string, role: Role = "agent", extra: IdentityExtra = {}): MemberIdentity {
  const { agentCanTakeOver = true, ...rest } = extra;
  return {
    organizationId: ORGANIZATION,
    memberId,
    name: memberId.replace("mem_", ""),
    role,
    divisionIds: [],
    isRestricted: false,
    settings: { ...TAKE_OVER, agentCanTakeOver },
    ...rest,
  };
}

export const memberConfig = (memberId: string, extra: Partial<MemberConfig> = {}): MemberConfig => ({
  memberId,
  name: memberId.replace("mem_", ""),
  role: "agent",
  isActive: true,
  divisionIds: [],
  isRestricted: false,
  ...extra,
});

/** A webchat that is switched on and open to all. */
export const integrationConfig = (extra: Partial<IntegrationConfig> = {}): IntegrationConfig => ({
  integrationId: "int_1",
  channel: "web_chat",
  name: "Web",
  isEnabled: true,
  isRemoved: false,
  divisionId: null,
  webchat: null,
  secrets: null,
  ...extra,
});

type ConfigExtra = Partial<Omit<OrganizationConfig, "sections">> & { sections?: Partial<Settings> };

/** A configuration with these members; sections are the defaults but for those that are named. */
export function organizationConfig(members: MemberConfig[], extra: ConfigExtra = {}): OrganizationConfig {
  const { sections: named, ...rest } = extra;
  const sections = { ...defaultSettings("Asia/Jakarta"), ...named };
  return {
    organizationId: ORGANIZATION,
    name: "Toko Melati",
    timeZone: "Asia/Jakarta",
    language: "id",
    version: 1,
    session: thresholdsOf(sections),
    settings: roleSettingsOf(sections),
    sections,
    divisions: [],
    members,
    integrations: [],
    tags: [],
    apiTokens: [],
    ...rest,
  };
}

export type SummaryExtra = Partial<Omit<RoomSummary, "participants" | "conversation">> & {
  /** Ids of the present participants. */
  with?: string[];
  conversation?: Partial<RoomSummary["conversation"]>;
};

/** An unassigned, unresponded message room of webchat in General, unless said otherwise. */
export function summary(roomId: string, version: number, extra: SummaryExtra = {}): RoomSummary {
  const { with: participantIds = [], conversation, ...rest } = extra;
  return {
    roomId,
    organizationId: ORGANIZATION,
    integrationId: "int_aaaaaaaaaaaaaaaabbbbbbbbbb",
    integrationName: "Shop",
    channel: "web_chat",
    kind: "message",
    version,
    headSeq: version,
    contact: { contactId: `con_${roomId}`, externalId: `vis_${roomId}`, name: null, email: null, phone: null },
    status: participantIds.length > 0 ? "assigned" : "unassigned",
    divisionId: null,
    conversation: {
      number: 1,
      origin: "contact",
      openedAt: 1_000,
      firstAssignedAt: null,
      resolvedAt: null,
      resolvedBy: null,
      messageCount: 1,
      ...conversation,
    },
    participants: participantIds.map((memberId) => ({ memberId, name: memberId.replace("mem_", "") })),
    formerParticipantIds: [],
    lastAgentId: null,
    tags: [],
    isUnresponded: true,
    waitingSince: 1_000,
    isBlocked: false,
    snoozedUntil: null,
    scheduledCount: 0,
    mayAutoResolve: true,
    unreadCount: 1,
    lastMessage: null,
    firstInboundAt: 1_000,
    lastInboundAt: 1_000,
    lastSeenAt: null,
    lastActivityAt: 1_000,
    createdAt: 1_000,
    ...rest,
  };
}
