import type { RoomSummary } from "../../protocol/room-events.schema.ts";

/** Rooms as the list holds them. */
type Rows = {
  get(roomId: string): RoomSummary | null;
  /** Puts a state of a room that is known already in place of the one that is shown. */
  put(room: RoomSummary): void;
};

/** A room shown as a command will make it. */
export interface Expectation {
  /** The command is on its way: what the server tells next is shown as it is. */
  settle(): void;
  /** It will not happen: the room is shown as the server has it. */
  takeBack(): void;
}

type Entry = {
  change: (room: RoomSummary) => RoomSummary;
  /** What the server has told last; null: the room is not known here. */
  told: RoomSummary | null;
  shown: RoomSummary | null;
};

/** Rooms that are shown as commands will make them, also while the server goes on telling of them. */
export class ExpectedRooms {
  readonly #rows: Rows;
  readonly #entries = new Map<string, Entry>();

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  expect(roomId: string, change: Entry["change"]): Expectation {
    const entry: Entry = { change, told: null, shown: null };
    const told = this.told(roomId);
    this.#entries.set(roomId, entry);
    if (told) this.#rows.put(told);
    const isWaiting = (): boolean => this.#entries.get(roomId) === entry;
    return {
      settle: () => {
        if (isWaiting()) this.#entries.delete(roomId);
      },
      takeBack: () => {
        // What the server has told since it was sent is newer than both.
        if (!isWaiting() && this.#rows.get(roomId) !== entry.shown) return;
        if (isWaiting()) this.#entries.delete(roomId);
        if (entry.told && this.#rows.get(roomId)) this.#rows.put(entry.told);
      },
    };
  }

  /** How a room is shown of which the server has just told this. */
  shown(told: RoomSummary): RoomSummary {
    const entry = this.#entries.get(told.roomId);
    if (!entry) return told;
    entry.told = told;
    entry.shown = entry.change(told);
    return entry.shown;
  }

  /** The room by what the server has told. */
  told(roomId: string): RoomSummary | null {
    const shown = this.#rows.get(roomId);
    return shown && (this.#entries.get(roomId)?.told ?? shown);
  }
}
