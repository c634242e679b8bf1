import type { Database } from "../../db/client.ts";
import type { Env } from "../../env.ts";
import { inTime } from "../../http/in-time.ts";
import { roomOf } from "../../http/objects.ts";
import type { ContactStanding, Said } from "../../room/contract.ts";
import type { ContactRef } from "./statements.ts";
import { type Job, saveProgress } from "./store.ts";

const PAGE = 50;
/** A room that has something of its own to tell needs moments to do so. */
const BEHIND_TRIES = 8;
const BEHIND_WAIT_MS = 400;

/**
 * Tells the rooms of a contact what stands, page by page. Reads it anew for each page and for each room that was behind, so
 * that nothing older follows something newer. False: a room gave no answer, or is behind for longer.
 */
export async function tellRooms(env: Env, db: Database, job: Job, mayGoOn: () => boolean): Promise<boolean> {
  for (let after = job.afterRoomId; ; ) {
    const { contact, roomIds } = await whatStands(db, job, after);
    if (contact === null || roomIds.length === 0) return true;
    if (!(await tellPage(env, db, job, contact, roomIds))) return false;
    after = roomIds.at(-1) ?? after;
    if (roomIds.length < PAGE) return true;
    await saveProgress(db, job, after);
    if (!mayGoOn()) return false;
  }
}

async function tellPage(env: Env, db: Database, job: Job, first: ContactStanding, all: string[]): Promise<boolean> {
  let contact: ContactStanding | null = first;
  let roomIds = all;
  for (let attempt = 1; contact !== null && roomIds.length > 0; attempt += 1) {
    const call = { contact };
    const answers = await Promise.all(roomIds.map((roomId) => inTime(roomOf(env, roomId).contactChanged(call))));
    roomIds = roomIds.filter((_, index) => answers[index] === "behind");
    if (roomIds.length === 0) return true;
    if (attempt === BEHIND_TRIES) return false;
    await new Promise((resolve) => setTimeout(resolve, BEHIND_WAIT_MS));
    ({ contact } = await whatStands(db, job, ""));
  }
  return true;
}

const CONTACT = `SELECT name, name_rank, name_at, email, email_rank, email_at, phone, phone_rank, phone_at, is_blocked
  FROM contacts WHERE organization_id = ?1 AND contact_id = ?2`;
const ROOMS = `SELECT room_id FROM rooms WHERE organization_id = ?1 AND contact_id = ?2 AND room_id > ?3
  ORDER BY room_id LIMIT ${PAGE}`;
export const TELL_QUERIES = [CONTACT, ROOMS];

/** `contact` null: there is no such contact any more, and nothing to tell. */
async function whatStands(
  db: Database,
  { organizationId, contactId, actor }: ContactRef & Pick<Job, "actor">,
  after: string,
): Promise<{ contact: ContactStanding | null; roomIds: string[] }> {
  const [contacts, rooms] = await db.$client.batch(
    [
      { sql: CONTACT, args: [organizationId, contactId] },
      { sql: ROOMS, args: [organizationId, contactId, after] },
    ],
    "read",
  );
  const row = contacts?.rows[0];
  const said = (field: "name" | "email" | "phone"): Said => saidIn(row ?? {}, field);
  const roomIds = (rooms?.rows ?? []).map((found) => String(found.room_id));
  if (row === undefined) return { contact: null, roomIds };
  const details = { name: said("name"), email: said("email"), phone: said("phone") };
  return { contact: { contactId, ...details, isBlocked: row.is_blocked === 1, actor }, roomIds };
}

const BY = { 2: "signed", 3: "staff" } as const;

function saidIn(row: Record<string, unknown>, field: string): Said {
  if (row[`${field}_at`] == null) return null;
  const value = row[field];
  return { value: value == null ? null : String(value), by: BY[Number(row[`${field}_rank`]) as 2 | 3] ?? null };
}
