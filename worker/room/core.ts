import { refusal } from "../../protocol/codes.ts";
import type { CommandAnswer } from "../../protocol/commands.schema.ts";
import { LIMITS } from "../../protocol/limits.ts";
import type { RoomEvent, RoomSummary } from "../../protocol/room-events.schema.ts";
import type { Erased, RoomContext } from "./contract.ts";
import type { RoomCommand } from "./rules/commands.ts";
import { decide } from "./rules/decide.ts";
import { evolve } from "./rules/evolve.ts";
import { type Cursors, emptyCursors, emptyRoom, type RoomState } from "./rules/state.ts";
import { summaryOf } from "./rules/summary.ts";
import type { Flushed, RoomStore, StoredRoom } from "./store.ts";

/** A command on its way into the log. `participant` and `id` together make it unique; timers and allocations have no id. */
export type Call = {
  participant: string;
  id: string | null;
  /** Stands for the content, to tell a repeat from another command under the same id. */
  fingerprint: string;
  command: RoomCommand;
  at: number;
};

export type Executed = { answers: CommandAnswer[]; events: RoomEvent[] };

const SNAPSHOT_EVERY_EVENTS = 100;

/**
 * A room in memory over its store: the only place where events come into being. Everything it answers is durable by
 * the time the answer leaves, because the caller sends in the same turn (INV-1).
 */
export class RoomCore {
  readonly roomId: string;
  readonly #store: RoomStore;
  #stored: StoredRoom;
  #snapshotSeq: number;
  #settled: Flushed;
  #persisted: Flushed;

  private constructor(roomId: string, store: RoomStore, stored: StoredRoom) {
    this.roomId = roomId;
    this.#store = store;
    this.#stored = stored;
    this.#snapshotSeq = stored.state.headSeq;
    this.#settled = stored.flushed;
    this.#persisted = stored.flushed;
  }

  /** null: nothing was ever written here. */
  static load(roomId: string, store: RoomStore): RoomCore | null {
    const stored = store.load();
    // An object woken by its alarm may not be told its own name; what it wrote down at its making it knows.
    return stored && new RoomCore(stored.context?.roomId ?? roomId, store, stored);
  }

  static create(context: RoomContext, store: RoomStore): RoomCore {
    return new RoomCore(context.roomId, store, store.create(context));
  }

  get state(): RoomState {
    return this.#stored.state;
  }
  get cursors(): Cursors {
    return this.#stored.cursors;
  }
  get epoch(): string {
    return this.#stored.epoch;
  }
  get floor(): number {
    return this.#stored.floor;
  }
  get context(): RoomContext | null {
    return this.#stored.context;
  }
  get flushed(): Flushed {
    return this.#stored.flushed;
  }
  get store(): RoomStore {
    return this.#store;
  }

  summary(): RoomSummary | null {
    return summaryOf(this.roomId, this.state, this.cursors);
  }

  /** Runs a batch in one transaction, in order. A throw leaves state and storage as they were. */
  execute(calls: Call[]): Executed {
    const before = this.#stored;
    try {
      return this.#store.transaction(() => this.#executeAll(calls));
    } catch (error) {
      this.#stored = before;
      throw error;
    }
  }

  /** Writes moved positions down, with the flush position that goes along for free. */
  moveCursors(cursors: Cursors): void {
    this.#stored = { ...this.#stored, cursors };
    this.#store.saveCursors(cursors, this.#settled);
    this.#persisted = this.#settled;
  }

  /** libSQL has everything up to here. Kept in memory until it is settled. */
  markFlushed(seq: number, version: number, bytes: number): void {
    const { flushed, unflushedBytes } = this.#stored;
    this.#stored = {
      ...this.#stored,
      flushed: { ...flushed, seq: Math.max(flushed.seq, seq), version: Math.max(flushed.version, version) },
      unflushedBytes: Math.max(0, unflushedBytes - bytes),
    };
  }

  /** The message that the organization may have to answer and was not asked about yet (SET-6). */
  get greeting(): RoomState["greeting"] {
    const { greeting } = this.state;
    return greeting !== null && greeting.conversationNumber > this.flushed.greeted ? greeting : null;
  }

  /** The organization was asked; written down along with the next row that is due anyway. */
  markGreeted(conversationNumber: number): void {
    const greeted = Math.max(this.flushed.greeted, conversationNumber);
    this.#stored = { ...this.#stored, flushed: { ...this.flushed, greeted } };
    this.#settled = { ...this.#settled, greeted };
  }

  /** libSQL and the organization both know this version: after a restart nothing of it needs to be sent again. */
  markSettled(): void {
    this.#settled = this.#stored.flushed;
  }

  /** Writes down how far things are settled, so that a restart does not repeat them. Nothing to write: no row. */
  persistSettled(): void {
    const { version, greeted } = this.#persisted;
    if (this.#settled.version === version && this.#settled.greeted === greeted) return;
    this.#store.saveCursors(this.#stored.cursors, this.#settled);
    this.#persisted = this.#settled;
  }

  /** Whether something was said of the contact here that libSQL is not known to have (`StandingAnswer`). */
  get hasUntoldContact(): boolean {
    const untold = this.#store.eventsAfter(this.flushed.seq, LIMITS.outboxRowsPerBatch);
    return untold.some((event) => event.type.startsWith("contact.") && !("isCopy" in event && event.isCopy));
  }

  /** Somebody comes anew to a room whose person was erased. */
  begin(context: RoomContext): void {
    if (this.context === null) this.#keepContext(context);
  }

  /** PRIVACY-6: see `RoomApi.erase`. */
  erase(before: number): Erased | null {
    const { room, headSeq, conversation, erasedNumber } = this.state;
    const known = this.#store.erased();
    // Whoever has come since and not written yet is somebody else.
    if (room === null && (this.context === null || known !== null)) return known ?? { seq: headSeq, version: headSeq };
    if (room !== null && room.createdAt >= before) return known;
    const version = headSeq + this.cursors.revision;
    const erased = { seq: headSeq, version };
    const state = { ...emptyRoom, headSeq, erasedNumber: conversation?.number ?? erasedNumber };
    const cursors = { ...emptyCursors, revision: this.cursors.revision + 1 };
    this.#stored = this.#store.wipe({ state, cursors, erased });
    this.#snapshotSeq = headSeq;
    this.#settled = this.#stored.flushed;
    this.#persisted = this.#settled;
    return erased;
  }

  /** Drops what libSQL has, beyond the newest `keepEvents` and older than 30 days. */
  trim(now: number, keepEvents: number = LIMITS.keepEvents): void {
    const upTo = Math.min(this.#stored.flushed.seq, this.state.headSeq - keepEvents);
    if (upTo < this.floor) return;
    this.#store.transaction(() => {
      this.#store.saveSnapshot(this.state);
      const floor = this.#store.trim(upTo, now - LIMITS.keepCommandsMs);
      this.#stored = { ...this.#stored, floor: floor || this.state.headSeq + 1 };
    });
  }

  #executeAll(calls: Call[]): Executed {
    const answers: CommandAnswer[] = [];
    const events: RoomEvent[] = [];
    for (const call of calls) answers.push(this.#executeOne(call, events));
    if (this.state.headSeq - this.#snapshotSeq >= SNAPSHOT_EVERY_EVENTS) {
      this.#store.saveSnapshot(this.state);
      this.#snapshotSeq = this.state.headSeq;
    }
    return { answers, events };
  }

  #executeOne(call: Call, appended: RoomEvent[]): CommandAnswer {
    const id = call.id ?? "";
    const key = `${call.participant}\n${id}`;
    const known = call.id === null ? undefined : this.#store.command(key);
    if (known)
      return known.fingerprint === call.fingerprint
        ? { ok: true, id, seq: known.seq, isRepeat: true }
        : { ok: false, id, refusal: refusal("id_conflict") };
    if (this.#isBacklogFull()) return { ok: false, id, refusal: refusal("room_backlog_full", { retryAfterMs: 5_000 }) };

    // Its person was erased while the message was on its way; who comes anew is told by a context of their own.
    if (call.command.from === "contact" && this.context === null)
      return { ok: false, id, refusal: refusal("not_found") };
    const decision = decide(this.state, this.#upToDate(call.command), call.at);
    if (!decision.ok) return { ok: false, id, refusal: decision.refusal };
    if (decision.context) this.#keepContext(decision.context);
    const events = decision.events.map(
      (draft, index) =>
        ({
          ...draft,
          seq: this.state.headSeq + 1 + index,
          at: call.at,
          ...(call.id === null ? {} : { commandId: call.id }),
        }) as RoomEvent,
    );
    this.#append(events);
    appended.push(...events);
    if (call.id !== null) this.#store.rememberCommand(key, { fingerprint: call.fingerprint, seq: this.state.headSeq });
    return { ok: true, id, seq: this.state.headSeq, isRepeat: false };
  }

  /** What an earlier command of the same batch said of the visitor counts already. */
  #upToDate(command: RoomCommand): RoomCommand {
    const { context } = this.#stored;
    const isOfRoom = command.from === "contact" || command.from === "link" || command.from === "standing";
    return isOfRoom && context !== null ? { ...command, context } : command;
  }

  #keepContext(context: RoomContext): void {
    this.#store.saveContext(context);
    this.#stored = { ...this.#stored, context };
  }

  #append(events: RoomEvent[]): void {
    if (events.length === 0) return;
    const bytes = this.#store.append(events);
    this.#stored = {
      ...this.#stored,
      state: events.reduce(evolve, this.state),
      floor: Math.min(this.#stored.floor, events[0]?.seq ?? Number.POSITIVE_INFINITY),
      unflushedBytes: this.#stored.unflushedBytes + bytes,
    };
  }

  #isBacklogFull(): boolean {
    const { state, flushed, unflushedBytes } = this.#stored;
    return state.headSeq - flushed.seq >= LIMITS.outboxBacklogRows || unflushedBytes >= LIMITS.outboxBacklogBytes;
  }
}
