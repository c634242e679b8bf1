import type { RoomEvent } from "../../protocol/room-events.schema.ts";
import type { RoomPolicy } from "../organization/contract.ts";
import type { Erased, RoomContext } from "./contract.ts";
import type { Cursors, RoomState } from "./rules/state.ts";

/**
 * How far libSQL has this room, as last written down; it may be behind what is true, never ahead. `greeted`: the newest
 * conversation whose first message the organization was asked to answer.
 */
export type Flushed = { seq: number; version: number; greeted: number };

export type StoredRoom = {
  /** Random, made with the storage; a client's position of another epoch is void. */
  epoch: string;
  context: RoomContext | null;
  state: RoomState;
  cursors: Cursors;
  flushed: Flushed;
  /** Lowest seq still held; `headSeq + 1` when there is none. */
  floor: number;
  unflushedBytes: number;
};

export type RememberedCommand = { fingerprint: string; seq: number };

/**
 * The durable side of a room. Synchronous, because a Durable Object's SQL is, and because a decision and its events
 * must be one transaction. A room that has never been written to answers `load()` with null and holds no table.
 */
export interface RoomStore {
  load(): StoredRoom | null;
  /** The organization's policy as last written down; null: never. */
  policy(): RoomPolicy | null;
  savePolicy(policy: RoomPolicy): void;
  /** Makes the tables and the epoch. */
  create(context: RoomContext): StoredRoom;
  /** What is known of the visitor is other than it was at the making. */
  saveContext(context: RoomContext): void;
  /** What was erased here last; null: nothing ever was. */
  erased(): Erased | null;
  /** Nothing of the log, of people or of what they were called stays; what is given stands instead, under a new epoch. */
  wipe(left: { state: RoomState; cursors: Cursors; erased: Erased }): StoredRoom;
  /** All or nothing; rolls back when `work` throws. */
  transaction<T>(work: () => T): T;
  /** Returns the bytes written. */
  append(events: RoomEvent[]): number;
  command(key: string): RememberedCommand | undefined;
  rememberCommand(key: string, command: RememberedCommand): void;
  saveCursors(cursors: Cursors, flushed: Flushed): void;
  saveSnapshot(state: RoomState): void;
  /** Events after `seq`, ascending, at most `limit`. */
  eventsAfter(seq: number, limit: number): RoomEvent[];
  /** The page that ends before `seq`: up to `messages` messages with what lies between them, at most `limit` events. */
  pageBefore(seq: number, messages: number, limit: number): RoomEvent[];
  /** Drops events up to `seq` that are older than `at`, with their command ids. Returns the new floor. */
  trim(seq: number, at: number): number;
}
