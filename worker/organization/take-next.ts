import { type Refusal, refusal } from "../../protocol/codes.ts";
import type { CommandAnswer } from "../../protocol/commands.schema.ts";
import { can, canSeeRoom, type MemberIdentity } from "../../protocol/roles.ts";
import { byWaiting } from "./allocation.ts";
import { TELLS_WITHIN_MS } from "./allocator.ts";
import type { RoomEntry } from "./room-entry.ts";
import type { RoomIndex } from "./room-index.ts";
import type { Settling } from "./settling.ts";

export type Taken = { ok: true; roomId: string | null } | { ok: false; refusal: Refusal };

export type TakeNextSurroundings = {
  index: RoomIndex;
  settling: Settling;
  /** The room decides. Rejects when it cannot be asked. */
  take(roomId: string, member: MemberIdentity): Promise<CommandAnswer>;
  now(): number;
};

const LEFT_ALONE_MS = 5_000;
const FAILURES_MAX = 3;

/** ASSIGN-6, 7: gives whoever asks the room that has waited longest. While a room is grasped for one, no other gets it. */
export class TakeNext {
  readonly #around: TakeNextSurroundings;

  constructor(around: TakeNextSurroundings) {
    this.#around = around;
  }

  /** `member` with the rights that hold now. */
  async take(member: MemberIdentity): Promise<Taken> {
    if (!can(member.role, "room.take", member.settings)) return { ok: false, refusal: refusal("forbidden") };
    const seen = new Set<string>();
    let failures = 0;
    for (;;) {
      const room = this.#longestWaiting(member, seen);
      if (room === null) break;
      seen.add(room.roomId);
      const outcome = await this.#grasp(room, member);
      if (outcome === "taken") return { ok: true, roomId: room.roomId };
      if (outcome === "failed") failures += 1;
      if (failures >= FAILURES_MAX) break;
    }
    return failures > 0 ? { ok: false, refusal: refusal("unavailable") } : { ok: true, roomId: null };
  }

  /** Its state may be old: whether the room still waits only the room knows, and then the next one is tried. */
  async #grasp(room: RoomEntry, member: MemberIdentity): Promise<"taken" | "lost" | "failed"> {
    const { settling, index, take, now } = this.#around;
    const { roomId } = room;
    settling.ask(room, member.memberId);
    try {
      const answer = await take(roomId, member);
      settling.answered(roomId, answer.ok, now() + TELLS_WITHIN_MS);
      const entry = index.get(roomId);
      if (entry !== undefined) settling.settle(entry);
      return answer.ok ? "taken" : "lost";
    } catch (error) {
      console.error(`organization take of ${roomId}`, error);
      settling.answered(roomId, false, now() + LEFT_ALONE_MS);
      return "failed";
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
