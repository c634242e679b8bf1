import type { Action } from "../../protocol/roles.ts";
import { filterQuery, parseFilter } from "../inbox/filter/room-filter.ts";
import { pageOf } from "../settings/sections.ts";

/** First parts of addresses that a role may lack the right to, whether or not there is a page yet (NAV-1). */
const AREAS: Record<string, Action> = {
  inbox: "menu.inbox",
  broadcast: "menu.broadcast",
  contact: "menu.contact",
  chatbot: "menu.chatbot",
  reports: "menu.reports",
  finance: "menu.finance",
  integrations: "menu.integrations",
  settings: "menu.settings",
};

export type Route =
  | { name: "login"; next: string }
  | { name: "inbox"; status: string; kind: string; sort: string; filter: string; roomId: string | null }
  | { name: "settings"; section: string | null }
  | { name: "unknown"; action: Action | null };

const INBOX = { status: "all", kind: "message", sort: "newest" } as const;

/** What an address of ours means. Values inside are checked by whoever uses them. */
export function parseRoute(url: URL): Route {
  const [first = "", ...rest] = url.pathname.split("/").filter((part) => part !== "");
  const { searchParams: query } = url;
  if (first === "login") return { name: "login", next: safeNext(query.get("next")) };
  const section = rest.join("/");
  if (first === "settings" && (section === "" || pageOf(section)))
    return { name: "settings", section: section || null };
  if (first !== "" && first !== "inbox")
    return { name: "unknown", action: Object.hasOwn(AREAS, first) ? (AREAS[first] ?? null) : null };
  return {
    name: "inbox",
    status: rest[0] ?? INBOX.status,
    kind: query.get("kind") ?? INBOX.kind,
    sort: query.get("sort") ?? INBOX.sort,
    filter: filterQuery(parseFilter(query)),
    roomId: query.get("room"),
  };
}

/** The address of an inbox view, without what is usual anyway (NAV-2). */
export function inboxAddress(route: Partial<Omit<Extract<Route, { name: "inbox" }>, "name">>): string {
  const { status = INBOX.status, kind = INBOX.kind, sort = INBOX.sort, filter = "", roomId } = route;
  const query = new URLSearchParams();
  if (kind !== INBOX.kind) query.set("kind", kind);
  if (sort !== INBOX.sort) query.set("sort", sort);
  if (roomId) query.set("room", roomId);
  const path = status === INBOX.status ? "/inbox" : `/inbox/${encodeURIComponent(status)}`;
  const parts = [query.toString(), filter].filter((part) => part !== "");
  return parts.length > 0 ? `${path}?${parts.join("&")}` : path;
}

export const settingsAddress = (section: string | null): string => (section ? `/settings/${section}` : "/settings");

export const loginAddress = (next: string): string =>
  next === "" || next === "/" || next === "/inbox" ? "/login" : `/login?next=${encodeURIComponent(next)}`;

/** AUTH-1: back to the address asked for, and never to another site. */
function safeNext(next: string | null): string {
  if (next === null || !next.startsWith("/") || next.startsWith("//") || next.startsWith("/\\")) return "/inbox";
  const { pathname, search, origin } = new URL(next, "https://shell.invalid");
  return origin === "https://shell.invalid" && pathname !== "/login" ? pathname + search : "/inbox";
}

/** NAV-4: "(3) Inbox · Sapa". */
export const pageTitle = (page: string, unassigned: number): string =>
  `${unassigned > 0 ? `(${unassigned > 99 ? "99+" : unassigned}) ` : ""}${page} · Sapa`;
