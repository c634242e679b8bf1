import { type Refusal, refusal } from "../../protocol/codes.ts";
import { FEED_FRAME_TYPES, type FeedClientFrame, feedClientFrameSchema } from "../../protocol/feed-frames.schema.ts";
import { CLOSE } from "../../protocol/limits.ts";
import { allows, type MemberIdentity } from "../../protocol/roles.ts";
import { OLDEST_ACCEPTED_VERSION } from "../../protocol/version.ts";
import type { MemberCaller } from "../http/identity.ts";
import { isSameCaller, type TokenVerdict } from "../http/tokens.ts";
import { trySend } from "../sockets/close.ts";
import { parseFrame, wireRefusal } from "../sockets/frames.ts";
import { audienceOf } from "./audience.ts";
import { frameText } from "./feed-frames.ts";
import type { FeedSession } from "./feed-session.ts";
import type { Hello } from "./feed-welcome.ts";

export type InboundSurroundings = {
  now(): number;
  welcome(session: FeedSession, hello: Hello): void;
  switchPresence(session: FeedSession, isOn: boolean): void;
  drop(session: FeedSession, code: number, reason: string): void;
  isConnected(session: FeedSession): boolean;
  verify(token: string): Promise<TokenVerdict<"member">>;
  /** Whether a token that says so still holds, as far as is known here. */
  isCurrent(member: MemberIdentity): boolean;
};

/** What members' clients say on their feed sockets. Nothing a client sends can throw, or disturb another socket. */
export class FeedInbound {
  readonly #around: InboundSurroundings;

  constructor(around: InboundSurroundings) {
    this.#around = around;
  }

  async receive(session: FeedSession, raw: unknown): Promise<void> {
    const now = this.#around.now();
    const waitMs = session.frames.take(now);
    if (waitMs > 0) return this.#refuseAndDrop(session, refusal("rate_limited", { retryAfterMs: waitMs }));
    const parsed = parseFrame(raw, feedClientFrameSchema, FEED_FRAME_TYPES);
    const isRenewal = parsed.kind === "frame" && parsed.frame.type === "renew";
    if (session.hasEnded(now) && !isRenewal) return this.#around.drop(session, CLOSE.tokenEnded, "token ended");
    if (parsed.kind === "ignored") return;
    if (parsed.kind === "frame") return this.#handle(session, parsed.frame);
    if (parsed.refusal.code === "too_large") return this.#refuseAndDrop(session, parsed.refusal);
    this.refuse(session, parsed.refusal);
  }

  #handle(session: FeedSession, frame: FeedClientFrame): Promise<void> | void {
    if (frame.type === "presence.set" && !session.isGreeted) return this.refuse(session, refusal("bad_request"));
    switch (frame.type) {
      case "hello":
        if (frame.version < OLDEST_ACCEPTED_VERSION) return this.#refuseAndDrop(session, refusal("version_too_old"));
        return this.#hello(session, frame);
      case "presence.set": {
        if (!allows(session.member, "presence.switch")) return this.refuse(session, refusal("forbidden"));
        return this.#around.switchPresence(session, frame.isOnline);
      }
      case "renew":
        return this.#renew(session, frame.token);
    }
  }

  #hello(session: FeedSession, frame: Hello): void {
    const waitMs = session.replays.take(this.#around.now());
    if (waitMs > 0) this.#refuseAndDrop(session, refusal("rate_limited", { retryAfterMs: waitMs }));
    else this.#around.welcome(session, frame);
  }

  async #renew(session: FeedSession, token: string): Promise<void> {
    const verdict = await this.#around.verify(token);
    if (!this.#around.isConnected(session)) return;
    if (!verdict.ok || !isSameCaller(verdict.caller, session.caller))
      return this.#around.drop(session, CLOSE.tokenEnded, "token not accepted");
    this.#renewed(session, verdict.caller);
  }

  #renewed(session: FeedSession, caller: MemberCaller): void {
    if (audienceOf(caller.member) !== session.audience || !this.#around.isCurrent(caller.member)) {
      // Other rights mean other rooms and counters: the client starts again with the token it has just got.
      this.#around.drop(session, CLOSE.tokenEnded, "rights changed");
      return;
    }
    session.caller = caller;
    session.save();
  }

  refuse(session: FeedSession, refused: Refusal): void {
    trySend(session.socket, errorText(refused));
  }

  #refuseAndDrop(session: FeedSession, refused: Refusal): void {
    this.refuse(session, refused);
    this.#around.drop(session, closeCodeOf(refused), refused.code);
  }
}

export const errorText = (refused: Refusal): string => frameText({ type: "error", refusal: wireRefusal(refused) });

/** The close code that tells a client what this refusal means for its connection. */
function closeCodeOf(refused: Refusal): number {
  switch (refused.code) {
    case "version_too_old":
      return CLOSE.versionTooOld;
    case "rate_limited":
    case "too_many_sockets":
      return CLOSE.rateLimited;
    case "token_expired":
      return CLOSE.tokenEnded;
    case "forbidden":
      return CLOSE.forbidden;
    default:
      return CLOSE.protocolError;
  }
}
