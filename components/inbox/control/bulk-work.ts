import { newCommandId } from "../../../client/command-id.ts";
import type { BulkRequest, BulkResult } from "../../../protocol/inbox.schema.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { Observable } from "../../data/observable.ts";
import type { Desk } from "../desk.ts";
import { Selection } from "./selection.ts";

export type BulkAction = BulkRequest["action"];

/** `rooms`: those that were chosen, as the list had them. */
export type BulkReport = { action: BulkAction; result: BulkResult; rooms: ReadonlyMap<string, RoomSummary> };

/** One thing done with all chosen rooms, and what became of each (LIST-16). */
export class BulkWork extends Observable {
  readonly selection: Selection;
  readonly #desk: Desk;
  /** The last attempt, so that trying again after a lost answer does nothing twice. */
  #attempt: { id: string; what: string } | null = null;
  isBusy = false;
  /** What the server did; shown until the person has seen which rooms were skipped. */
  report: BulkReport | null = null;

  constructor(desk: Desk) {
    super();
    this.#desk = desk;
    this.selection = new Selection(() => desk.tell(desk.text.t("bulk.tooMany", { max: LIMITS.bulkRooms }), true));
  }

  async run(action: BulkAction): Promise<void> {
    const { model } = this.#desk;
    const roomIds = this.selection.ids;
    if (!model || this.isBusy || roomIds.length === 0) return;
    const known = roomIds.flatMap((roomId) => model.lists?.room(roomId) ?? []);
    const rooms = new Map(known.map((room) => [room.roomId, room]));
    const what = JSON.stringify([action, roomIds]);
    this.#attempt = this.#attempt?.what === what ? this.#attempt : { id: newCommandId(), what };
    this.isBusy = true;
    this.changed();
    try {
      const result = await model.connection.api.bulk(this.#attempt.id, { action, roomIds });
      this.#attempt = null;
      this.report = { action, result, rooms };
      this.selection.end();
    } catch (error) {
      this.#desk.tellRefused(error);
    } finally {
      this.isBusy = false;
      this.changed();
    }
  }

  endReport(): void {
    this.report = null;
    this.changed();
  }
}
