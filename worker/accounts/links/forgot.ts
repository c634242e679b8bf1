import { TIMES } from "../../../protocol/limits.ts";
import { type Database, writeBatch } from "../../db/client.ts";
import type { Env } from "../../env.ts";
import { deliver } from "../../mail/deliver.ts";
import { linkAddress, prepareMails } from "../../mail/outbox.ts";
import { accountByEmail } from "../store.ts";
import { newLink } from "./store.ts";

const MINUTE_MS = 60_000;

/** AUTH-9: writes to whoever has this email; for an email nobody has there is nothing to do. */
export async function mailReset(
  env: Env,
  db: Database,
  { email, language }: { email: string; language: "en" | "id" },
  now: number,
): Promise<void> {
  const account = await accountByEmail(db, email);
  if (account === null) return;
  const link = newLink(db, { kind: "reset", accountId: account.accountId, memberId: null }, now);
  const facts = { link: linkAddress(env, link.token), minutes: TIMES.resetLinkMs / MINUTE_MS };
  const order = {
    kind: "reset" as const,
    facts,
    to: account.email,
    language: account.language ?? language,
    expiresAt: link.expiresAt,
  };
  const mail = await prepareMails(env, db, [order], now);
  await writeBatch(db, [...link.statements, ...mail.statements]);
  await deliver(env, mail.mailIds);
}
