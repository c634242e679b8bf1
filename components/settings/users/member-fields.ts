import { html, nothing, type TemplateResult } from "lit";
import { ROLES } from "../../../protocol/roles.ts";
import type { Division } from "../../../protocol/settings.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import type { ChoiceOfManyEvent } from "../../ui/choice-field.ts";
import { segmentField, textField } from "../../ui/form.ts";
import type { Form } from "../form.ts";
import { settingsTexts } from "../settings-texts.ts";
import type { MemberDraft } from "./member-draft.ts";

type MemberFields = {
  form: Form<MemberDraft>;
  text: Localizer;
  divisions: readonly Division[];
  isNew: boolean;
  isOwner: boolean;
  errorAt: (pointer: string) => string | undefined;
};

/** Who somebody is; the same for a new member and an old one. */
export function personFields({ form, text, isNew, errorAt }: MemberFields): TemplateResult {
  const { t } = settingsTexts(text);
  const { draft } = form;
  return html`<div class="pair-of-fields">
      ${textField({
        pointer: "/firstName",
        label: t("users.firstName"),
        value: draft.firstName,
        error: errorAt("/firstName"),
        onInput: (firstName) => form.change({ firstName }),
      })}
      ${textField({
        pointer: "/lastName",
        label: t("users.lastName"),
        optional: t("users.optional"),
        value: draft.lastName,
        error: errorAt("/lastName"),
        onInput: (lastName) => form.change({ lastName }),
      })}
    </div>
    <div class="pair-of-fields">
      ${textField({
        pointer: "/email",
        label: t("users.email"),
        hint: t(isNew ? "users.emailHint" : "users.emailChangeHint"),
        value: draft.email,
        error: errorAt("/email"),
        onInput: (email) => form.change({ email }),
      })}
      ${textField({
        pointer: "/phone",
        label: t("users.phone"),
        optional: t("users.optional"),
        value: draft.phone ?? "",
        error: errorAt("/phone"),
        onInput: (phone) => form.change({ phone: phone === "" ? null : phone }),
      })}
    </div>`;
}

/** What somebody may do and see. */
export function rightsFields({ form, text, divisions, isOwner, errorAt }: MemberFields): TemplateResult {
  const { t } = settingsTexts(text);
  const { draft } = form;
  return html`${segmentField({
    pointer: "/role",
    label: t("users.role"),
    hint: isOwner ? t("users.ownerHint") : undefined,
    error: errorAt("/role"),
    isDisabled: isOwner,
    value: draft.role,
    options: ROLES.map((role) => ({ value: role, label: text.t(`role.${role}`) })),
    onChange: (role) => form.change({ role }),
  })}
    ${
      draft.role === "supervisor"
        ? segmentField({
            pointer: "/isRestricted",
            label: t("users.isRestricted"),
            hint: draft.isRestricted ? t("users.accessHint") : undefined,
            error: errorAt("/isRestricted"),
            value: draft.isRestricted ? "own" : "all",
            options: [
              { value: "all", label: t("users.access.all") },
              { value: "own", label: t("users.access.own") },
            ],
            onChange: (access) => form.change({ isRestricted: access === "own" }),
          })
        : nothing
    }
    <sapa-choice-field
      data-pointer="/divisionIds"
      .pointer=${"/divisionIds"}
      .label=${t("users.divisionIds")}
      .hint=${t("users.divisionsHint")}
      .error=${errorAt("/divisionIds")}
      .options=${divisions.map(({ divisionId, name }) => ({ id: divisionId, label: name }))}
      .chosen=${draft.divisionIds}
      .words=${{
        add: t("users.addDivision"),
        search: t("users.findDivision"),
        none: t("users.noDivision"),
        remove: (label: string) => t("users.removeDivision", { label }),
      }}
      @choice-of-many=${({ ids }: ChoiceOfManyEvent) => form.change({ divisionIds: ids })}
    ></sapa-choice-field>`;
}
