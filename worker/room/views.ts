import { maskEvent, maskSummary, seesMasked } from "../../protocol/masking.ts";
import type { RoomEvent, RoomSummary, VisitorEvent } from "../../protocol/room-events.schema.ts";
import type { Positions } from "../../protocol/room-frames.schema.ts";
import type { Caller } from "../http/identity.ts";
import type { RoomCore } from "./core.ts";
import { forVisitor } from "./rules/audience.ts";
import { positionsOf, visitorPositionsOf } from "./rules/positions.ts";

/** Whoever is of one audience sees the same of a room, so that a frame is written once for all of them. */
export type Audience = "visitor" | "member" | "masked";

export function audienceOf(caller: Caller): Audience {
  if (caller.kind === "visitor") return "visitor";
  return seesMasked(caller.member) ? "masked" : "member";
}

export function eventFor(audience: Audience, event: RoomEvent): RoomEvent | VisitorEvent {
  if (audience === "visitor") return forVisitor(event);
  return audience === "masked" ? maskEvent(event) : event;
}

/** A page of events as a frame or an answer carries it. */
export const eventsFor = (audience: Audience, events: RoomEvent[]): RoomEvent[] =>
  // One audience at a time gets events of one kind; which, its own client knows.
  audience === "member" ? events : (events.map((event) => eventFor(audience, event)) as RoomEvent[]);

/** Visitors get none. */
export function summaryFor(audience: Audience, core: RoomCore): RoomSummary | null {
  const summary = audience === "visitor" ? null : core.summary();
  return summary !== null && audience === "masked" ? maskSummary(summary) : summary;
}

export const positionsFor = (audience: Audience, { state, cursors }: RoomCore): Positions =>
  audience === "visitor" ? visitorPositionsOf(state, cursors) : positionsOf(state, cursors);
