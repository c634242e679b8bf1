import { and, eq } from "drizzle-orm";
import type { OperatorOrganization } from "../../../protocol/operator.schema.ts";
import { supportOf } from "../../accounts/support.ts";
import type { Database } from "../../db/client.ts";
import { accounts, members } from "../../db/schema/index.ts";
import type { MailOrder } from "../../mail/outbox.ts";

const TOLD_MS = 7 * 24 * 3600_000;
const LOCALES = { en: "en-GB", id: "id-ID" } as const;

/** PRIVACY-7: to every admin, once: when a deletion is set, and when it is taken back (`deletionAt` null). */
export async function deletionLetters(
  db: Database,
  { organizationId, name, language: usual, timeZone }: OperatorOrganization,
  deletionAt: number | null,
  now: number,
): Promise<MailOrder[]> {
  const [admins, support] = await Promise.all([adminsOf(db, organizationId), supportOf(db)]);
  const contact = support && `${support.text}: ${support.url.replace(/^(mailto|tel):/, "")}`;
  return admins.map(({ email, language: own }) => {
    const language = own ?? usual;
    const about = { to: email, language, expiresAt: deletionAt ?? now + TOLD_MS };
    if (deletionAt === null) return { ...about, kind: "deletionKept", facts: { organization: name } };
    const date = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: "long", timeZone }).format(deletionAt);
    return { ...about, kind: "deletionSet", facts: { organization: name, date, contact } };
  });
}

const adminsOf = (db: Database, organizationId: string) =>
  db
    .select({ email: accounts.email, language: accounts.language })
    .from(members)
    .innerJoin(accounts, eq(accounts.accountId, members.accountId))
    .where(and(eq(members.organizationId, organizationId), eq(members.role, "admin"), eq(members.isActive, true)));
