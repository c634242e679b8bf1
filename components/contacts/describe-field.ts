import { contactsTexts } from "../strings/contacts.ts";
import type { Localizer } from "../strings/localizer.ts";
import type { ContactsDesk } from "./contacts-contract.ts";

type Known = Pick<ContactsDesk, "fields" | "divisions">;
const LABELS = ["name", "phone", "email", "company"] as const;

export const divisionName = (divisionId: string | null, { divisions }: Known, text: Localizer): string =>
  divisionId === null || divisionId === ""
    ? text.t("division.general")
    : (divisions.find((one) => one.divisionId === divisionId)?.name ?? divisionId);

/** A field of a contact and a value of it in words, by the keys of `ContactDraft`. */
export function describeField(
  key: string,
  value: unknown,
  known: Known,
  text: Localizer,
): { label: string; words: string } {
  const { t } = contactsTexts(text);
  const words = value === null || value === "" || value === undefined ? "–" : String(value);
  const plain = LABELS.find((one) => one === key);
  if (plain) return { label: t(`detail.${plain}`), words };
  if (key === "divisionId")
    return { label: t("detail.division"), words: divisionName(value as string | null, known, text) };
  if (key === "isOptedOut") return { label: t("detail.optOut"), words: t(value === true ? "detail.yes" : "detail.no") };
  const field = known.fields.find(({ fieldId }) => `fields.${fieldId}` === key);
  return { label: field?.label ?? key, words };
}
