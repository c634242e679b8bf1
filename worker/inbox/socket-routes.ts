import { memberOf, setMember } from "../http/authenticate.ts";
import type { AppContext } from "../http/context.ts";
import { type Endpoint, endpoint } from "../http/endpoint.ts";
import type { MemberCaller } from "../http/identity.ts";
import { organizationOf, roomOf } from "../http/objects.ts";
import { openSocket } from "../http/upgrade.ts";
import { roomIdIn } from "./request.ts";

const SOCKET_CODES = ["unauthenticated", "token_expired", "forbidden", "too_many_sockets", "version_too_old"] as const;

const memberSocket = (
  c: AppContext,
  object: (caller: MemberCaller) => { fetch(request: Request): Promise<Response> } | undefined,
) =>
  openSocket<MemberCaller>(c, {
    identify: (token) => memberOf(c, token),
    wrongOrigin: "forbidden",
    admit: async (caller) => {
      setMember(c, caller);
      return undefined;
    },
    object,
  });

const roomSocket = endpoint(
  {
    method: "GET",
    path: "/api/v1/rooms/:roomId/socket",
    audience: "anyone",
    summary: "The room's socket; the token is the second subprotocol entry",
    isSocket: true,
    codes: [...SOCKET_CODES, "not_found"],
  },
  async ({ c }) => {
    const roomId = roomIdIn(c);
    return memberSocket(c, () => (roomId === undefined ? undefined : roomOf(c.env, roomId)));
  },
);

const feedSocket = endpoint(
  {
    method: "GET",
    path: "/api/v1/feed/socket",
    audience: "anyone",
    summary: "The member's one feed: changed rooms, counters, presence",
    isSocket: true,
    codes: [...SOCKET_CODES],
  },
  ({ c }) => memberSocket(c, (caller) => organizationOf(c.env, caller.member.organizationId)),
);

export const socketEndpoints: Endpoint[] = [roomSocket, feedSocket];
