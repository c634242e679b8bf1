import { newId } from "../../protocol/ids.ts";
import type { Statement } from "../db/audit.ts";
import type { Database } from "../db/client.ts";
import { mails } from "../db/schema/index.ts";
import type { Env } from "../env.ts";
import { type SealFor, seal } from "../http/seal.ts";
import type { Letter } from "./content.ts";
import { type Rendered, renderMail } from "./render.ts";

/** What waits sealed: one address, and the mail in words. */
export type StoredMail = Rendered & { to: string };

export const sealedFor = (mailId: string): SealFor => ({ purpose: "mail", place: ["mails", mailId] });

export type MailOrder = Letter & {
  to: string;
  language: "en" | "id";
  /** When nobody can use what it says any more, ms UTC. */
  expiresAt: number;
};

/** Mail that is on its way once `statements` are written; `deliver` it then. */
export type PreparedMail = { mailIds: string[]; statements: Statement[] };

export const NO_MAIL: PreparedMail = { mailIds: [], statements: [] };

/** The address that a mailed link leads to. Its token stands behind the `#`, which no browser sends anywhere. */
export const linkAddress = (env: Env, token: string): string => `${env.SAPA_ORIGIN ?? ""}/link#${token}`;

/** Mail goes out, and its links lead somewhere. */
export const isMailOn = ({ SAPA_SMTP_URL, SAPA_MAIL_FROM, SAPA_ORIGIN }: Env): boolean =>
  Boolean(SAPA_SMTP_URL && SAPA_MAIL_FROM && SAPA_ORIGIN);

/**
 * Makes mails ready to be written in the same batch as what causes them: so neither stands without the other. Where no
 * mail can go out, nothing is to be written, and the log says so.
 */
export async function prepareMails(env: Env, db: Database, orders: MailOrder[], now: number): Promise<PreparedMail> {
  if (orders.length === 0) return NO_MAIL;
  if (!isMailOn(env)) {
    console.warn(JSON.stringify({ event: "mail.off", kinds: orders.map(({ kind }) => kind) }));
    return NO_MAIL;
  }
  const rows = await Promise.all(orders.map((order) => rowOf(env, order, now)));
  return { mailIds: rows.map(({ mailId }) => mailId), statements: [db.insert(mails).values(rows)] };
}

async function rowOf(env: Env, order: MailOrder, now: number): Promise<typeof mails.$inferInsert> {
  const { to, language, expiresAt, ...letter } = order;
  const mailId = newId("mai");
  const stored: StoredMail = { to, ...renderMail(letter as Letter, language) };
  const { ciphertext, keyId } = await seal(env.SAPA_SECRET, sealedFor(mailId), stored);
  return { mailId, sealed: ciphertext, keyId, attempts: 0, createdAt: now, nextAt: now, expiresAt, error: null };
}
