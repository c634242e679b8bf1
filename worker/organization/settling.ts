import type { Channel } from "../../protocol/channels.ts";
import type { RoomEntry } from "./room-entry.ts";

/** A room that was asked and has not yet told what became of it. Until `until` it is left alone. */
type Question = {
  version: number;
  conversationNumber: number;
  channel: Channel;
  givenTo: string | null;
  until: number;
};

/** Rooms between the offer of a member, or a member's grasp, and the state that shows what came of it. */
export class Settling {
  readonly #questions = new Map<string, Question>();

  /** Before the offer: the room's next state may arrive before its answer. */
  ask({ roomId, version, conversationNumber, channel }: RoomEntry, memberId: string): void {
    this.#questions.set(roomId, {
      version,
      conversationNumber,
      channel,
      givenTo: memberId,
      until: Number.POSITIVE_INFINITY,
    });
  }

  /** The room has answered, or could not: leave it alone until then, unless it has told its newest state meanwhile. */
  answered(roomId: string, isGiven: boolean, until: number): void {
    const question = this.#questions.get(roomId);
    if (question === undefined) return;
    this.#questions.set(roomId, { ...question, givenTo: isGiven ? question.givenTo : null, until });
  }

  /** true when this state of the room shows what came of the question. */
  settle(entry: RoomEntry): boolean {
    const question = this.#questions.get(entry.roomId);
    return question !== undefined && isAnsweredBy(question, entry) && this.#questions.delete(entry.roomId);
  }

  isOpen(roomId: string, now: number): boolean {
    const question = this.#questions.get(roomId);
    if (question === undefined) return false;
    if (now < question.until) return true;
    this.#questions.delete(roomId);
    return false;
  }

  /** Channels of the rooms that were given to each member, or are being offered, and do not show it yet. */
  given(): Map<string, Channel[]> {
    const given = new Map<string, Channel[]>();
    for (const { givenTo, channel } of this.#questions.values()) {
      if (givenTo === null) continue;
      const channels = given.get(givenTo);
      if (channels === undefined) given.set(givenTo, [channel]);
      else channels.push(channel);
    }
    return given;
  }
}

/**
 * A room that was given and still shows as waiting only shows its state from before, unless whom it was given to has
 * left it already or a new conversation began.
 */
function isAnsweredBy(question: Question, entry: RoomEntry): boolean {
  if (entry.conversationNumber !== question.conversationNumber || entry.status !== "unassigned") return true;
  if (question.givenTo === null) return entry.version > question.version;
  return entry.formerParticipantIds.includes(question.givenTo);
}
