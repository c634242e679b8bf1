import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import type { HubStorage } from "./hub-storage.ts";
import type { Rooms } from "./rooms.ts";

/** One page of open rooms in the order of their ids, after `afterRoomId`; empty when there are no more. */
export type OpenRoomsPage = (afterRoomId: string | null) => Promise<RoomSummary[]>;

/** After a failed try, how long nobody who only would like the index to be whole tries again. */
const HOLD_OFF_MS = 5_000;

/** Fills the room index of an object with new storage from libSQL; rooms that report meanwhile are newer and stay. */
export class Rebuild {
  readonly #storage: HubStorage;
  readonly #rooms: Rooms;
  readonly #page: OpenRoomsPage;
  readonly #now: () => number;
  #running: Promise<void> | null = null;
  #notBefore = 0;
  onRestored: () => void = () => {};

  constructor(storage: HubStorage, rooms: Rooms, page: OpenRoomsPage, now: () => number) {
    this.#storage = storage;
    this.#rooms = rooms;
    this.#page = page;
    this.#now = now;
  }

  get isDone(): boolean {
    return this.#storage.meta("rebuiltAt") !== undefined;
  }

  /** Rejects while libSQL is away; what has been read so far stays. */
  async run(): Promise<void> {
    if (this.isDone) return;
    this.#running ??= this.#readAll().finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  /** For those who can go on without: waits for the present try, and does not begin another right after a failure. */
  async tryRun(): Promise<void> {
    if (this.isDone || this.#now() < this.#notBefore) return;
    await this.run().catch(() => {
      this.#notBefore = this.#now() + HOLD_OFF_MS;
    });
  }

  async #readAll(): Promise<void> {
    let after: string | null = null;
    let restored = 0;
    for (;;) {
      const page: RoomSummary[] = await this.#page(after);
      restored += this.#rooms.restore(page);
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.roomId;
    }
    this.#storage.setMeta("rebuiltAt", String(this.#now()));
    if (restored > 0) this.onRestored();
  }
}
