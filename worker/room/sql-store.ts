import type { RoomEvent } from "../../protocol/room-events.schema.ts";
import type { VisitorContext } from "../../protocol/room-frames.schema.ts";
import type { RoomPolicy } from "../organization/contract.ts";
import type { Erased, RoomContext } from "./contract.ts";
import { evolve } from "./rules/evolve.ts";
import { type Cursors, emptyCursors, emptyRoom, type RoomState, STATE_VERSION, stateFrom } from "./rules/state.ts";
import type { Flushed, RememberedCommand, RoomStore, StoredRoom } from "./store.ts";

/** One statement per table. Raised together with a step in `migrate` that brings older rooms up to it. */
const SCHEMA_VERSION = 1;
const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE events (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, is_message INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE commands (key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, seq INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE cursors (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE snapshot (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE visitor_tokens (hash TEXT PRIMARY KEY, visitor_id TEXT NOT NULL, ends_at INTEGER NOT NULL, predecessor TEXT) WITHOUT ROWID;
`;

type Row = Record<string, SqlStorageValue>;
type SavedCursors = { cursors: Cursors; flushed: Flushed };
type SavedState = RoomState & { stateVersion: number };

/** An older room was never greeted by this rule, and what was said long ago is not answered now. */
const flushedFrom = (saved: SavedCursors | undefined, { conversation }: RoomState): Flushed =>
  saved === undefined
    ? { seq: 0, version: 0, greeted: 0 }
    : { ...saved.flushed, greeted: saved.flushed.greeted ?? conversation?.number ?? 0 };

export class SqlRoomStore implements RoomStore {
  readonly #sql: SqlStorage;
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
  }

  load(): StoredRoom | null {
    if (!this.#hasTables()) return null;
    const saved = this.#json<SavedCursors>("SELECT body FROM cursors WHERE id = 1");
    const floor = this.#number("SELECT min(seq) AS n FROM events");
    let state = this.#snapshot(floor);
    for (const event of this.#events("SELECT body FROM events WHERE seq > ? ORDER BY seq", state.headSeq))
      state = evolve(state, event);
    const flushed = flushedFrom(saved, state);
    return {
      epoch: this.#meta("epoch") ?? "",
      context: JSON.parse(this.#meta("context") ?? "null") as RoomContext | null,
      state,
      cursors: { ...emptyCursors, ...saved?.cursors },
      flushed,
      floor: floor || state.headSeq + 1,
      unflushedBytes: this.#number("SELECT sum(length(body)) AS n FROM events WHERE seq > ?", flushed.seq),
    };
  }

  policy(): RoomPolicy | null {
    return this.#hasTables() ? (JSON.parse(this.#meta("policy") ?? "null") as RoomPolicy | null) : null;
  }

  savePolicy(policy: RoomPolicy): void {
    this.#setMeta("policy", policy);
  }

  /** What the page last told of the visitor; null: nothing. */
  visitor(): Omit<VisitorContext, "isHere"> | null {
    return JSON.parse(this.#meta("visitor") ?? "null") as Omit<VisitorContext, "isHere"> | null;
  }

  saveVisitor(context: Omit<VisitorContext, "isHere">): void {
    this.#setMeta("visitor", context);
  }

  create(context: RoomContext): StoredRoom {
    const epoch = crypto.randomUUID();
    this.transaction(() => {
      if (!this.#hasTables()) this.#sql.exec(SCHEMA);
      this.#sql.exec(
        "INSERT OR IGNORE INTO meta (key, value) VALUES ('schema', ?), ('epoch', ?), ('context', ?)",
        String(SCHEMA_VERSION),
        epoch,
        JSON.stringify(context),
      );
    });
    const stored = this.load();
    if (stored === null) throw new Error("The room's tables were not created");
    return stored;
  }

  saveContext(context: RoomContext): void {
    this.#setMeta("context", context);
  }

  erased(): Erased | null {
    return JSON.parse(this.#meta("erased") ?? "null") as Erased | null;
  }

  wipe({ state, cursors, erased }: { state: RoomState; cursors: Cursors; erased: Erased }): StoredRoom {
    const flushed = { seq: state.headSeq, version: state.headSeq + cursors.revision, greeted: state.erasedNumber };
    this.transaction(() => {
      for (const table of ["events", "commands", "visitor_tokens", "snapshot", "cursors"])
        this.#sql.exec(`DELETE FROM ${table}`);
      this.#sql.exec("DELETE FROM meta WHERE key IN ('context', 'visitor')");
      this.#sql.exec("UPDATE meta SET value = ? WHERE key = 'epoch'", crypto.randomUUID());
      this.#setMeta("erased", erased);
      this.saveSnapshot(state);
      this.saveCursors(cursors, flushed);
    });
    const stored = this.load();
    if (stored === null) throw new Error("The room's tables are gone");
    return stored;
  }

  transaction<T>(work: () => T): T {
    return this.#storage.transactionSync(work);
  }

  append(events: RoomEvent[]): number {
    let bytes = 0;
    for (const event of events) {
      const body = JSON.stringify(event);
      const isMessage = event.type === "message.created" ? 1 : 0;
      bytes += body.length;
      this.#sql.exec(
        "INSERT INTO events (seq, at, is_message, body) VALUES (?, ?, ?, ?)",
        event.seq,
        event.at,
        isMessage,
        body,
      );
    }
    return bytes;
  }

  command(key: string): RememberedCommand | undefined {
    const row = this.#sql.exec<Row>("SELECT fingerprint, seq FROM commands WHERE key = ?", key).toArray()[0];
    return row && { fingerprint: String(row.fingerprint), seq: Number(row.seq) };
  }

  rememberCommand(key: string, { fingerprint, seq }: RememberedCommand): void {
    this.#sql.exec("INSERT INTO commands (key, fingerprint, seq) VALUES (?, ?, ?)", key, fingerprint, seq);
  }

  saveCursors(cursors: Cursors, flushed: Flushed): void {
    const body = JSON.stringify({ cursors, flushed } satisfies SavedCursors);
    this.#sql.exec("INSERT INTO cursors (id, body) VALUES (1, ?) ON CONFLICT DO UPDATE SET body = excluded.body", body);
  }

  saveSnapshot(state: RoomState): void {
    const body = JSON.stringify({ ...state, stateVersion: STATE_VERSION } satisfies SavedState);
    this.#sql.exec(
      "INSERT INTO snapshot (id, body) VALUES (1, ?) ON CONFLICT DO UPDATE SET body = excluded.body",
      body,
    );
  }

  eventsAfter(seq: number, limit: number): RoomEvent[] {
    return this.#events("SELECT body FROM events WHERE seq > ? ORDER BY seq LIMIT ?", seq, limit);
  }

  pageBefore(seq: number, messages: number, limit: number): RoomEvent[] {
    const newest = "SELECT seq FROM events WHERE seq < ? AND is_message = 1 ORDER BY seq DESC LIMIT ?";
    const first = this.#number(`SELECT min(seq) AS n FROM (${newest})`, seq, messages);
    const count = this.#number(`SELECT count(*) AS n FROM (${newest})`, seq, messages);
    // With fewer messages than asked for, everything before them belongs to the page as well.
    const from = count < messages ? 0 : first;
    return this.#events(
      "SELECT body FROM (SELECT seq, body FROM events WHERE seq >= ? AND seq < ? ORDER BY seq DESC LIMIT ?) ORDER BY seq",
      from,
      seq,
      limit,
    );
  }

  trim(seq: number, at: number): number {
    const last = this.#number("SELECT max(seq) AS n FROM events WHERE seq <= ? AND at < ?", seq, at);
    if (last > 0) {
      this.#sql.exec("DELETE FROM commands WHERE seq <= ?", last);
      this.#sql.exec("DELETE FROM events WHERE seq <= ?", last);
    }
    return this.#number("SELECT min(seq) AS n FROM events");
  }

  /** Of an older snapshot the log is folded again where all of it is here: the log is the truth. */
  #snapshot(floor: number): RoomState {
    const saved = this.#json<Partial<SavedState>>("SELECT body FROM snapshot WHERE id = 1");
    if (saved === undefined) return emptyRoom;
    const { stateVersion = 1, ...state } = saved;
    return stateVersion < STATE_VERSION && floor === 1 ? emptyRoom : stateFrom(state);
  }

  #hasTables(): boolean {
    return this.#number("SELECT count(*) AS n FROM sqlite_master WHERE type = 'table' AND name = 'meta'") > 0;
  }

  #meta(key: string): string | undefined {
    const row = this.#sql.exec<Row>("SELECT value FROM meta WHERE key = ?", key).toArray()[0];
    return row && String(row.value);
  }

  #setMeta(key: string, value: object): void {
    this.#sql.exec(
      "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      key,
      JSON.stringify(value),
    );
  }

  #number(query: string, ...bindings: SqlStorageValue[]): number {
    return Number(this.#sql.exec<Row>(query, ...bindings).one().n ?? 0);
  }

  #json<T>(query: string): T | undefined {
    const row = this.#sql.exec<Row>(query).toArray()[0];
    return row && (JSON.parse(String(row.body)) as T);
  }

  #events(query: string, ...bindings: SqlStorageValue[]): RoomEvent[] {
    return this.#sql
      .exec<Row>(query, ...bindings)
      .toArray()
      .map((row) => JSON.parse(String(row.body)) as RoomEvent);
  }
}
