import type { RoomKind } from "../../protocol/channels.ts";
import { isOpenAt } from "../../protocol/office-hours.ts";
import { choose } from "./allocation.ts";
import type { DivisionConfig, MemberConfig, OrganizationApi, OrganizationConfig, RoomPolicy } from "./contract.ts";

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
  const divisionId = divisionFor(config, integration.divisionId, integrationId);
  const room = { roomId: "", organizationId, divisionId, openedAt: 0, waitingSince: null, formerParticipantIds: [] };
  const candidates = config.members.map((member) => ({
    member,
    isOnline: isOnline(member.memberId),
    offlineSince: null,
    openRooms: 0,
    cap: null,
    lastAllocatedAt: null,
  }));
  return {
    config: { ...integration, divisionId },
    organization: { organizationId, name, language },
    isOnline: choose(room, candidates, 0) !== null,
  };
}

const takes = ({ integrationIds }: DivisionConfig, integrationId: string): boolean =>
  integrationIds?.includes(integrationId) ?? true;

/** ASSIGN-15, 20: where a room of this integration stands that is meant for a division; null: in General. */
export function divisionFor(
  { divisions }: Pick<OrganizationConfig, "divisions">,
  divisionId: string | null,
  integrationId: string,
): string | null {
  const division = divisions.find((one) => one.divisionId === divisionId);
  return division !== undefined && takes(division, integrationId) ? division.divisionId : null;
}

/** SET-5, 6: what answers the first message of a new conversation at that time, ms UTC; null: nothing. */
export function autoResponseIn(
  config: OrganizationConfig | null,
  { kind, at }: { kind: RoomKind; at: number },
): { text: string; name: string } | null {
  if (config === null || kind === "comment") return null;
  const { "office-hours": hours, "auto-responder": responder } = config.sections;
  const { isOn, text } = isOpenAt(hours, at) ? responder.inHours : responder.outsideHours;
  return isOn && text.trim() !== "" ? { text, name: config.name } : null;
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
