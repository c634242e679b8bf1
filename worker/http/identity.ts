import type { MemberIdentity } from "../../protocol/roles.ts";

/** A visitor as its access token proves it: it opens one room and nothing else. */
export type VisitorCaller = {
  kind: "visitor";
  organizationId: string;
  integrationId: string;
  visitorId: string;
  roomId: string;
  /** Origin the token was made for; requests and sockets must come from it. */
  origin: string;
  /** When the token ends, ms UTC. */
  expiresAt: number;
};

/** A member as the access token proves it. */
export type MemberCaller = {
  kind: "member";
  member: MemberIdentity;
  origin: string;
  expiresAt: number;
};

/** A customer's server as its API token proves it (SET-9). */
export type ApiTokenCaller = {
  apiTokenId: string;
  organizationId: string;
  kind: "user" | "bot";
  scopes: "embed"[];
};

export type Caller = VisitorCaller | MemberCaller;

/**
 * Header in which the Worker passes a verified caller to an object along with a WebSocket upgrade, which cannot be an
 * RPC call. The Worker builds a new request for it; the header is dropped from everything that comes from outside.
 */
export const CALLER_HEADER = "x-sapa-caller";
