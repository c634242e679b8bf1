import { type ContactValues, checkContact, type FieldValue, tidyContact } from "../../protocol/contact-rules.ts";
import type { ContactDetail, ContactField, CreateContact } from "../../protocol/contacts.schema.ts";
import type { BadField } from "../../protocol/form-rules.ts";

/**
 * Pure: a contact as its form holds it. Everything is text, and each own field is a key of its own, so that two people's
 * changes are compared field by field.
 */
export type ContactDraft = {
  name: string;
  phone: string;
  email: string;
  company: string;
  /** Empty: General. */
  divisionId: string;
  isOptedOut: boolean;
  [field: `fields.${string}`]: string;
};

export const EMPTY_DRAFT: ContactDraft = {
  name: "",
  phone: "",
  email: "",
  company: "",
  divisionId: "",
  isOptedOut: false,
};

export const fieldKey = (fieldId: string): `fields.${string}` => `fields.${fieldId}`;
export const fieldPointer = (fieldId: string): string =>
  `/fields/${fieldId.replaceAll("~", "~0").replaceAll("/", "~1")}`;

const shown = (fields: readonly ContactField[]): ContactField[] => fields.filter(({ isHidden }) => !isHidden);

/** Spaces and dashes in a number are how people read it. */
const plainPhone = (phone: string): string => phone.replace(/[\s().+-]/g, "");

export const emptyDraft = (fields: readonly ContactField[]): ContactDraft => ({
  ...EMPTY_DRAFT,
  ...Object.fromEntries(shown(fields).map(({ fieldId }) => [fieldKey(fieldId), ""])),
});

export function draftOf(
  contact: Pick<ContactDetail, "name" | "phone" | "email" | "company" | "divisionId" | "isOptedOut" | "fields">,
  fields: readonly ContactField[],
): ContactDraft {
  const { name, phone, email, company, divisionId, isOptedOut } = contact;
  return {
    name: name ?? "",
    phone: phone ?? "",
    email: email ?? "",
    company: company ?? "",
    divisionId: divisionId ?? "",
    isOptedOut,
    ...ownValues(contact.fields, fields),
  };
}

/** Only the own fields, as the form holds them. */
export const ownValues = (
  values: Record<string, FieldValue>,
  fields: readonly ContactField[],
): Record<`fields.${string}`, string> =>
  Object.fromEntries(shown(fields).map(({ fieldId }) => [fieldKey(fieldId), String(values[fieldId] ?? "")]));

/** GEN-3: without blanks around single lines. A number that was there (`before`) stays as its owner wrote it. */
export function tidyDraft<D extends { phone: string }>(draft: D, before: { phone: string }): D {
  const trimmed = Object.entries(draft).map(([key, value]) => [key, typeof value === "string" ? value.trim() : value]);
  const tidy = Object.fromEntries(trimmed) as D;
  return tidy.phone === before.phone ? tidy : { ...tidy, phone: plainPhone(tidy.phone) };
}

/** As the server takes it. What is no number stays a text, so that its field is told. */
export function profileOf(draft: ContactDraft, fields: readonly ContactField[]): CreateContact {
  const { name, phone, email, company, divisionId } = draft;
  const values = shown(fields).map((field) => [field.fieldId, valueIn(field, draft)] as const);
  return {
    ...tidyContact({ name, phone, email, company, fields: Object.fromEntries(values) }),
    divisionId: divisionId === "" ? null : divisionId,
  };
}

export function valueIn({ fieldId, type }: ContactField, draft: Record<string, unknown>): FieldValue | null {
  const text = String(draft[fieldKey(fieldId)] ?? "").trim();
  if (text === "") return null;
  if (type !== "number") return text;
  const number = Number(text.replace(",", "."));
  return Number.isFinite(number) ? number : text;
}

/** `before`: what stands; null: it is a new one. */
export const checkDraft = (
  draft: ContactDraft,
  fields: readonly ContactField[],
  before: (Omit<ContactValues, "name"> & { name: string | null }) | null,
): BadField[] => checkContact(profileOf(draft, fields), fields, before);
