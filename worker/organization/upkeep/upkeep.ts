import type { CommandAnswer } from "../../../protocol/commands.schema.ts";
import { logFault } from "../../fault-log.ts";
import type { OrganizationCommand } from "../../room/contract.ts";
import { durationText } from "../allocation.ts";
import type { OrganizationConfig } from "../contract.ts";
import type { RoomEntry } from "../room-entry.ts";
import type { RoomIndex } from "../room-index.ts";
import { DueQueue } from "./due-queue.ts";
import { type Duty, type DutySurroundings, dutiesOf, IDLE_TRIES } from "./duties.ts";

export type UpkeepSurroundings = {
  index: RoomIndex;
  config(): OrganizationConfig | null;
  presence: DutySurroundings["presence"];
  /** Somebody else could be given this room now (ASSIGN-9). */
  hasOthers(room: RoomEntry): boolean;
  allocator: { move(roomId: string): void; stay(roomId: string): void };
  /** The room decides. Rejects when it cannot be asked; asking again is safe. */
  command(roomId: string, command: OrganizationCommand): Promise<CommandAnswer>;
  /** Keeps something beside the room's summary. */
  note(entry: RoomEntry): void;
  /** Asks for `run` at that time at the latest. */
  wakeAt(dueAt: number): void;
  now(): number;
};

const AT_ONCE = 20;
const RETRY_MS = 30_000;
const SAFETY_MS = 30_000;

/**
 * The rules over time: idle, offline and deactivated members, auto resolve, divisions that went. Each room stands in a
 * queue under the time it is due next; the room itself decides, so that nothing happens that is no longer so.
 */
export class Upkeep {
  readonly #around: UpkeepSurroundings;
  readonly #queue = new DueQueue();
  readonly #busy = new Set<string>();
  /** Versions of rooms in which this was settled: it is not due again until they change. */
  readonly #settled = new Map<string, { version: number; kinds: Set<Duty["kind"]> }>();
  /** Rooms that would be released if there were somebody else: looked at again when somebody comes. */
  readonly #parked = new Map<string, number>();
  #isScanned = false;

  constructor(around: UpkeepSurroundings) {
    this.#around = around;
  }

  /** A room told its newest state. */
  changed(entry: RoomEntry): void {
    if (this.#look(entry)) this.#wake();
  }

  /** A setting changed, and with it perhaps everything. */
  configChanged(): void {
    this.#settled.clear();
    this.lookAgain();
  }

  /** Somebody came or went, or rooms were found: all are looked at, soon and once. */
  lookAgain(): void {
    this.#isScanned = false;
    this.#around.wakeAt(this.#around.now());
  }

  /** Only BEY-4 depends on it. */
  presenceChanged(): void {
    if (this.#around.config()?.sections.idle.offlineMinutes != null) this.lookAgain();
  }

  /** Begins what is due, in the background. Returns when to be called again, ms UTC; null: nothing is left. */
  run(): number | null {
    if (!this.#isScanned) this.#scan();
    this.#pump();
    const dueAt = this.#queue.nextDueAt;
    // Should the object die in the middle, its alarm takes the work up again.
    const safetyAt = this.#busy.size > 0 ? this.#around.now() + SAFETY_MS : null;
    if (dueAt === null || safetyAt === null) return dueAt ?? safetyAt;
    return dueAt > this.#around.now() ? Math.min(dueAt, safetyAt) : safetyAt;
  }

  #scan(): void {
    this.#isScanned = true;
    this.#queue.clear();
    this.#parked.clear();
    for (const entry of this.#around.index.all()) this.#look(entry);
  }

  #wake(): void {
    const dueAt = this.#queue.nextDueAt;
    if (dueAt !== null) this.#around.wakeAt(Math.max(dueAt, this.#around.now()));
  }

  #pump(): void {
    while (this.#busy.size < AT_ONCE) {
      const roomId = this.#queue.take(this.#around.now());
      if (roomId === null) return;
      this.#busy.add(roomId);
      void this.#attend(roomId);
    }
  }

  /** Puts the room under the time it is due; true when there is one. */
  #look(entry: RoomEntry): boolean {
    const { roomId } = entry;
    const duty = this.#busy.has(roomId) ? null : this.#dutyOf(entry);
    if (duty === null) {
      this.#queue.delete(roomId);
      return false;
    }
    this.#queue.set(roomId, duty.dueAt);
    return true;
  }

  #dutyOf(entry: RoomEntry): Duty | null {
    const { presence, now } = this.#around;
    const config = this.#around.config();
    if (config === null) return null;
    const { roomId, version } = entry;
    // What was settled of an older state is void, and would stay for as long as this object lives.
    if (this.#settled.get(roomId)?.version !== version) this.#settled.delete(roomId);
    if (this.#parked.get(roomId) !== version) this.#parked.delete(roomId);
    const done = this.#settled.get(roomId)?.kinds;
    const isParked = this.#parked.has(roomId);
    const isLeft = (duty: Duty) => !done?.has(duty.kind) && !(isParked && isOptional(duty));
    return dutiesOf(entry, { config, presence }, now()).find(isLeft) ?? null;
  }

  /** Whatever the room has answered, it knows better: the same is not asked again until it changes. */
  #settle({ roomId, version }: RoomEntry, kind: Duty["kind"]): void {
    const settled = this.#settled.get(roomId);
    if (settled?.version === version) settled.kinds.add(kind);
    else this.#settled.set(roomId, { version, kinds: new Set([kind]) });
  }

  async #attend(roomId: string): Promise<void> {
    let retryAt: number | null = null;
    try {
      const room = this.#around.index.get(roomId);
      const duty = room && this.#dutyOf(room);
      if (room && duty && duty.dueAt <= this.#around.now()) await this.#do(room, duty);
    } catch (error) {
      logFault({ place: "organization.upkeep", roomId }, error);
      retryAt = this.#around.now() + RETRY_MS;
    }
    this.#busy.delete(roomId);
    const entry = this.#around.index.get(roomId);
    if (retryAt !== null) this.#queue.set(roomId, retryAt);
    else if (entry !== undefined) this.#look(entry);
    this.#pump();
    this.#wake();
  }

  async #do(room: RoomEntry, duty: Duty): Promise<void> {
    switch (duty.kind) {
      case "general":
        return this.#ask(room, duty, { type: "fall_to_general", divisionId: duty.divisionId });
      case "release":
        return this.#release(room, duty);
      case "move":
        return this.#move(room, duty);
      case "exhausted":
        return this.#exhaust(room, duty);
      case "resolve":
        return this.#resolve(room, duty);
    }
  }

  /** BEY-4: a room whose customer waits, or which somebody could have instead, is offered; any other would only lose its agent. */
  async #release(room: RoomEntry, duty: Extract<Duty, { kind: "release" }>): Promise<void> {
    const { memberId, reason, explanation } = duty;
    const isWanted = !isOptional(duty) || room.waitingSince !== null || this.#around.hasOthers(room);
    if (!isWanted) this.#parked.set(room.roomId, room.version);
    else await this.#ask(room, duty, releaseOf(room, memberId, reason, explanation));
  }

  /** ASSIGN-13: everybody leaves for the one who comes. With nobody free the try is counted, and kept over sleep. */
  async #move(room: RoomEntry, duty: Extract<Duty, { kind: "move" }>): Promise<void> {
    const { since, minutes, tries } = duty;
    const { allocator, hasOthers, note } = this.#around;
    if (!hasOthers(room)) return note({ ...room, idle: { since, tries: tries + 1 } });
    const explanation = `No answer for ${durationText(minutes * 60_000)}`;
    allocator.move(room.roomId);
    let isReleased = false;
    for (const memberId of room.participantIds) {
      const answer = await this.#around.command(room.roomId, releaseOf(room, memberId, "idle", explanation));
      isReleased ||= answer.ok;
    }
    if (!isReleased) allocator.stay(room.roomId);
    this.#settle(room, duty.kind);
  }

  async #exhaust(room: RoomEntry, { since, minutes, tries }: Extract<Duty, { kind: "exhausted" }>): Promise<void> {
    const { roomId, conversationNumber, waitingSince } = room;
    if (waitingSince === null) return;
    const command = { type: "idle_exhausted", conversationNumber, waitingSince, minutes, tries } as const;
    await this.#around.command(roomId, command);
    const entry = this.#around.index.get(roomId);
    if (entry !== undefined) this.#around.note({ ...entry, idle: { since, tries: IDLE_TRIES + 1 } });
  }

  async #resolve(room: RoomEntry, duty: Extract<Duty, { kind: "resolve" }>): Promise<void> {
    const { lastMessageSeq, tagId } = duty;
    const tag = this.#around.config()?.tags.find((one) => one.tagId === tagId) ?? null;
    const { conversationNumber } = room;
    await this.#ask(room, duty, { type: "auto_resolve", conversationNumber, lastMessageSeq, tag });
  }

  async #ask(room: RoomEntry, { kind }: Duty, command: OrganizationCommand): Promise<void> {
    await this.#around.command(room.roomId, command);
    this.#settle(room, kind);
  }
}

/** Somebody who is only away keeps a room that nobody else could have. */
const isOptional = (duty: Duty): boolean => duty.kind === "release" && duty.reason === "offline";

const releaseOf = (
  { conversationNumber }: RoomEntry,
  memberId: string,
  reason: "idle" | "offline" | "deactivated",
  explanation: string,
): OrganizationCommand => ({ type: "release", conversationNumber, memberId, reason, explanation });
