import { byWaiting, type Candidate, type Choice, choose, chooseReturning } from "./allocation.ts";
import type { OrganizationConfig } from "./contract.ts";
import { beganToWait, type RoomEntry } from "./room-entry.ts";
import type { Change, RoomIndex } from "./room-index.ts";
import { Settling } from "./settling.ts";

export type Offer = {
  roomId: string;
  memberId: string;
  memberName: string;
  conversationNumber: number;
  explanation: string;
};

export type AllocatorSurroundings = {
  index: RoomIndex;
  config(): OrganizationConfig | null;
  presence: {
    isOnline(memberId: string): boolean;
    lastAllocatedAt(memberId: string): number | null;
    allocated(memberId: string, at: number): void;
  };
  /** Asks the room itself. false: it no longer waits. Rejects when the room cannot be asked. */
  offer(offer: Offer): Promise<boolean>;
  /** Asks for `kick` at that time at the latest. */
  retryAt(dueAt: number): void;
  now(): number;
};

const ANSWER_WITHIN_MS = 30_000;
const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 60_000;

/** ROOM-14: the customer of a resolved room has written again, and somebody had the room before. */
const hasReturned = (before: RoomEntry | null, entry: RoomEntry): boolean =>
  entry.status === "unassigned" &&
  entry.conversationNumber > 1 &&
  Boolean(entry.lastAgentId) &&
  before?.conversationNumber !== entry.conversationNumber;

/**
 * Gives waiting rooms to members, one at a time (ASSIGN-10): the object is single-threaded and waits for each room's
 * answer, so two rooms never count on the same free place.
 */
export class Allocator {
  readonly #around: AllocatorSurroundings;
  readonly #settling = new Settling();
  readonly #failures = new Map<string, number>();
  /** Rooms whose customer has just come back: the last agent is asked before anybody else, once (ROOM-14). */
  readonly #returning = new Set<string>();
  #isRunning = false;
  #isStale = false;

  constructor(around: AllocatorSurroundings) {
    this.#around = around;
  }

  /** Something changed that may let a waiting room be given (ASSIGN-11). Returns at once; safe to call any time. */
  kick(): void {
    this.#isStale = true;
    if (this.#isRunning || this.#around.index.waitingCount === 0) return;
    this.#isRunning = true;
    void this.#run();
  }

  /** A room told its newest state: what was given or refused shows in it by now, and it may have begun to wait. */
  changed({ entry, before }: Change): void {
    const isAnswered = this.#settling.settle(entry);
    if (hasReturned(before, entry)) this.#returning.add(entry.roomId);
    if (entry.status !== "unassigned") this.#failures.delete(entry.roomId);
    else if (isAnswered || beganToWait(before, entry)) this.kick();
  }

  async #run(): Promise<void> {
    try {
      await this.#giveAll();
    } catch (error) {
      console.error("organization allocation", error);
      this.#around.retryAt(this.#around.now() + RETRY_MAX_MS);
    }
  }

  async #giveAll(): Promise<void> {
    try {
      let queue: RoomEntry[] = [];
      let hopeless = new Set<string | null>();
      for (;;) {
        if (this.#isStale) {
          this.#isStale = false;
          queue = this.#queue();
          hopeless = new Set();
        }
        const next = queue.shift();
        if (next === undefined) return;
        const room = this.#around.index.get(next.roomId);
        if (room?.status !== "unassigned" || hopeless.has(room.divisionId)) continue;
        const choice = this.#choose(room);
        if (choice !== null) await this.#give(room, choice);
        // Nobody for this room; unless that is because of who left it, nobody for its whole division.
        else if (this.#isAutomatic && room.formerParticipantIds.length === 0) hopeless.add(room.divisionId);
      }
    } finally {
      // In the same turn as the last look at the queue, so that no kick falls in between.
      this.#isRunning = false;
    }
  }

  get #isAutomatic(): boolean {
    return this.#around.config()?.sections.allocation.autoAllocation ?? false;
  }

  /** Oldest waiting first; nothing while nobody is there. With the switch off only those who have just come back. */
  #queue(): RoomEntry[] {
    const config = this.#around.config();
    if (!config?.members.some((member) => this.#around.presence.isOnline(member.memberId))) return [];
    const now = this.#around.now();
    const isWanted = ({ roomId }: RoomEntry) => this.#isAutomatic || this.#returning.has(roomId);
    return [...this.#around.index.waiting()]
      .filter((room) => isWanted(room) && !this.#settling.isOpen(room.roomId, now))
      .sort(byWaiting);
  }

  #choose(room: RoomEntry): Choice | null {
    const config = this.#around.config();
    if (config === null) return null;
    const candidates = this.#candidates(config);
    if (this.#returning.has(room.roomId) && room.lastAgentId) {
      const last = chooseReturning(room, candidates, room.lastAgentId);
      if (last !== null) return last;
      this.#returning.delete(room.roomId);
    }
    return this.#isAutomatic ? choose(room, candidates) : null;
  }

  #candidates(config: OrganizationConfig): Candidate[] {
    const given = this.#settling.given();
    const { index, presence } = this.#around;
    return config.members.map((member) => ({
      member,
      isOnline: presence.isOnline(member.memberId),
      openRooms: index.loadOf(member.memberId) + (given.get(member.memberId) ?? 0),
      lastAllocatedAt: presence.lastAllocatedAt(member.memberId),
    }));
  }

  async #give(room: RoomEntry, choice: Choice): Promise<void> {
    const { roomId, conversationNumber } = room;
    const { presence, index, now } = this.#around;
    this.#settling.ask(room, choice.memberId);
    try {
      const isGiven = await this.#around.offer({ roomId, conversationNumber, ...choice });
      this.#failures.delete(roomId);
      this.#returning.delete(roomId);
      this.#settling.answered(roomId, isGiven, now() + ANSWER_WITHIN_MS);
      if (isGiven) presence.allocated(choice.memberId, now());
      const entry = index.get(roomId);
      if (entry !== undefined && this.#settling.settle(entry)) this.#isStale = true;
    } catch (error) {
      console.error(`organization allocation of ${roomId}`, error);
      this.#settling.answered(roomId, false, this.#backOff(roomId));
    }
  }

  #backOff(roomId: string): number {
    const failures = this.#failures.get(roomId) ?? 0;
    this.#failures.set(roomId, failures + 1);
    const until = this.#around.now() + Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** failures);
    this.#around.retryAt(until);
    return until;
  }
}
