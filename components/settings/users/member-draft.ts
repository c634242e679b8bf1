import { checkMember, fullName, normalisePerson } from "../../../protocol/account-rules.ts";
import type { MemberDetail, SaveMember } from "../../../protocol/accounts.schema.ts";
import type { BadField } from "../../../protocol/form-rules.ts";
import type { Division } from "../../../protocol/settings.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import type { Stored } from "../form.ts";
import { settingsTexts } from "../settings-texts.ts";

/** Pure: what of a member is in a form. */
export type MemberDraft = Omit<SaveMember, "version">;

export const EMPTY_MEMBER: MemberDraft = {
  firstName: "",
  lastName: "",
  phone: null,
  email: "",
  role: "agent",
  isRestricted: false,
  divisionIds: [],
};

export function storedOf(member: MemberDetail): Stored<MemberDraft> {
  const { lastName, phone, email, role, isRestricted, divisionIds, version } = member;
  // Members from before names had two parts.
  const firstName = member.firstName === "" && lastName === "" ? member.name : member.firstName;
  return { value: { firstName, lastName, phone, email, role, isRestricted, divisionIds }, version };
}

/** As it is stored: only supervisors can be restricted (ROLE-3). */
export const tidyMember = (draft: MemberDraft): MemberDraft => ({
  ...normalisePerson(draft),
  email: draft.email.trim(),
  isRestricted: draft.isRestricted && draft.role === "supervisor",
});

export const checkDraft = (draft: MemberDraft): BadField[] => checkMember(tidyMember(draft));

export const nameOf = (draft: Pick<MemberDraft, "firstName" | "lastName">): string => fullName(draft);

export const divisionNames = (ids: readonly string[], divisions: readonly Division[], none: string): string =>
  ids
    .map((id) => divisions.find(({ divisionId }) => divisionId === id)?.name ?? "")
    .filter(Boolean)
    .join(", ") || none;

/** A field's name and a value of it in words, for the choice between two versions. */
export function describeMember(
  key: keyof MemberDraft,
  value: unknown,
  divisions: readonly Division[],
  text: Localizer,
): { label: string; words: string } {
  const { t } = settingsTexts(text);
  const label = t(`users.${key}`);
  switch (key) {
    case "role":
      return { label, words: text.find(`role.${String(value)}`) ?? "" };
    case "isRestricted":
      return { label, words: t(value === true ? "users.access.own" : "users.access.all") };
    case "divisionIds":
      return { label, words: divisionNames(value as string[], divisions, t("users.general")) };
    default:
      return { label, words: String(value ?? "") || "–" };
  }
}
