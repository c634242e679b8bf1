import type { CodeAsked } from "../../protocol/accounts.schema.ts";
import type { Code } from "../../protocol/codes.ts";
import type { Action } from "../../protocol/roles.ts";
import { filterQuery, parseFilter } from "../inbox/filter/room-filter.ts";
import { placeOf } from "../settings/sections.ts";
import type { Failure } from "./account.ts";

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
  | {
      name: "login";
      next: string;
      /** What a provider's sign-in came back with. */
      failure: Failure | null;
      /** The same, where a code is asked for now; taken out of the address at once. */
      asked: CodeAsked | null;
      isAgain: boolean;
    }
  | { name: "forgot" | "profile" }
  /** `token` is what stood behind the `#`; it is taken out of the address at once. */
  | { name: "link"; token: string }
  | { name: "inbox"; status: string; kind: string; sort: string; filter: string; roomId: string | null }
  | { name: "contact"; contactId: string | null; filter: string }
  | { name: "reports"; report: string | null; from: string | null; to: string | null; channels: string | null }
  | { name: "settings" | "integrations"; section: string | null; filter: string }
  | { name: "unknown"; action: Action | null };

const INBOX = { status: "all", kind: "message", sort: "newest" } as const;

const isId = (text: string): boolean => /^[\w-]{1,80}$/.test(text);

/** What an address of ours means. Values inside are checked by whoever uses them. */
export function parseRoute(url: URL): Route {
  const [first = "", ...rest] = url.pathname.split("/").filter((part) => part !== "");
  const { searchParams: query } = url;
  if (first === "login")
    return {
      name: "login",
      next: safeNext(query.get("next")),
      failure: failureIn(query),
      asked: codeAskedIn(url.hash),
      isAgain: query.get("again") === "1",
    };
  if (first === "link") return { name: "link", token: url.hash.slice(1) };
  if ((first === "forgot" || first === "profile") && rest.length === 0) return { name: first };
  if (first === "contact" && rest.length < 2 && isId(rest[0] ?? "any"))
    return { name: "contact", contactId: rest[0] ?? null, filter: query.toString() };
  if (first === "reports" && rest.length < 2)
    return {
      name: "reports",
      report: rest[0] ?? null,
      from: query.get("from"),
      to: query.get("to"),
      channels: query.get("channels"),
    };
  const settings = settingsRoute(first, rest, query.toString());
  if (settings) return settings;
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

/** Integrations are settings with a menu of their own: their addresses stand beside those of the others (NAV). */
function settingsRoute(first: string, rest: readonly string[], filter: string): Route | null {
  if (first !== "settings" && first !== "integrations") return null;
  const section = (first === "settings" ? rest : [first, ...rest]).join("/");
  if (section === "") return { name: "settings", section: null, filter };
  const isHere = (placeOf(section)?.page.group === "integrations") === (first === "integrations");
  return placeOf(section) && isHere ? { name: first, section, filter } : null;
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

/** `filter` as the element tells it: part of an address already. */
export function contactAddress(contactId: string | null, filter = ""): string {
  const path = contactId === null ? "/contact" : `/contact/${encodeURIComponent(contactId)}`;
  return filter === "" ? path : `${path}?${filter}`;
}

type ReportChoice = { report: string; from: string; to: string; channels: string };

export function reportAddress({ report, from, to, channels }: ReportChoice): string {
  const query = new URLSearchParams(Object.entries({ from, to, channels }).filter(([, value]) => value !== ""));
  return `/reports/${encodeURIComponent(report)}?${query}`;
}

/** `filter` as the element tells it. */
export function settingsAddress(section: string | null, filter = ""): string {
  const isIntegration = placeOf(section)?.page.group === "integrations";
  const path = section === null ? "/settings" : isIntegration ? `/${section}` : `/settings/${section}`;
  return filter === "" ? path : `${path}?${filter}`;
}

/** Addresses for people who are not signed in, and for those who are as well. */
export const isEntrance = ({ name }: Route): boolean => name === "forgot" || name === "link";

/** Pages of the server's own, which the shell has no part in (AUTH-6). */
export const isElsewhere = (address: string): boolean => address.startsWith("/oidc/");

export const loginAddress = (next: string): string =>
  next === "" || next === "/" || next === "/inbox" ? "/login" : `/login?next=${encodeURIComponent(next)}`;

function failureIn(query: URLSearchParams): Failure | null {
  const code = query.get("error");
  const retryAfterMs = Number(query.get("retryAfterMs"));
  return code === null ? null : { code: code as Code, ...(retryAfterMs > 0 && { retryAfterMs }) };
}

/** AUTH-16: anybody can make such an address, so that only what looks as the server writes it is taken. */
function codeAskedIn(hash: string): CodeAsked | null {
  const facts = new URLSearchParams(hash.slice(1));
  const [challenge, sentTo] = [facts.get("challenge") ?? "", facts.get("sentTo") ?? ""];
  const expiresAt = Number(facts.get("expiresAt"));
  const isOurs = /^[\w-]{43}$/.test(challenge) && /^[^\s@]{1,2}•••@[^\s@]{1,250}$/u.test(sentTo);
  return isOurs && Number.isSafeInteger(expiresAt) ? { challenge, sentTo, expiresAt } : null;
}

/** AUTH-1: back to the address asked for, and never to another site. */
function safeNext(next: string | null): string {
  const base = "https://shell.invalid";
  if (!next?.startsWith("/") || !URL.canParse(next, base)) return "/inbox";
  const { pathname, search, origin } = new URL(next, base);
  // What comes out is looked at: `/.//evil.example` becomes `//evil.example`, which is another site.
  const isOurs = origin === base && !pathname.startsWith("//");
  return isOurs && pathname !== "/login" ? pathname + search : "/inbox";
}

/** NAV-4: "(3) Inbox · Sapa". */
export const pageTitle = (page: string, unassigned: number): string =>
  `${unassigned > 0 ? `(${unassigned > 99 ? "99+" : unassigned}) ` : ""}${page} · Sapa`;
