import type { MemberPresence } from "../../protocol/feed-frames.schema.ts";
import {
  causeOf,
  isPresent,
  leaseEnd,
  type MemberState,
  NEW_MEMBER,
  type PresenceCause,
  type PresenceRows,
} from "./presence.ts";

export type PresenceSurroundings = {
  /** When a live connection of the member was last seen, ms UTC; null: there is none. */
  connectionSeenAt(memberId: string): number | null;
  /** Active and no admin: admins have no switch. */
  isAllowed(memberId: string): boolean;
  /** Something changed that everybody must be told. */
  changed(): void;
};

/** Who is online: members' switches, their connections, and the log of every change (ASSIGN-16). */
export class PresenceDesk {
  readonly #rows: PresenceRows;
  readonly #around: PresenceSurroundings;
  readonly #members: Map<string, MemberState>;

  constructor(rows: PresenceRows, around: PresenceSurroundings) {
    this.#rows = rows;
    this.#around = around;
    this.#members = rows.load();
  }

  isOn(memberId: string): boolean {
    return this.#state(memberId).isOn;
  }

  isOnline(memberId: string): boolean {
    return this.#state(memberId).isOnline;
  }

  /** Since when the member is not there, ms UTC; null: is there, or never was. */
  offlineSince(memberId: string): number | null {
    const { isOnline, changedAt } = this.#state(memberId);
    return isOnline ? null : changedAt;
  }

  lastAllocatedAt(memberId: string): number | null {
    return this.#state(memberId).lastAllocatedAt;
  }

  /** Everybody who ever used the switch and still may. */
  list(): MemberPresence[] {
    return [...this.#members]
      .filter(([memberId]) => this.#around.isAllowed(memberId))
      .map(([memberId, { isOnline }]) => ({ memberId, isOnline }));
  }

  /** false when the switch stood like that already: then nobody is told. */
  switch(memberId: string, isOn: boolean, now: number): boolean {
    const state = this.#state(memberId);
    if (state.isOn === isOn) return false;
    this.#save(memberId, { ...state, isOn });
    // Even when presence is as before: the switch itself shows in the member's own tabs.
    if (!this.#refresh(memberId, now, isOn ? "switched_on" : "switched_off")) this.#around.changed();
    return true;
  }

  connected(memberId: string, now: number): void {
    const state = this.#members.get(memberId);
    if (state === undefined) return;
    if (state.leftAt !== null && state.isOn) this.#save(memberId, { ...state, leftAt: null });
    this.#refresh(memberId, now);
  }

  /** The member's last connection went; it was last seen at `seenAt`. Presence lasts until its lease ends. */
  left(memberId: string, seenAt: number, now: number): void {
    const state = this.#members.get(memberId);
    if (!state?.isOn) return;
    this.#save(memberId, { ...state, leftAt: seenAt });
    this.#refresh(memberId, now);
  }

  allocated(memberId: string, at: number): void {
    this.#save(memberId, { ...this.#state(memberId), lastAllocatedAt: at });
  }

  /** Looks at everybody; returns when the next lease of someone without a connection ends, or null. */
  sweep(now: number): number | null {
    for (const memberId of this.#members.keys()) this.#refresh(memberId, now);
    const leases = [...this.#members]
      .filter(([, state]) => state.isOnline)
      .flatMap(([memberId, state]) => this.#seenAt(memberId, state) ?? [])
      .map(leaseEnd);
    return leases.length === 0 ? null : Math.min(...leases);
  }

  /** Remembers that the connections that are there have just been seen. */
  noteSwept(now: number): void {
    this.#rows.sweptAt = now;
  }

  #refresh(memberId: string, now: number, cause?: PresenceCause): boolean {
    const state = this.#state(memberId);
    const isAllowed = this.#around.isAllowed(memberId);
    const isOnline = isAllowed && isPresent(state.isOn, this.#seenAt(memberId, state), now);
    if (isOnline === state.isOnline) return false;
    const isConnected = this.#around.connectionSeenAt(memberId) !== null;
    this.#save(memberId, { ...state, isOnline, leftAt: isConnected ? null : state.leftAt, changedAt: now });
    this.#rows.log({ memberId, at: now, isOnline, cause: cause ?? causeOf(state, isAllowed, isConnected) });
    this.#around.changed();
    return true;
  }

  #seenAt(memberId: string, state: MemberState): number | null {
    return this.#around.connectionSeenAt(memberId) ?? state.leftAt ?? this.#rows.sweptAt;
  }

  #state(memberId: string): MemberState {
    return this.#members.get(memberId) ?? NEW_MEMBER;
  }

  #save(memberId: string, state: MemberState): void {
    this.#members.set(memberId, state);
    this.#rows.save(memberId, state);
  }
}
