import { choose } from "./allocation.ts";
import type { MemberConfig, OrganizationApi, OrganizationConfig, RoomPolicy } from "./contract.ts";

type IntegrationView = Awaited<ReturnType<OrganizationApi["integration"]>>;
type Lookup = Awaited<ReturnType<OrganizationApi["lookup"]>>;

/** One integration as a widget or a webhook needs it. `isOnline`: someone who may be given its rooms is there. */
export function integrationView(
  config: OrganizationConfig,
  integrationId: string,
  isOnline: (memberId: string) => boolean,
): IntegrationView {
  const integration = config.integrations.find((one) => one.integrationId === integrationId);
  if (integration === undefined) return null;
  const { organizationId, name, language } = config;
  const room = {
    roomId: "",
    organizationId,
    divisionId: integration.divisionId,
    openedAt: 0,
    formerParticipantIds: [],
  };
  const candidates = config.members.map((member) => ({
    member,
    isOnline: isOnline(member.memberId),
    openRooms: 0,
    lastAllocatedAt: null,
  }));
  return {
    config: integration,
    organization: { organizationId, name, language },
    isOnline: choose(room, candidates) !== null,
  };
}

/** What rooms need to know; null while nothing is known. */
export const policyIn = (config: OrganizationConfig | null): RoomPolicy | null =>
  config && {
    version: config.version,
    session: config.session,
    remindBeforeMs: config.sections.sessions.remindBeforeMs,
  };

/** Members and tags that a command names; inactive members and unknown ids are left out. */
export function lookupIn(
  config: OrganizationConfig | null,
  call: { memberIds: string[]; tagIds: string[]; divisionIds?: string[] },
): Lookup {
  const memberIds = new Set(call.memberIds);
  const tagIds = new Set(call.tagIds);
  const isWanted = (member: MemberConfig): boolean => member.isActive && memberIds.has(member.memberId);
  return {
    members: config?.members.filter(isWanted) ?? [],
    tags: config?.tags.filter((tag) => tagIds.has(tag.tagId)) ?? [],
    divisions: divisionsIn(config, call.divisionIds ?? []),
  };
}

const divisionsIn = (config: OrganizationConfig | null, divisionIds: string[]): Lookup["divisions"] =>
  (config?.divisions ?? [])
    .filter(({ divisionId }) => divisionIds.includes(divisionId))
    .map((division) => ({
      ...division,
      memberIds: (config?.members ?? [])
        .filter((member) => member.isActive && member.divisionIds.includes(division.divisionId))
        .map(({ memberId }) => memberId),
    }));
