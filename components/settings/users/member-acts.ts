import type { AccountsApi } from "../../../client/accounts-api.ts";
import type { MemberDetail } from "../../../protocol/accounts.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import type { Desk } from "../desk-contract.ts";
import { settingsTexts } from "../settings-texts.ts";

export type MemberAct = "resend" | "withdraw" | "deactivate" | "reactivate";

/** What can be done with a member in this state, besides editing; nobody deactivates the owner or themselves (ROLE-20). */
export function actsOf({ state, isOwner, memberId }: MemberDetail, ownMemberId: string | undefined): MemberAct[] {
  if (state === "inactive") return ["reactivate"];
  if (state !== "active") return ["resend", "withdraw"];
  return isOwner || memberId === ownMemberId ? [] : ["deactivate"];
}

export const isDangerous = (act: MemberAct): boolean => act === "withdraw" || act === "deactivate";

type Context = { api: AccountsApi; desk: Desk; text: Localizer };

/** Asks where something is lost, does it, and says what was done. true: it was done. */
export async function perform(act: MemberAct, member: MemberDetail, { api, desk, text }: Context): Promise<boolean> {
  if (!(await isSure(act, member, desk, text))) return false;
  const { t } = settingsTexts(text);
  const { memberId, name, email } = member;
  try {
    await api[act](memberId);
  } catch (error) {
    desk.failed(error);
    return false;
  }
  const words = {
    resend: t("users.resent", { email }),
    withdraw: t("users.withdrawn", { name }),
    deactivate: t("users.deactivated", { name }),
    reactivate: t("users.reactivated", { name }),
  };
  desk.saved(words[act]);
  return true;
}

/** GEN-9: names the person, and says what happens to their rooms. */
async function isSure(act: MemberAct, { name }: MemberDetail, desk: Desk, text: Localizer): Promise<boolean> {
  const { t } = settingsTexts(text);
  if (act !== "withdraw" && act !== "deactivate") return true;
  return desk.ask({
    heading: t(`users.${act}Title`, { name }),
    body: t(`users.${act}Text`, { name }),
    confirm: t(`users.${act}`),
    cancel: t("users.keep"),
    isDangerous: true,
  });
}
