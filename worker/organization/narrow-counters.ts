import type { Counters } from "../../protocol/feed-frames.schema.ts";
import { canSeeRoom, type MemberIdentity } from "../../protocol/roles.ts";
import type { RoomEntry } from "./room-entry.ts";
import { type Counted, weightOf } from "./weights.ts";

/** Whoever is asked for once is kept up to date; beyond so many the one asked for longest ago is counted anew. */
const KEPT_MAX = 500;

type Kept = { member: MemberIdentity; counters: Counters };

/**
 * LIST-4 and LIST-6 through portals' tokens, whose cuts fit no bucket: each sight is counted once, and then moved by
 * every change, so that a busy inbox costs each of them one look at the changed room.
 */
export class NarrowCounters {
  readonly #kept = new Map<string, Kept>();

  /** `rooms`: all there are, read only for a sight that is new here. `key`: equal for those who see the same. */
  of(key: string, member: MemberIdentity, rooms: Iterable<RoomEntry>): Counters {
    const known = this.#kept.get(key);
    this.#kept.delete(key);
    const kept = known ?? { member, counters: counted(member, rooms) };
    // A Map keeps the order of insertion, so the first key is the one asked for longest ago.
    if (this.#kept.size >= KEPT_MAX) this.#kept.delete(this.#kept.keys().next().value as string);
    this.#kept.set(key, kept);
    return { ...kept.counters };
  }

  shift(room: Counted, sign: 1 | -1): void {
    if (this.#kept.size === 0) return;
    const weight = weightOf(room);
    if (weight === null) return;
    for (const { member, counters } of this.#kept.values()) if (canSeeRoom(member, room)) add(counters, weight, sign);
  }
}

function counted(member: MemberIdentity, rooms: Iterable<RoomEntry>): Counters {
  const sum: Counters = { messages: 0, comments: 0, unassigned: 0 };
  for (const room of rooms) {
    const weight = weightOf(room);
    if (weight !== null && canSeeRoom(member, room)) add(sum, weight, 1);
  }
  return sum;
}

function add(into: Counters, weight: Counters, sign: 1 | -1): void {
  into.messages += sign * weight.messages;
  into.comments += sign * weight.comments;
  into.unassigned += sign * weight.unassigned;
}
