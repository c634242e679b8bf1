import type { RoomFilter } from "../../../protocol/inbox.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import {
  SESSION_STATES,
  type SessionState,
  type SessionThresholds,
  sessionStart,
  sessionState,
  thresholdsFor,
} from "../../../protocol/session.ts";
import type { Viewer } from "../viewer.ts";

/** The fields whose values are lists, and what stands for "none of them" in each. */
export const LIST_FIELDS = ["sessions", "agentIds", "tagIds", "integrationIds", "divisionIds"] as const;
export type ListField = (typeof LIST_FIELDS)[number];
export const FLAG_FIELDS = ["unresponded", "campaign", "snoozed"] as const;
export type FlagField = (typeof FLAG_FIELDS)[number];
const TIME_FIELDS = ["from", "until"] as const;
export const FILTER_KEYS: readonly string[] = [...LIST_FIELDS, ...FLAG_FIELDS, ...TIME_FIELDS];

export const UNTAGGED = "none";
export const GENERAL = "general";
/** In `agentIds`: whoever looks, so that a shared filter means everybody's own rooms (BEY-6). */
export const MYSELF = "me";
const VALUES_MAX = 50;

export const NO_FILTER: RoomFilter = Object.freeze({});

/** The filter that an address names; what is not understood is left out (EMBED-6). */
export function parseFilter(query: string | URLSearchParams): RoomFilter {
  const params = typeof query === "string" ? new URLSearchParams(query) : query;
  const filter: Record<string, unknown> = {};
  for (const field of LIST_FIELDS) {
    const values = [...new Set((params.get(field) ?? "").split(",").filter((value) => value !== ""))];
    const known = field === "sessions" ? values.filter(isSessionState) : values.slice(0, VALUES_MAX);
    if (known.length > 0) filter[field] = known;
  }
  for (const field of FLAG_FIELDS) if (params.get(field) === "true") filter[field] = true;
  for (const field of TIME_FIELDS) {
    const value = params.get(field);
    if (value !== null && /^\d{1,15}$/.test(value)) filter[field] = Number(value);
  }
  return Object.keys(filter).length > 0 ? filter : NO_FILTER;
}

const isSessionState = (value: string): value is SessionState => SESSION_STATES.includes(value as SessionState);

/** The filter as part of an address, always in the same order, without `?`; empty: none. */
export function filterQuery(filter: RoomFilter): string {
  return FILTER_KEYS.flatMap((field) => {
    const value = filter[field as keyof RoomFilter];
    if (value === undefined || value === false) return [];
    const values = Array.isArray(value) ? [...value].sort() : [String(value)];
    return values.length > 0 ? [`${field}=${values.map(encodeURIComponent).join(",")}`] : [];
  }).join("&");
}

/** SEARCH-7: what an agent has no field for does not filter either. Myself becomes the viewer's id. */
export function filterFor(filter: RoomFilter, viewer: Pick<Viewer, "role" | "memberId">): RoomFilter {
  const { agentIds, divisionIds, ...rest } = filter;
  const own = agentIds?.map((id) => (id === MYSELF ? viewer.memberId : id));
  if (viewer.role === "agent") return own?.includes(viewer.memberId) ? { ...rest, agentIds: [viewer.memberId] } : rest;
  return { ...rest, ...(own ? { agentIds: [...new Set(own)] } : {}), ...(divisionIds ? { divisionIds } : {}) };
}

/** SEARCH-9: how many fields narrow the list; both ends of the dates are one. */
export const activeFields = (filter: RoomFilter): number =>
  LIST_FIELDS.filter((field) => (filter[field]?.length ?? 0) > 0).length +
  FLAG_FIELDS.filter((field) => filter[field] === true).length +
  (filter.from !== undefined || filter.until !== undefined ? 1 : 0);

/** Without one value of a field, or without the whole field. */
export function without(filter: RoomFilter, field: keyof RoomFilter | "dates", value?: string): RoomFilter {
  const { ...rest } = filter;
  if (field === "dates") {
    delete rest.from;
    delete rest.until;
  } else if (value !== undefined && Array.isArray(rest[field])) {
    const left = (rest[field] as string[]).filter((one) => one !== value);
    if (left.length > 0) return { ...rest, [field]: left };
    delete rest[field];
  } else delete rest[field];
  return Object.keys(rest).length > 0 ? rest : NO_FILTER;
}

export type FilterClock = { now: number; session: SessionThresholds };

/** SEARCH-6..9: the server's truth, for rows that the feed brings. `filter` as `filterFor` gives it. */
export function matchesFilter(room: RoomSummary, filter: RoomFilter, clock: FilterClock): boolean {
  const { sessions, agentIds, tagIds, integrationIds, divisionIds, from, until } = filter;
  if (sessions && !sessions.includes(sessionOf(room, clock))) return false;
  if (agentIds && !room.participants.some(({ memberId }) => agentIds.includes(memberId))) return false;
  if (tagIds && !hasTag(room, tagIds)) return false;
  if (integrationIds && !integrationIds.includes(room.integrationId)) return false;
  if (divisionIds && !divisionIds.includes(room.divisionId ?? GENERAL)) return false;
  if (filter.unresponded && !room.isUnresponded) return false;
  if (filter.campaign && room.status !== "campaign") return false;
  if (filter.snoozed && !isSnoozed(room, clock.now)) return false;
  if (from === undefined && until === undefined) return true;
  const at = room.lastInboundAt;
  return at !== null && at >= (from ?? 0) && at <= (until ?? Number.POSITIVE_INFINITY);
}

export const sessionOf = (room: RoomSummary, { now, session }: FilterClock): SessionState =>
  sessionState(sessionStart(room), now, thresholdsFor(room.channel, session));

const hasTag = (room: RoomSummary, tagIds: readonly string[]): boolean =>
  room.tags.length === 0 ? tagIds.includes(UNTAGGED) : room.tags.some(({ tagId }) => tagIds.includes(tagId));

export const isSnoozed = (room: Pick<RoomSummary, "snoozedUntil">, now: number): boolean =>
  room.snoozedUntil !== null && room.snoozedUntil > now;

/** When the clock alone changes what the room matches (SEARCH-10); Infinity: never. */
export function nextChangeAt(room: RoomSummary, { now, session }: FilterClock): number {
  const startAt = sessionStart(room);
  const { expiringMs, expiredMs } = thresholdsFor(room.channel, session);
  const times = [
    ...(startAt === null ? [] : [startAt + expiringMs, startAt + expiredMs]),
    ...(room.snoozedUntil === null ? [] : [room.snoozedUntil]),
  ];
  return Math.min(...times.filter((at) => at > now), Number.POSITIVE_INFINITY);
}

/** Does the clock alone let rooms come and go? */
export const followsClock = (filter: RoomFilter): boolean =>
  filter.sessions !== undefined || filter.snoozed !== undefined;
