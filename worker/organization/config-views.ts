import type { Channel, RoomKind } from "../../protocol/channels.ts";
import { isOpenAt } from "../../protocol/office-hours.ts";
import type { Settings } from "../../protocol/settings.schema.ts";
import { SURVEY_KINDS } from "../../protocol/survey.ts";
import type {
  DivisionConfig,
  MemberConfig,
  OrganizationApi,
  OrganizationConfig,
  RoomPolicy,
  SurveyPolicy,
} from "./contract.ts";

type Lookup = Awaited<ReturnType<OrganizationApi["lookup"]>>;

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
export function policyIn(config: OrganizationConfig | null, integrationId: string): RoomPolicy | null {
  const integration = config?.integrations.find((one) => one.integrationId === integrationId);
  return (
    config && {
      version: config.version,
      session: config.session,
      remindBeforeMs: config.sections.sessions.remindBeforeMs,
      surveys: surveysFor(config.sections.surveys, integration?.channel),
      isChannelOn: integration?.isEnabled ?? false,
      ...(integration ? { divisionId: divisionFor(config, integration.divisionId, integrationId) } : {}),
    }
  );
}

const surveysFor = (surveys: Settings["surveys"], channel: Channel | undefined): SurveyPolicy[] =>
  SURVEY_KINDS.flatMap((kind) => {
    const { isOn, channels, ...asked } = surveys[kind];
    const isAsked = isOn && channel !== undefined && (channels?.includes(channel) ?? true);
    return isAsked ? [{ kind, ...asked }] : [];
  });

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
