import type { ContactField, CreateContact } from "./contacts.schema.ts";
import { type BadField, checkLength, checkText, isDate } from "./form-rules.ts";
import { LIMITS } from "./limits.ts";
import { checkEmail } from "./webchat-rules.ts";

/**
 * What a contact may not be saved with (CONTACT-2, 3, 6), for screen and server. Values are checked as they will be stored:
 * trimmed, and null where nothing is left (`tidyContact`).
 */
export type FieldValue = string | number;

export type ContactValues = Pick<CreateContact, "name" | "email" | "phone" | "company"> & {
  fields: Record<string, FieldValue | null>;
};

/** International, without "+" and without a leading 0: 628123456789. */
const PHONE = /^[1-9]\d{7,14}$/;
export const isContactPhone = (phone: string): boolean => PHONE.test(phone);

/** What is blank is not there. */
const tidy = (value: string | null): string | null => value?.trim() || null;

export const tidyContact = <T extends ContactValues>(values: T): T => ({
  ...values,
  name: values.name.trim(),
  email: tidy(values.email),
  phone: tidy(values.phone),
  company: tidy(values.company),
  fields: tidyFields(values.fields),
});

export const tidyFields = (fields: ContactValues["fields"]): ContactValues["fields"] =>
  Object.fromEntries(
    Object.entries(fields).map(([id, value]) => [id, typeof value === "string" ? tidy(value) : value] as const),
  );

/**
 * `before`: what stands, for a contact that is known; null for a new one. Values that do not change are not looked at,
 * because visitors write their numbers as they like and fields get new rules.
 */
export function checkContact(
  values: ContactValues,
  fields: readonly ContactField[],
  before: (Omit<ContactValues, "name"> & { name: string | null }) | null,
): BadField[] {
  const { name, email, phone, company } = values;
  return [
    ...checkText("/name", name, LIMITS.nameLength),
    ...(before === null && email === null && phone === null ? [bad("/phone", "contact.identity")] : []),
    ...checkReachable({
      email: email === before?.email ? null : email,
      phone: phone === before?.phone ? null : phone,
    }),
    ...checkLength("/company", company ?? "", LIMITS.companyLength),
    ...checkFields(values.fields, fields, before?.fields ?? {}),
  ];
}

/** What is new of a phone number and an email address; nothing, where it is left out or emptied. */
export const checkReachable = ({ email, phone }: { email?: string | null; phone?: string | null }): BadField[] => [
  ...(phone && !isContactPhone(phone) ? [bad("/phone", "contact.phone")] : []),
  ...(email && checkEmail(email) !== null ? [bad("/email", "profile.email")] : []),
];

/** Of fields that are not named the value stands as it is; hidden ones are nobody's to fill in. */
export function checkFields(
  values: ContactValues["fields"],
  fields: readonly ContactField[],
  before: ContactValues["fields"],
): BadField[] {
  const known = new Set(fields.map(({ fieldId }) => fieldId));
  const unknown = Object.keys(values).filter((fieldId) => !known.has(fieldId));
  return [
    ...unknown.map((fieldId) => bad(`/fields/${pointerPart(fieldId)}`, "contact.field")),
    ...fields.filter(({ isHidden }) => !isHidden).flatMap((field) => checkField(field, values, before)),
  ];
}

function checkField(field: ContactField, values: ContactValues["fields"], before: ContactValues["fields"]): BadField[] {
  const { fieldId, isRequired } = field;
  const value = Object.hasOwn(values, fieldId) ? values[fieldId] : before[fieldId];
  const pointer = `/fields/${pointerPart(fieldId)}`;
  if (value === undefined || value === null) return isRequired ? [bad(pointer, "required")] : [];
  if (value === before[fieldId]) return [];
  if (!fits(field, value)) return [bad(pointer, "contact.field")];
  return typeof value === "string" ? checkLength(pointer, value, LIMITS.contactFieldLength) : [];
}

function fits({ type, options }: ContactField, value: FieldValue): boolean {
  if (type === "number") return typeof value === "number" && Number.isFinite(value);
  if (typeof value !== "string") return false;
  if (type === "choice") return options.includes(value);
  return type === "text" || isDate(value);
}

const bad = (pointer: string, code: BadField["code"]): BadField => ({ pointer, code });
const pointerPart = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");

/**
 * CONTACT-6, against what stands: a field that was made is never taken away, its type stays, and a choice keeps its
 * options. New fields have no id yet, which the server makes.
 */
export function checkFieldsKept(fields: readonly ContactField[], before: readonly ContactField[]): BadField[] {
  const ids = new Set(fields.map(({ fieldId }) => fieldId));
  const missing = before.some(({ fieldId }) => !ids.has(fieldId));
  return [
    ...(missing ? [bad("/fields", "contact.fields")] : []),
    ...fields.flatMap((field, at) => checkFieldKept(field, at, fields, before)),
  ];
}

function checkFieldKept(
  { fieldId, type, options }: ContactField,
  at: number,
  fields: readonly ContactField[],
  before: readonly ContactField[],
): BadField[] {
  if (fieldId === "") return [];
  const known = before.find((one) => one.fieldId === fieldId);
  const isTwice = fields.findIndex((one) => one.fieldId === fieldId) !== at;
  if (known === undefined || isTwice) return [bad(`/fields/${at}/fieldId`, "contact.fields")];
  return [
    ...(type === known.type ? [] : [bad(`/fields/${at}/type`, "contact.fields")]),
    ...(known.options.every((option) => options.includes(option))
      ? []
      : [bad(`/fields/${at}/options`, "contact.fields")]),
  ];
}
