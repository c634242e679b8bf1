import { CODES, type Code, refusal } from "../../protocol/codes.ts";
import { CLOSE } from "../../protocol/limits.ts";
import { SUBPROTOCOL } from "../../protocol/version.ts";
import { CALLER_HEADER, type Caller, type MemberCaller } from "../http/identity.ts";
import { tryClose } from "../sockets/close.ts";
import type { ConfigCopy } from "./config-copy.ts";
import type { OrganizationConfig } from "./contract.ts";
import { errorText } from "./feed-inbound.ts";
import type { FeedSession } from "./feed-session.ts";
import type { FeedSockets } from "./feed-sockets.ts";
import { standingOf } from "./members.ts";

export type DoorSurroundings = {
  organizationId: string;
  sockets: FeedSockets;
  config: ConfigCopy;
  now(): number;
  /** Best effort to have the configuration and the room index first. false: there is no such organization. */
  ready(): Promise<boolean>;
  came(session: FeedSession): void;
  /** The member's last connection went; it was last seen then. */
  left(memberId: string, seenAt: number): void;
};

/** Who gets a feed socket, who loses it. */
export class FeedDoor {
  readonly #around: DoorSurroundings;

  constructor(around: DoorSurroundings) {
    this.#around = around;
  }

  /** Takes a WebSocket upgrade that the Worker has verified. */
  async open(request: Request): Promise<Response> {
    const caller = JSON.parse(request.headers.get(CALLER_HEADER) ?? "null") as Caller | null;
    if (caller === null) return refused("unauthenticated");
    const { organizationId, sockets, now } = this.#around;
    if (caller.kind !== "member" || caller.member.organizationId !== organizationId) return refused("not_found");
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") return refused("bad_request");
    if (now() >= caller.expiresAt) return refused("token_expired");
    if (!(await this.#around.ready())) return refused("not_found");
    const standing = await this.#standing(caller);
    if (standing === "gone") return refused("forbidden");
    if (sockets.isFull(caller.member.memberId)) return refused("too_many_sockets");
    const { 0: client, 1: server } = new WebSocketPair();
    if (standing === "changed") {
      // Over HTTP a browser could not tell this from a broken line; the close code makes it fetch a fresh token.
      sockets.turnAway(server, errorText(refusal("token_expired")), CLOSE.tokenEnded, "rights changed");
    } else this.#around.came(sockets.accept(server, caller, now()));
    return new Response(null, { status: 101, webSocket: client, headers: { "sec-websocket-protocol": SUBPROTOCOL } });
  }

  /** A socket's own end: completes the closing handshake, which the runtime leaves to us. */
  closed(socket: WebSocket, code: number, reason: string): void {
    const session = this.#around.sockets.get(socket);
    // 1006: nobody said goodbye, so the line may have been dead for a while.
    const seenAt = session !== undefined && code === 1006 ? this.#around.sockets.seenAt(session) : this.#around.now();
    tryClose(socket, code, reason);
    if (session !== undefined) this.#forget(session, seenAt);
  }

  drop(session: FeedSession, code: number, reason: string): void {
    const seenAt = this.#around.sockets.seenAt(session);
    tryClose(session.socket, code, reason);
    this.#forget(session, seenAt);
  }

  /** ROLE-22, 23: a change of rights ends the sockets that were opened with the former ones. */
  applyConfig(config: OrganizationConfig): void {
    for (const session of this.#around.sockets.all) {
      const standing = standingOf(config, session.member);
      if (standing === "gone") this.drop(session, CLOSE.forbidden, "no longer a member");
      else if (standing === "changed") this.drop(session, CLOSE.tokenEnded, "rights changed");
    }
  }

  /** Ends sockets whose token has ended or whose line has been silent for the whole presence lease. */
  sweep(now: number): void {
    for (const session of this.#around.sockets.silent(now)) this.drop(session, CLOSE.tooSlow, "silent");
    for (const session of this.#around.sockets.all)
      if (session.hasEnded(now)) this.drop(session, CLOSE.tokenEnded, "token ended");
  }

  async #standing({ member }: MemberCaller): Promise<ReturnType<typeof standingOf>> {
    const { config } = this.#around;
    if (config.held === null || standingOf(config.held, member) === "current") return "current";
    // Token and copy disagree. A copy read now is the newer; while libSQL is away nobody can tell, and the token is good.
    const fresh = await config.reload().catch(() => null);
    return fresh === null ? "current" : standingOf(fresh, member);
  }

  #forget(session: FeedSession, seenAt: number): void {
    if (this.#around.sockets.remove(session)) this.#around.left(session.member.memberId, seenAt);
  }
}

/** The Worker turns this into a problem document. */
const refused = (code: Code): Response =>
  new Response(null, { status: CODES[code].status, headers: { "x-sapa-code": code } });
