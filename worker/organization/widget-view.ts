import { TZDate } from "@date-fns/tz";
import { isOpenAt, minutesOf, nextOpening } from "../../protocol/office-hours.ts";
import type { Settings } from "../../protocol/settings.schema.ts";
import { isEligible } from "./allocation.ts";
import { divisionFor } from "./config-views.ts";
import type { MemberConfig, OrganizationApi, OrganizationConfig } from "./contract.ts";

type IntegrationView = NonNullable<Awaited<ReturnType<OrganizationApi["integration"]>>>;

/** What changes from moment to moment. */
export type Live = { isOnline: (memberId: string) => boolean; replyMinutes: number | null; now: number };

const TEAM_MAX = 3;
const HOUR_MINUTES = 60;
const HOUR_MS = 3_600_000;

/** One integration as a widget or a webhook needs it; null: there never was one. */
export function integrationView(
  config: OrganizationConfig,
  integrationId: string,
  { isOnline, replyMinutes, now }: Live,
): IntegrationView | null {
  const integration = config.integrations.find((one) => one.integrationId === integrationId);
  if (integration === undefined) return null;
  const { organizationId, name, language, sections } = config;
  const hours = sections["office-hours"];
  const divisionId = divisionFor(config, integration.divisionId, integrationId);
  const serving = servingIn(config, divisionId);
  return {
    config: { ...integration, divisionId },
    organization: { organizationId, name, language },
    // WIDGET-12.
    isOnline: isOpenAt(hours, now) && serving.some(({ memberId }) => isOnline(memberId)),
    replyMinutes,
    opensAt: opensAt(hours, now),
    team: teamOf(serving, isOnline),
  };
}

/** Supervisors and agents who may be given rooms of this division, whether they are there or not (ASSIGN-9). */
function servingIn({ organizationId, members }: OrganizationConfig, divisionId: string | null): MemberConfig[] {
  const room = { roomId: "", organizationId, divisionId, openedAt: 0, waitingSince: null, formerParticipantIds: [] };
  const free = { isOnline: true, offlineSince: null, openRooms: 0, cap: null, lastAllocatedAt: null };
  return members.filter((member) => isEligible(room, { member, ...free }));
}

/** First names only, of those who are there first: visitors are told no more of anybody (WIDGET-24). */
function teamOf(serving: readonly MemberConfig[], isOnline: Live["isOnline"]): IntegrationView["team"] {
  return serving
    .map(({ memberId, name }) => ({ name: firstName(name), isOnline: isOnline(memberId) }))
    .toSorted((a, b) => Number(b.isOnline) - Number(a.isOnline))
    .slice(0, TEAM_MAX);
}

/** Some are called by their email address. */
const firstName = (name: string): string => name.trim().split(/[\s@]/)[0] ?? "";

/** When it opens next, ms UTC, while it is closed; null: it is open, or does not open within a year. */
export function opensAt(hours: Settings["office-hours"], now: number): number | null {
  if (isOpenAt(hours, now)) return null;
  const next = nextOpening(hours, now);
  if (next === null) return null;
  const [year = 0, month = 1, day = 1] = next.date.split("-").map(Number);
  const minutes = minutesOf(next.from);
  const hour = Math.floor(minutes / HOUR_MINUTES);
  const at = new TZDate(year, month - 1, day, hour, minutes % HOUR_MINUTES, hours.timeZone).getTime();
  // In the night when clocks go back that time comes twice.
  return at > now ? at : at + HOUR_MS;
}
