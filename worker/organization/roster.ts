import type { Channel } from "../../protocol/channels.ts";
import { type Cap, capOn, capsOf } from "../../protocol/workload.ts";
import { type Candidate, isEligible } from "./allocation.ts";
import type { MemberConfig, MemberLoad, OrganizationConfig } from "./contract.ts";
import type { RoomEntry } from "./room-entry.ts";
import type { RoomIndex } from "./room-index.ts";
import type { Settling } from "./settling.ts";

export type RosterSurroundings = {
  index: Pick<RoomIndex, "loadOf">;
  settling: Pick<Settling, "given">;
  config(): OrganizationConfig | null;
  presence: {
    isOnline(memberId: string): boolean;
    offlineSince(memberId: string): number | null;
    lastAllocatedAt(memberId: string): number | null;
  };
};

/** Members with what they have to do right now: whoever is given rooms is chosen from here. */
export class Roster {
  readonly #around: RosterSurroundings;

  constructor(around: RosterSurroundings) {
    this.#around = around;
  }

  get isAnyoneOnline(): boolean {
    const { presence } = this.#around;
    return this.#members.some(({ memberId }) => presence.isOnline(memberId));
  }

  /** Everybody, for a room of this channel. Rooms that were just given count, also before they have told. */
  candidatesFor(channel: Channel): Candidate[] {
    const { presence } = this.#around;
    const given = this.#around.settling.given();
    return this.#members.map((member) => {
      const { memberId } = member;
      const cap = capOn(this.#capsOf(member), channel);
      return {
        member,
        isOnline: presence.isOnline(memberId),
        offlineSince: presence.offlineSince(memberId),
        openRooms: this.#load(memberId, null, given),
        cap: cap === undefined ? null : { limit: cap.limit, used: this.#load(memberId, cap.channels, given) },
        lastAllocatedAt: presence.lastAllocatedAt(memberId),
      };
    });
  }

  /** ASSIGN-9: who could be given this room now. */
  eligibleFor(room: RoomEntry): Candidate[] {
    return this.candidatesFor(room.channel).filter((candidate) => isEligible(room, candidate));
  }

  /** What whoever assigns by hand is warned by (ASSIGN-12). */
  loads(): MemberLoad[] {
    const given = this.#around.settling.given();
    return this.#members.map((member) => ({
      memberId: member.memberId,
      openRooms: this.#load(member.memberId, null, given),
      limits: this.#capsOf(member).map(({ channels, limit }) => ({
        channels: channels && [...channels],
        limit,
        openRooms: this.#load(member.memberId, channels, given),
      })),
    }));
  }

  get #members(): MemberConfig[] {
    return this.#around.config()?.members ?? [];
  }

  #capsOf({ memberId }: MemberConfig): Cap[] {
    return capsOf(this.#around.config()?.sections.workload.rules ?? [], memberId);
  }

  #load(memberId: string, channels: readonly Channel[] | null, given: Map<string, Channel[]>): number {
    const fresh = (given.get(memberId) ?? []).filter((channel) => channels?.includes(channel) ?? true);
    return this.#around.index.loadOf(memberId, channels) + fresh.length;
  }
}
