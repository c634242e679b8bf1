import { createHmac, randomInt, timingSafeEqual } from "node:crypto";
import type { CodeAsked } from "../../../protocol/accounts.schema.ts";
import type { Refusal } from "../../../protocol/codes.ts";
import { TIMES } from "../../../protocol/limits.ts";
import { type Database, writeBatch } from "../../db/client.ts";
import { signInCodes } from "../../db/schema/index.ts";
import type { AppContext } from "../../http/context.ts";
import { derivedKey } from "../../http/keys.ts";
import { overRate } from "../../http/rate.ts";
import { newSecretToken, secretTokenHash } from "../../http/secret-tokens.ts";
import { deliver } from "../../mail/deliver.ts";
import { prepareMails } from "../../mail/outbox.ts";
import type { Proven } from "../begin.ts";
import { languageOf } from "../language.ts";
import { tooManyTries } from "../sign-in.ts";
import type { Account } from "../store.ts";
import { maskedEmail } from "./rules.ts";
import { type CodeRow, codesEndedFor, needsCode, replaceCode } from "./store.ts";

const CODES = 1_000_000;
const DIGITS = 6;
const TRIES = 5;
const MINUTE_MS = 60_000;
/** Tries with a password are fewer (AUTH-4); a provider vouches as often as it is asked. */
const MAILS = { name: "sign-in.code-mails", max: 10, windowMs: 15 * MINUTE_MS };

const newCode = (): string => String(randomInt(CODES)).padStart(DIGITS, "0");

/** Keyed, because a million plain hashes are tried in a moment by whoever has read the table. */
const hashedCode = (secret: string, challengeHash: string, code: string): string =>
  createHmac("sha256", derivedKey(secret, "sign-in code")).update(`${challengeHash}\n${code}`).digest("base64url");

/** People type blanks between groups of digits. */
export function isRightCode(secret: string, { challengeHash, codeHash }: CodeRow, given: string): boolean {
  const hashed = Buffer.from(hashedCode(secret, challengeHash, given.replace(/[\s-]/g, "")));
  const expected = Buffer.from(codeHash);
  return hashed.length === expected.length && timingSafeEqual(hashed, expected);
}

export type SecondStep = { ok: true; asked: CodeAsked } | { ok: false; refusal: Refusal };

/**
 * AUTH-16: what stands between somebody who has shown who they are, by whichever way, and their session. null: nothing.
 */
export async function secondStep(c: AppContext, db: Database, proven: Proven): Promise<SecondStep | null> {
  const { accountId, memberships } = proven.account;
  if (!(await needsCode(db, memberships))) return null;
  const endedForMs = await codesEndedFor(db, accountId, Date.now());
  const refused = endedForMs > 0 ? tooManyTries(endedForMs) : overRate(c, MAILS, [accountId]);
  return refused ? { ok: false, refusal: refused } : { ok: true, asked: await askForCode(c, db, proven) };
}

/** Mails a code, and answers what it is entered with. */
async function askForCode(c: AppContext, db: Database, proven: Proven): Promise<CodeAsked> {
  const { account, current, passwordHash } = proven;
  const challenge = newSecretToken();
  const challengeHash = secretTokenHash(challenge);
  return sendCode(c, db, { account, challenge }, ({ codeHash, expiresAt, now }) =>
    db.insert(signInCodes).values({
      challengeHash,
      accountId: account.accountId,
      organizationId: current.organizationId,
      passwordHash,
      codeHash,
      triesLeft: TRIES,
      createdAt: now,
      expiresAt,
    }),
  );
}

export const askAgain = (
  c: AppContext,
  db: Database,
  asked: { account: Account; challenge: string },
): Promise<CodeAsked> => sendCode(c, db, asked, (fresh) => replaceCode(db, secretTokenHash(asked.challenge), fresh));

type Fresh = { codeHash: string; expiresAt: number; now: number };

async function sendCode(
  c: AppContext,
  db: Database,
  { account, challenge }: { account: Account; challenge: string },
  write: (fresh: Fresh) => { toSQL(): { sql: string; params: unknown[] } },
): Promise<CodeAsked> {
  const now = Date.now();
  const code = newCode();
  const expiresAt = now + TIMES.signInCodeMs;
  const facts = { code, minutes: TIMES.signInCodeMs / MINUTE_MS };
  const language = await languageOf(db, account);
  const order = { kind: "code" as const, facts, to: account.email, language, expiresAt };
  const mail = await prepareMails(c.env, db, [order], now);
  const codeHash = hashedCode(c.env.SAPA_SECRET, secretTokenHash(challenge), code);
  await writeBatch(db, [write({ codeHash, expiresAt, now }), ...mail.statements]);
  c.executionCtx.waitUntil(deliver(c.env, mail.mailIds));
  return { challenge, sentTo: maskedEmail(account.email), expiresAt };
}
