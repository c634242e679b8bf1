import { refusal } from "../../protocol/codes.ts";
import type { Command } from "../../protocol/commands.schema.ts";
import { CLOSE, LIMITS } from "../../protocol/limits.ts";
import { allows } from "../../protocol/roles.ts";
import {
  type MemberFrame,
  memberFrameSchema,
  ROOM_FRAME_TYPES,
  type VisitorFrame,
  visitorFrameSchema,
} from "../../protocol/room-frames.schema.ts";
import { OLDEST_ACCEPTED_VERSION } from "../../protocol/version.ts";
import type { Caller } from "../http/identity.ts";
import { parseFrame, wireRefusal } from "../sockets/frames.ts";
import { mayAnswer, maySee } from "./access.ts";
import { showLookers } from "./lookers.ts";
import { type Peer, participantOf } from "./peer.ts";
import { resumeFrame } from "./resume.ts";
import type { Room } from "./room.ts";
import { moveContact, moveSeen, moveStaff } from "./rules/positions.ts";
import { eventsFor } from "./views.ts";

type Frame = VisitorFrame | MemberFrame;
type Verify = (kind: Caller["kind"], token: string) => Promise<Caller | null>;
type FrameOf<T extends Frame["type"]> = Extract<Frame, { type: T }>;

/** What each frame of a room socket does. Bad frames are refused and change nothing; others in the room do not notice. */
export class FrameHandler {
  readonly #room: Room;
  readonly #verify: Verify;
  /** Commands of one person keep their order even when one of them waits for a look-up. */
  readonly #queues = new WeakMap<Peer, Promise<void>>();

  constructor(room: Room, verify: Verify) {
    this.#room = room;
    this.#verify = verify;
  }

  async handle(peer: Peer, raw: unknown): Promise<void> {
    const { sockets } = this.#room;
    const now = this.#room.now();
    peer.seenAt = now;
    const waitMs = peer.frames.take(now);
    // Whatever it is that floods: not even looked at.
    if (waitMs > 0 && peer.excess.take(now) > 0) return sockets.close(peer, CLOSE.rateLimited, String(waitMs));
    const parsed = parseFrame<Frame>(raw, peer.isVisitor ? visitorFrameSchema : memberFrameSchema, ROOM_FRAME_TYPES);
    if (parsed.kind === "ignored") return;
    if (parsed.kind === "bad") return sockets.sendRefusal(peer, parsed.refusal);
    const { frame } = parsed;
    if (waitMs > 0) return this.#refuseFast(peer, frame, waitMs);
    if (now >= peer.caller.expiresAt && frame.type !== "renew")
      return sockets.close(peer, CLOSE.tokenEnded, "token ended");
    if (frame.type !== "hello" && frame.type !== "renew" && !peer.isGreeted)
      return sockets.sendRefusal(peer, refusal("bad_request"));
    await this.#dispatch(peer, frame, now);
  }

  async #dispatch(peer: Peer, frame: Frame, now: number): Promise<void> {
    switch (frame.type) {
      case "hello":
        return this.#hello(peer, frame, now);
      case "position":
        return this.#position(peer, frame, now);
      case "typing":
        return this.#typing(peer, frame.isTyping, now);
      case "seen":
        return this.#seen(now);
      case "context":
        return this.#context(peer, frame, now);
      case "history":
        return this.#history(peer, frame, now);
      case "renew":
        return this.#renew(peer, frame.token);
      case "command":
        return this.#command(peer, frame.id, frame.command, now);
    }
  }

  #hello(peer: Peer, frame: FrameOf<"hello">, now: number): void {
    const { core, sockets } = this.#room;
    if (!this.#mayReplay(peer, now)) return;
    if (frame.version < OLDEST_ACCEPTED_VERSION) {
      sockets.sendRefusal(peer, refusal("version_too_old"));
      sockets.close(peer, CLOSE.versionTooOld, "version too old");
      return;
    }
    if (core === null || !maySee(core, peer.caller)) {
      sockets.close(peer, CLOSE.forbidden, "not visible");
      return;
    }
    const resumed = resumeFrame(core, frame, peer.audience, now);
    sockets.send(peer, resumed);
    peer.greeted(resumed.after, now);
    if (resumed.after >= resumed.head) sockets.sendLive(peer);
    else sockets.pump(peer, now);
    this.#room.place.moved();
    if (peer.isVisitor) return;
    this.#room.place.showTo(peer);
    this.showLookers(peer);
  }

  #position(peer: Peer, { last, read }: FrameOf<"position">, now: number): void {
    const { core, sockets } = this.#room;
    if (core === null) return;
    if (last !== undefined) {
      const wasHeldBack = peer.isHeldBack;
      peer.confirm(last, now);
      if (wasHeldBack) sockets.pump(peer, now);
    }
    const head = core.state.headSeq;
    if (peer.isVisitor) this.#room.moveCursors(moveContact(core.cursors, { last, read }, head));
    else if (read !== undefined && mayAnswer(core, peer.caller))
      this.#room.moveCursors(moveStaff(core.cursors, read, head));
  }

  #typing(peer: Peer, isTyping: boolean, now: number): void {
    const { caller } = peer;
    if (caller.kind === "member" && !allows(caller.member, "room.reply")) return;
    if (isTyping ? now - peer.typingToldAt < LIMITS.typingEveryMs : !peer.isTyping) return;
    peer.isTyping = isTyping;
    if (isTyping) peer.typingToldAt = now;
    this.showTyping(peer, isTyping);
  }

  /** Tells everybody else; a visitor learns a name and nothing more. */
  showTyping(from: Peer, isTyping: boolean): void {
    const { caller } = from;
    if (caller.kind === "visitor" && this.#room.core?.state.isBlocked) return;
    const name = caller.kind === "member" ? caller.member.name : "";
    const memberId = caller.kind === "member" ? caller.member.memberId : "";
    const contact = { type: "typing", actor: { type: "contact" }, isTyping } as const;
    const toMembers = { type: "typing", actor: { type: "member", memberId, name }, isTyping } as const;
    const toVisitors = { type: "typing", actor: { type: "member", name }, isTyping } as const;
    const participant = participantOf(caller);
    this.#room.sockets.broadcast((peer) => {
      if (peer.participant === participant) return null;
      if (caller.kind === "visitor") return contact;
      return peer.isVisitor ? toVisitors : toMembers;
    }, this.#room.now());
  }

  showLookers(changed: Peer): void {
    showLookers(this.#room.sockets, changed, this.#room.now());
  }

  #seen(now: number): void {
    const { core } = this.#room;
    // BLOCK-4: a blocked visitor does not move the session's clock.
    if (core !== null && core.state.room !== null && !core.state.isBlocked)
      this.#room.moveCursors(moveSeen(core.cursors, now, LIMITS.seenEveryMs));
  }

  /** Pages change faster than anybody reads: beyond the limit only the newest counts, when its time has come. */
  #context(peer: Peer, frame: FrameOf<"context">, now: number): void {
    const { core, place } = this.#room;
    // BLOCK-4: whoever is blocked leaves no trace.
    if (core === null || core.state.isBlocked) return;
    const isWaiting = peer.lateContext !== null;
    peer.lateContext = frame;
    if (isWaiting) return;
    const tell = (): void => {
      if (peer.lateContext !== null) place.told(peer.lateContext);
      peer.lateContext = null;
    };
    const waitMs = peer.contexts.take(now);
    if (waitMs === 0) tell();
    else
      setTimeout(() => {
        peer.contexts.take(this.#room.now());
        tell();
      }, waitMs);
  }

  #history(peer: Peer, { ref, before, limit }: FrameOf<"history">, now: number): void {
    const { core, sockets } = this.#room;
    if (core === null) return;
    if (!this.#mayReplay(peer, now)) return;
    const events = core.store.pageBefore(before, limit, LIMITS.historyPage);
    const hasMore = (events[0]?.seq ?? before) > 1;
    sockets.send(peer, { type: "history", ref, events: eventsFor(peer.audience, events), hasMore });
  }

  async #renew(peer: Peer, token: string): Promise<void> {
    const caller = await this.#verify(peer.caller.kind, token);
    const { core, sockets } = this.#room;
    const isSame =
      caller !== null && participantOf(caller) === peer.participant && caller.origin === peer.caller.origin;
    if (!isSame) return sockets.close(peer, CLOSE.tokenEnded, "token not accepted");
    if (core === null || !maySee(core, caller)) return sockets.close(peer, CLOSE.forbidden, "not visible");
    peer.caller = caller;
    peer.save();
    this.#room.rights.watch(peer);
  }

  #command(peer: Peer, id: string, command: Command, now: number): Promise<void> {
    const waitMs = peer.isVisitor || command.type === "message.send" ? peer.messages.take(now) : 0;
    if (waitMs > 0) {
      const code = peer.isVisitor ? "widget.too_fast" : "rate_limited";
      this.#sendRefused(peer, id, refusal(code, { retryAfterMs: waitMs }));
      return Promise.resolve();
    }
    const before = this.#queues.get(peer);
    if (before === undefined && this.#room.isImmediate(command)) return this.#submit(peer, id, command);
    const work = (before ?? Promise.resolve()).then(() => this.#submit(peer, id, command));
    const guarded = work.finally(() => {
      if (this.#queues.get(peer) === guarded) this.#queues.delete(peer);
    });
    this.#queues.set(peer, guarded);
    return guarded;
  }

  async #submit(peer: Peer, id: string, command: Command): Promise<void> {
    const answer = await this.#room.submit(peer.caller, id, command, { peer });
    if (!answer.ok) this.#sendRefused(peer, id, answer.refusal);
  }

  #sendRefused(peer: Peer, id: string, refused: ReturnType<typeof refusal>): void {
    this.#room.sockets.send(peer, { type: "refused", id, refusal: wireRefusal(refused) });
  }

  #mayReplay(peer: Peer, now: number): boolean {
    const waitMs = peer.replays.take(now);
    if (waitMs > 0) this.#room.sockets.sendRefusal(peer, refusal("rate_limited", { retryAfterMs: waitMs }));
    return waitMs === 0;
  }

  #refuseFast(peer: Peer, frame: Frame, waitMs: number): void {
    const { sockets } = this.#room;
    const refused = refusal("rate_limited", { retryAfterMs: waitMs });
    if (frame.type === "command") this.#sendRefused(peer, frame.id, refused);
    else sockets.sendRefusal(peer, refused);
  }
}
