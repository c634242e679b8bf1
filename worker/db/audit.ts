import type { InStatement } from "@libsql/client/web";
import { and, desc, eq, inArray } from "drizzle-orm";
import { newId } from "../../protocol/ids.ts";
import { type Database, writeBatch } from "./client.ts";
import { audit, auditAnchors } from "./schema/index.ts";

/** What the audit log keeps of an action. No bodies, tokens or passwords; `changes` names fields. */
export type AuditEntry = {
  /** Given where the same entry may be told twice; else one is made. */
  auditId?: string;
  organizationId: string;
  at: number;
  actor: { type: "member" | "system" | "operator" | "api_key" | "unknown"; id: string | null };
  onBehalfOf?: string;
  action: string;
  target?: string;
  result: "ok" | "refused" | "failed";
  address?: string;
  requestId?: string;
  changes?: Record<string, unknown>;
};

/** Chain of what belongs to no organization, such as failed sign-ins with an unknown email. */
export const SERVER_CHAIN = "server";

type Row = typeof audit.$inferSelect;
export type Statement = InStatement | { toSQL(): { sql: string; params: unknown[] } };

const CHAIN_TRIES = 16;
/** Of those who meet in one chain only one goes on at a time: the others spread, wider with each try. */
const CHAIN_RETRY_MS = 20;
const CHAIN_RETRY_MAX_MS = 300;
const VERIFY_PAGE = 1_000;

/**
 * Appends an entry to its organization's chain, in one write batch with the change it tells of. A chain that others
 * prolonged meanwhile is read again. Rejects with DatabaseUnavailable; nothing of the change is done then.
 */
export async function appendAudit(db: Database, entry: AuditEntry, change: Statement[] = []): Promise<void> {
  await decideAudited(db, entry.organizationId, async () => ({ value: undefined, write: { entry, change } }));
}

/** What is to be answered, and written with its entry; without `write` nothing is. */
export type Decided<T> = { value: T; write?: { entry: AuditEntry; change: Statement[] } };

/**
 * A change that depends on what stands. `decide` reads after the head of the chain was read, and decides anew whenever
 * somebody prolonged the chain before the write: so nothing that is itself only changed with an entry of this chain can
 * change between reading and writing. Rejects with DatabaseUnavailable; nothing of the change is done then.
 */
export async function decideAudited<T>(
  db: Database,
  organizationId: string,
  decide: () => Promise<Decided<T>>,
): Promise<Decided<T>> {
  return onChain(db, organizationId, async (head) => {
    const decided = await decide();
    if (decided.write === undefined) return decided;
    const { entry, change } = decided.write;
    await writeBatch(db, [db.insert(audit).values(await nextRow(entry, head)), ...change]);
    return decided;
  });
}

/**
 * Appends those of the entries, all of one organization, whose ids the chain does not hold yet: telling them again
 * changes nothing. Rejects with DatabaseUnavailable.
 */
export async function appendAuditOnce(db: Database, entries: (AuditEntry & { auditId: string })[]): Promise<void> {
  const organizationId = entries[0]?.organizationId;
  if (organizationId === undefined) return;
  await onChain(db, organizationId, async (head) => {
    const ids = entries.map((entry) => entry.auditId);
    const known = await db
      .select({ auditId: audit.auditId })
      .from(audit)
      .where(and(eq(audit.organizationId, organizationId), inArray(audit.auditId, ids)));
    const rows: Row[] = [];
    for (const entry of entries)
      if (!known.some((row) => row.auditId === entry.auditId)) rows.push(await nextRow(entry, rows.at(-1) ?? head));
    if (rows.length > 0)
      await writeBatch(
        db,
        rows.map((row) => db.insert(audit).values(row)),
      );
  });
}

type Head = { number: number; hash: string };

/** Runs a write on the head of a chain, anew whenever somebody else prolonged the chain before it. */
async function onChain<T>(db: Database, organizationId: string, write: (head: Head) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write(await chainHead(db, organizationId));
    } catch (error) {
      if (attempt === CHAIN_TRIES || !isChainMoved(error)) throw error;
      const spreadMs = Math.min(CHAIN_RETRY_MAX_MS, CHAIN_RETRY_MS * attempt);
      await new Promise((resolve) => setTimeout(resolve, spreadMs * Math.random()));
    }
  }
}

/**
 * Recomputes a chain from its oldest row, which follows the anchor where older ones have gone. `brokenAt` is the number
 * of the first row that does not fit, null if all do.
 */
export async function verifyAudit(
  db: Database,
  organizationId: string,
): Promise<{ rows: number; brokenAt: number | null }> {
  let previous: Head = await beginningOf(db, organizationId);
  for (let rows = 0; ; ) {
    const page: Row[] = await auditAfter(db, organizationId, previous.number);
    if (page.length === 0) return { rows, brokenAt: null };
    for (const row of page) {
      const { hash, ...rest } = row;
      const follows = row.number === previous.number + 1 && row.previousHash === previous.hash;
      if (!follows || hash !== (await hashOf(rest))) return { rows, brokenAt: row.number };
      previous = row;
      rows++;
    }
  }
}

/** What the oldest row follows. */
async function beginningOf(db: Database, organizationId: string): Promise<Head> {
  const rows = await db
    .select({ number: auditAnchors.number, hash: auditAnchors.hash })
    .from(auditAnchors)
    .where(eq(auditAnchors.organizationId, organizationId));
  return rows[0] ?? { number: 0, hash: "" };
}

/** How long entries are kept (SET-10); triggers let none go before. */
export const AUDIT_KEPT_MS = 731 * 24 * 3600_000;

const auditAfter = (db: Database, organizationId: string, number: number): Promise<Row[]> =>
  db.query.audit.findMany({
    where: (table, { and, gt }) => and(eq(table.organizationId, organizationId), gt(table.number, number)),
    orderBy: (table, { asc }) => asc(table.number),
    limit: VERIFY_PAGE,
  });

async function chainHead(db: Database, organizationId: string): Promise<Head> {
  const rows = await db
    .select({ number: audit.number, hash: audit.hash })
    .from(audit)
    .where(eq(audit.organizationId, organizationId))
    .orderBy(desc(audit.number))
    .limit(1);
  return rows[0] ?? { number: 0, hash: "" };
}

async function nextRow(entry: AuditEntry, head: Head): Promise<Row> {
  const row: Omit<Row, "hash"> = {
    organizationId: entry.organizationId,
    number: head.number + 1,
    auditId: entry.auditId ?? newId("aud"),
    at: entry.at,
    actorType: entry.actor.type,
    actorId: entry.actor.id,
    onBehalfOf: entry.onBehalfOf ?? null,
    action: entry.action,
    target: entry.target ?? null,
    result: entry.result,
    address: entry.address ?? null,
    requestId: entry.requestId ?? null,
    changes: entry.changes === undefined ? null : JSON.stringify(entry.changes),
    previousHash: head.hash,
  };
  return { ...row, hash: await hashOf(row) };
}

/** SHA-256 over every field in this fixed order, as hexadecimal. */
async function hashOf(row: Omit<Row, "hash">): Promise<string> {
  const fields = [
    row.organizationId,
    row.number,
    row.auditId,
    row.at,
    row.actorType,
    row.actorId,
    row.onBehalfOf,
    row.action,
    row.target,
    row.result,
    row.address,
    row.requestId,
    row.changes,
    row.previousHash,
  ];
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(fields)));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const isChainMoved = (error: unknown): boolean =>
  error instanceof Error && (error.message.includes("audit chain moved on") || error.message.includes("audit.number"));
