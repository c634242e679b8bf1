import type { RoomKind, RoomStatus } from "../../../protocol/channels.ts";
import type { RoomListQuery } from "../../../protocol/http.schema.ts";
import type { MemberIdentity } from "../../../protocol/roles.ts";
import {
  LOCKED_WHEN_EXPIRED,
  type SessionState,
  type SessionThresholds,
  thresholdsFor,
} from "../../../protocol/session.ts";
import { type Cut, cutOf, sightOf } from "../visible.ts";

/** What sessions are measured by: the server's time and the organization's thresholds, in milliseconds. */
export type ListClock = { now: number; session: SessionThresholds };

/**
 * What a member asks for, after what the member may see has narrowed it (ROLE-3, LIST-13, SEARCH-6..9). null: whatever it
 * is. A null among divisions stands for General.
 */
export type Wanted = {
  organizationId: string;
  kind: RoomKind;
  sort: RoomListQuery["sort"];
  statuses: readonly RoomStatus[] | null;
  divisionIds: readonly (string | null)[] | null;
  /** Only rooms this member takes part in. */
  ownerId: string | null;
  agentIds: readonly string[] | null;
  tags: { ids: readonly string[]; orNone: boolean } | null;
  integrationIds: readonly string[] | null;
  /** Rooms of one contact only (BEY-22). */
  contactId: string | null;
  sessions: readonly SessionState[] | null;
  isUnresponded: boolean;
  isSnoozed: boolean;
  isCampaign: boolean;
  /** Of the customer's newest message, both ends included. */
  from: number | null;
  until: number | null;
  clock: ListClock;
};

const UNTAGGED = "none";
const GENERAL = "general";
const LIVE: readonly SessionState[] = ["open", "expiring"];
const UNANSWERED: readonly RoomStatus[] = ["unassigned", "assigned"];

/** null: no room can be wanted and seen. */
export function wantedFrom(member: MemberIdentity, query: RoomListQuery, clock: ListClock): Wanted | null {
  const cut = cutOf(member);
  if (cut === "none") return null;
  const statuses = statusesOf(query);
  const scope = scopeOf(member, query, cut);
  const sessions = sessionsOf(query);
  const integrationIds = both(given(query.integrationIds), cut.integrationIds);
  if ([statuses, scope.divisionIds, sessions, integrationIds].some((one) => one?.length === 0)) return null;
  const tagIds = given(query.tagIds);
  return {
    organizationId: member.organizationId,
    kind: query.kind,
    sort: query.sort,
    statuses,
    ...scope,
    agentIds: given(query.agentIds),
    tags: tagIds && { ids: tagIds.filter((id) => id !== UNTAGGED), orNone: tagIds.includes(UNTAGGED) },
    integrationIds,
    contactId: cut.contactId,
    sessions,
    isUnresponded: query.unresponded === true,
    isSnoozed: query.snoozed === true,
    isCampaign: query.campaign === true,
    from: query.from ?? null,
    until: query.until ?? null,
    clock,
  };
}

/** A field in which nothing is chosen does not narrow. */
const given = <T>(values: readonly T[] | undefined): readonly T[] | null =>
  values === undefined || values.length === 0 ? null : [...new Set(values)];

const both = <T>(one: readonly T[] | null, other: readonly T[] | null): readonly T[] | null =>
  one === null ? other : other === null ? one : one.filter((value) => other.includes(value));

function statusesOf({ status, campaign, unresponded }: RoomListQuery): readonly RoomStatus[] | null {
  const chosen = status === "all" ? null : [status];
  const silent: RoomStatus[] | null = campaign === true ? ["campaign"] : null;
  return both(both(chosen, silent), unresponded === true ? UNANSWERED : null);
}

/** Sessions that have ended have no place in the order of their ends (BEY-2). */
function sessionsOf({ sort, sessions }: RoomListQuery): readonly SessionState[] | null {
  const chosen = both(given(sessions), sort === "expires" ? LIVE : null);
  return chosen?.length === 3 ? null : chosen;
}

function scopeOf(member: MemberIdentity, query: RoomListQuery, cut: Cut): Pick<Wanted, "divisionIds" | "ownerId"> {
  const sight = sightOf(member);
  const named = given(query.divisionIds)?.map((id) => (id === GENERAL ? null : id)) ?? null;
  const chosen = both(named, cut.divisionIds);
  if (sight.scope === "rooms") return { ownerId: null, divisionIds: both(sight.divisionIds, chosen) };
  if (query.status === "unassigned") return { ownerId: null, divisionIds: both(sight.waitingDivisionIds, chosen) };
  return { ownerId: sight.memberId, divisionIds: chosen };
}

/** Thresholds as they hold where a vendor ends sessions, and elsewhere: `locked` never beyond `plain`. */
export const thresholdsOf = ({ session }: ListClock): { plain: SessionThresholds; locked: SessionThresholds } => ({
  plain: session,
  locked: thresholdsFor([...LOCKED_WHEN_EXPIRED][0] ?? "", session),
});

export const isLiveOnly = ({ sessions }: Wanted): boolean => sessions !== null && !sessions.includes("expired");
export const isEveryLive = ({ sessions }: Wanted): boolean => LIVE.every((state) => sessions?.includes(state) ?? true);
