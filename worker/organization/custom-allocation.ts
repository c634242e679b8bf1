import type { Candidate } from "./allocation.ts";
import type { CustomAnswer } from "./custom-endpoint.ts";
import type { RoomEntry } from "./room-entry.ts";

export type CustomSurroundings = {
  /** Asks the organization's own endpoint. Never rejects. */
  ask(room: RoomEntry, eligible: readonly Candidate[]): Promise<CustomAnswer>;
  /** An answer is there, or a place to ask the next. */
  progressed(): void;
};

/** What a room was asked about, and who was eligible then. */
type Asked = { situation: string; eligibleIds: ReadonlySet<string> };

const AT_ONCE = 5;

const situationOf = ({ conversationNumber, divisionId, lastMessage, formerParticipantIds }: RoomEntry): string =>
  JSON.stringify([conversationNumber, divisionId, lastMessage?.seq ?? 0, formerParticipantIds.length]);

/**
 * ASSIGN-14: an endpoint of the organization names who gets a room. It is asked once for each situation of the room, and
 * again only when the room changes, somebody else becomes eligible, or a setting changes; whatever else it answers leaves
 * the room as it is.
 */
export class CustomAllocation {
  readonly #around: CustomSurroundings;
  readonly #asked = new Map<string, Asked>();
  readonly #underWay = new Set<string>();
  readonly #named = new Map<string, string>();

  constructor(around: CustomSurroundings) {
    this.#around = around;
  }

  /** Takes the member that was named for this room, once. */
  take(roomId: string): string | undefined {
    const memberId = this.#named.get(roomId);
    this.#named.delete(roomId);
    return memberId;
  }

  /** Asks about the room unless that is done or under way already. */
  consider(room: RoomEntry, eligible: readonly Candidate[]): void {
    const { roomId } = room;
    const situation = situationOf(room);
    const eligibleIds = new Set(eligible.map(({ member }) => member.memberId));
    const before = this.#asked.get(roomId);
    const isKnown =
      before?.situation === situation && [...eligibleIds].every((memberId) => before.eligibleIds.has(memberId));
    // Whoever goes and comes back is somebody who came.
    if (isKnown) this.#asked.set(roomId, { situation, eligibleIds });
    if (isKnown || eligibleIds.size === 0 || this.#underWay.has(roomId) || this.#underWay.size >= AT_ONCE) return;
    this.#asked.set(roomId, { situation, eligibleIds });
    this.#underWay.add(roomId);
    void this.#ask(room, eligible);
  }

  /** The named member could not be given the room: said once, in the log. */
  refused(roomId: string): void {
    logFailure(roomId, "not_eligible");
  }

  /** The room waits no longer. */
  forget(roomId: string): void {
    this.#asked.delete(roomId);
    this.#named.delete(roomId);
  }

  /** A setting changed: everything may be asked anew. */
  forgetAll(): void {
    this.#asked.clear();
    this.#named.clear();
  }

  async #ask(room: RoomEntry, eligible: readonly Candidate[]): Promise<void> {
    const answer = await this.#around.ask(room, eligible);
    this.#underWay.delete(room.roomId);
    if (answer.ok) this.#named.set(room.roomId, answer.memberId);
    else logFailure(room.roomId, answer.failure);
    this.#around.progressed();
  }
}

const logFailure = (roomId: string, failure: string): void =>
  console.warn("organization.custom_allocation", roomId, failure);
