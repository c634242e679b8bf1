import { eq } from "drizzle-orm";
import { refusal } from "../../../protocol/codes.ts";
import { changeEmailSchema, supportSchema } from "../../../protocol/operator.schema.ts";
import { normaliseEmail } from "../../accounts/email.ts";
import { emailChanged } from "../../accounts/email-mail.ts";
import { endSessions } from "../../accounts/end-sessions.ts";
import { languageOf } from "../../accounts/language.ts";
import { accountByEmail } from "../../accounts/store.ts";
import { isEmailTaken } from "../../accounts/taken.ts";
import type { Statement } from "../../db/audit.ts";
import { accountsDatabase, type Database } from "../../db/client.ts";
import { accountLinks, accounts, members, serverSettings } from "../../db/schema/index.ts";
import { answer, type Endpoint, endpoint, refuse } from "../../http/endpoint.ts";
import { deliver } from "../../mail/deliver.ts";
import { refuseFields } from "../answers.ts";
import { changeServer, changeWith } from "../audit.ts";
import { checkEmailChange, checkSupport } from "../rules.ts";

const wrongEmail = (pointer: "/from" | "/to", code: "operator.email_unknown" | "operator.email_taken") =>
  refuse(refusal(code, { fields: [{ pointer, code }] }));

const changeEmail = endpoint(
  {
    method: "POST",
    path: "/operator/v1/accounts/email",
    audience: "operator",
    summary:
      "Gives an account another sign-in email; both addresses are told, the new one has to be confirmed, its sessions end",
    body: changeEmailSchema,
    codes: ["required", "too_long", "profile.email", "operator.email_unknown", "operator.email_taken"],
  },
  async ({ c, body }) => {
    const bad = refuseFields(checkEmailChange(body));
    if (bad !== undefined) return bad;
    const db = accountsDatabase(c.env);
    const [from, to] = [normaliseEmail(body.from), normaliseEmail(body.to)];
    const [account, other] = await Promise.all([accountByEmail(db, from), accountByEmail(db, to)]);
    if (account === null) return wrongEmail("/from", "operator.email_unknown");
    if (other !== null) return wrongEmail("/to", "operator.email_taken");
    const now = Date.now();
    const reason = body.reason.trim();
    const { accountId } = account;
    const language = await languageOf(db, account);
    const mail = await emailChanged(c.env, db, { accountId, from, to, reason, language }, now);
    const statements: Statement[] = [
      db.update(accounts).set({ email: to, emailVerifiedAt: null }).where(eq(accounts.accountId, accountId)),
      ...endSessions(db, accountId),
      // Links that lie in the mailbox that is left.
      db.delete(accountLinks).where(eq(accountLinks.accountId, accountId)),
      ...mail.statements,
    ];
    const told = { action: "account.email", target: accountId, changes: { fields: ["email"], reason } };
    const places = await placesOf(db, accountId);
    const isOurs = await changeWith(c, db, places, told, statements).then(
      () => true,
      (error: unknown) => {
        if (isEmailTaken(error)) return false;
        throw error;
      },
    );
    if (!isOurs) return wrongEmail("/to", "operator.email_taken");
    c.executionCtx.waitUntil(deliver(c.env, mail.mailIds));
    return answer(undefined);
  },
);

/** Every organization that the account belongs to, or once did: its admins see it in their log. */
const placesOf = (db: Database, accountId: string) =>
  db
    .select({ organizationId: members.organizationId, target: members.memberId })
    .from(members)
    .where(eq(members.accountId, accountId));

const SUPPORT = "support";

const readSupport = endpoint(
  {
    method: "GET",
    path: "/operator/v1/support",
    audience: "operator",
    summary: "The support contact that people are shown",
    answer: supportSchema,
  },
  async ({ c }) => {
    const db = accountsDatabase(c.env);
    const [row] = await db.select().from(serverSettings).where(eq(serverSettings.name, SUPPORT));
    return c.json((row?.value ?? null) as object | null);
  },
);

const saveSupport = endpoint(
  {
    method: "PUT",
    path: "/operator/v1/support",
    audience: "operator",
    summary: "Changes the support contact; null: none is shown",
    body: supportSchema,
    codes: ["required", "too_long", "settings.url"],
  },
  async ({ c, body }) => {
    const bad = body === null ? undefined : refuseFields(checkSupport(body));
    if (bad !== undefined) return bad;
    const db = accountsDatabase(c.env);
    const told = { action: "support.save", target: SUPPORT, changes: { after: body } };
    const value = body && { text: body.text.trim(), url: body.url.trim() };
    const row = { value, changedAt: Date.now() };
    await changeServer(c, db, told, [
      value === null
        ? db.delete(serverSettings).where(eq(serverSettings.name, SUPPORT))
        : db
            .insert(serverSettings)
            .values({ name: SUPPORT, ...row })
            .onConflictDoUpdate({ target: serverSettings.name, set: row }),
    ]);
    return answer(undefined);
  },
);

export const operatorAccountEndpoints: Endpoint[] = [changeEmail, readSupport, saveSupport];
