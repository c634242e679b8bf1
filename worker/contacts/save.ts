import { type Refusal, refusal } from "../../protocol/codes.ts";
import { checkContact, checkFields, tidyContact, tidyFields } from "../../protocol/contact-rules.ts";
import type { ContactDetail, RoomContact, SaveContact, SaveRoomContact } from "../../protocol/contacts.schema.ts";
import { type BadField, checkLength } from "../../protocol/form-rules.ts";
import { LIMITS } from "../../protocol/limits.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import type { ChangeScope } from "../settings/change.ts";
import { badForm } from "../settings/rules.ts";
import { actorIn, type ContactDecision } from "./change.ts";
import { cleanTexts } from "./clean.ts";
import { tellStatement } from "./jobs/statements.ts";
import { accountOf } from "./rows.ts";
import { differences, isVerifiedWith, type Profile, RANKS, TOLD_FIELDS, withFields } from "./rules.ts";
import { givableDivisions } from "./sight.ts";
import { type Standing, type StandingContact, standingOf } from "./store.ts";
import { changedBy, columnsOf, updateContact } from "./written.ts";

/** CONTACT-2: a contact as a form gives it back, if it still is the version that was read (GEN-11). */
export async function decideSave(
  scope: ChangeScope,
  contactId: string,
  given: SaveContact,
): Promise<ContactDecision<ContactDetail>> {
  const standing = await standingOf(scope.db, scope.member, contactId);
  if (standing.contact === null) return refused(refusal("not_found"));
  const before = standing.contact.detail;
  const values = tidyContact(cleanTexts(given));
  const bad = badForm([
    ...checkContact(values, standing.definitions, before),
    ...checkDivision(values.divisionId, before.divisionId, standing, scope.member),
  ]);
  if (bad !== null) return refused(bad);
  const { version, ...profile } = values;
  const fields = withFields(before.fields, values.fields, standing.definitions);
  return decideChange(scope, standing.contact, { ...profile, fields }, version);
}

/** ROLE-16: what the room panel gives back; who may see the room was asked before. */
export async function decideSaveOfRoom(
  scope: ChangeScope,
  contactId: string,
  given: SaveRoomContact,
): Promise<ContactDecision<RoomContact>> {
  const standing = await standingOf(scope.db, withEverybody(scope.member), contactId);
  if (standing.contact === null) return refused(refusal("not_found"));
  const before = standing.contact.detail;
  const { fields, ...rest } = cleanTexts(given);
  const company = rest.company?.trim() || null;
  const values = tidyFields(fields);
  const bad = badForm([
    ...checkLength("/company", company ?? "", LIMITS.companyLength),
    ...checkFields(values, standing.definitions, before.fields),
  ]);
  if (bad !== null) return refused(bad);
  const profile = { ...before, company, fields: withFields(before.fields, values, standing.definitions) };
  const decision = decideChange(scope, standing.contact, profile, rest.version);
  const shown = (detail: ContactDetail): RoomContact => roomContactOf(detail, standing);
  if (decision.ok) return { ...decision, value: shown(decision.value) };
  const { current } = decision.refusal;
  return current === undefined ? decision : refused({ ...decision.refusal, current: shown(current as ContactDetail) });
}

/** Whoever sees a room works with its contact there, whatever else is theirs. */
export const withEverybody = (member: MemberIdentity): MemberIdentity => ({ ...member, role: "admin", scope: null });

export function roomContactOf(
  { contactId, company, divisionId, fields, version }: ContactDetail,
  { definitions }: Pick<Standing, "definitions">,
): RoomContact {
  const shown = definitions.filter(({ isHidden }) => !isHidden);
  const isShown = (id: string): boolean => shown.some(({ fieldId }) => fieldId === id);
  const values = Object.fromEntries(Object.entries(fields).filter(([id]) => isShown(id)));
  return { contactId, company, divisionId, fields: values, definitions: shown, version };
}

function decideChange(
  scope: ChangeScope,
  { row, detail: before }: StandingContact,
  profile: Profile,
  version: number,
): ContactDecision<ContactDetail> {
  const names = differences(before, profile);
  if (names.length === 0) return { ok: true, value: before };
  if (version !== before.version)
    return refused(refusal("conflict", { params: { name: row.changedByName ?? "" }, current: before }));
  const { db, organizationId, now } = scope;
  const { contactId } = before;
  const isTold = TOLD_FIELDS.some((field) => names.includes(field));
  const rankOf = (field: "email" | "phone") => (names.includes(field) ? RANKS.staff : row.ranks[field]);
  const isVerified = isVerifiedWith({ email: rankOf("email"), phone: rankOf("phone") }, before.isVerified);
  // Whoever is signed for while something else is saved stays so.
  const isAddressed = names.includes("email") || names.includes("phone");
  const set = { ...columnsOf(profile, names, now), ...(isAddressed && { isVerified }), ...changedBy(scope) };
  return {
    ok: true,
    value: {
      ...before,
      ...profile,
      isVerified,
      account: accountAfter(before, profile),
      updatedAt: Math.max(before.updatedAt, now),
      version: before.version + 1,
    },
    change: {
      statements: [
        updateContact(db, { organizationId, contactId }, set),
        ...(isTold ? [tellStatement({ organizationId, contactId, now, actor: actorIn(scope) })] : []),
      ],
      audit: { action: "contact.edit", target: contactId, changes: { fields: names } },
    },
    changedIds: [contactId],
    ...(isTold && { job: { contactId, kind: "tell" as const } }),
  };
}

/** The number comes before what channels say. */
const accountAfter = ({ identities }: ContactDetail, { phone }: Profile): string | null =>
  phone ?? accountOf(identities);

export const refused = (refusal: Refusal): { ok: false; refusal: Refusal } => ({ ok: false, refusal });

/** A division there is, and one of their own for those who only see their own. */
export function checkDivision(
  divisionId: string | null,
  before: string | null,
  { divisionIds }: Standing,
  member: MemberIdentity,
): BadField[] {
  if (divisionId === null || divisionId === before) return [];
  const isTheirs = givableDivisions(member)?.includes(divisionId) ?? true;
  return divisionIds.has(divisionId) && isTheirs ? [] : [{ pointer: "/divisionId", code: "settings.invalid" }];
}
