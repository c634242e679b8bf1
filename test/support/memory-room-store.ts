import type { RoomEvent } from "../../protocol/room-events.schema.ts";
import type { RoomPolicy } from "../../worker/organization/contract.ts";
import type { Erased, RoomContext } from "../../worker/room/contract.ts";
import { replay } from "../../worker/room/rules/evolve.ts";
import { type Cursors, emptyCursors, emptyRoom, type RoomState } from "../../worker/room/rules/state.ts";
import type { RememberedCommand, RoomStore, StoredRoom } from "../../worker/room/store.ts";

type Data = {
  epoch: string;
  context: RoomContext | null;
  base: RoomState;
  erased: Erased | null;
  events: RoomEvent[];
  commands: Map<string, RememberedCommand>;
  cursors: string | null;
};

/** The semantics of a room's storage without a runtime: survives a crash of whoever uses it, rolls back on a throw. */
export class MemoryRoomStore implements RoomStore {
  #data: Data | null = null;
  #policy: RoomPolicy | null = null;

  get events(): readonly RoomEvent[] {
    return this.#data?.events ?? [];
  }

  load(): StoredRoom | null {
    if (this.#data === null) return null;
    const { epoch, context, base, events, cursors } = this.#data;
    const saved = cursors === null ? null : (JSON.parse(cursors) as Pick<StoredRoom, "cursors" | "flushed">);
    const state = replay(events, base);
    return {
      epoch,
      context,
      state,
      cursors: saved?.cursors ?? emptyCursors,
      flushed: saved?.flushed ?? { seq: 0, version: 0, greeted: 0 },
      floor: events[0]?.seq ?? base.headSeq + 1,
      unflushedBytes: 0,
    };
  }

  policy(): RoomPolicy | null {
    return this.#policy;
  }

  savePolicy(policy: RoomPolicy): void {
    this.#policy = policy;
  }

  create(context: RoomContext): StoredRoom {
    this.#data ??= {
      ...{ epoch: crypto.randomUUID(), context, events: [], commands: new Map(), cursors: null },
      ...{ base: emptyRoom, erased: null },
    };
    return this.load() as StoredRoom;
  }

  saveContext(context: RoomContext): void {
    if (this.#data) this.#data.context = context;
  }

  erased(): Erased | null {
    return this.#data?.erased ?? null;
  }

  wipe({ state, cursors, erased }: { state: RoomState; cursors: Cursors; erased: Erased }): StoredRoom {
    const flushed = { seq: state.headSeq, version: state.headSeq + cursors.revision, greeted: state.erasedNumber };
    this.#data = {
      ...{ epoch: crypto.randomUUID(), context: null, events: [], commands: new Map(), base: state, erased },
      cursors: JSON.stringify({ cursors, flushed }),
    };
    return this.load() as StoredRoom;
  }

  transaction<T>(work: () => T): T {
    const data = this.#data;
    const before = data && { ...data, events: [...data.events], commands: new Map(data.commands) };
    try {
      return work();
    } catch (error) {
      this.#data = before;
      throw error;
    }
  }

  append(events: RoomEvent[]): number {
    this.#data?.events.push(...structuredClone(events));
    return JSON.stringify(events).length;
  }

  command(key: string): RememberedCommand | undefined {
    return this.#data?.commands.get(key);
  }

  rememberCommand(key: string, command: RememberedCommand): void {
    if (this.#data?.commands.has(key)) throw new Error("UNIQUE constraint failed: commands.key");
    this.#data?.commands.set(key, command);
  }

  saveCursors(cursors: StoredRoom["cursors"], flushed: StoredRoom["flushed"]): void {
    if (this.#data) this.#data.cursors = JSON.stringify({ cursors, flushed });
  }

  saveSnapshot(): void {
    // Folding the log again gives the same state; the tests of the SQL store prove the snapshot itself.
  }

  eventsAfter(seq: number, limit: number): RoomEvent[] {
    return this.events.filter((event) => event.seq > seq).slice(0, limit);
  }

  pageBefore(seq: number, messages: number, limit: number): RoomEvent[] {
    const before = this.events.filter((event) => event.seq < seq);
    const wanted = before.filter((event) => event.type === "message.created").slice(-messages);
    const from = wanted.length < messages ? 0 : (wanted[0]?.seq ?? 0);
    return before.filter((event) => event.seq >= from).slice(-limit);
  }

  trim(seq: number, at: number): number {
    if (this.#data) this.#data.events = this.#data.events.filter((event) => event.seq > seq || event.at >= at);
    return this.events[0]?.seq ?? 0;
  }
}
