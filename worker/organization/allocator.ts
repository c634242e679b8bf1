import type { Channel } from "../../protocol/channels.ts";
import { logFault } from "../fault-log.ts";
import {
  byWaiting,
  type Candidate,
  type Choice,
  choose,
  chooseNamed,
  chooseReturning,
  isEligible,
} from "./allocation.ts";
import type { OrganizationConfig } from "./contract.ts";
import type { CustomAllocation } from "./custom-allocation.ts";
import { beganToWait, isWaiting, type RoomEntry } from "./room-entry.ts";
import type { Change, RoomIndex } from "./room-index.ts";
import type { Roster } from "./roster.ts";
import type { Settling } from "./settling.ts";

export type Offer = {
  roomId: string;
  memberId: string;
  memberName: string;
  conversationNumber: number;
  explanation: string;
};

export type AllocatorSurroundings = {
  index: RoomIndex;
  roster: Roster;
  settling: Settling;
  custom: CustomAllocation;
  config(): OrganizationConfig | null;
  allocated(memberId: string, at: number): void;
  /** Asks the room itself. false: it no longer waits. Rejects when the room cannot be asked. */
  offer(offer: Offer): Promise<boolean>;
  /** Asks for `kick` at that time at the latest. */
  retryAt(dueAt: number): void;
  now(): number;
};

/** How long a room that has answered is left alone, should it not tell what became of it. */
export const TELLS_WITHIN_MS = 30_000;
const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 60_000;

/** ROOM-14: the customer of a resolved room has written again, and somebody had the room before. */
const hasReturned = (before: RoomEntry | null, entry: RoomEntry): boolean =>
  entry.status === "unassigned" &&
  entry.conversationNumber > 1 &&
  Boolean(entry.lastAgentId) &&
  before?.conversationNumber !== entry.conversationNumber;

/** Somebody has one room less than before, which ASSIGN-12 may have waited for. */
const gaveSpace = (before: RoomEntry | null, entry: RoomEntry): boolean =>
  before?.status === "assigned" &&
  (entry.status !== "assigned" || before.participantIds.some((memberId) => !entry.participantIds.includes(memberId)));

/**
 * Gives waiting rooms to members, one at a time (ASSIGN-10): the object is single-threaded and waits for each room's
 * answer, so two rooms never count on the same free place.
 */
export class Allocator {
  readonly #around: AllocatorSurroundings;
  readonly #failures = new Map<string, number>();
  /** Rooms whose customer has just come back: the last agent is asked before anybody else, once (ROOM-14). */
  readonly #returning = new Set<string>();
  /** Rooms that a rule took from somebody to give them to another, whatever the switches say (ASSIGN-13). */
  readonly #moving = new Set<string>();
  /** Within one turn of work, by channel: nothing can change them while nobody is waited for. */
  readonly #candidates = new Map<Channel, Candidate[]>();
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

  /** As soon as this room waits it goes to somebody else, also with the switches off. */
  move(roomId: string): void {
    this.#moving.add(roomId);
  }

  /** It stays where it is after all. */
  stay(roomId: string): void {
    this.#moving.delete(roomId);
  }

  /** A room told its newest state: what was given or refused shows in it by now, and it may have begun to wait. */
  changed({ entry, before }: Change): void {
    const { settling, custom, config } = this.#around;
    const isAnswered = settling.settle(entry);
    if (hasReturned(before, entry)) this.#returning.add(entry.roomId);
    if (entry.status !== "unassigned") {
      this.#failures.delete(entry.roomId);
      if (before?.status === "unassigned" || entry.status === "resolved") this.#moving.delete(entry.roomId);
      custom.forget(entry.roomId);
    } else if (isAnswered || this.#isCustom || beganToWait(before, entry)) this.kick();
    const hasLimits = (config()?.sections.workload.rules.length ?? 0) > 0;
    // A room that was given and resolved before it told of either has taken and given back a place unseen.
    const hasPassedUnseen = isAnswered && entry.status === "resolved";
    if (hasLimits && (hasPassedUnseen || gaveSpace(before, entry))) this.kick();
  }

  async #run(): Promise<void> {
    try {
      await this.#giveAll();
    } catch (error) {
      logFault({ place: "organization.allocation" }, error);
      this.#around.retryAt(this.#around.now() + RETRY_MAX_MS);
    }
  }

  async #giveAll(): Promise<void> {
    try {
      let queue: RoomEntry[] = [];
      let hopeless = new Set<string>();
      for (;;) {
        if (this.#isStale) {
          this.#isStale = false;
          queue = this.#queue();
          this.#candidates.clear();
          hopeless = new Set();
        }
        const next = queue.shift();
        if (next === undefined) return;
        const room = this.#around.index.get(next.roomId);
        if (room === undefined || !isWaiting(room) || hopeless.has(kindOf(room))) continue;
        const choice = this.#choose(room);
        if (choice !== null) await this.#give(room, choice);
        // Nobody for this room; unless that is because of who left it, nobody for any of its kind.
        else if (this.#isAutomatic && room.formerParticipantIds.length === 0) hopeless.add(kindOf(room));
      }
    } finally {
      // In the same turn as the last look at the queue, so that no kick falls in between.
      this.#isRunning = false;
    }
  }

  get #isAutomatic(): boolean {
    return this.#around.config()?.sections.allocation.autoAllocation ?? false;
  }

  get #isCustom(): boolean {
    return !this.#isAutomatic && Boolean(this.#around.config()?.sections.allocation.customUrl);
  }

  /** Oldest waiting first; nothing while nobody is there. With the switches off only those who are to be given anyway. */
  #queue(): RoomEntry[] {
    const { index, roster, settling, now } = this.#around;
    if (!roster.isAnyoneOnline) return [];
    const isAnyWanted = this.#isAutomatic || this.#isCustom;
    const isWanted = ({ roomId }: RoomEntry) => isAnyWanted || this.#returning.has(roomId) || this.#moving.has(roomId);
    return [...index.waiting()]
      .filter((room) => isWanted(room) && !settling.isOpen(room.roomId, now()))
      .sort(byWaiting);
  }

  #choose(room: RoomEntry): Choice | null {
    const candidates = this.#candidatesFor(room.channel);
    if (this.#returning.has(room.roomId) && room.lastAgentId) {
      const last = chooseReturning(room, candidates, room.lastAgentId);
      if (last !== null) return last;
      this.#returning.delete(room.roomId);
    }
    if (this.#isCustom) return this.#chooseCustom(room, candidates);
    return this.#isAutomatic || this.#moving.has(room.roomId) ? choose(room, candidates, this.#around.now()) : null;
  }

  /** null: nobody was named yet, or somebody who is not eligible; the answer comes by a `kick`. */
  #chooseCustom(room: RoomEntry, candidates: Candidate[]): Choice | null {
    const { custom } = this.#around;
    const eligible = candidates.filter((candidate) => isEligible(room, candidate));
    const named = custom.take(room.roomId);
    const choice = named === undefined ? null : chooseNamed(room, eligible, named, "Chosen by custom allocation");
    if (named !== undefined && choice === null) custom.refused(room.roomId);
    if (choice === null) custom.consider(room, eligible);
    return choice;
  }

  #candidatesFor(channel: Channel): Candidate[] {
    const known = this.#candidates.get(channel) ?? this.#around.roster.candidatesFor(channel);
    this.#candidates.set(channel, known);
    return known;
  }

  async #give(room: RoomEntry, choice: Choice): Promise<void> {
    const { roomId, conversationNumber } = room;
    const { settling, index, allocated, now } = this.#around;
    settling.ask(room, choice.memberId);
    try {
      const isGiven = await this.#around.offer({ roomId, conversationNumber, ...choice });
      this.#failures.delete(roomId);
      this.#returning.delete(roomId);
      settling.answered(roomId, isGiven, now() + TELLS_WITHIN_MS);
      if (isGiven) allocated(choice.memberId, now());
      const entry = index.get(roomId);
      if (entry !== undefined && settling.settle(entry)) this.#isStale = true;
    } catch (error) {
      logFault({ place: "organization.allocation", roomId }, error);
      settling.answered(roomId, false, this.#backOff(roomId));
    } finally {
      this.#candidates.clear();
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

/** Rooms of one kind differ in nothing that decides who is eligible, but for who has left them. */
const kindOf = ({ divisionId, channel }: RoomEntry): string => `${divisionId ?? ""} ${channel}`;
