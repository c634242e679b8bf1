import { html, type TemplateResult } from "lit";
import type { ContactField } from "../../protocol/contacts.schema.ts";
import type { BadField } from "../../protocol/form-rules.ts";
import type { Division } from "../../protocol/settings.schema.ts";
import { contactsTexts } from "../strings/contacts.ts";
import type { Localizer } from "../strings/localizer.ts";
import { selectField, textField } from "../ui/form.ts";
import { type ContactDraft, fieldKey, fieldPointer } from "./contact-draft.ts";
import { badContactText } from "./contact-names.ts";

/** Fields of a person, wherever a form shows them. Needs `formStyles`. */
type Facts<D> = {
  draft: D;
  badAt: (pointer: string) => BadField | undefined;
  text: Localizer;
  isDisabled?: boolean;
  onChange: (patch: Partial<D>) => void;
};

export type ToldKey = "name" | "phone" | "email";

export function personFields(facts: Facts<ContactDraft> & { divisions: readonly Division[] }): TemplateResult {
  const { draft, divisions, text, onChange } = facts;
  const { t } = contactsTexts(text);
  return html`${toldField("name", facts)}
    <div class="two">${toldField("phone", facts, t("detail.phoneHint"))}${toldField("email", facts)}</div>
    <div class="two">
      ${companyField(facts)}
      ${selectField({
        pointer: "/divisionId",
        label: t("detail.division"),
        error: badContactText(facts.badAt("/divisionId"), text),
        isDisabled: facts.isDisabled ?? false,
        value: draft.divisionId,
        options: [
          { value: "", label: text.t("division.general") },
          ...divisions.map(({ divisionId, name }) => ({ value: divisionId, label: name })),
        ],
        onChange: (divisionId) => onChange({ divisionId }),
      })}
    </div>`;
}

/** What rooms tell of a person as well. */
export const toldField = <D extends Record<ToldKey, string>>(
  key: ToldKey,
  { draft, badAt, text, isDisabled = false, onChange }: Facts<D>,
  hint?: string,
): TemplateResult =>
  textField({
    pointer: `/${key}`,
    label: contactsTexts(text).t(`detail.${key}`),
    hint,
    error: badContactText(badAt(`/${key}`), text),
    isDisabled,
    value: draft[key],
    onInput: (value) => onChange({ [key]: value } as Partial<D>),
  });

/** What masking hides: nobody types over what they do not see (CONTACT-8). */
export function hiddenField(key: ToldKey, shown: string, text: Localizer): TemplateResult {
  const { t } = contactsTexts(text);
  const label = t(`detail.${key}`);
  return html`<div class="form-field" role="group" aria-label=${label}>
    <p class="label">${label}</p>
    <p class="numbers"><bdi>${shown}</bdi></p>
    <p class="hint">${t("detail.masked")}</p>
  </div>`;
}

export const companyField = <D extends { company: string }>(facts: Facts<D>): TemplateResult =>
  textField({
    pointer: "/company",
    label: contactsTexts(facts.text).t("detail.company"),
    error: badContactText(facts.badAt("/company"), facts.text),
    isDisabled: facts.isDisabled ?? false,
    value: facts.draft.company,
    onInput: (company) => facts.onChange({ company } as Partial<D>),
  });

/** The organization's own fields, as they are set up (CONTACT-6). */
export const ownFields = <D extends object>(facts: Facts<D> & { fields: readonly ContactField[] }): TemplateResult[] =>
  facts.fields.filter(({ isHidden }) => !isHidden).map((field) => ownField(field, facts));

function ownField<D extends object>(field: ContactField, facts: Facts<D>): TemplateResult {
  const { fieldId, label, type, options, isRequired } = field;
  const { text } = facts;
  const { t } = contactsTexts(text);
  const key = fieldKey(fieldId);
  const value = String((facts.draft as Record<string, unknown>)[key] ?? "");
  const pointer = fieldPointer(fieldId);
  const shared = {
    pointer,
    label,
    ...(isRequired ? {} : { optional: t("detail.optional") }),
    error: wrongValue(field, facts.badAt(pointer), text),
    isDisabled: facts.isDisabled ?? false,
    value,
  };
  const change = (next: string): void => facts.onChange({ [key]: next } as Partial<D>);
  if (type !== "choice")
    return textField({
      ...shared,
      type: type === "date" ? "date" : "text",
      ...(type === "number" && { inputMode: "decimal" as const }),
      onInput: change,
    });
  const isFormer = value !== "" && !options.includes(value);
  return selectField({
    ...shared,
    options: [
      { value: "", label: t("detail.choose") },
      ...options.map((option) => ({ value: option, label: option })),
      ...(isFormer ? [{ value, label: t("detail.formerOption", { option: value }) }] : []),
    ],
    onChange: change,
  });
}

/** What a field of this type may hold. */
function wrongValue({ type }: ContactField, bad: BadField | undefined, text: Localizer): string | undefined {
  if (bad?.code !== "contact.field" || type === "text") return badContactText(bad, text);
  return contactsTexts(text).t(`error.contact.${type}`);
}
