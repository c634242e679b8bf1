import { CHANNELS, type Channel } from "../../protocol/channels.ts";
import type { ContactQuery } from "../../protocol/contacts.schema.ts";
import { LIMITS } from "../../protocol/limits.ts";

/** Pure: what is searched, what narrows the list, and its order. Times in ms UTC; `to` is the first one no longer meant. */
export type ContactFilter = {
  q: string;
  channel: Channel | null;
  /** `general`: contacts of no division. */
  divisionId: string | null;
  from: number | null;
  to: number | null;
  sort: ContactQuery["sort"];
};

export const NO_FILTER: ContactFilter = Object.freeze({
  q: "",
  channel: null,
  divisionId: null,
  from: null,
  to: null,
  sort: "updated",
});

export const GENERAL = "general";
/** The server searches from two characters on. */
const SHORTEST_SEARCH = 2;

const timeOf = (text: string | null): number | null => (text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null);

/** The filter that an address names; what is not understood is left out (EMBED-6). */
export function parseContactFilter(query: string | URLSearchParams): ContactFilter {
  const params = typeof query === "string" ? new URLSearchParams(query) : query;
  const division = params.get("division") ?? "";
  return {
    q: [...(params.get("q") ?? "")].slice(0, LIMITS.searchTextLength).join(""),
    channel: CHANNELS.find((channel) => channel === params.get("channel")) ?? null,
    divisionId: /^[\w-]{1,80}$/.test(division) ? division : null,
    from: timeOf(params.get("from")),
    to: timeOf(params.get("to")),
    sort: params.get("sort") === "name" ? "name" : "updated",
  };
}

/** The filter as part of an address, always in the same order, without `?`; empty: none. */
export function contactFilterQuery({ q, channel, divisionId, from, to, sort }: ContactFilter): string {
  const given: [string, string | number | null][] = [
    ["q", q.trim() === "" ? null : q.trim()],
    ["channel", channel],
    ["division", divisionId],
    ["from", from],
    ["to", to],
    ["sort", sort === NO_FILTER.sort ? null : sort],
  ];
  return given
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`)
    .join("&");
}

/** As the server is asked. One character is no search yet. */
export function contactQueryOf(filter: ContactFilter): Partial<ContactQuery> {
  const { channel, divisionId, from, to, sort } = filter;
  return {
    sort,
    ...(isSearching(filter) && { q: filter.q.trim() }),
    ...(channel && { channel }),
    ...(divisionId && { divisionId }),
    ...(from !== null && { from }),
    ...(to !== null && { to }),
  };
}

export const isSearching = ({ q }: ContactFilter): boolean => [...q.trim()].length >= SHORTEST_SEARCH;

/** How many fields narrow the list; both ends of the dates are one. */
export const activeFields = ({ channel, divisionId, from, to }: ContactFilter): number =>
  [channel !== null, divisionId !== null, from !== null || to !== null].filter(Boolean).length;

/** The same search and order, with nothing else that narrows. */
export const cleared = ({ q, sort }: ContactFilter): ContactFilter => ({ ...NO_FILTER, q, sort });
