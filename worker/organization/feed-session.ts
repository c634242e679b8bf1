import { LIMITS } from "../../protocol/limits.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import type { MemberCaller } from "../http/identity.ts";
import { TokenBucket } from "../http/token-bucket.ts";
import { audienceOf } from "./audience.ts";

/** What a feed socket needs after its object has slept. A wire format: it outlives deployments. */
type Attachment = { version: 1; caller: MemberCaller; isGreeted: boolean; seenAt: number };

/** One feed socket of a member. Lives in memory; the attachment survives sleep. */
export class FeedSession {
  readonly socket: WebSocket;
  readonly frames: TokenBucket;
  /** Greetings: each may be answered with a thousand rooms. */
  readonly replays: TokenBucket;
  caller: MemberCaller;
  /** The client has said hello: from then on it gets changes. */
  isGreeted: boolean;
  /** When the client last said or opened something; pings are known to the runtime alone. */
  seenAt: number;
  #audience: string;

  constructor(socket: WebSocket, caller: MemberCaller, isGreeted: boolean, seenAt: number, rateFactor: number) {
    this.socket = socket;
    this.caller = caller;
    this.isGreeted = isGreeted;
    this.seenAt = seenAt;
    this.frames = new TokenBucket(LIMITS.framesPerSecond * rateFactor, LIMITS.framesBurst * rateFactor);
    this.replays = new TokenBucket(LIMITS.replaysPerSecond * rateFactor, LIMITS.replaysBurst * rateFactor);
    this.#audience = audienceOf(caller.member);
  }

  /** null for an attachment that this build cannot read; the socket is then closed and the client comes back. */
  static wake(socket: WebSocket, rateFactor: number): FeedSession | null {
    const value = socket.deserializeAttachment() as Partial<Attachment> | null;
    if (value?.version !== 1 || value.caller === undefined) return null;
    return new FeedSession(socket, value.caller, value.isGreeted ?? false, value.seenAt ?? 0, rateFactor);
  }

  get member(): MemberIdentity {
    return this.caller.member;
  }

  /** Equal for sockets that see the same rooms and counters. */
  get audience(): string {
    return this.#audience;
  }

  hasEnded(now: number): boolean {
    return now >= this.caller.expiresAt;
  }

  save(): void {
    const { caller, isGreeted, seenAt } = this;
    this.socket.serializeAttachment({ version: 1, caller, isGreeted, seenAt } satisfies Attachment);
  }
}

/** The epoch as this audience is told it: positions of another storage, member or set of rights are void. */
export function feedEpoch(storageEpoch: string, audience: string): string {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let at = 0; at < audience.length; at += 1) {
    low = Math.imul(low ^ audience.charCodeAt(at), 0x01000193);
    high = Math.imul(high ^ audience.charCodeAt(at), 0x85ebca6b);
  }
  return `${storageEpoch}.${(low >>> 0).toString(36)}${(high >>> 0).toString(36)}`;
}
