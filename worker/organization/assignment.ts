import type { MemberIdentity } from "../../protocol/roles.ts";
import { Allocator } from "./allocator.ts";
import type { MemberLoad, OrganizationConfig } from "./contract.ts";
import { CustomAllocation } from "./custom-allocation.ts";
import type { GraspStore } from "./grasp-store.ts";
import type { Outside } from "./outside.ts";
import type { PresenceDesk } from "./presence-desk.ts";
import type { RoomEntry } from "./room-entry.ts";
import type { Change } from "./room-index.ts";
import type { Rooms } from "./rooms.ts";
import { Roster } from "./roster.ts";
import { Settling } from "./settling.ts";
import { TakeNext, type Taken } from "./take-next.ts";
import { Upkeep } from "./upkeep/upkeep.ts";

export type AssignmentSurroundings = {
  grasps: GraspStore;
  rooms: Rooms;
  config(): OrganizationConfig | null;
  presence: PresenceDesk;
  outside: Outside;
  /** Asks for `kick` at that time at the latest. */
  retryAt(dueAt: number): void;
  /** Asks for `upkeep` at that time at the latest. */
  upkeepAt(dueAt: number): void;
  now(): number;
};

/** Who gets a room, who keeps it, who loses it: everything that assigns by itself or on demand, over one roster. */
export class Assignment {
  readonly #allocator: Allocator;
  readonly #custom: CustomAllocation;
  readonly #takeNext: TakeNext;
  readonly #upkeep: Upkeep;
  readonly #roster: Roster;

  constructor({ grasps, rooms, config, presence, outside, retryAt, upkeepAt, now }: AssignmentSurroundings) {
    const { index } = rooms;
    const settling = new Settling();
    const roster = new Roster({ index, settling, config, presence });
    this.#roster = roster;
    this.#custom = new CustomAllocation({
      ask: (room, eligible) => outside.askCustom(config(), rooms.summary(room.roomId), eligible),
      progressed: () => this.#allocator.kick(),
    });
    this.#allocator = new Allocator({
      index,
      roster,
      settling,
      custom: this.#custom,
      config,
      allocated: (memberId, at) => presence.allocated(memberId, at),
      offer: (offer) => outside.offer(offer),
      retryAt,
      now,
    });
    this.#takeNext = new TakeNext({
      index,
      settling,
      grasps,
      take: (roomId, member, id) => outside.take(roomId, member, id),
      now,
    });
    this.#upkeep = new Upkeep({
      index,
      config,
      presence,
      hasOthers: (room) => hasOthers(roster, room),
      allocator: this.#allocator,
      command: (roomId, command) => outside.command(roomId, command),
      note: (entry) => rooms.note(entry),
      wakeAt: upkeepAt,
      now,
    });
  }

  /** A room told its newest state. */
  changed(change: Change): void {
    this.#allocator.changed(change);
    this.#upkeep.changed(change.entry);
  }

  /** Gives what can be given; safe to call any time. */
  kick(): void {
    this.#allocator.kick();
  }

  presenceChanged(): void {
    this.#allocator.kick();
    this.#upkeep.presenceChanged();
  }

  configChanged(): void {
    this.#custom.forgetAll();
    this.#upkeep.configChanged();
    this.#allocator.kick();
  }

  /** Rooms were found that nobody had told of. */
  restored(): void {
    this.#upkeep.lookAgain();
    this.#allocator.kick();
  }

  /** What is due by time. Returns when to be called again, ms UTC. */
  upkeep(): number | null {
    return this.#upkeep.run();
  }

  takeNext(member: MemberIdentity, id: string): Promise<Taken> {
    return this.#takeNext.take(member, id);
  }

  loads(): MemberLoad[] {
    return this.#roster.loads();
  }
}

const hasOthers = (roster: Roster, room: RoomEntry): boolean =>
  roster.eligibleFor(room).some(({ member }) => !room.participantIds.includes(member.memberId));
