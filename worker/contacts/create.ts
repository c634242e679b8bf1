import type { InStatement } from "@libsql/client/web";
import { refusal } from "../../protocol/codes.ts";
import { checkContact, tidyContact } from "../../protocol/contact-rules.ts";
import type { ContactDetail, CreateContact } from "../../protocol/contacts.schema.ts";
import type { BadField } from "../../protocol/form-rules.ts";
import { contactIdFor, newId } from "../../protocol/ids.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import { contacts } from "../db/schema/index.ts";
import type { Condition } from "../inbox/visible.ts";
import type { ChangeScope } from "../settings/change.ts";
import { badForm } from "../settings/rules.ts";
import type { ContactDecision } from "./change.ts";
import { cleanTexts } from "./clean.ts";
import { PLAIN_FIELDS, type Profile, withFields } from "./rules.ts";
import { checkDivision, refused } from "./save.ts";
import { givableDivisions, ownChannels, visibleContact } from "./sight.ts";
import { standingOf } from "./store.ts";
import { columnsOf } from "./written.ts";

const NO_DIVISION: BadField = { pointer: "/divisionId", code: "required" };

/** CONTACT-3: a person nobody has written with yet, called by a number or an address that no other contact has. */
export async function decideCreate(scope: ChangeScope, given: CreateContact): Promise<ContactDecision<ContactDetail>> {
  const { db, member, organizationId, now } = scope;
  const givable = givableDivisions(member);
  // Whom they made they could not find again.
  if (member.scope?.contactId || givable?.length === 0) return refused(refusal("forbidden"));
  const values = tidyContact(cleanTexts(given));
  const first = await firstId(organizationId, values);
  const standing = await standingOf(db, member, first);
  const bad = badForm([
    ...checkContact(values, standing.definitions, null),
    ...(givable !== null && values.divisionId === null ? [NO_DIVISION] : []),
    ...checkDivision(values.divisionId, null, standing, member),
  ]);
  if (bad !== null) return refused(bad);
  const [same, used] = await db.$client.batch(
    [sameStatement(member, values), usedStatement(organizationId, first)],
    "read",
  );
  const other = same?.rows[0];
  if (other !== undefined) return refused(refusal("contact.exists", { params: shown(other) }));
  const contactId = used?.rows.length === 0 ? first : newId("con");
  const fields = withFields({}, values.fields, standing.definitions);
  const profile: Profile = { ...values, isOptedOut: false, fields };
  const times = { createdAt: now, updatedAt: now };
  const row = { organizationId, contactId, ...times, changedByName: member.name };
  return {
    ok: true,
    status: 201,
    value: detailOf(contactId, profile, now),
    change: {
      statements: [db.insert(contacts).values({ ...row, ...columnsOf(profile, namesOf(profile), now) })],
      audit: { action: "contact.create", target: contactId, changes: { fields: namesOf(profile) } },
    },
  };
}

/** The id a first message from that number or address will compute, so that it finds this contact. */
const firstId = (organizationId: string, { phone, email }: Pick<CreateContact, "phone" | "email">): Promise<string> =>
  phone === null ? contactIdFor(organizationId, "email", email ?? "") : contactIdFor(organizationId, "wa_cloud", phone);

/** The contact that has the number or the address; what of it may be told stands in `seen`. */
export function sameStatement(
  member: MemberIdentity,
  { phone, email }: Pick<CreateContact, "phone" | "email">,
): InStatement {
  const { organizationId } = member;
  const ways: Condition[] = [
    ...(phone === null ? [] : byNumber(member, phone)),
    ...(email === null ? [] : byAddress(member, email.toLowerCase())),
  ];
  const seen = visibleContact(member, "c");
  return {
    sql: `SELECT c.contact_id, c.name, f.is_told AND ${seen === null ? "1" : `(${seen.sql})`} AS seen
          FROM (${ways.map(({ sql }) => sql).join(" UNION ALL ")} LIMIT 1) AS f
          CROSS JOIN contacts AS c ON c.organization_id = ? AND c.contact_id = f.contact_id`,
    args: [...(seen?.args ?? []), ...ways.flatMap(({ args }) => args), organizationId],
  };
}

const byNumber = (member: MemberIdentity, phone: string): Condition[] => [
  {
    sql: "SELECT contact_id, 1 AS is_told FROM contacts INDEXED BY contacts_phone WHERE organization_id = ? AND phone_digits = ?",
    args: [member.organizationId, phone],
  },
  byIdentity(member, "i.channel IN ('wa', 'wa_cloud')", phone),
];

const byAddress = (member: MemberIdentity, email: string): Condition[] => [
  {
    sql: "SELECT contact_id, 1 AS is_told FROM contacts INDEXED BY contacts_email WHERE organization_id = ? AND email_folded = ?",
    args: [member.organizationId, email],
  },
  byIdentity(member, "i.channel = 'email'", email),
];

/** Who is called so on a channel that the member is not told of is not named to them. */
function byIdentity(member: MemberIdentity, channels: string, externalId: string): Condition {
  const own = ownChannels(member, "i");
  return {
    sql: `SELECT i.contact_id, ${own === null ? "1" : `(${own.sql})`} AS is_told FROM identities AS i
          WHERE i.organization_id = ? AND ${channels} AND i.external_id = ?`,
    args: [...(own?.args ?? []), member.organizationId, externalId],
  };
}

/** An id that names somebody else's past is not given again. */
export const usedStatement = (organizationId: string, contactId: string): InStatement => ({
  sql: `SELECT 1 WHERE EXISTS (SELECT 1 FROM contacts WHERE organization_id = ?1 AND contact_id = ?2)
          OR EXISTS (SELECT 1 FROM contact_merges WHERE organization_id = ?1 AND former_id = ?2)
          OR EXISTS (SELECT 1 FROM contact_jobs WHERE organization_id = ?1 AND contact_id = ?2)
          OR EXISTS (SELECT 1 FROM rooms INDEXED BY rooms_contact WHERE organization_id = ?1 AND contact_id = ?2)`,
  args: [organizationId, contactId],
});

const shown = (row: Record<string, unknown>): Record<string, string> =>
  Number(row.seen) === 1 ? { contactId: String(row.contact_id), name: String(row.name ?? "") } : {};

const namesOf = (profile: Profile): string[] => [
  ...PLAIN_FIELDS.filter((field) => profile[field] !== null && profile[field] !== false),
  ...Object.keys(profile.fields).map((id) => `fields.${id}`),
];

const detailOf = (contactId: string, profile: Profile, now: number): ContactDetail => ({
  contactId,
  ...profile,
  channels: [],
  account: profile.phone,
  isBlocked: false,
  isVerified: false,
  createdAt: now,
  updatedAt: now,
  identities: [],
  tags: [],
  rooms: [],
  hasMoreRooms: false,
  version: 1,
});
