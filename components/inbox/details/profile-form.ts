import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";

export type ProfileField = "name" | "email" | "phone";
export type ProfileValues = Record<ProfileField, string>;
export type ProfileErrors = Partial<Record<ProfileField, string>>;

export const FIELDS: readonly ProfileField[] = ["name", "email", "phone"];
export const MAX: Record<ProfileField, number> = { name: LIMITS.nameLength, email: LIMITS.emailLength, phone: 20 };

export const valuesOf = ({ name, email, phone }: RoomSummary["contact"]): ProfileValues => ({
  name: name ?? "",
  email: email ?? "",
  phone: phone ?? "",
});

const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;
/** CONTACT-3: digits only, international, without "+". */
const PHONE = /^\d{8,15}$/;
/** CONTACT-8: what an agent sees of a hidden number is sent back as it was shown, and changes nothing. */
const HIDDEN = "****";

/** GEN-3: leading and trailing blanks do not count; spaces and dashes in a number are how people read it. */
export function cleaned(values: ProfileValues): ProfileValues {
  return {
    name: values.name.trim(),
    email: values.email.trim(),
    phone: values.phone.includes(HIDDEN) ? values.phone.trim() : values.phone.replace(/[\s().+-]/g, ""),
  };
}

export function errorsIn(values: ProfileValues, known: ProfileValues, text: Localizer): ProfileErrors {
  const errors: ProfileErrors = {};
  if (values.name === "" && known.name !== "") errors.name = text.t("error.required");
  for (const field of FIELDS) {
    const length = [...values[field]].length;
    if (length > MAX[field]) errors[field] = text.t("detail.tooLong", { limit: MAX[field], length });
  }
  const isNew = (field: ProfileField): boolean => values[field] !== "" && values[field] !== known[field];
  if (isNew("email") && !EMAIL.test(values.email)) errors.email ??= text.t("detail.badEmail");
  if (isNew("phone") && !PHONE.test(values.phone)) errors.phone ??= text.t("detail.badPhone");
  return errors;
}

/** Only what is another value than before; null: nothing is. */
export function changeOf(
  values: ProfileValues,
  known: ProfileValues,
): Extract<MemberCommand, { type: "contact.update" }> | null {
  const changed = FIELDS.filter((field) => values[field] !== known[field]);
  if (changed.length === 0) return null;
  return { type: "contact.update", ...Object.fromEntries(changed.map((field) => [field, values[field]])) };
}
