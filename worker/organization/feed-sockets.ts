import { CLOSE, LIMITS } from "../../protocol/limits.ts";
import type { MemberCaller } from "../http/identity.ts";
import { tryClose, trySend } from "../sockets/close.ts";
import { FeedSession } from "./feed-session.ts";
import { leaseEnd } from "./presence.ts";

type State = Pick<DurableObjectState, "acceptWebSocket" | "getWebSockets" | "getWebSocketAutoResponseTimestamp">;

/** All feed sockets of the organization, by socket and by member. */
export class FeedSockets {
  readonly #state: State;
  readonly #rateFactor: number;
  readonly #sessions = new Map<WebSocket, FeedSession>();
  readonly #byMember = new Map<string, Set<FeedSession>>();

  constructor(state: State, rateFactor: number) {
    this.#state = state;
    this.#rateFactor = rateFactor;
    for (const socket of state.getWebSockets()) {
      // One that is closing already is only waiting for its peer.
      if (socket.readyState !== WebSocket.OPEN) continue;
      const session = FeedSession.wake(socket, rateFactor);
      if (session === null) tryClose(socket, CLOSE.protocolError, "unreadable attachment");
      else this.#add(session);
    }
  }

  get all(): FeedSession[] {
    return [...this.#sessions.values()];
  }

  get size(): number {
    return this.#sessions.size;
  }

  get(socket: WebSocket): FeedSession | undefined {
    return this.#sessions.get(socket);
  }

  isFull(memberId: string): boolean {
    return (this.#byMember.get(memberId)?.size ?? 0) >= LIMITS.socketsPerMember * this.#rateFactor;
  }

  accept(socket: WebSocket, caller: MemberCaller, now: number): FeedSession {
    this.#state.acceptWebSocket(socket, [`member:${caller.member.memberId}`]);
    const session = new FeedSession(socket, caller, false, now, this.#rateFactor);
    session.save();
    this.#add(session);
    return session;
  }

  /** Takes a socket only to tell it why it may not stay: a browser cannot read the answer to a failed upgrade. */
  turnAway(socket: WebSocket, frame: string, code: number, reason: string): void {
    this.#state.acceptWebSocket(socket);
    trySend(socket, frame);
    tryClose(socket, code, reason);
  }

  /** Forgets a session; true when it was the member's last. */
  remove(session: FeedSession): boolean {
    this.#sessions.delete(session.socket);
    const own = this.#byMember.get(session.member.memberId);
    own?.delete(session);
    if (own?.size !== 0) return false;
    this.#byMember.delete(session.member.memberId);
    return true;
  }

  /** When this connection was surely there, ms UTC. */
  seenAt(session: FeedSession): number {
    const pingedAt = this.#state.getWebSocketAutoResponseTimestamp(session.socket)?.getTime() ?? 0;
    return Math.max(session.seenAt, pingedAt);
  }

  /** When a connection of the member was last seen; null: there is none. */
  memberSeenAt(memberId: string): number | null {
    let latest: number | null = null;
    for (const session of this.#byMember.get(memberId) ?? []) latest = Math.max(latest ?? 0, this.seenAt(session));
    return latest;
  }

  /** Connections that have been silent for the whole lease: their network is gone, whatever the runtime believes. */
  silent(now: number): FeedSession[] {
    return this.all.filter((session) => now >= leaseEnd(this.seenAt(session)));
  }

  /** When the first of the connections would have been silent for the whole lease. */
  nextSilentAt(): number | null {
    return this.size === 0 ? null : Math.min(...this.all.map((session) => leaseEnd(this.seenAt(session))));
  }

  #add(session: FeedSession): void {
    this.#sessions.set(session.socket, session);
    const { memberId } = session.member;
    const own = this.#byMember.get(memberId);
    if (own === undefined) this.#byMember.set(memberId, new Set([session]));
    else own.add(session);
  }
}
