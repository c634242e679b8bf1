import { and, eq, gt, inArray, lte, sql } from "drizzle-orm";
import type { Membership } from "../../../protocol/http.schema.ts";
import { type Database, writeBatch } from "../../db/client.ts";
import { accounts, settings, signInCodes } from "../../db/schema/index.ts";
import { sectionsFrom } from "../../settings/sections.ts";
import { asksForCode } from "./rules.ts";

export type CodeRow = typeof signInCodes.$inferSelect;

/** Any of them counts, because a session moves between an account's organizations without signing in anew. */
export async function needsCode(db: Database, memberships: readonly Membership[]): Promise<boolean> {
  const ids = memberships.map(({ organizationId }) => organizationId);
  const saved = await db
    .select()
    .from(settings)
    .where(and(inArray(settings.organizationId, ids), inArray(settings.section, ["sign-in", "broadcast"])));
  const byOrganization = Map.groupBy(saved, ({ organizationId }) => organizationId);
  return memberships.some(({ organizationId, role }) => {
    const sections = sectionsFrom(byOrganization.get(organizationId) ?? [], "UTC");
    return asksForCode(role, { ...sections["sign-in"], ...sections.broadcast });
  });
}

const isOpen = (challengeHash: string, now: number) =>
  and(eq(signInCodes.challengeHash, challengeHash), gt(signInCodes.expiresAt, now), gt(signInCodes.triesLeft, 0));

/** Whoever has the password may ask for challenge after challenge: what they guess a day is limited all the same. */
const TRIES_A_DAY = 10;
const DAY_MS = 24 * 3600_000;

/** For how long no code of this account is taken, in milliseconds; 0: it is. */
export async function codesEndedFor(db: Database, accountId: string, now: number): Promise<number> {
  const [row] = await db
    .select({ tries: accounts.codeTries, from: accounts.codeTriesFrom })
    .from(accounts)
    .where(eq(accounts.accountId, accountId));
  return row === undefined || row.tries < TRIES_A_DAY ? 0 : Math.max(0, row.from + DAY_MS - now);
}

const countTry = (db: Database, challengeHash: string, now: number) => {
  const isNewDay = sql`${accounts.codeTriesFrom} <= ${now - DAY_MS}`;
  const whose = db.select({ id: signInCodes.accountId }).from(signInCodes).where(isOpen(challengeHash, now));
  return db
    .update(accounts)
    .set({
      codeTries: sql`CASE WHEN ${isNewDay} THEN 1 ELSE ${accounts.codeTries} + 1 END`,
      codeTriesFrom: sql`CASE WHEN ${isNewDay} THEN ${now} ELSE ${accounts.codeTriesFrom} END`,
    })
    .where(inArray(accounts.accountId, whose));
};

/** Counted before it is checked, so that many tries at once are as limited as one after the other. null: none is left. */
export async function takeTry(db: Database, challengeHash: string, now: number): Promise<CodeRow | null> {
  const triesOf = sql`(SELECT code_tries FROM accounts WHERE account_id = ${signInCodes.accountId})`;
  const [, rows] = await db.batch([
    countTry(db, challengeHash, now),
    db
      .update(signInCodes)
      .set({ triesLeft: sql`${signInCodes.triesLeft} - 1` })
      .where(and(isOpen(challengeHash, now), lte(triesOf, TRIES_A_DAY)))
      .returning(),
  ]);
  return rows[0] ?? null;
}

export async function openChallenge(db: Database, challengeHash: string, now: number): Promise<CodeRow | null> {
  const rows = await db.select().from(signInCodes).where(isOpen(challengeHash, now));
  return rows[0] ?? null;
}

/** false: somebody else was faster, or another code has taken its place. */
export async function useCode(db: Database, { challengeHash, codeHash, accountId }: CodeRow): Promise<boolean> {
  const own = and(eq(signInCodes.challengeHash, challengeHash), eq(signInCodes.codeHash, codeHash));
  const [deleted] = await writeBatch(db, [
    db.delete(signInCodes).where(own),
    db.update(accounts).set({ codeTries: 0 }).where(eq(accounts.accountId, accountId)),
  ]);
  return deleted?.rowsAffected === 1;
}

/** The earlier code of this challenge ends. The tries that are left stay: asking for more codes gives no more guesses. */
export const replaceCode = (db: Database, challengeHash: string, fresh: Pick<CodeRow, "codeHash" | "expiresAt">) =>
  db.update(signInCodes).set(fresh).where(eq(signInCodes.challengeHash, challengeHash));
