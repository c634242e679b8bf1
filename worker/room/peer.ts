import { LIMITS } from "../../protocol/limits.ts";
import type { VisitorFrame } from "../../protocol/room-frames.schema.ts";
import type { Caller } from "../http/identity.ts";
import { TokenBucket } from "../http/token-bucket.ts";
import { decodeAttachment, encodeAttachment } from "./attachment.ts";
import { type Audience, audienceOf } from "./views.ts";

/** One socket of a room, with what flow control knows of it. Lives in memory; the attachment survives sleep. */
export class Peer {
  readonly socket: WebSocket;
  caller: Caller;
  isGreeted: boolean;
  /** Highest seq sent to it. */
  sentSeq: number;
  confirmedSeq: number;
  outstandingBytes = 0;
  /** When it last confirmed something while something was outstanding. */
  progressAt: number;
  isTyping = false;
  typingToldAt = 0;
  /** When it surely was there; pings are known to the runtime alone. */
  seenAt: number;
  readonly frames: TokenBucket;
  /** Frames beyond the limit that are refused before the socket is cut off. */
  readonly excess: TokenBucket;
  /** Questions whose answers are far larger than they, and that flow control does not cover. */
  readonly replays: TokenBucket;
  readonly messages: TokenBucket;
  readonly contexts: TokenBucket;
  /** Told too soon; the newest of them gets its turn. */
  lateContext: Extract<VisitorFrame, { type: "context" }> | null = null;
  #pausedAtSeq: number | null;

  constructor(socket: WebSocket, caller: Caller, isGreeted: boolean, seq: number, now: number, rateFactor: number) {
    this.socket = socket;
    this.caller = caller;
    this.isGreeted = isGreeted;
    this.sentSeq = seq;
    this.confirmedSeq = seq;
    this.progressAt = now;
    this.seenAt = now;
    this.#pausedAtSeq = null;
    this.excess = new TokenBucket(1, LIMITS.framesBurst * rateFactor);
    this.replays = new TokenBucket(LIMITS.replaysPerSecond * rateFactor, LIMITS.replaysBurst * rateFactor);
    this.frames = new TokenBucket(LIMITS.framesPerSecond * rateFactor, LIMITS.framesBurst * rateFactor);
    this.contexts = new TokenBucket(LIMITS.contextsPerSecond * rateFactor, LIMITS.contextsBurst * rateFactor);
    const isVisitor = caller.kind === "visitor";
    this.messages = isVisitor
      ? new TokenBucket(LIMITS.visitorMessagesPerSecond * rateFactor, LIMITS.visitorMessagesBurst * rateFactor)
      : new TokenBucket(LIMITS.memberMessagesPerSecond * rateFactor, LIMITS.memberMessagesBurst * rateFactor);
  }

  /** A socket found after sleep. It had been sent everything up to then, unless it was held back. */
  static wake(socket: WebSocket, headSeq: number, now: number, rateFactor: number): Peer | null {
    const attachment = decodeAttachment(socket.deserializeAttachment());
    if (attachment === null) return null;
    const { caller, isGreeted, pausedAtSeq } = attachment;
    const peer = new Peer(socket, caller, isGreeted, pausedAtSeq ?? headSeq, now, rateFactor);
    peer.#pausedAtSeq = pausedAtSeq;
    return peer;
  }

  get isVisitor(): boolean {
    return this.caller.kind === "visitor";
  }

  get audience(): Audience {
    return audienceOf(this.caller);
  }

  /** Unique per person and room, whatever the tab: the scope of command ids. */
  get participant(): string {
    return participantOf(this.caller);
  }

  get isHeldBack(): boolean {
    return (
      this.sentSeq - this.confirmedSeq >= LIMITS.unconfirmedEvents || this.outstandingBytes >= LIMITS.unconfirmedBytes
    );
  }

  hasStalled(now: number): boolean {
    return this.isHeldBack && now - this.progressAt > LIMITS.stalledMs;
  }

  sent(seq: number, bytes: number): void {
    this.sentSeq = seq;
    this.outstandingBytes += bytes;
    this.#notePause();
  }

  confirm(seq: number, now: number): void {
    const confirmed = Math.min(seq, this.sentSeq);
    if (confirmed <= this.confirmedSeq) return;
    const open = this.sentSeq - this.confirmedSeq;
    this.outstandingBytes *= (this.sentSeq - confirmed) / open;
    this.confirmedSeq = confirmed;
    this.progressAt = now;
    this.#notePause();
  }

  greeted(seq: number, now: number): void {
    this.isGreeted = true;
    this.sentSeq = seq;
    this.confirmedSeq = seq;
    this.outstandingBytes = 0;
    this.progressAt = now;
    this.#pausedAtSeq = null;
    this.save();
  }

  save(): void {
    this.socket.serializeAttachment(encodeAttachment(this.caller, this.isGreeted, this.#pausedAtSeq));
  }

  // The attachment is written only when a pause begins, moves or ends: most sockets never pause.
  #notePause(): void {
    const pausedAtSeq = this.isHeldBack ? this.sentSeq : null;
    if (pausedAtSeq === this.#pausedAtSeq) return;
    this.#pausedAtSeq = pausedAtSeq;
    this.save();
  }
}

export const participantOf = (caller: Caller): string =>
  caller.kind === "visitor" ? `visitor:${caller.visitorId}` : `member:${caller.member.memberId}`;
