import type { Counters } from "../../protocol/feed-frames.schema.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import { type Counted, weightOf } from "./weights.ts";

const NOTHING: Counters = { messages: 0, comments: 0, unassigned: 0 };
const GENERAL = "*";
const ALL = "all";
const inDivision = (divisionId: string): string => `division ${divisionId}`;
const waitingIn = (divisionId: string): string => `waiting ${divisionId}`;
const withMember = (memberId: string): string => `member ${memberId}`;
const withMemberWaitingIn = (memberId: string, divisionId: string): string => `both ${memberId} ${divisionId}`;

function keysOf(room: Counted): string[] {
  const keys = [ALL];
  const division = room.divisionId ?? GENERAL;
  if (room.divisionId !== null) keys.push(inDivision(room.divisionId));
  const isWaiting = room.status === "unassigned";
  if (isWaiting) keys.push(waitingIn(division));
  for (const memberId of new Set(room.participantIds)) {
    keys.push(withMember(memberId));
    if (isWaiting) keys.push(withMemberWaitingIn(memberId, division));
  }
  return keys;
}

/**
 * LIST-4 and LIST-6 for any member as a sum of a few buckets, kept by difference: one change touches a handful of
 * buckets, one question reads a handful, whatever the number of rooms. Agrees with `canSeeRoom` by construction of
 * `countersOf`, and by test.
 */
export class Buckets {
  readonly #buckets = new Map<string, Counters>();

  add(room: Counted): void {
    this.#shift(room, 1);
  }

  remove(room: Counted): void {
    this.#shift(room, -1);
  }

  countersOf(member: MemberIdentity): Counters {
    const sum = { ...NOTHING };
    if (member.role === "admin" || (member.role === "supervisor" && !member.isRestricted)) {
      this.#sum(sum, ALL, 1);
      return sum;
    }
    const divisionIds = new Set(member.divisionIds);
    if (member.role === "supervisor") {
      for (const divisionId of divisionIds) this.#sum(sum, inDivision(divisionId), 1);
      return sum;
    }
    this.#sum(sum, withMember(member.memberId), 1);
    if (!member.settings.agentCanTakeOver) return sum;
    for (const divisionId of divisionIds.add(GENERAL)) {
      this.#sum(sum, waitingIn(divisionId), 1);
      this.#sum(sum, withMemberWaitingIn(member.memberId, divisionId), -1);
    }
    return sum;
  }

  #sum(into: Counters, key: string, sign: 1 | -1): void {
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) return;
    into.messages += sign * bucket.messages;
    into.comments += sign * bucket.comments;
    into.unassigned += sign * bucket.unassigned;
  }

  #shift(room: Counted, sign: 1 | -1): void {
    const weight = weightOf(room);
    if (weight === null) return;
    for (const key of keysOf(room)) {
      const bucket = this.#buckets.get(key) ?? { ...NOTHING };
      bucket.messages += sign * weight.messages;
      bucket.comments += sign * weight.comments;
      bucket.unassigned += sign * weight.unassigned;
      const isEmpty = bucket.messages === 0 && bucket.comments === 0 && bucket.unassigned === 0;
      if (isEmpty) this.#buckets.delete(key);
      else this.#buckets.set(key, bucket);
    }
  }
}
