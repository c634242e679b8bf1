import type { ExpiredCounts, Job } from "../../../protocol/inbox.schema.ts";
import type { Connection } from "../../data/connection.ts";
import { Observable } from "../../data/observable.ts";
import { EXPIRED_GROUPS, type ExpiredGroup } from "./expired-groups.ts";

const COUNT_EVERY_MS = 10_000;
/** A job that is silent for longer is asked about: its frames are not repeated after a cut. */
const ASK_EVERY_MS = 4_000;

export type ExpiredChoice = { groups: readonly ExpiredGroup[]; includeUnassigned: boolean };

/** SESS-11: WhatsApp, Instagram and Messenger are ticked, the rest is not. */
export const FIRST_CHOICE: ExpiredChoice = { groups: ["wa_cloud", "ig", "fb"], includeUnassigned: false };

export const EVERYTHING: ExpiredChoice = { groups: EXPIRED_GROUPS, includeUnassigned: true };

/** How many rooms of one group there are, with the unassigned ones or without. */
export const countIn = (counts: ExpiredCounts, group: ExpiredGroup, includeUnassigned: boolean): number =>
  (counts.assigned[group] ?? 0) + (includeUnassigned ? (counts.unassigned[group] ?? 0) : 0);

/** How many unassigned rooms stand in the ticked groups. */
export const unassignedIn = (counts: ExpiredCounts, groups: readonly ExpiredGroup[]): number =>
  groups.reduce((sum, group) => sum + (counts.unassigned[group] ?? 0), 0);

/** How many rooms these ticks would close. */
export const countOf = (counts: ExpiredCounts, { groups, includeUnassigned }: ExpiredChoice): number =>
  EXPIRED_GROUPS.filter((group) => groups.includes(group)).reduce(
    (sum, group) => sum + countIn(counts, group, includeUnassigned),
    0,
  );

/** What the dialog of the expired rooms knows: the numbers, and the job that runs or has ended while it is open. */
export class ExpiredWork extends Observable {
  readonly #connection: Connection;
  readonly #stop: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  counts: ExpiredCounts | null = null;
  hasCountFailed = false;
  job: Job | null = null;
  isStarting = false;

  constructor(connection: Connection) {
    super();
    this.#connection = connection;
    this.#stop = connection.feed.onJob((job) => this.#take(job));
    void this.#askJob(false);
    void this.count();
  }

  close(): void {
    this.#stop();
    clearTimeout(this.#timer);
  }

  /** Rejects as the server refuses it. */
  async start(choice: ExpiredChoice): Promise<void> {
    if (this.isStarting) return;
    this.isStarting = true;
    this.changed();
    try {
      this.#take(await this.#connection.api.resolveExpired({ ...choice, groups: [...choice.groups] }));
    } finally {
      this.isStarting = false;
      this.changed();
    }
  }

  /** Back from a result to the question. */
  again(): void {
    this.job = null;
    this.changed();
    void this.count();
  }

  async count(): Promise<void> {
    try {
      this.counts = await this.#connection.api.expiredCounts();
      this.hasCountFailed = false;
    } catch {
      this.hasCountFailed = true;
    }
    this.#schedule();
    this.changed();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.job?.state === "running") this.#timer = setTimeout(() => void this.#askJob(true), ASK_EVERY_MS);
    else if (!this.job) this.#timer = setTimeout(() => void this.count(), COUNT_EVERY_MS);
  }

  /** A job that ended before the dialog was opened is no news. */
  async #askJob(isFollowed: boolean): Promise<void> {
    try {
      const job = await this.#connection.api.currentJob();
      if (job && (isFollowed || job.state === "running")) this.#take(job);
    } catch {
      this.#schedule();
    }
  }

  /** Frames may overtake answers; a job never runs backwards. */
  #take(job: Job): void {
    const known = this.job;
    const isOlder =
      known?.jobId === job.jobId && (known.state !== "running" || known.done + known.skipped > job.done + job.skipped);
    if (!isOlder) this.job = job;
    this.#schedule();
    this.changed();
  }
}
