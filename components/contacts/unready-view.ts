import { html, type TemplateResult } from "lit";
import type { ConnectionPhase } from "../data/connection.ts";
import { forbiddenView, outdatedView, signInView } from "../inbox/inbox-states.ts";
import { contactsTexts } from "../strings/contacts.ts";
import type { Localizer } from "../strings/localizer.ts";
import { icons } from "../ui/icons.ts";
import { stateView } from "../ui/states.ts";

/** What stands in place of the contacts when nobody is known who may see them; null: somebody is, or will be. */
export function unreadyView(
  phase: ConnectionPhase,
  isForbidden: boolean,
  text: Localizer,
  onRetry: () => void,
): TemplateResult | null {
  if (phase === "sign-in") return signInView(text, onRetry);
  if (phase === "outdated") return outdatedView(text);
  if (phase === "forbidden") return forbiddenView(text);
  if (phase === "failed")
    return stateView({
      icon: icons.wifiOff,
      title: contactsTexts(text).t("list.failed"),
      body: text.t("error.unavailable"),
      isAlert: true,
      action: html`<button class="button" type="button" @click=${onRetry}>${text.t("common.tryAgain")}</button>`,
    });
  if (!isForbidden) return null;
  return stateView({
    icon: icons.lock,
    title: contactsTexts(text).t("list.notForRole"),
    body: contactsTexts(text).t("list.toRoles"),
    isAlert: true,
  });
}
