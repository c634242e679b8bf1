import type { EventOf, RoomEvent, RoomEventType, RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { ProjectionSlice } from "./contract.ts";

/** The smallest part of a slice that can be stored, or refused by the database, by itself. */
export type Piece = EventPiece | SummaryPiece;
/** `summary` is the room's newest, which may tell of later events. */
export type EventPiece = Address & { type: "event"; summary: RoomSummary; event: RoomEvent };
/** `drops`: its events took participants or tags away, so that rows of an earlier summary may be left over. */
export type SummaryPiece = Address & { type: "summary"; summary: RoomSummary; drops: boolean };
type Address = { organizationId: string; roomId: string };

/** The parts of a slice in the order in which they are stored: its events, then the summary. */
export function piecesOf(slice: ProjectionSlice): Piece[] {
  const { organizationId, roomId, events, summary } = slice;
  return [
    ...events.map((event): Piece => ({ type: "event", organizationId, roomId, summary, event })),
    { type: "summary", organizationId, roomId, summary, drops: events.some(({ type }) => DROPPING.has(type)) },
  ];
}
const DROPPING: ReadonlySet<RoomEventType> = new Set(["participant.left", "tag.removed", "conversation.opened"]);

/** `seq` under which a piece stands among the dead letters: a summary has none, which is 0. */
export const seqOf = (piece: Piece): number => (piece.type === "event" ? piece.event.seq : 0);

export const bodyOf = (piece: Piece): string => JSON.stringify(piece.type === "event" ? piece.event : piece.summary);

/** Narrows a piece to an event of one type, or nothing. */
export const eventIn = <T extends RoomEventType>(piece: Piece, type: T): EventOf<T> | null =>
  piece.type === "event" && piece.event.type === type ? (piece.event as EventOf<T>) : null;
