import { TIMES } from "../../protocol/limits.ts";
import type { Database } from "../db/client.ts";
import type { Env } from "../env.ts";
import { linkAddress, type PreparedMail, prepareMails } from "../mail/outbox.ts";
import { newLink } from "./links/store.ts";

/** A mail that tells of what was done is of no use after that. */
const TOLD_MS = 7 * 24 * 3600_000;
const MINUTE_MS = 60_000;

export type EmailChange = {
  accountId: string;
  from: string;
  to: string;
  reason: string | null;
  language: "en" | "id";
};

/**
 * AUTH-12, 14: both addresses are told, and the new one gets a link: only whoever reads its mail can show that it is
 * theirs. The statements go behind those that change the email and end the links of before.
 */
export async function emailChanged(
  env: Env,
  db: Database,
  { accountId, from, to, reason, language }: EmailChange,
  now: number,
): Promise<PreparedMail> {
  const link = newLink(db, { kind: "reset", accountId, memberId: null }, now);
  const told = { language, expiresAt: now + TOLD_MS };
  const facts = { newEmail: to, reason };
  const confirm = { link: linkAddress(env, link.token), minutes: TIMES.resetLinkMs / MINUTE_MS };
  const mail = await prepareMails(
    env,
    db,
    [
      { ...told, kind: "emailLeft", to: from, facts },
      { ...told, kind: "emailTaken", to, facts: { ...facts, ...confirm } },
    ],
    now,
  );
  return { mailIds: mail.mailIds, statements: [...link.statements, ...mail.statements] };
}
