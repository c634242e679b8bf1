import { type Database, writeBatch } from "../../db/client.ts";
import type { ContactRef, JobKind } from "./statements.ts";

export type JobRef = ContactRef & { kind: JobKind };
/** A job in hand. `number` tells it from what was asked for since. */
export type Job = JobRef & {
  number: number;
  at: number;
  step: "rooms" | "again" | "words";
  afterRoomId: string;
  attempts: number;
  actor: { id: string; name: string } | null;
};

const COLUMNS = "number, at, step, after_room_id, attempts, actor_id, actor_name";
const KEY = "organization_id = ?1 AND contact_id = ?2 AND kind = ?3";
const keyOf = ({ organizationId, contactId, kind }: JobRef): string[] => [organizationId, contactId, kind];

export const DUE_JOBS = `SELECT organization_id, contact_id, kind FROM contact_jobs WHERE next_at <= ?1 ORDER BY next_at LIMIT ?2`;

/** Jobs whose time has come, the longest waiting first. */
export async function dueJobs(db: Database, now: number, limit: number): Promise<JobRef[]> {
  const { rows } = await db.$client.execute({
    sql: DUE_JOBS,
    args: [now, limit],
  });
  return rows.map((row) => ({
    organizationId: String(row.organization_id),
    contactId: String(row.contact_id),
    kind: row.kind as JobKind,
  }));
}

/** Takes a job in hand until `until`; null: there is none, its time has not come, or somebody else has it. */
export async function claimJob(db: Database, ref: JobRef, now: number, until: number): Promise<Job | null> {
  const sql = `UPDATE contact_jobs SET next_at = ?5, attempts = attempts + 1 WHERE ${KEY} AND next_at <= ?4 RETURNING ${COLUMNS}`;
  const [result] = await writeBatch(db, [{ sql, args: [...keyOf(ref), now, until] }]);
  return jobIn(ref, result?.rows[0]);
}

/** The job as it stands, of whoever has it in hand. */
export async function readJob(db: Database, ref: JobRef): Promise<Job | null> {
  const { rows } = await db.$client.execute({
    sql: `SELECT ${COLUMNS} FROM contact_jobs WHERE ${KEY}`,
    args: keyOf(ref),
  });
  return jobIn(ref, rows[0]);
}

/** Where to go on, should this process end; nothing if more was asked for meanwhile. */
export async function saveProgress(db: Database, job: Job, afterRoomId: string): Promise<void> {
  const sql = `UPDATE contact_jobs SET after_room_id = ?5 WHERE ${KEY} AND number = ?4`;
  await writeBatch(db, [{ sql, args: [...keyOf(job), job.number, afterRoomId] }]);
}

/** The next step of an erasure, from the first room, at its time. */
export async function nextStep(db: Database, job: Job, step: Job["step"], nextAt: number): Promise<void> {
  const sql = `UPDATE contact_jobs SET step = ?5, after_room_id = '', attempts = 0, next_at = ?6 WHERE ${KEY} AND number = ?4`;
  await writeBatch(db, [{ sql, args: [...keyOf(job), job.number, step, nextAt] }]);
}

/** Done, unless more was asked for meanwhile: then false. */
export async function endJob(db: Database, job: Job): Promise<boolean> {
  const sql = `DELETE FROM contact_jobs WHERE ${KEY} AND number = ?4`;
  const [result] = await writeBatch(db, [{ sql, args: [...keyOf(job), job.number] }]);
  return (result?.rowsAffected ?? 0) > 0;
}

/** Out of hand, to be tried again at that time. */
export async function putOff(db: Database, ref: JobRef, nextAt: number): Promise<void> {
  await writeBatch(db, [{ sql: `UPDATE contact_jobs SET next_at = ?4 WHERE ${KEY}`, args: [...keyOf(ref), nextAt] }]);
}

function jobIn(ref: JobRef, row: Record<string, unknown> | undefined): Job | null {
  if (row === undefined) return null;
  return {
    ...ref,
    number: Number(row.number),
    at: Number(row.at),
    step: row.step as Job["step"],
    afterRoomId: String(row.after_room_id),
    attempts: Number(row.attempts),
    actor: row.actor_id == null ? null : { id: String(row.actor_id), name: String(row.actor_name ?? "") },
  };
}
