import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { type Refusal, refusal } from "../../../protocol/codes.ts";
import { type AuditEntry, decideAudited } from "../../db/audit.ts";
import { type Database, writeBatch } from "../../db/client.ts";
import { accounts, members } from "../../db/schema/index.ts";
import type { Env } from "../../env.ts";
import { NO_MAIL, type PreparedMail, prepareMails } from "../../mail/outbox.ts";
import { configChange } from "../../organization/store.ts";
import { endSessions } from "../end-sessions.ts";
import { passwordChanged } from "../password-mail.ts";
import { hashPassword, passwordFault, verifyPassword } from "../passwords.ts";
import { accountById } from "../store.ts";
import { endLink, type FoundLink, findLink, takeLinkTry } from "./store.ts";

/** `passwordHash`: of the password that was set or shown. */
export type Joined = { organizationId: string; passwordHash: string };

/** `joined`: the organization that has another active member now; null: none. */
export type LinkUse =
  | { ok: true; link: FoundLink; joined: Joined | null; mail: PreparedMail }
  | { ok: false; refusal: Refusal };

type Use = {
  env: Env;
  db: Database;
  token: string;
  password: string;
  now: number;
  about: Pick<AuditEntry, "address" | "requestId">;
};

const ended: LinkUse = { ok: false, refusal: refusal("auth.link") };

/** AUTH-9, 14, 15. Whoever is slower of two finds the link used. */
export async function applyLink(use: Use): Promise<LinkUse> {
  const link = await findLink(use.db, use.token, use.now);
  if (link === null) return ended;
  if (link.kind === "verification") return verify(use, link);
  const rule = passwordFault(use.password, link.email);
  if (rule !== undefined) {
    const fields = [{ pointer: "/password", code: "auth.password" as const }];
    return { ok: false, refusal: refusal("auth.password", { params: { rule }, fields }) };
  }
  const passwordHash = await hashPassword(use.password);
  return link.kind === "reset" ? reset(use, link, passwordHash) : join(use, link, passwordHash);
}

async function reset({ env, db, now }: Use, link: FoundLink, passwordHash: string): Promise<LinkUse> {
  const { accountId, tokenHash } = link;
  const account = await accountById(db, accountId);
  const mail = await prepareMails(env, db, account ? [await passwordChanged(db, account, now)] : [], now);
  // Only while the link stands: the password, and with it everything else, changes once.
  const stands = sql`EXISTS (SELECT 1 FROM account_links WHERE token_hash = ${tokenHash} AND expires_at > ${now})`;
  const [changed] = await writeBatch(db, [
    db
      .update(accounts)
      .set({ passwordHash, passwordChangedAt: now, emailVerifiedAt: now, codeTries: 0 })
      .where(and(eq(accounts.accountId, accountId), stands)),
    ...endSessions(db, accountId),
    endLink(db, tokenHash),
    ...mail.statements,
  ]);
  return changed?.rowsAffected === 1 ? { ok: true, link, joined: null, mail } : ended;
}

async function verify(use: Use, link: FoundLink): Promise<LinkUse> {
  const taken = await takeLinkTry(use.db, link.tokenHash, use.now);
  if (taken === null) return ended;
  if (await verifyPassword(use.password, link.passwordHash)) return join(use, link, null);
  if (taken.left === 0) return ended;
  const fields = [{ pointer: "/password", code: "auth.wrong" as const }];
  return { ok: false, refusal: refusal("auth.wrong", { params: { left: taken.left }, fields }) };
}

/** The membership is one from now on. With `passwordHash`, which the account has none of yet, it is set. */
async function join(use: Use, { memberId, organizationId }: FoundLink, passwordHash: string | null): Promise<LinkUse> {
  const { db, token, now, about } = use;
  if (memberId === null || organizationId === null) return ended;
  const { value } = await decideAudited<LinkUse>(db, organizationId, async () => {
    const link = await findLink(db, token, now, true);
    // A password that was set meanwhile has to be shown, and is not overwritten.
    if (link === null || (link.kind === "verification") !== (passwordHash === null)) return { value: ended };
    const entry: AuditEntry = {
      ...about,
      organizationId,
      at: now,
      actor: { type: "member", id: memberId },
      action: "member.join",
      target: memberId,
      result: "ok",
    };
    return {
      value: {
        ok: true,
        link,
        joined: { organizationId, passwordHash: passwordHash ?? link.passwordHash },
        mail: NO_MAIL,
      },
      write: { entry, change: [...joining(db, link, memberId, passwordHash, now), configChange(db, organizationId)] },
    };
  });
  return value;
}

const joining = (db: Database, link: FoundLink, memberId: string, passwordHash: string | null, now: number) => [
  db
    .update(members)
    .set({
      isActive: true,
      pending: null,
      activatedAt: sql`coalesce(${members.activatedAt}, ${now})`,
      version: sql`${members.version} + 1`,
    })
    .where(and(eq(members.memberId, memberId), isNotNull(members.pending), isNull(members.deactivatedAt))),
  ...(passwordHash === null
    ? []
    : [
        db
          .update(accounts)
          .set({ passwordHash, passwordChangedAt: now })
          .where(and(eq(accounts.accountId, link.accountId), eq(accounts.passwordHash, link.passwordHash))),
      ]),
  db
    .update(accounts)
    .set({ emailVerifiedAt: now })
    .where(and(eq(accounts.accountId, link.accountId), eq(accounts.email, link.email))),
  endLink(db, link.tokenHash),
];
