import type { ContactValues } from "../../protocol/contact-rules.ts";
import type { ContactDetail, ContactField } from "../../protocol/contacts.schema.ts";

/** Who said something of a contact; nobody of a lower rank says it again (CONTACT-10). */
export const RANKS = { channel: 0, visitor: 1, signed: 2, staff: 3 } as const;

export type Ranks = Record<ToldField, number>;

/**
 * Verified is a contact while an address that was signed for stands; one that staff typed over the last of them was signed
 * for by nobody (WIDGET-19). `before`: what stands where neither is the case.
 */
export function isVerifiedWith({ email, phone }: Pick<Ranks, "email" | "phone">, before: boolean): boolean {
  if (email === RANKS.signed || phone === RANKS.signed) return true;
  return before && email !== RANKS.staff && phone !== RANKS.staff;
}

/** Fields of a contact that staff set; those of the organization are `fields.<fieldId>`. */
export const PLAIN_FIELDS = ["name", "email", "phone", "company", "divisionId", "isOptedOut"] as const;
export type PlainField = (typeof PLAIN_FIELDS)[number];
/** What rooms show of their contact. */
export const TOLD_FIELDS = ["name", "email", "phone"] as const;
export type ToldField = (typeof TOLD_FIELDS)[number];

export type Profile = Pick<ContactDetail, PlainField | "fields">;
type Value = Profile[PlainField];

const FIELD = "fields.";

/** Names of what differs, as the audit log and merges call it. */
export function differences(one: Profile, other: Profile): string[] {
  const ids = [...new Set([...Object.keys(one.fields), ...Object.keys(other.fields)])];
  return [
    ...PLAIN_FIELDS.filter((field) => one[field] !== other[field]),
    ...ids.filter((id) => one.fields[id] !== other.fields[id]).map((id) => `${FIELD}${id}`),
  ];
}

/** CONTACT-6: the values that are named, over those that stand. Hidden and unknown fields stay as they are; null takes away. */
export function withFields(
  before: Profile["fields"],
  given: ContactValues["fields"],
  definitions: readonly ContactField[],
): Profile["fields"] {
  const open = definitions.filter(({ fieldId, isHidden }) => !isHidden && Object.hasOwn(given, fieldId));
  const taken = new Set(open.map(({ fieldId }) => fieldId));
  const kept = Object.entries(before).filter(([id]) => !taken.has(id));
  const set = open.flatMap(({ fieldId }) => {
    const value = given[fieldId];
    return value === null || value === undefined ? [] : [[fieldId, value] as const];
  });
  return Object.fromEntries([...kept, ...set]);
}

export type Keep = Readonly<Record<string, "this" | "other">>;
/** `chosen`: fields of which staff have said which of two different values stays. */
export type Merged = { profile: Profile; fromOther: string[]; chosen: string[] };

/**
 * CONTACT-5: each field of the one that was chosen; without a choice the survivor's, or the other's where the survivor has
 * none, so that nothing is lost that nobody gave up. Whoever has opted out stays so unless it is chosen otherwise.
 */
export function mergedProfile(survivor: Profile, other: Profile, keep: Keep): Merged {
  const differing = differences(survivor, other);
  const takesOther = (name: string): boolean =>
    Object.hasOwn(keep, name) ? keep[name] === "other" : isBlank(valueIn(survivor, name));
  const fromOther = differing.filter(takesOther);
  const plain = Object.fromEntries(
    PLAIN_FIELDS.map((field) => [field, (fromOther.includes(field) ? other : survivor)[field]]),
  ) as Omit<Profile, "fields">;
  const fields = { ...survivor.fields };
  for (const name of fromOther.filter((one) => one.startsWith(FIELD))) {
    const id = name.slice(FIELD.length);
    const value = other.fields[id];
    if (value === undefined) delete fields[id];
    else fields[id] = value;
  }
  return { profile: { ...plain, fields }, fromOther, chosen: differing.filter((name) => Object.hasOwn(keep, name)) };
}

const valueIn = (profile: Profile, name: string): Value | string | number | undefined =>
  name.startsWith(FIELD) ? profile.fields[name.slice(FIELD.length)] : profile[name as PlainField];

const isBlank = (value: unknown): boolean => value === null || value === undefined || value === "" || value === false;

const CODE_LENGTH = 4;

/** PRIVACY-6: what is typed to erase a person: what they are called, and at last the code a nameless visitor has. */
export const erasureWord = ({
  name,
  account,
  email,
  contactId,
}: Pick<ContactDetail, "name" | "account" | "email" | "contactId">): string =>
  name ?? account ?? email ?? contactId.slice(-CODE_LENGTH);
