import type { RoomEvent } from "../../../protocol/room-events.schema.ts";
import { TimelineBuilder } from "./timeline-builder.ts";
import type { TimelineInput, TimelineItem } from "./timeline-items.ts";

/** ROOM-21: the log as a reader sees it. */
export function timelineOf(input: TimelineInput): TimelineItem[] {
  const builder = new TimelineBuilder(input);
  for (const event of input.events) builder.addEvent(event);
  if (input.isDetached) return builder.items;
  for (const item of input.outgoing) builder.addOutgoing(item);
  builder.addScheduled();
  return builder.items;
}

/** How many bubbles of customers stand behind `seq`: what the jump button counts. */
export const inboundAfter = (events: readonly RoomEvent[], seq: number): number =>
  events.filter((event) => event.type === "message.created" && event.direction === "inbound" && event.seq > seq).length;
