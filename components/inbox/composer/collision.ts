import type { RoomEvent } from "../../../protocol/room-events.schema.ts";
import type { TypingActor } from "../../../protocol/room-frames.schema.ts";

/** BEY-11, ROOM-27: somebody else answers the same customer at this moment, or just did. */
export type Collision = { kind: "writing" | "answered"; names: string[] };

/** `startedSeq` is the newest event when this answer was begun; null: nothing is being written. */
export function collisionOf(
  events: readonly RoomEvent[],
  typing: readonly TypingActor[],
  startedSeq: number | null,
  viewerId: string,
): Collision | null {
  if (startedSeq === null) return null;
  const answered = new Set<string>();
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index];
    if (!event || event.seq <= startedSeq) break;
    if (event.type !== "message.created" || event.actor.type !== "member" || event.actor.id === viewerId) continue;
    answered.add(event.actor.name);
  }
  if (answered.size > 0) return { kind: "answered", names: [...answered].reverse() };
  const writing = typing.flatMap((actor) =>
    actor.type === "member" && actor.memberId !== viewerId ? [actor.name] : [],
  );
  return writing.length > 0 ? { kind: "writing", names: writing } : null;
}
