import { TIMES } from "../../protocol/limits.ts";

/** Why a member's presence changed, for the report. */
export type PresenceCause = "switched_on" | "switched_off" | "connected" | "connection_lost" | "not_allowed";

export type PresenceChange = { memberId: string; at: number; isOnline: boolean; cause: PresenceCause };

export type MemberState = {
  /** The member's own switch; it stays as it is over sign-outs and restarts. */
  isOn: boolean;
  /** What everybody was told last. */
  isOnline: boolean;
  /** When the last connection went; null while one is there. */
  leftAt: number | null;
  lastAllocatedAt: number | null;
  /** When `isOnline` changed last; null: never. */
  changedAt: number | null;
};

export const NEW_MEMBER: MemberState = {
  isOn: false,
  isOnline: false,
  leftAt: 0,
  lastAllocatedAt: null,
  changedAt: null,
};

/** ASSIGN-16. `seenAt`: when a live connection was last seen; null: never. */
export const isPresent = (isOn: boolean, seenAt: number | null, now: number): boolean =>
  isOn && seenAt !== null && now - seenAt < TIMES.presenceLeaseMs;

/** From when on `isPresent` must be asked again without anything having happened. */
export const leaseEnd = (seenAt: number): number => seenAt + TIMES.presenceLeaseMs;

export function causeOf(state: MemberState, isAllowed: boolean, isConnected: boolean): PresenceCause {
  if (!isAllowed) return "not_allowed";
  if (!state.isOn) return "switched_off";
  return isConnected ? "connected" : "connection_lost";
}

/** Where members' states and the log of changes are kept. */
export interface PresenceRows {
  /** When the connections were last looked at: after a restart, the last time they were surely there. */
  sweptAt: number | null;
  load(): Map<string, MemberState>;
  save(memberId: string, state: MemberState): void;
  log(change: PresenceChange): void;
}
