import { z } from "zod";
import {
  type CodeAsked,
  codeAskedSchema,
  forgotPasswordSchema,
  openedLinkSchema,
  openLinkSchema,
  useLinkSchema,
} from "../../../protocol/accounts.schema.ts";
import { refusal } from "../../../protocol/codes.ts";
import { type SessionInfo, sessionInfoSchema } from "../../../protocol/http.schema.ts";
import { accountsDatabase, type Database } from "../../db/client.ts";
import { type AppContext, clientAddress, clientNetwork } from "../../http/context.ts";
import { answer, type Endpoint, endpoint, refuse } from "../../http/endpoint.ts";
import { overRate } from "../../http/rate.ts";
import { deliver } from "../../mail/deliver.ts";
import { tellOrganization } from "../../settings/change.ts";
import { auditAccount } from "../audit.ts";
import { beginSession } from "../begin.ts";
import { secondStep } from "../codes/ask.ts";
import { tellOfEnd } from "../end-sessions.ts";
import { sessionInfo } from "../sessions.ts";
import { reserveReset } from "../sign-in.ts";
import { type Account, accountById } from "../store.ts";
import { mailReset } from "./forgot.ts";
import { findLink } from "./store.ts";
import { applyLink, type Joined } from "./use.ts";

/** A whole office may sit behind one network. */
const FORGOTS = { name: "forgot", max: 30, windowMs: 15 * 60_000 };
const LINKS = { name: "links", max: 60, windowMs: 60_000 };

const forgot = endpoint(
  {
    method: "POST",
    path: "/auth/forgot",
    audience: "page",
    summary: "Mails a link for a new password; the answer does not tell whether anybody has this email",
    body: forgotPasswordSchema,
    codes: ["rate_limited"],
  },
  async ({ c, body }) => {
    const tooMany = overRate(c, FORGOTS, [clientNetwork(c)]);
    if (tooMany !== undefined) return refuse(tooMany);
    const db = accountsDatabase(c.env);
    const now = Date.now();
    // Above its limit an email gets no more mails, and nobody is told that either.
    if (await reserveReset(db, body.email, now)) {
      // Not waited for: a known email takes longer, and the answer must not tell.
      c.executionCtx.waitUntil(mailReset(c.env, db, body, now).catch(() => undefined));
    }
    return answer(undefined);
  },
);

const open = endpoint(
  {
    method: "POST",
    path: "/auth/links",
    audience: "page",
    summary: "What a mailed link is for",
    body: openLinkSchema,
    answer: openedLinkSchema,
    codes: ["auth.link", "rate_limited"],
  },
  async ({ c, body }) => {
    const tooMany = overRate(c, LINKS, [clientNetwork(c)]);
    if (tooMany !== undefined) return refuse(tooMany);
    const link = await findLink(accountsDatabase(c.env), body.token, Date.now());
    if (link === null) return refuse(refusal("auth.link"));
    const { kind, email, name, organizationName, expiresAt } = link;
    return answer({ kind, email, name, organizationName, expiresAt });
  },
);

const use = endpoint(
  {
    method: "POST",
    path: "/auth/links/use",
    audience: "page",
    summary:
      "Sets the password; or joins the organization by setting or showing it, and answers as sign-in does. No answer: sign in",
    body: useLinkSchema,
    answer: z.union([sessionInfoSchema, codeAskedSchema]).optional(),
    codes: ["auth.link", "auth.password", "auth.wrong", "rate_limited"],
  },
  async ({ c, body }) => {
    const tooMany = overRate(c, LINKS, [clientNetwork(c)]);
    if (tooMany !== undefined) return refuse(tooMany);
    const db = accountsDatabase(c.env);
    const about = { address: clientAddress(c), requestId: c.get("requestId") };
    const used = await applyLink({ env: c.env, db, ...body, now: Date.now(), about });
    if (!used.ok) return used;
    const { link, joined, mail } = used;
    c.executionCtx.waitUntil(deliver(c.env, mail.mailIds));
    const account = await accountById(db, link.accountId);
    if (joined !== null) {
      c.set("organizationId", joined.organizationId);
      await tellOrganization(c.env, joined.organizationId, c.get("requestId"));
      return answer(account === null ? undefined : await enter(c, db, account, joined));
    }
    if (account === null) return answer(undefined);
    await tellOfEnd(c, account.memberships);
    await auditAccount(c, db, account, { action: "password.reset", result: "ok" });
    return answer(undefined);
  },
);

/**
 * AUTH-14, 15: whoever has just joined has shown both mailbox and password, and goes on where they joined. undefined:
 * they sign in like everybody, and are told there what is in the way.
 */
async function enter(
  c: AppContext,
  db: Database,
  account: Account,
  { organizationId, passwordHash }: Joined,
): Promise<SessionInfo | CodeAsked | undefined> {
  const current = account.memberships.find((one) => one.organizationId === organizationId);
  if (current === undefined) return undefined;
  const proven = { account, current, passwordHash };
  const second = await secondStep(c, db, proven);
  if (second !== null) return second.ok ? second.asked : undefined;
  const signedIn = await beginSession(c, db, proven);
  return signedIn === null ? undefined : sessionInfo(signedIn);
}

export const linkEndpoints: Endpoint[] = [forgot, open, use];
