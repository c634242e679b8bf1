import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import type { RehearsedCall, RoomContext } from "../../worker/room/contract.ts";

/** What a measured instance and those who measure it say to each other. */

export type NewRoom = { context: RoomContext; calls: RehearsedCall[] };

/** Changes of rooms as the rooms would tell them. Without summaries: as many calls that do nothing. */
export type RoomChanges = { organizationId: string; summaries: RoomSummary[]; idleCalls: number };

/** What one class of objects used since the last reset. */
export type Usage = {
  /** Calls, upgrades and alarms, each one billed request. */
  requests: number;
  /** Frames from clients; twenty make one billed request. */
  frames: number;
  alarms: number;
  rowsWritten: number;
  /** The same by the table that the statement names. */
  rowsByTable: Record<string, number>;
  alarmRows: number;
  /** Time in which at least one thing kept an object from sleeping, summed over objects. */
  awakeMs: number;
};

export type Figures = {
  classes: Record<string, Usage>;
  /** HTTP round trips to libSQL. */
  roundTrips: number;
  /** Events that a projector has reported as stored, and how old each was then. */
  projected: number;
  lagsMs: number[];
};
