import type { Counters, FeedServerFrame } from "../../protocol/feed-frames.schema.ts";
import { LIMITS } from "../../protocol/limits.ts";

/** One step of what a client missed: a room as it is now, or one it no longer sees. */
export type FeedItem = { position: number } & ({ summaryJson: string } | { gone: string });

/** A `rooms` frame put together from summaries that were serialised once for everybody. */
export function roomsFrame(last: number, summariesJson: string, gone: string[], counters: Counters): string {
  const goneJson = gone.length === 0 ? "[]" : JSON.stringify(gone);
  return `{"type":"rooms","last":${last},"rooms":[${summariesJson}],"gone":${goneJson},"counters":${JSON.stringify(counters)}}`;
}

/**
 * The frames that bring a client from an older position to `last`. Each frame's `last` is safe to come back with: all
 * before it has been delivered. Bounded in rooms and bytes, like every frame.
 */
export function catchUpFrames(items: FeedItem[], last: number, counters: Counters): string[] {
  const frames: string[] = [];
  let summaries: string[] = [];
  let gone: string[] = [];
  let characters = 0;
  items.forEach((item, at) => {
    if ("gone" in item) gone.push(item.gone);
    else summaries.push(item.summaryJson);
    characters += "gone" in item ? item.gone.length : item.summaryJson.length;
    const isLast = at === items.length - 1;
    const isFull = summaries.length + gone.length >= LIMITS.eventsPerBatch || characters >= LIMITS.batchBytes;
    if (!isFull && !isLast) return;
    frames.push(roomsFrame(isLast ? last : item.position, summaries.join(","), gone, counters));
    summaries = [];
    gone = [];
    characters = 0;
  });
  return frames;
}

export const frameText = (frame: Exclude<FeedServerFrame, { type: "rooms" }>): string => JSON.stringify(frame);
