import type { InStatement } from "@libsql/client/web";
import { sql } from "drizzle-orm";
import { refusal } from "../../protocol/codes.ts";
import type { ContactDetail, MergeContact } from "../../protocol/contacts.schema.ts";
import type { Statement } from "../db/audit.ts";
import { contacts } from "../db/schema/index.ts";
import type { ChangeScope } from "../settings/change.ts";
import { actorIn, type ContactDecision } from "./change.ts";
import { tellStatement } from "./jobs/statements.ts";
import {
  isVerifiedWith,
  type Merged,
  mergedProfile,
  PLAIN_FIELDS,
  type Profile,
  RANKS,
  TOLD_FIELDS,
  type ToldField,
} from "./rules.ts";
import { refused } from "./save.ts";
import { type StandingContact, standingOf } from "./store.ts";
import { changedBy, columnsOf, updateContact } from "./written.ts";

/**
 * CONTACT-5: the other contact lives on in this one, with its addresses, rooms, history and block. Answers the ids of both;
 * what has become of the survivor is to be read anew.
 */
export async function decideMerge(
  scope: ChangeScope,
  contactId: string,
  given: MergeContact,
): Promise<ContactDecision<{ contactId: string }>> {
  const { db, member, organizationId, now } = scope;
  const [{ contact: survivor }, { contact: other }] = await Promise.all([
    standingOf(db, member, contactId),
    standingOf(db, member, given.otherId),
  ]);
  if (survivor === null || other === null) return refused(refusal("not_found"));
  const [kept, former] = [survivor.detail.contactId, other.detail.contactId];
  // Also whoever repeats a merge whose answer was lost.
  if (kept === former)
    return refused(refusal("contact.same", { fields: [{ pointer: "/otherId", code: "contact.same" }] }));
  if (survivor.hasHiddenRooms || other.hasHiddenRooms) return refused(refusal("forbidden"));
  const conflict = conflictOf(survivor, other, given.versions);
  if (conflict !== null) return refused(conflict);
  const merged = mergedProfile(profileOf(survivor.detail), profileOf(other.detail), given.keep);
  return {
    ok: true,
    value: { contactId: kept },
    change: {
      statements: [
        updateContact(db, { organizationId, contactId: kept }, survivorColumns(scope, survivor, other, merged)),
        ...movesOf({ organizationId, former, kept, now }),
        tellStatement({ organizationId, contactId: kept, now, actor: actorIn(scope) }),
      ],
      audit: { action: "contact.merge", target: kept, changes: { former, fields: merged.fromOther } },
    },
    job: { contactId: kept, kind: "tell" },
    changedIds: [kept, former],
  };
}

function conflictOf(survivor: StandingContact, other: StandingContact, versions: MergeContact["versions"]) {
  const changed =
    versions.this !== survivor.detail.version ? survivor : versions.other !== other.detail.version ? other : null;
  if (changed === null) return null;
  const current = { this: survivor.detail, other: other.detail };
  return refusal("conflict", { params: { name: changed.row.changedByName ?? "" }, current });
}

const profileOf = (detail: ContactDetail): Profile => ({
  ...(Object.fromEntries(PLAIN_FIELDS.map((field) => [field, detail[field]])) as Omit<Profile, "fields">),
  fields: detail.fields,
});

/**
 * What was chosen is said by staff; what was taken over keeps who said it and when. All of it is read as it stands when it
 * is written, because rooms go on telling of both meanwhile.
 */
function survivorColumns(scope: ChangeScope, survivor: StandingContact, other: StandingContact, merged: Merged) {
  const { organizationId, now } = scope;
  const { profile, fromOther, chosen } = merged;
  const isTold = (name: string): name is ToldField => (TOLD_FIELDS as readonly string[]).includes(name);
  const of = (column: string) =>
    sql`(SELECT ${sql.raw(`o.${column}`)} FROM contacts AS o
         WHERE o.organization_id = ${organizationId} AND o.contact_id = ${other.detail.contactId})`;
  const [mine, theirs] = [survivor.row.ranks, other.row.ranks];
  // Of what both say alike, who says it with more weight.
  const isWeightier = (field: ToldField) =>
    survivor.detail[field] === other.detail[field] && theirs[field] > mine[field];
  const taken = TOLD_FIELDS.filter(
    (field) => !chosen.includes(field) && (fromOther.includes(field) || isWeightier(field)),
  );
  const rankOf = (field: ToldField) =>
    chosen.includes(field) ? RANKS.staff : (taken.includes(field) ? theirs : mine)[field];
  const said = [...chosen, ...fromOther.filter((name) => !isTold(name))];
  const isEither = sql`max(${contacts.isBlocked}, coalesce(${of("is_blocked")}, 0))`;
  const blockedAt = sql`CASE WHEN ${isEither} THEN ${now}
    ELSE nullif(max(coalesce(${contacts.blockedAt}, 0), coalesce(${of("blocked_at")}, 0)), 0) END`;
  return {
    ...columnsOf(profile, said, now),
    ...Object.assign({}, ...taken.map((field) => takenColumns(field, of))),
    isVerified: isVerifiedWith(
      { email: rankOf("email"), phone: rankOf("phone") },
      survivor.detail.isVerified || other.detail.isVerified,
    ),
    isBlocked: isEither,
    blockedAt,
    createdAt: sql`min(${contacts.createdAt}, coalesce(${of("created_at")}, ${contacts.createdAt}))`,
    ...changedBy(scope),
  };
}

const takenColumns = (field: ToldField, of: (column: string) => ReturnType<typeof sql>) => ({
  [field]: of(field),
  [`${field}Rank`]: of(`${field}_rank`),
  [`${field}At`]: of(`${field}_at`),
  [{ name: "nameFolded", email: "emailFolded", phone: "phoneDigits" }[field]]: of(
    { name: "name_folded", email: "email_folded", phone: "phone_digits" }[field],
  ),
});

type Move = { organizationId: string; former: string; kept: string; now: number };

/** Everything that names the former one names the survivor; a former one is never merged into another former one. */
export function movesOf({ organizationId, former, kept, now }: Move): Statement[] {
  const args = [organizationId, former, kept];
  const moved = (table: string): InStatement => ({
    sql: `UPDATE ${table} SET contact_id = ?3 WHERE organization_id = ?1 AND contact_id = ?2`,
    args,
  });
  const gone = (table: string): InStatement => ({
    sql: `DELETE FROM ${table} WHERE organization_id = ?1 AND contact_id = ?2`,
    args: [organizationId, former],
  });
  return [
    moved("identities"),
    {
      sql: `UPDATE rooms SET contact_id = ?3, summary = json_set(summary, '$.contact.contactId', ?3)
            WHERE organization_id = ?1 AND contact_id = ?2`,
      args,
    },
    moved("contact_merges"),
    {
      sql: "INSERT INTO contact_merges (organization_id, former_id, contact_id, at) VALUES (?1, ?2, ?3, ?4)",
      args: [...args, now],
    },
    gone("contact_jobs"),
    gone("contacts"),
  ];
}
