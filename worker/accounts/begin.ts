import type { Membership } from "../../protocol/http.schema.ts";
import type { Database } from "../db/client.ts";
import type { AppContext } from "../http/context.ts";
import { auditIn } from "./audit.ts";
import { currentSession, openSession, type SignedIn } from "./sessions.ts";
import { type Account, deleteSession } from "./store.ts";

/** Somebody who has shown to be the account's owner. */
export type Proven = {
  account: Account;
  current: Membership;
  /** What the account's password was when that was shown: it must still be the same (AUTH-7). */
  passwordHash: string;
};

/** Signs in: the browser's former session ends, a new one begins. null: the password was changed meanwhile. */
export async function beginSession(
  c: AppContext,
  db: Database,
  { account, current, passwordHash }: Proven,
): Promise<SignedIn | null> {
  const before = await currentSession(c, db);
  if (before !== null) await deleteSession(db, before.account.accountId, before.session.sessionId);
  const signedIn = await openSession(c, db, account, current, passwordHash);
  if (signedIn === null) return null;
  c.set("organizationId", current.organizationId);
  await auditIn(c, db, { current, action: "sign_in", result: "ok" });
  return signedIn;
}
