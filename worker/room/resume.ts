import { LIMITS } from "../../protocol/limits.ts";
import type { ResumedFrame } from "../../protocol/room-frames.schema.ts";
import { PROTOCOL_VERSION } from "../../protocol/version.ts";
import type { RoomCore } from "./core.ts";
import { type Audience, positionsFor, summaryFor } from "./views.ts";

/**
 * How a client that names its position goes on: exactly the rest, or a fresh snapshot when its position is of another
 * epoch, lies before what is still held, or is too far behind.
 */
export function resumeFrame(
  core: RoomCore,
  hello: { epoch?: string | undefined; last?: number | undefined },
  audience: Audience,
  now: number,
): ResumedFrame {
  const head = core.state.headSeq;
  const summary = summaryFor(audience, core);
  const common = {
    type: "resumed" as const,
    version: PROTOCOL_VERSION,
    epoch: core.epoch,
    head,
    floor: core.floor,
    serverTime: now,
    positions: positionsFor(audience, core),
    ...(summary ? { summary } : {}),
  };
  const { epoch, last } = hello;
  const canResume =
    epoch === core.epoch &&
    last !== undefined &&
    last <= head &&
    last >= core.floor - 1 &&
    head - last <= LIMITS.resumeMaxEvents;
  if (canResume) return { ...common, mode: "resume", after: last };
  const page = core.store.pageBefore(head + 1, LIMITS.snapshotEvents, LIMITS.historyPage);
  return { ...common, mode: "snapshot", after: (page[0]?.seq ?? head + 1) - 1 };
}
