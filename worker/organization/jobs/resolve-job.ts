import { type Refusal, refusal } from "../../../protocol/codes.ts";
import type { CommandAnswer } from "../../../protocol/commands.schema.ts";
import type { ExpiredCounts, Job, ResolveExpired } from "../../../protocol/inbox.schema.ts";
import { allows, type MemberIdentity } from "../../../protocol/roles.ts";
import { logFault } from "../../fault-log.ts";
import type { OrganizationCommand } from "../../room/contract.ts";
import type { NoticeCall, OrganizationConfig } from "../contract.ts";
import type { RoomIndex } from "../room-index.ts";
import { expiredCounts, expiredRooms } from "./expired.ts";
import type { JobStore, StoredJob } from "./job-store.ts";

export type ResolveJobSurroundings = {
  store: Pick<JobStore, "load" | "start" | "nextPart" | "endPart" | "save">;
  index: RoomIndex;
  config(): OrganizationConfig | null;
  /** The room decides. Rejects when it cannot be asked. */
  command(roomId: string, command: OrganizationCommand, id: string): Promise<CommandAnswer>;
  /** Progress, for whoever looks. */
  tell(job: Job): void;
  notify(call: NoticeCall): void;
  /** Asks for `resume` at that time at the latest. */
  wakeAt(dueAt: number): void;
  newId(): string;
  now(): number;
};

type Started = { ok: true; job: Job } | { ok: false; refusal: Refusal };

/** Rooms of a part are asked at once; more would crowd out what people do meanwhile. */
const PART = 20;
const TRIES = 3;
const SAFETY_MS = 30_000;
const SHOWN_FOR_MS = 24 * 3600_000;

/** SESS-11..13: closes expired rooms in the background, one job at a time, in parts that survive a restart. */
export class ResolveJob {
  readonly #around: ResolveJobSurroundings;
  #job: StoredJob | null;
  #isWorking = false;

  constructor(around: ResolveJobSurroundings) {
    this.#around = around;
    this.#job = around.store.load();
  }

  /** The one that runs, or the last that ended within a day. */
  current(): Job | null {
    const job = this.#job;
    const isOld = job?.finishedAt != null && this.#around.now() - job.finishedAt > SHOWN_FOR_MS;
    return job === null || isOld ? null : shownOf(job);
  }

  /** `member` with the rights that hold now. */
  counts(member: MemberIdentity): ExpiredCounts {
    return expiredCounts(this.#looked(member));
  }

  /** Whoever asks again under the same id, or for what is running, gets that job: its answer may have been lost. */
  start(member: MemberIdentity, choice: ResolveExpired, startId: string): Started {
    if (!allows(member, "room.resolveExpired")) return refused(refusal("forbidden"));
    const last = this.#job;
    if (last !== null && isSame(last, { member, choice, startId })) return { ok: true, job: shownOf(last) };
    if (last?.state === "running") return refused(refusal("resolve_all.running", { params: { name: last.byName } }));
    const roomIds = expiredRooms(this.#looked(member), choice);
    if (roomIds.length === 0) return refused(refusal("resolve_all.nothing"));
    const { store, newId, now, tell } = this.#around;
    const job: StoredJob = {
      jobId: newId(),
      kind: "resolve_expired",
      state: "running",
      byMemberId: member.memberId,
      byName: member.name,
      startedAt: now(),
      finishedAt: null,
      total: roomIds.length,
      done: 0,
      skipped: 0,
      ...choice,
      startId,
    };
    this.#job = job;
    store.start(job, partsOf(roomIds));
    tell(shownOf(job));
    this.resume();
    return { ok: true, job: shownOf(job) };
  }

  /** Goes on with a job that was cut off. Returns when to be called again should that happen; null: nothing runs. */
  resume(): number | null {
    if (this.#job?.state !== "running") return null;
    const safetyAt = this.#around.now() + SAFETY_MS;
    this.#around.wakeAt(safetyAt);
    if (!this.#isWorking) {
      this.#isWorking = true;
      void this.#work();
    }
    return safetyAt;
  }

  async #work(): Promise<void> {
    try {
      for (let job = this.#job; job !== null; ) job = await this.#nextPart(job);
    } catch (error) {
      // The alarm begins again with the part that failed.
      logFault({ place: "organization.job" }, error);
    } finally {
      this.#isWorking = false;
    }
  }

  /** null: the job is finished. */
  async #nextPart(job: StoredJob): Promise<StoredJob | null> {
    const { store, tell } = this.#around;
    const part = store.nextPart();
    if (part === null) {
      this.#finish(job);
      return null;
    }
    const outcomes = await Promise.all(part.roomIds.map((roomId) => this.#resolve(job, roomId)));
    const closed = outcomes.filter((isClosed) => isClosed).length;
    const next = { ...job, done: job.done + closed, skipped: job.skipped + outcomes.length - closed };
    this.#job = next;
    store.endPart(part.part, next);
    tell(shownOf(next));
    return next;
  }

  /** false: the room says that it is not to be closed, or gives no answer. Under the job's id it says yes again. */
  async #resolve(job: StoredJob, roomId: string): Promise<boolean> {
    const { jobId, byMemberId: id, byName: name, includeUnassigned } = job;
    const command = { type: "resolve_expired", by: { type: "member", id, name }, includeUnassigned } as const;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (await this.#around.command(roomId, command, jobId)).ok;
      } catch (error) {
        if (attempt < TRIES) continue;
        logFault({ place: "organization.job", roomId }, error);
        return false;
      }
    }
  }

  #finish(job: StoredJob): void {
    const { store, tell, notify, now } = this.#around;
    const finished: StoredJob = { ...job, state: "finished", finishedAt: now() };
    this.#job = finished;
    store.save(finished);
    tell(shownOf(finished));
    const { jobId, kind, total, done, skipped, byMemberId } = finished;
    notify({
      notice: {
        noticeId: `job:${jobId}`,
        at: now(),
        kind: "job_finished",
        roomId: null,
        params: { jobKind: kind, total, done, skipped },
      },
      memberIds: [byMemberId],
      roles: [],
      exceptMemberId: null,
    });
  }

  #looked(member: MemberIdentity) {
    const { index, config, now } = this.#around;
    const session = config()?.session;
    return { rooms: session === undefined ? [] : index.all(), member, session: session ?? NEVER, now: now() };
  }
}

const NEVER = { expiringMs: Number.POSITIVE_INFINITY, expiredMs: Number.POSITIVE_INFINITY };

const refused = (one: Refusal): Started => ({ ok: false, refusal: one });

type Ask = { member: MemberIdentity; choice: ResolveExpired; startId: string };

function isSame(job: StoredJob, { member, choice, startId }: Ask): boolean {
  if (job.byMemberId !== member.memberId) return false;
  if (job.startId === startId) return true;
  const isSameChoice =
    sorted(job.groups) === sorted(choice.groups) && job.includeUnassigned === choice.includeUnassigned;
  return job.state === "running" && isSameChoice;
}

const sorted = (groups: ResolveExpired["groups"] = []): string => groups.toSorted().join();

/** What of a job is told: nothing of how it is kept. */
function shownOf({ includeUnassigned: _, groups: __, startId: ___, ...job }: StoredJob): Job {
  return job;
}

const partsOf = (roomIds: string[]): string[][] =>
  Array.from({ length: Math.ceil(roomIds.length / PART) }, (_, at) => roomIds.slice(at * PART, (at + 1) * PART));
