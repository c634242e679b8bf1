import { newId, newOrganizationId } from "../../../protocol/ids.ts";
import { TIMES } from "../../../protocol/limits.ts";
import type { CreateOrganization } from "../../../protocol/operator.schema.ts";
import { normaliseEmail } from "../../accounts/email.ts";
import { newLink } from "../../accounts/links/store.ts";
import { hasPassword, NO_PASSWORD } from "../../accounts/passwords.ts";
import { accountByEmail } from "../../accounts/store.ts";
import type { Statement } from "../../db/audit.ts";
import type { Database } from "../../db/client.ts";
import { accounts, members, organizations } from "../../db/schema/index.ts";
import type { Env } from "../../env.ts";
import { linkAddress, type PreparedMail, prepareMails } from "../../mail/outbox.ts";
import { ownerName } from "../rules.ts";

const DAY_MS = 24 * 3600_000;

export type Creation = { organizationId: string; memberId: string; statements: Statement[]; mail: PreparedMail };

/**
 * A new organization and its owner, who is no member before the mailed link was used: by setting a password (AUTH-15),
 * or by showing the one their account has (AUTH-14).
 */
export async function creationOf(env: Env, db: Database, given: CreateOrganization, now: number): Promise<Creation> {
  const organizationId = newOrganizationId();
  const memberId = newId("mem");
  const email = normaliseEmail(given.owner.email);
  const found = await accountByEmail(db, email);
  const accountId = found?.accountId ?? newId("acc");
  const kind = found !== null && hasPassword(found.passwordHash) ? "verification" : "invitation";
  const person = { firstName: given.owner.firstName.trim(), lastName: given.owner.lastName.trim() };
  const name = ownerName(person as typeof given.owner);
  const { language } = given;
  const base = { createdAt: now, name, ...person };
  const account = { accountId, email, passwordHash: NO_PASSWORD, language, passwordChangedAt: now, ...base };
  const membership = { organizationId, memberId, accountId, role: "admin" as const, ...base };
  const link = newLink(db, { kind, accountId, memberId }, now);
  const facts = {
    link: linkAddress(env, link.token),
    name,
    organization: given.name.trim(),
    inviter: null,
    days: TIMES.memberLinkMs / DAY_MS,
  };
  const order = { kind, facts, to: email, language: found?.language ?? language, expiresAt: link.expiresAt } as const;
  const mail = await prepareMails(env, db, [order], now);
  const organization = {
    organizationId,
    name: given.name.trim(),
    timeZone: given.timeZone,
    language,
    seatLimit: given.seatLimit,
    createdAt: now,
  };
  const statements = [
    db.insert(organizations).values(organization),
    ...(found === null ? [db.insert(accounts).values(account)] : []),
    db.insert(members).values({ ...membership, isOwner: true, isActive: false, pending: kind }),
    ...link.statements,
    ...mail.statements,
  ];
  return { organizationId, memberId, statements, mail };
}
