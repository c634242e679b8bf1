import { type Database, writeBatch } from "../../db/client.ts";
import type { Env } from "../../env.ts";
import { eraseRoom } from "../../erasure/room.ts";
import { mergeWords } from "../../erasure/words.ts";
import type { ContactRef } from "./statements.ts";
import { endJob, type Job, nextStep, saveProgress } from "./store.ts";

const PAGE = 10;
/** Longer than any write that was under way when the room was wiped can take to arrive. */
const AGAIN_AFTER_MS = 60_000;
/** Between two strokes at a text index that others use as well. */
const WORDS_EVERY_MS = 10_000;

/**
 * One step of an erasure: the rooms one by one, a minute later a second look at what came late, then the words that the
 * text indexes still hold of what is gone. Each may end anywhere and be done again. False: it ended early.
 */
export async function eraseStep(
  env: Env,
  db: Database,
  job: Job,
  now: number,
  mayGoOn: () => boolean,
): Promise<boolean> {
  switch (job.step) {
    case "rooms":
      if (!(await eraseRooms(env, db, job, ROOMS, mayGoOn))) return false;
      await nextStep(db, job, "again", now + AGAIN_AFTER_MS);
      return true;
    case "again":
      if (!(await eraseRooms(env, db, job, BOTH, mayGoOn))) return false;
      await forgetContact(db, job);
      await nextStep(db, job, "words", now);
      return true;
    case "words":
      if (await mergeWords(db, job.attempts === 1)) await endJob(db, job);
      else await nextStepOfWords(db, job, now);
      return true;
  }
}

const ROOMS = `SELECT room_id FROM rooms
  WHERE organization_id = ?1 AND contact_id = ?2 AND room_id > ?3 AND created_at < ?4 ORDER BY room_id LIMIT ${PAGE}`;
/** Also those whose row is gone: a late write may have brought something back. */
const BOTH = `SELECT room_id FROM (SELECT * FROM (${ROOMS})
    UNION SELECT * FROM (SELECT room_id FROM erased_rooms
      WHERE organization_id = ?1 AND contact_id = ?2 AND room_id > ?3 ORDER BY room_id LIMIT ${PAGE}))
  ORDER BY room_id LIMIT ${PAGE}`;
export const ERASE_QUERIES = [ROOMS, BOTH];

async function eraseRooms(env: Env, db: Database, job: Job, sql: string, mayGoOn: () => boolean): Promise<boolean> {
  const { organizationId, contactId, at } = job;
  for (let after = job.afterRoomId; ; ) {
    const { rows } = await db.$client.execute({ sql, args: [organizationId, contactId, after, at] });
    for (const row of rows) {
      after = String(row.room_id);
      await eraseRoom(env, db, { organizationId, roomId: after, contactId, before: at });
      await saveProgress(db, job, after);
      if (!mayGoOn()) return false;
    }
    if (rows.length < PAGE) return true;
  }
}

/** What a late write made of the contact, and what joined its erased rooms to it. */
async function forgetContact(db: Database, { organizationId, contactId, at }: ContactRef & { at: number }) {
  const args = [organizationId, contactId];
  await writeBatch(db, [
    {
      sql: "DELETE FROM contacts WHERE organization_id = ? AND contact_id = ? AND created_at < ?",
      args: [...args, at],
    },
    {
      sql: "DELETE FROM identities WHERE organization_id = ? AND contact_id = ? AND created_at < ?",
      args: [...args, at],
    },
    { sql: "DELETE FROM contact_merges WHERE organization_id = ? AND contact_id = ? AND at < ?", args: [...args, at] },
    { sql: "UPDATE erased_rooms SET contact_id = NULL WHERE organization_id = ? AND contact_id = ?", args },
  ]);
}

/** `attempts` grows with each stroke, so that only the first begins a new merge. */
async function nextStepOfWords(db: Database, { organizationId, contactId, number }: Job, now: number): Promise<void> {
  await writeBatch(db, [
    {
      sql: `UPDATE contact_jobs SET next_at = ? WHERE organization_id = ? AND contact_id = ? AND kind = 'erase' AND number = ?`,
      args: [now + WORDS_EVERY_MS, organizationId, contactId, number],
    },
  ]);
}
