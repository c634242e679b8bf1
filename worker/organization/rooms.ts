import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import type { RoomEntry } from "./room-entry.ts";
import { type Change, RoomIndex } from "./room-index.ts";
import type { RoomStore } from "./room-store.ts";

/** How many of the lately changed rooms a returning client can be told about; with more it reads its lists again. */
const KEPT_CHANGES = 1_000;

/** A change with the summary as it goes into frames: serialised once, stored and sent as it is. */
export type StoredChange = Change & { summaryJson: string };

/** The room index together with its rows: what memory says, storage says. */
export class Rooms {
  readonly index: RoomIndex;
  readonly #store: RoomStore;
  /** Summaries that were written while awake; older ones are read from their rows. */
  readonly #recent = new Map<string, string>();

  constructor(organizationId: string, store: RoomStore) {
    this.#store = store;
    this.index = new RoomIndex(organizationId, KEPT_CHANGES);
    const { entries, floor } = store.load();
    this.index.load(entries, floor);
  }

  /** null: older than what is known, or known already. */
  take(summary: RoomSummary, laggingSince: number | null, now: number): StoredChange | null {
    const { roomId } = summary;
    const recalled = this.index.get(roomId) === undefined ? this.#store.recall(roomId) : null;
    const change = this.index.apply(summary, laggingSince, now, recalled);
    if (change === null) return null;
    const summaryJson = JSON.stringify(summary);
    this.#save(change.entry, summaryJson);
    this.#trim();
    return { ...change, summaryJson };
  }

  /** Open rooms from libSQL, for an object whose storage is new. Returns how many were unknown. */
  restore(summaries: RoomSummary[]): number {
    let restored = 0;
    for (const summary of summaries) {
      // A room that was resolved here meanwhile is not open, whatever an older row says.
      if (this.#store.recall(summary.roomId) !== null) continue;
      const entry = this.index.restore(summary);
      if (entry === null) continue;
      this.#store.save(entry, JSON.stringify(summary));
      restored += 1;
    }
    return restored;
  }

  /** Keeps something beside the summary, unless the room has changed meanwhile. */
  note(entry: RoomEntry): void {
    if (this.index.get(entry.roomId)?.version !== entry.version) return;
    this.index.note(entry);
    this.#store.note(entry);
  }

  /** PRIVACY-6. The room as it was; null: nothing of that version or before is known. */
  forget(roomId: string, version: number): RoomEntry | null {
    const entry = this.index.get(roomId) ?? this.#store.recall(roomId);
    if (entry === null || entry.version > version) return null;
    this.index.remove(roomId);
    this.#recent.delete(roomId);
    this.#store.forget(roomId);
    return entry;
  }

  summary(roomId: string): RoomSummary | null {
    const json = this.summaryJson(roomId);
    return json === undefined ? null : (JSON.parse(json) as RoomSummary);
  }

  summaryJson(roomId: string): string | undefined {
    return this.#recent.get(roomId) ?? this.#store.summary(roomId);
  }

  #save(entry: RoomEntry, summaryJson: string): void {
    if (this.index.get(entry.roomId) === undefined) {
      this.#recent.delete(entry.roomId);
      this.#store.close(entry);
      return;
    }
    this.#store.save(entry, summaryJson);
    this.#recent.delete(entry.roomId);
    this.#recent.set(entry.roomId, summaryJson);
    if (this.#recent.size > KEPT_CHANGES) this.#recent.delete(this.#recent.keys().next().value ?? "");
  }

  #trim(): void {
    const trimmed = this.index.trim();
    if (trimmed === null) return;
    for (const { roomId } of trimmed.closed) this.#recent.delete(roomId);
    this.#store.trim(trimmed);
  }
}
