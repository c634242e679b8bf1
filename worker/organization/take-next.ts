import { type Refusal, refusal } from "../../protocol/codes.ts";
import type { CommandAnswer } from "../../protocol/commands.schema.ts";
import { allows, canSeeRoom, isNarrowed, type MemberIdentity } from "../../protocol/roles.ts";
import { logFault } from "../fault-log.ts";
import { byWaiting } from "./allocation.ts";
import { TELLS_WITHIN_MS } from "./allocator.ts";
import type { Grasp, GraspStore } from "./grasp-store.ts";
import type { RoomEntry } from "./room-entry.ts";
import type { RoomIndex } from "./room-index.ts";
import type { Settling } from "./settling.ts";

export type Taken = { ok: true; roomId: string | null } | { ok: false; refusal: Refusal };

export type TakeNextSurroundings = {
  index: RoomIndex;
  settling: Settling;
  grasps: GraspStore;
  /** The room decides, once for an id. Rejects when it cannot be asked. */
  take(roomId: string, member: MemberIdentity, id: string): Promise<CommandAnswer>;
  now(): number;
};

const LEFT_ALONE_MS = 5_000;
const none = (): Taken => ({ ok: true, roomId: null });

type Outcome = "taken" | "lost" | "unknown";
const answerOf = (outcome: Exclude<Outcome, "lost">, roomId: string): Taken =>
  outcome === "taken" ? { ok: true, roomId } : { ok: false, refusal: refusal("unavailable", { retryAfterMs: 1_000 }) };

/**
 * ASSIGN-6, 7: gives whoever asks the room that has waited longest. While a room is grasped for one, no other gets it.
 * A member's asks stand in a row, and after a room that gave no answer the same room is asked first: it may have said yes.
 */
export class TakeNext {
  readonly #around: TakeNextSurroundings;
  readonly #lines = new Map<string, Promise<unknown>>();

  constructor(around: TakeNextSurroundings) {
    this.#around = around;
  }

  /** `member` with the rights that hold now. The same id gets the same room again. */
  async take(member: MemberIdentity, id: string): Promise<Taken> {
    if (!allows(member, "room.take")) return { ok: false, refusal: refusal("forbidden") };
    const { memberId } = member;
    const before = this.#lines.get(memberId) ?? Promise.resolve();
    const mine = before.then(() => this.#takeOne(member, id));
    const line = mine.catch(() => {});
    this.#lines.set(memberId, line);
    try {
      return await mine;
    } finally {
      if (this.#lines.get(memberId) === line) this.#lines.delete(memberId);
    }
  }

  async #takeOne(member: MemberIdentity, id: string): Promise<Taken> {
    const again = await this.#again(member, id);
    if (again !== null) return again;
    const seen = new Set<string>();
    for (;;) {
      const room = this.#longestWaiting(member, seen);
      if (room === null) return none();
      const { roomId } = room;
      seen.add(roomId);
      const grasp = { id, commandId: id, roomId, askedAt: this.#around.now(), isTaken: false };
      const outcome = await this.#grasp(member, grasp);
      if (outcome !== "lost") return answerOf(outcome, roomId);
    }
  }

  /** What the ask before this one came to, if it answers this one too; null: it does not. */
  async #again(member: MemberIdentity, id: string): Promise<Taken | null> {
    const { grasps, index, now } = this.#around;
    const last = grasps.of(member.memberId, now());
    if (last === null || (last.isTaken && last.id !== id)) return null;
    const { roomId } = last;
    if (isNarrowed(member) && !this.#isSeen(member, roomId)) return null;
    if (last.isTaken) return answerOf("taken", roomId);
    if (index.get(roomId)?.participantIds.includes(member.memberId)) {
      grasps.keep(member.memberId, { ...last, id, isTaken: true });
      return answerOf("taken", roomId);
    }
    const outcome = await this.#grasp(member, { ...last, id });
    return outcome === "lost" ? null : answerOf(outcome, roomId);
  }

  #isSeen(member: MemberIdentity, roomId: string): boolean {
    const room = this.#around.index.get(roomId);
    return room !== undefined && canSeeRoom(member, room);
  }

  /** Its state may be old: whether the room still waits only the room knows, and then the next one is tried. */
  async #grasp(member: MemberIdentity, grasp: Grasp): Promise<Outcome> {
    const { settling, index, grasps, take, now } = this.#around;
    const { memberId } = member;
    const { roomId } = grasp;
    const room = index.get(roomId);
    if (room !== undefined) settling.ask(room, memberId);
    grasps.keep(memberId, grasp);
    try {
      const answer = await take(roomId, member, grasp.commandId);
      settling.answered(roomId, answer.ok, now() + TELLS_WITHIN_MS);
      const entry = index.get(roomId);
      if (entry !== undefined) settling.settle(entry);
      grasps.keep(memberId, answer.ok ? { ...grasp, isTaken: true } : null);
      return answer.ok ? "taken" : "lost";
    } catch (error) {
      logFault({ place: "organization.take", roomId }, error);
      settling.answered(roomId, false, now() + LEFT_ALONE_MS);
      return "unknown";
    }
  }

  #longestWaiting(member: MemberIdentity, seen: ReadonlySet<string>): RoomEntry | null {
    const { index, settling, now } = this.#around;
    let first: RoomEntry | null = null;
    for (const room of index.waiting()) {
      if (seen.has(room.roomId) || !canSeeRoom(member, room)) continue;
      if (first !== null && byWaiting(first, room) < 0) continue;
      if (!settling.isOpen(room.roomId, now())) first = room;
    }
    return first;
  }
}
