import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Settings } from "../../../protocol/settings.schema.ts";
import { Allocator, type Offer } from "../../../worker/organization/allocator.ts";
import type { MemberConfig, OrganizationConfig } from "../../../worker/organization/contract.ts";
import { CustomAllocation } from "../../../worker/organization/custom-allocation.ts";
import type { CustomAnswer } from "../../../worker/organization/custom-endpoint.ts";
import { GraspStore } from "../../../worker/organization/grasp-store.ts";
import { RoomIndex } from "../../../worker/organization/room-index.ts";
import { Roster } from "../../../worker/organization/roster.ts";
import { Settling } from "../../../worker/organization/settling.ts";
import { TakeNext } from "../../../worker/organization/take-next.ts";
import {
  identity,
  ORGANIZATION,
  organizationConfig,
  type SummaryExtra,
  summary,
} from "../../support/organization-builders.ts";

type Sections = Omit<Partial<Settings>, "allocation"> & { allocation?: Partial<Settings["allocation"]> };

export const configOf = (members: MemberConfig[], sections: Sections = {}): OrganizationConfig => {
  const allocation = { agentCanTakeOver: true, agentCanAssign: true, autoAllocation: true, customUrl: null };
  return organizationConfig(members, {
    sections: { ...sections, allocation: { ...allocation, ...sections.allocation } },
  });
};

export const switchedOff = { allocation: { autoAllocation: false } };

type Chances = { answersFirst: boolean; fails: boolean };

/**
 * Rooms as allocation meets them, each with its own newest state: a room takes the first offer, or the first member who
 * takes it, for its present conversation, and tells the organization of it before or after it answers.
 */
export class Rooms {
  readonly index = new RoomIndex(ORGANIZATION, 1_000);
  readonly settling = new Settling();
  readonly states = new Map<string, RoomSummary>();
  readonly offers: Offer[] = [];
  readonly online = new Set<string>();
  readonly allocatedAt = new Map<string, number>();
  readonly retries: number[] = [];
  /** Rooms that the custom endpoint was asked about. */
  readonly asked: string[] = [];
  config: OrganizationConfig;
  now = 1_000_000;
  /** Who was given which room, by room and command: a room answers a repeat as it did before. */
  readonly given = new Map<string, string>();
  #grasps: string | undefined;
  /** What a restart leaves of the asks. */
  readonly kept = {
    meta: () => this.#grasps,
    setMeta: (_: string, value: string) => {
      this.#grasps = value;
    },
  };
  #asks = 0;
  chances: () => Chances = () => ({ answersFirst: true, fails: false });
  answer: (roomId: string, eligibleIds: string[]) => CustomAnswer = () => ({ ok: false, failure: "status" });
  running = 0;
  mostRunning = 0;
  readonly allocator: Allocator;
  readonly roster: Roster;
  readonly custom: CustomAllocation;
  takeNext: TakeNext;

  constructor(config: OrganizationConfig) {
    this.config = config;
    const { index, settling } = this;
    const presence = {
      isOnline: (memberId: string) => this.online.has(memberId),
      offlineSince: () => null,
      lastAllocatedAt: (memberId: string) => this.allocatedAt.get(memberId) ?? null,
    };
    this.roster = new Roster({ index, settling, config: () => this.config, presence });
    this.custom = new CustomAllocation({
      ask: async ({ roomId }, eligible) => {
        this.asked.push(roomId);
        await Promise.resolve();
        return this.answer(
          roomId,
          eligible.map(({ member }) => member.memberId),
        );
      },
      progressed: () => this.allocator.kick(),
    });
    this.allocator = new Allocator({
      index,
      settling,
      roster: this.roster,
      custom: this.custom,
      config: () => this.config,
      allocated: (memberId, at) => void this.allocatedAt.set(memberId, at),
      offer: (offer) => this.#take(offer),
      retryAt: (dueAt) => void this.retries.push(dueAt),
      now: () => this.now,
    });
    this.takeNext = this.#newTakeNext();
  }

  /** The object wakes anew; what it had asked is known from what it kept. */
  restart(): void {
    this.takeNext = this.#newTakeNext();
  }

  #newTakeNext(): TakeNext {
    return new TakeNext({
      index: this.index,
      settling: this.settling,
      grasps: new GraspStore(this.kept),
      take: async (roomId, { memberId }, id) => {
        if (this.given.get(`${roomId} ${id}`) === memberId) return { ok: true, id, seq: 1, isRepeat: true };
        const isTaken = await this.#join(roomId, memberId, null, () => this.given.set(`${roomId} ${id}`, memberId));
        return isTaken
          ? { ok: true, id, seq: 1, isRepeat: false }
          : { ok: false, id, refusal: { code: "assign.taken" } };
      },
      now: () => this.now,
    });
  }

  change(roomId: string, extra: SummaryExtra): void {
    const version = (this.states.get(roomId)?.version ?? 0) + 1;
    this.states.set(roomId, summary(roomId, version, extra));
    this.tell(roomId);
  }

  tell(roomId: string): void {
    const change = this.index.apply(this.states.get(roomId)!, null, this.now, null);
    if (change !== null) this.allocator.changed(change);
  }

  assignee(roomId: string): string | undefined {
    return this.states.get(roomId)?.participants[0]?.memberId;
  }

  load(memberId: string): number {
    return [...this.states.values()].filter((room) => room.participants[0]?.memberId === memberId).length;
  }

  takes(memberId: string, extra: Parameters<typeof identity>[2] = {}, id = `ask_${this.#asks++}`) {
    return this.takeNext.take(identity(memberId, "agent", extra), id);
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 2_000; turn += 1) await Promise.resolve();
  }

  async #take(offer: Offer): Promise<boolean> {
    this.running += 1;
    this.mostRunning = Math.max(this.mostRunning, this.running);
    this.offers.push(offer);
    this.now += 1;
    try {
      return await this.#join(offer.roomId, offer.memberId, offer.conversationNumber);
    } finally {
      this.running -= 1;
    }
  }

  /** What the room itself decides: the first who comes while it waits has it. */
  async #join(
    roomId: string,
    memberId: string,
    conversationNumber: number | null,
    taken: () => void = () => {},
  ): Promise<boolean> {
    const { answersFirst, fails } = this.chances();
    await Promise.resolve();
    const room = this.states.get(roomId)!;
    const isMeant = conversationNumber === null || room.conversation.number === conversationNumber;
    const isTaken = room.status === "unassigned" && isMeant;
    if (isTaken) {
      const { divisionId, conversation, formerParticipantIds, channel } = room;
      const extra = { divisionId, conversation, formerParticipantIds, channel, with: [memberId] };
      this.states.set(roomId, summary(roomId, room.version + 1, extra));
      taken();
    }
    if (answersFirst) void Promise.resolve().then(() => this.tell(roomId));
    else this.tell(roomId);
    if (fails) throw new Error("the connection to the room broke");
    return isTaken;
  }
}
