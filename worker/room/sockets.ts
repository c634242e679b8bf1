import type { Refusal } from "../../protocol/codes.ts";
import { CLOSE, LIMITS, TIMES } from "../../protocol/limits.ts";
import type { RoomEvent, VisitorEvent } from "../../protocol/room-events.schema.ts";
import type { RoomServerFrame } from "../../protocol/room-frames.schema.ts";
import type { Caller } from "../http/identity.ts";
import { tryClose, trySend } from "../sockets/close.ts";
import { wireRefusal } from "../sockets/frames.ts";
import { Peer, participantOf } from "./peer.ts";
import { type Audience, eventFor, eventsFor } from "./views.ts";

type Frame = RoomServerFrame<RoomEvent> | RoomServerFrame<VisitorEvent>;
type Source = { headSeq: () => number; eventsAfter: (seq: number, limit: number) => RoomEvent[] };

/** The sockets of one room: who is there, who has been sent what, and one shared frame for all who are abreast. */
export class RoomSockets {
  readonly #state: DurableObjectState;
  readonly #source: Source;
  readonly #rateFactor: number;
  readonly #peers = new Map<WebSocket, Peer>();

  constructor(state: DurableObjectState, source: Source, rateFactor: number, now: number) {
    this.#state = state;
    this.#source = source;
    this.#rateFactor = rateFactor;
    for (const socket of state.getWebSockets()) {
      const peer = Peer.wake(socket, source.headSeq(), now, rateFactor);
      if (peer) this.#peers.set(socket, peer);
      else tryClose(socket, CLOSE.protocolError, "unreadable attachment");
    }
  }

  get peers(): Iterable<Peer> {
    return this.#peers.values();
  }

  peer(socket: WebSocket): Peer | undefined {
    return this.#peers.get(socket);
  }

  /** true when this room or this person has no socket left to open, not counting those that are only not closed yet. */
  isFull(caller: Caller, now: number): boolean {
    if (!this.#isFull(caller)) return false;
    for (const peer of [...this.#peers.values()])
      if (!this.#isOver(peer, now) && this.#isSilent(peer, now)) this.close(peer, CLOSE.tooSlow, "silent");
    return this.#isFull(caller);
  }

  #isFull(caller: Caller): boolean {
    const limit = caller.kind === "visitor" ? LIMITS.socketsPerVisitor : LIMITS.socketsPerMember;
    const participant = participantOf(caller);
    let own = 0;
    for (const peer of this.#peers.values()) if (peer.participant === participant) own += 1;
    return own >= limit * this.#rateFactor || this.#peers.size >= LIMITS.socketsPerRoom * this.#rateFactor;
  }

  accept(socket: WebSocket, caller: Caller, now: number): Peer {
    this.#state.acceptWebSocket(socket);
    const peer = new Peer(socket, caller, false, 0, now, this.#rateFactor);
    peer.save();
    this.#peers.set(socket, peer);
    return peer;
  }

  remove(socket: WebSocket): Peer | undefined {
    const peer = this.#peers.get(socket);
    this.#peers.delete(socket);
    return peer;
  }

  send(peer: Peer, frame: Frame): void {
    this.#sendText(peer, JSON.stringify(frame));
  }

  sendRefusal(peer: Peer, refused: Refusal): void {
    this.send(peer, { type: "error", refusal: wireRefusal(refused) });
  }

  close(peer: Peer, code: number, reason: string): void {
    this.#peers.delete(peer.socket);
    tryClose(peer.socket, code, reason);
  }

  /** Gives new events to everybody: one serialisation per audience, and each slow socket its own pace. */
  fanOut(events: RoomEvent[], now: number): void {
    const first = events[0];
    const last = events.at(-1);
    if (first === undefined || last === undefined) return;
    const texts: Partial<Record<Audience, string>> = {};
    for (const peer of [...this.#peers.values()]) {
      if (!peer.isGreeted || this.#isOver(peer, now)) continue;
      if (peer.sentSeq !== first.seq - 1 || peer.isHeldBack) {
        this.pump(peer, now);
        continue;
      }
      const { audience } = peer;
      const text = texts[audience] ?? JSON.stringify({ type: "events", events: eventsFor(audience, events) });
      texts[audience] = text;
      if (this.#sendText(peer, text)) peer.sent(last.seq, text.length);
    }
  }

  /** Sends what a socket lacks, as far as flow control allows; says `live` when it is abreast. */
  pump(peer: Peer, now: number): void {
    if (!peer.isGreeted || this.#isOver(peer, now)) return;
    const wasBehind = peer.sentSeq < this.#source.headSeq();
    while (peer.sentSeq < this.#source.headSeq() && !peer.isHeldBack) {
      const text = this.#nextBatch(peer);
      if (text === null || !this.#sendText(peer, text.text)) return;
      peer.sent(text.lastSeq, text.text.length);
    }
    if (wasBehind && peer.sentSeq === this.#source.headSeq()) this.sendLive(peer);
  }

  sendLive(peer: Peer): void {
    this.send(peer, { type: "live", head: peer.sentSeq });
  }

  /** Frames that are not events: lossy or repeated on resume, so nobody waits for them. */
  broadcast(frameFor: (peer: Peer) => Frame | null, now: number): void {
    const texts = new Map<Frame, string>();
    for (const peer of [...this.#peers.values()]) {
      if (!peer.isGreeted || peer.isHeldBack || this.#isOver(peer, now)) continue;
      const frame = frameFor(peer);
      if (frame === null) continue;
      const text = texts.get(frame) ?? JSON.stringify(frame);
      texts.set(frame, text);
      this.#sendText(peer, text);
    }
  }

  // A token that has ended, or 30 s without progress: the socket gets nothing more (reliability: close table).
  #isOver(peer: Peer, now: number): boolean {
    if (now >= peer.caller.expiresAt) {
      this.close(peer, CLOSE.tokenEnded, "token ended");
      return true;
    }
    if (peer.hasStalled(now)) {
      this.close(peer, CLOSE.tooSlow, "too slow");
      return true;
    }
    return false;
  }

  // Lines that died without a word, as they do on the road; their clients are back on another one.
  #isSilent(peer: Peer, now: number): boolean {
    const pingedAt = this.#state.getWebSocketAutoResponseTimestamp(peer.socket)?.getTime() ?? 0;
    return now - Math.max(pingedAt, peer.seenAt) >= TIMES.presenceLeaseMs;
  }

  #nextBatch(peer: Peer): { text: string; lastSeq: number } | null {
    const found = this.#source.eventsAfter(peer.sentSeq, LIMITS.eventsPerBatch);
    const parts: string[] = [];
    let bytes = 0;
    for (const event of found) {
      const part = JSON.stringify(eventFor(peer.audience, event));
      if (parts.length > 0 && bytes + part.length > LIMITS.batchBytes) break;
      parts.push(part);
      bytes += part.length;
    }
    const last = found[parts.length - 1];
    return last ? { text: `{"type":"events","events":[${parts.join(",")}]}`, lastSeq: last.seq } : null;
  }

  #sendText(peer: Peer, text: string): boolean {
    return trySend(peer.socket, text);
  }
}
