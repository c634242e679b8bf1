import type { RoomEvent, RoomSummary } from "../../../protocol/room-events.schema.ts";

/** The unflushed part of one room's log, in order, with the room's summary as of now. */
export type ProjectionSlice = {
  organizationId: string;
  roomId: string;
  /** Events with consecutive seq; may be empty when only the summary changed. */
  events: RoomEvent[];
  summary: RoomSummary;
};

/** `ok` once every row of the slice is committed. Otherwise send the same slice again after `retryAfterMs`. */
export type ProjectionAnswer =
  | { ok: true /** Last seq of the slice, 0 for one without events. */; flushedSeq: number; flushedVersion: number }
  | { ok: false; retryAfterMs: number };

/** RPC of ProjectorObject, addressed by `projectorFor(env, organizationId)` in `worker/db/projector/shard.ts`. */
export interface ProjectorApi {
  /** Group-commits slices of many rooms in one idempotent write batch. Never throws. */
  submit(slice: ProjectionSlice): Promise<ProjectionAnswer>;
}
