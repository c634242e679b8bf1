import { ProblemError } from "../../client/api.ts";
import type { ContactDetail, ContactRow } from "../../protocol/contacts.schema.ts";
import type { BadField } from "../../protocol/form-rules.ts";
import { errorText } from "../data/texts-of-errors.ts";
import { contactName, hueOf, initials } from "../inbox/people.ts";
import { contactsTexts } from "../strings/contacts.ts";
import type { Localizer } from "../strings/localizer.ts";

type Named = Pick<ContactRow, "contactId" | "name" | "channels">;

/** What a contact is called; one that no channel named is a visitor, or "n/a" (LIST-18). */
export const nameOf = ({ contactId, name, channels }: Named, text: Localizer): string =>
  contactName({ contactId, externalId: "", name }, channels[0] ?? "web_chat", text);

export const faceOf = (contact: Named, text: Localizer): { initials: string; hue: number } => ({
  initials: contact.name === null ? "" : initials(nameOf(contact, text)),
  hue: hueOf(contact.contactId),
});

/** LIST-18: the name is absent because the channel does not give it. */
export const isNameUntold = ({ name, channels }: Named): boolean => name === null && !channels.includes("web_chat");

/** What must be typed before this contact is erased (PRIVACY-6). */
export const wordsToType = ({ contactId, name, account, email }: ContactDetail): string =>
  name ?? account ?? email ?? contactId.slice(-4);

const HIDDEN = "****";
/** CONTACT-8: only a part of it is shown. */
export const isMasked = (value: string | null): boolean => value?.includes(HIDDEN) ?? false;

/** What stands under a bad field. */
export function badContactText(bad: BadField | undefined, text: Localizer): string | undefined {
  if (!bad) return undefined;
  const { find, t } = contactsTexts(text);
  if (bad.code === "too_long" && !bad.params) return text.t("error.too_long");
  return find(`error.${bad.code}`, bad.params) ?? text.find(`error.${bad.code}`) ?? t("error.contact.field");
}

/** Why something about a contact did not work, in words. */
export function contactErrorText(error: unknown, text: Localizer): string {
  const { find, t } = contactsTexts(text);
  const refusal = error instanceof ProblemError ? error.refusal : null;
  if (refusal?.code === "contact.exists" && !refusal.params?.contactId) return t("error.contact.existsUnseen");
  const own = refusal && find(`error.${refusal.code}`, refusal.params);
  return own ?? errorText(error, text);
}
