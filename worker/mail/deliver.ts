import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import { accountsDatabase, type Database, tryDatabase, writeBatch } from "../db/client.ts";
import { mails } from "../db/schema/index.ts";
import type { Env } from "../env.ts";
import { unseal } from "../http/seal.ts";
import { isMailOn, type StoredMail, sealedFor } from "./outbox.ts";
import { type Sent, sendMail } from "./transport.ts";

const MINUTE_MS = 60_000;
/** After 1, 2, 4, 8, 16 minutes, then every 16. Longer than sending takes, so that nobody else sends it meanwhile. */
const RETRY_MAX_DOUBLINGS = 4;
const PER_SWEEP = 50;
const AT_ONCE = 5;

type Row = typeof mails.$inferSelect;

/** Sends mails that were just written. Never rejects: what did not go out is tried again every minute. */
export async function deliver(env: Env, mailIds: string[]): Promise<void> {
  if (mailIds.length > 0) await tryDatabase(() => sendDue(env, accountsDatabase(env), Date.now(), mailIds));
}

/** Every minute: sends what is due, and forgets what nobody can use any more. Rejects with DatabaseUnavailable. */
export async function sweepMails(env: Env, now: number): Promise<void> {
  const db = accountsDatabase(env);
  await sendDue(env, db, now);
  await writeBatch(db, [db.delete(mails).where(lte(mails.expiresAt, now))]);
}

async function sendDue(env: Env, db: Database, now: number, only?: string[]): Promise<void> {
  if (!isMailOn(env)) return;
  const due = await db
    .select({ mailId: mails.mailId })
    .from(mails)
    .where(and(lte(mails.nextAt, now), only && inArray(mails.mailId, only)))
    .orderBy(asc(mails.nextAt))
    .limit(PER_SWEEP);
  if (due.length === 0) return;
  const rows = await claim(
    db,
    due.map(({ mailId }) => mailId),
    now,
  );
  for (let at = 0; at < rows.length; at += AT_ONCE)
    await Promise.all(rows.slice(at, at + AT_ONCE).map((row) => sendOne(env, db, row, now)));
}

/** Whoever moves a mail's time on has it for that long; should it get lost meanwhile, it is due again then. */
async function claim(db: Database, mailIds: string[], now: number): Promise<Row[]> {
  const delay = sql`${MINUTE_MS} << min(${mails.attempts}, ${RETRY_MAX_DOUBLINGS})`;
  return db
    .update(mails)
    .set({ attempts: sql`${mails.attempts} + 1`, nextAt: sql`${now} + (${delay})` })
    .where(and(inArray(mails.mailId, mailIds), lte(mails.nextAt, now)))
    .returning();
}

async function sendOne(env: Env, db: Database, row: Row, now: number): Promise<void> {
  const sent = row.expiresAt <= now ? { ok: true as const } : await handOver(env, row);
  const mine = eq(mails.mailId, row.mailId);
  if (sent.ok || sent.isFinal) await writeBatch(db, [db.delete(mails).where(mine)]);
  else await writeBatch(db, [db.update(mails).set({ error: sent.code }).where(mine)]);
  if (!sent.ok) console.warn(JSON.stringify({ event: "mail.failed", code: sent.code, attempts: row.attempts }));
}

async function handOver(env: Env, row: Row): Promise<Sent> {
  const { mailId, sealed, keyId } = row;
  const mail = await unseal<StoredMail>(env, sealedFor(mailId), { ciphertext: sealed, keyId });
  if (mail === null) return { ok: false, isFinal: true, code: "sealed" };
  return sendMail({ url: env.SAPA_SMTP_URL ?? "", from: env.SAPA_MAIL_FROM ?? "" }, mailId, mail);
}
