import type { HubStorage } from "./hub-storage.ts";
import type { RoomEntry } from "./room-entry.ts";
import type { Trimmed } from "./room-index.ts";

type EntryRow = { entry: string };

/** Rows of the room index: one per open or lately changed room, one small one per room that was resolved long ago. */
export class RoomStore {
  readonly #storage: HubStorage;

  constructor(storage: HubStorage) {
    this.#storage = storage;
  }

  load(): { entries: RoomEntry[]; floor: number } {
    const rows = this.#storage.read<EntryRow>("SELECT entry FROM rooms");
    return { entries: rows.map(parse), floor: Number(this.#storage.meta("floor") ?? 0) };
  }

  /** One row written: the cost of a change. `summary` is JSON. */
  save(entry: RoomEntry, summary: string): void {
    this.#storage.write(
      `INSERT INTO rooms (room_id, entry, summary) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET entry = excluded.entry, summary = excluded.summary`,
      entry.roomId,
      JSON.stringify(entry),
      summary,
    );
  }

  /** The entry alone, when only what is noted beside the summary changed. */
  note(entry: RoomEntry): void {
    this.#storage.write("UPDATE rooms SET entry = ? WHERE room_id = ?", JSON.stringify(entry), entry.roomId);
  }

  /** JSON of a room's newest summary. */
  summary(roomId: string): string | undefined {
    return this.#storage.read<{ summary: string }>("SELECT summary FROM rooms WHERE room_id = ?", roomId)[0]?.summary;
  }

  /** A room that left memory: what it was when it was resolved, so that its next change knows who saw it before. */
  recall(roomId: string): RoomEntry | null {
    const row = this.#storage.read<EntryRow>("SELECT entry FROM closed_rooms WHERE room_id = ?", roomId)[0];
    return row === undefined ? null : parse(row);
  }

  /** Moves resolved rooms of long ago out of the way. */
  trim({ closed, floor }: Trimmed): void {
    this.#storage.transaction(() => {
      for (const entry of closed) this.close(entry);
      this.#storage.setMeta("floor", String(floor));
    });
  }

  forget(roomId: string): void {
    this.#storage.transaction(() => {
      this.#storage.write("DELETE FROM rooms WHERE room_id = ?", roomId);
      this.#storage.write("DELETE FROM closed_rooms WHERE room_id = ?", roomId);
    });
  }

  close(entry: RoomEntry): void {
    this.#storage.write(
      "INSERT INTO closed_rooms (room_id, entry) VALUES (?, ?) ON CONFLICT DO UPDATE SET entry = excluded.entry",
      entry.roomId,
      JSON.stringify({ ...entry, trail: [] }),
    );
    this.#storage.write("DELETE FROM rooms WHERE room_id = ?", entry.roomId);
  }
}

const parse = (row: EntryRow): RoomEntry => JSON.parse(row.entry) as RoomEntry;
