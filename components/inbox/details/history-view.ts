import type { RoomEvent } from "../../../protocol/room-events.schema.ts";

export type PastConversation = {
  number: number;
  openedAt: number;
  resolvedAt: number | null;
  agents: string[];
  tags: string[];
  /** Seq of its opening, to scroll to. */
  seq: number;
};

/** ROOM-24: the conversations of this room among the loaded events, newest first. */
export function conversationsOf(events: readonly RoomEvent[]): PastConversation[] {
  const found: PastConversation[] = [];
  for (const event of events) {
    if (event.type === "conversation.opened") {
      found.push({ number: event.number, openedAt: event.at, resolvedAt: null, agents: [], tags: [], seq: event.seq });
      continue;
    }
    const current = found.at(-1);
    if (current) note(current, event);
  }
  return found.reverse();
}

function note(current: PastConversation, event: RoomEvent): void {
  if (event.type === "conversation.resolved") current.resolvedAt = event.at;
  else if (event.type === "participant.joined" && !current.agents.includes(event.memberName))
    current.agents.push(event.memberName);
  else if (event.type === "tag.added" && !current.tags.includes(event.name)) current.tags.push(event.name);
  else if (event.type === "tag.removed") current.tags = current.tags.filter((name) => name !== event.name);
}
