import { createHash } from "node:crypto";
import { type Refusal, refusal } from "../../protocol/codes.ts";
import type { Membership } from "../../protocol/http.schema.ts";
import type { Database } from "../db/client.ts";
import { normaliseEmail } from "./email.ts";
import { verifyAgainstNobody, verifyPassword } from "./passwords.ts";
import { clearSignIn, reserveSignIn } from "./sign-in-store.ts";
import { type Account, accountByEmail, passwordHashOf } from "./store.ts";

type Attempt = { email: string; password: string; address: string; now: number };

export type SignInResult =
  /** `passwordHash`: what the password was checked against; a session may only be opened while it is still the account's. */
  | { ok: true; account: Account; current: Membership; passwordHash: string; clear(): Promise<void> }
  /** `known`: the account that was tried, for its own audit log; never told to the caller. */
  | { ok: false; refusal: Refusal; known: Account | null };

const MINUTE_MS = 60_000;

/**
 * AUTH-2..5. Whoever opens the session calls `clear` with it: until then the try counts as a failed one. Unknown email, wrong password and an account without any membership take the same time and get the same
 * answer.
 */
export async function signIn(db: Database, attempt: Attempt): Promise<SignInResult> {
  const reserved = await reserve(db, attempt);
  if (!reserved.ok) return { ...reserved, known: null };
  const found = await accountByEmail(db, attempt.email);
  const isRight = found
    ? await verifyPassword(attempt.password, found.passwordHash)
    : await verifyAgainstNobody(attempt.password);
  const current = found?.memberships[0];
  if (found === null || !isRight || current === undefined)
    return { ok: false, refusal: refusal("auth.wrong"), known: found };
  const { passwordHash, ...account } = found;
  return { ok: true, account, current, passwordHash, clear: reserved.clear };
}

/** AUTH-16: the code was right, so that the tries that led to it were no failures. */
export const forgetFailures = (db: Database, email: string): Promise<void> =>
  clearSignIn(db, hashed("email", normaliseEmail(email)), null);

/** The same count and the same lock for somebody who is signed in and must show that they know their password. */
export async function confirmPassword(
  db: Database,
  accountId: string,
  attempt: Attempt,
): Promise<{ ok: true } | { ok: false; refusal: Refusal }> {
  const reserved = await reserve(db, attempt);
  if (!reserved.ok) return reserved;
  const stored = await passwordHashOf(db, accountId);
  if (stored === null || !(await verifyPassword(attempt.password, stored)))
    return { ok: false, refusal: refusal("auth.wrong", { fields: [{ pointer: "/current", code: "auth.wrong" }] }) };
  await reserved.clear();
  return { ok: true };
}

/** AUTH-9: no more than five mails in a quarter of an hour. false: this email has had them. */
export async function reserveReset(db: Database, email: string, now: number): Promise<boolean> {
  const emailHash = hashed("reset", normaliseEmail(email));
  // Networks are limited where the request comes in: here each email is its own.
  return (await reserveSignIn(db, { emailHash, addressHash: emailHash }, now)).ok;
}

/** AUTH-4. Counted before anything is checked, so that many tries at once are as limited as one after the other. */
async function reserve(db: Database, attempt: Attempt) {
  const emailHash = hashed("email", normaliseEmail(attempt.email));
  const addressHash = hashed("address", attempt.address);
  const reserved = await reserveSignIn(db, { emailHash, addressHash }, attempt.now);
  if (!reserved.ok) return { ok: false as const, refusal: tooManyTries(reserved.retryAfterMs) };
  return { ok: true as const, clear: () => clearSignIn(db, emailHash, reserved.attemptId) };
}

const hashed = (kind: string, text: string): string =>
  createHash("sha256").update(`${kind}\n${text}`).digest("base64url");

export const tooManyTries = (retryAfterMs: number): Refusal =>
  refusal("auth.too_many", { retryAfterMs, params: { minutes: Math.ceil(retryAfterMs / MINUTE_MS) } });
