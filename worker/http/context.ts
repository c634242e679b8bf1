import type { Context } from "hono";
import type { SignedIn } from "../accounts/sessions.ts";
import type { Env } from "../env.ts";
import type { Widget } from "../integrations/webchat/widget.ts";
import type { ApiTokenCaller, MemberCaller, VisitorCaller } from "./identity.ts";

/** What travels with a request from middleware to handler. */
export type Variables = {
  requestId: string;
  /** Set once somebody is known; stands in the log. */
  organizationId: string | undefined;
  member: MemberCaller;
  visitor: VisitorCaller;
  signedIn: SignedIn;
  /** The customer's server that asks; everywhere under `/api/open/v1`. */
  apiToken: ApiTokenCaller;
  /** The widget whose page asks; everywhere under `/widget/v1` but at its socket. */
  widget: Widget;
};

export type AppEnv = { Bindings: Env; Variables: Variables };
export type AppContext = Context<AppEnv>;

/** The origin this Worker is reached under, as browsers write it. */
export const ownOrigin = (c: AppContext): string => new URL(c.req.url).origin;

/**
 * Where a request comes from, as the browser says: `Origin`, or for same-origin reads, which carry none, our own.
 * Programs can write what they like here; it protects people's browsers, it is never a proof of identity.
 */
export function requestOrigin(c: AppContext): string | null {
  const origin = c.req.header("origin");
  if (origin !== undefined) return origin;
  return c.req.header("sec-fetch-site") === "same-origin" ? ownOrigin(c) : null;
}

/**
 * The client's address as the platform saw it. Cloudflare overwrites this header; whoever runs the Worker elsewhere puts
 * a proxy before it that does the same, or a client could write what it likes.
 */
export const clientAddress = (c: AppContext): string => c.req.header("cf-connecting-ip") ?? "unknown";

/** What limits count by: an IPv4 address, or the /64 that an IPv6 address is one of, because a person owns it all. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(":")) return address;
  const [head = [], tail = []] = address.split("::").map((part) => part.split(":").filter((group) => group !== ""));
  const groups = [...head, ...Array<string>(Math.max(0, 8 - head.length - tail.length)).fill("0"), ...tail];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

export const clientNetwork = (c: AppContext): string => networkOf(clientAddress(c));
