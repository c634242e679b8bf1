import { type Database, writeBatch } from "../client.ts";
import { databaseFault } from "../fault.ts";
import { auditPieces } from "./audited.ts";
import { BackOff } from "./back-off.ts";
import type { ProjectionAnswer, ProjectionSlice } from "./contract.ts";
import { classify, forgetFailures, recordFailure } from "./failures.ts";
import { type Piece, piecesOf, seqOf } from "./pieces.ts";
import { contactJobsProjection } from "./projections/contact-jobs.ts";
import { statementsFor } from "./statements.ts";

/** Of one write batch. Larger ones gain little speed and hold sqld's one write lock longer. */
const BATCH_EVENTS = 3_000;
const BATCH_BYTES = 1024 * 1024;
/** What may wait for its batch before slices are sent back, so that memory stays bounded. */
const WAITING_BYTES = 32 * 1024 * 1024;
const FULL_RETRY_MS = 1_000;
const ROW_RETRY_MS = 1_000;

type Deps = {
  database: (organizationId: string) => Database;
  now: () => number;
  random: () => number;
  /** A batch has left something to be told to other rooms (CONTACT-2, BLOCK-1). */
  onJobs?: () => void;
};
type Waiting = { slice: ProjectionSlice; bytes: number; answer: (answer: ProjectionAnswer) => void };

/**
 * Collects slices of many rooms while a write batch is under way and stores them in the next one. One batch at a time,
 * the first slice goes at once. While the database is known to be away slices are sent back without asking it.
 */
export class GroupCommit {
  readonly #deps: Deps;
  readonly #backOff: BackOff;
  /** Rooms whose last slice was refused for its own sake; they go alone, so that no other room waits for them. */
  readonly #failing = new Set<string>();
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #isRunning = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#backOff = new BackOff(deps.now, deps.random);
  }

  /** `flushedSeq` of an answer is the slice's last seq, 0 for a slice without events. */
  submit(slice: ProjectionSlice): Promise<ProjectionAnswer> {
    if (this.#backOff.isWaiting) return Promise.resolve({ ok: false, retryAfterMs: this.#backOff.hintMs() });
    if (this.#waitingBytes > WAITING_BYTES) return Promise.resolve({ ok: false, retryAfterMs: FULL_RETRY_MS });
    return new Promise((answer) => {
      const bytes = JSON.stringify(slice).length;
      this.#waiting.push({ slice, bytes, answer });
      this.#waitingBytes += bytes;
      if (!this.#isRunning) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#waiting.length > 0) await this.#store(this.#takeBatch());
    this.#isRunning = false;
  }

  #takeBatch(): Waiting[] {
    const batch: Waiting[] = [];
    const isAlone = this.#isFailing(this.#waiting[0]);
    let events = 0;
    let bytes = 0;
    for (const one of this.#waiting) {
      events += one.slice.events.length + 1;
      bytes += one.bytes;
      const isFull = events > BATCH_EVENTS || bytes > BATCH_BYTES;
      if (batch.length > 0 && (isAlone || isFull || this.#isFailing(one))) break;
      batch.push(one);
    }
    this.#waiting = this.#waiting.slice(batch.length);
    for (const one of batch) this.#waitingBytes -= one.bytes;
    return batch;
  }

  #isFailing(one: Waiting | undefined): boolean {
    return one !== undefined && this.#failing.has(roomKey(one.slice));
  }

  /** Never throws: each slice of the batch gets an answer. */
  async #store(batch: Waiting[]): Promise<void> {
    const refused = new Set<string>();
    try {
      await this.#commit(
        batch.flatMap((one) => piecesOf(one.slice)),
        refused,
      );
      this.#backOff.worked();
      await this.#settleFailing(batch, refused);
    } catch (error) {
      return this.#sendBack(batch, error);
    }
    for (const { slice, answer } of batch) {
      answer(refused.has(roomKey(slice)) ? { ok: false, retryAfterMs: ROW_RETRY_MS } : flushed(slice));
    }
  }

  /**
   * Stores pieces in one batch. If the database refuses it because of a piece, halves it until that piece stands alone;
   * its room then waits (`refused`), unless the piece has failed so often that it is set aside. Halves keep the order.
   */
  async #commit(all: Piece[], refused: Set<string>): Promise<void> {
    const pieces = all.filter((piece) => !refused.has(roomKey(piece)));
    const [first] = pieces;
    if (first === undefined) return;
    const db = this.#deps.database(first.organizationId);
    try {
      const statements = statementsFor(pieces);
      const results = await writeBatch(db, statements);
      if (statements.some(({ sql }, index) => sql === contactJobsProjection.sql && results[index]?.rowsAffected))
        this.#deps.onJobs?.();
      await auditPieces(db, pieces);
    } catch (error) {
      if (classify(error) !== "row") throw error;
      if (pieces.length === 1) return this.#refuse(db, first, error, refused);
      const middle = Math.ceil(pieces.length / 2);
      await this.#commit(pieces.slice(0, middle), refused);
      await this.#commit(pieces.slice(middle), refused);
    }
  }

  async #refuse(db: Database, piece: Piece, error: unknown, refused: Set<string>): Promise<void> {
    const isDead = await recordFailure(db, piece, error, this.#deps.now());
    if (!isDead) refused.add(roomKey(piece));
    report(isDead ? "projection.dead" : "projection.refused", { ...addressOf(piece), seq: seqOf(piece) });
  }

  async #settleFailing(batch: Waiting[], refused: Set<string>): Promise<void> {
    for (const key of refused) this.#failing.add(key);
    for (const { slice } of batch) {
      const key = roomKey(slice);
      if (refused.has(key) || !this.#failing.has(key)) continue;
      await forgetFailures(this.#deps.database(slice.organizationId), slice.organizationId, slice.roomId);
      this.#failing.delete(key);
    }
  }

  /** The database is away: whoever waits is told, too, rather than waiting for a time-out of their own. */
  #sendBack(batch: Waiting[], error: unknown): void {
    this.#backOff.failed();
    if (classify(error) === "unknown") report("projection.database", { name: nameOf(error), ...databaseFault(error) });
    const all = [...batch, ...this.#waiting];
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (const { answer } of all) answer({ ok: false, retryAfterMs: this.#backOff.hintMs() });
  }
}

type Address = { organizationId: string; roomId: string };
const addressOf = ({ organizationId, roomId }: Address): Address => ({ organizationId, roomId });
const roomKey = ({ organizationId, roomId }: Address): string => `${organizationId} ${roomId}`;

const flushed = ({ events, summary }: ProjectionSlice): ProjectionAnswer => ({
  ok: true,
  flushedSeq: events.at(-1)?.seq ?? 0,
  flushedVersion: summary.version,
});

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

const report = (alert: string, fields: Record<string, unknown>): void =>
  console.error(JSON.stringify({ alert, ...fields }));
