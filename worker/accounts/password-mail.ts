import type { Database } from "../db/client.ts";
import type { MailOrder } from "../mail/outbox.ts";
import { languageOf } from "./language.ts";
import type { Account } from "./store.ts";

/** Told late it still warns. */
const USEFUL_MS = 7 * 24 * 3600_000;

/** AUTH-7: the owner hears of it, should it have been somebody else. */
export const passwordChanged = async (
  db: Database,
  account: Pick<Account, "email" | "language" | "memberships">,
  now: number,
): Promise<MailOrder> => ({
  kind: "passwordChanged",
  facts: {},
  to: account.email,
  language: await languageOf(db, account),
  expiresAt: now + USEFUL_MS,
});
