import { sql } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { foldPhone, foldText } from "../db/fold.ts";
import { contacts } from "../db/schema/index.ts";
import type { ChangeScope } from "../settings/change.ts";
import { type Profile, RANKS, type ToldField } from "./rules.ts";

type Row = typeof contacts.$inferInsert;

/** How a name, an address or a number is found. */
const FOLDED: { [F in ToldField]: (value: string) => string } = {
  name: foldText,
  email: (value) => value.trim().toLowerCase(),
  phone: (value) => foldPhone(value),
};
const FOLDED_COLUMNS = { name: "nameFolded", email: "emailFolded", phone: "phoneDigits" } as const;

/**
 * Columns of what staff have said. Its time is never before the time of what stood, so that nothing late comes over it, and
 * what staff took away is said as well: the channel does not bring it back (CONTACT-10).
 */
function saidByStaff(field: ToldField, value: string | null, now: number): Partial<Row> {
  return {
    [field]: value,
    [`${field}Rank`]: RANKS.staff,
    [`${field}At`]: now,
    [FOLDED_COLUMNS[field]]: value === null ? null : FOLDED[field](value),
  };
}

/** The columns of the named fields of a profile, as staff say them. */
export function columnsOf(profile: Profile, names: readonly string[], now: number): Partial<Row> {
  const told = (["name", "email", "phone"] as const).filter((field) => names.includes(field));
  return {
    ...Object.assign({}, ...told.map((field) => saidByStaff(field, profile[field], now))),
    ...(names.includes("company") && { company: profile.company }),
    ...(names.includes("divisionId") && { divisionId: profile.divisionId }),
    ...(names.includes("isOptedOut") && { isOptedOut: profile.isOptedOut }),
    ...(names.some((name) => name.startsWith("fields.")) && { fields: profile.fields }),
  };
}

/** What every change by staff says of itself. */
export const changedBy = ({ member, now }: Pick<ChangeScope, "member" | "now">) => ({
  updatedAt: sql`max(${contacts.updatedAt}, ${now})`,
  version: sql`${contacts.version} + 1`,
  changedByName: member.name,
});

export const updateContact = (
  db: Database,
  { organizationId, contactId }: { organizationId: string; contactId: string },
  set: Record<string, unknown>,
) =>
  db
    .update(contacts)
    .set(set)
    .where(sql`${contacts.organizationId} = ${organizationId} AND ${contacts.contactId} = ${contactId}`);
