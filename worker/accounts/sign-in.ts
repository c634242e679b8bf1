import { createHash } from "node:crypto";
import { type Refusal, refusal } from "../../protocol/codes.ts";
import type { Membership } from "../../protocol/http.schema.ts";
import type { Database } from "../db/client.ts";
import { normaliseEmail } from "./email.ts";
import { verifyAgainstNobody, verifyPassword } from "./passwords.ts";
import { clearSignIn, reserveSignIn } from "./sign-in-store.ts";
import { type Account, accountByEmail } from "./store.ts";

export type SignInResult =
  | { ok: true; account: Account; current: Membership }
  /** `known`: the account that was tried, for its own audit log; never told to the caller. */
  | { ok: false; refusal: Refusal; known: Account | null };

const MINUTE_MS = 60_000;

const hashed = (kind: string, text: string): string =>
  createHash("sha256").update(`${kind}\n${text}`).digest("base64url");

/**
 * AUTH-2..5. Counted before it is checked, so that many tries at once are as limited as one after the other. Unknown
 * email, wrong password and an account without any membership take the same time and get the same answer.
 */
export async function signIn(
  db: Database,
  attempt: { email: string; password: string; address: string; now: number },
): Promise<SignInResult> {
  const emailHash = hashed("email", normaliseEmail(attempt.email));
  const addressHash = hashed("address", attempt.address);
  const reserved = await reserveSignIn(db, { emailHash, addressHash }, attempt.now);
  if (!reserved.ok) return { ok: false, refusal: tooMany(reserved.retryAfterMs), known: null };
  const found = await accountByEmail(db, attempt.email);
  const isRight = found
    ? await verifyPassword(attempt.password, found.passwordHash)
    : await verifyAgainstNobody(attempt.password);
  const current = found?.memberships[0];
  if (found === null || !isRight || current === undefined)
    return { ok: false, refusal: refusal("auth.wrong"), known: found };
  await clearSignIn(db, emailHash, reserved.attemptId);
  const { passwordHash: _, ...account } = found;
  return { ok: true, account, current };
}

const tooMany = (retryAfterMs: number): Refusal =>
  refusal("auth.too_many", { retryAfterMs, params: { minutes: Math.ceil(retryAfterMs / MINUTE_MS) } });
