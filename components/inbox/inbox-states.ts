import { html, nothing, type TemplateResult } from "lit";
import type { Localizer } from "../strings/localizer.ts";
import { icons } from "../ui/icons.ts";
import { stateView } from "../ui/states.ts";
import { skeletonRows } from "./list/room-row.ts";

/** What stands in the inbox while there is nothing else to show. */

export const waitingView = (text: Localizer, isLong: boolean): TemplateResult => html`<div
  class="panes"
  role="status"
  aria-label=${text.t("common.loading")}
>
  <div class="pane list">${isLong ? skeletonRows(10) : nothing}</div>
  <div class="pane middle"></div>
</div>`;

const retryButton = (text: Localizer, onRetry: () => void): TemplateResult =>
  html`<button class="button" type="button" @click=${onRetry}>${text.t("common.tryAgain")}</button>`;

export const signInView = (text: Localizer, onRetry: () => void): TemplateResult =>
  stateView({
    icon: icons.lock,
    title: text.t("signIn.neededTitle"),
    body: text.t("signIn.neededText"),
    isAlert: true,
    action: retryButton(text, onRetry),
  });

/** The first failure of all: nothing is known yet. */
export const failedView = (text: Localizer, onRetry: () => void): TemplateResult =>
  stateView({
    icon: icons.wifiOff,
    title: text.t("list.failedTitle"),
    body: text.t("error.unavailable"),
    isAlert: true,
    action: retryButton(text, onRetry),
  });

export const forbiddenView = (text: Localizer): TemplateResult =>
  stateView({ icon: icons.lock, title: text.t("scope.notForYou"), body: text.t("scope.notForYouText"), isAlert: true });

/** The server has a newer version than this page. */
export const outdatedView = (text: Localizer): TemplateResult =>
  stateView({
    icon: icons.rotateCcw,
    title: text.t("error.outdatedTitle"),
    body: text.t("error.version_too_old"),
    isAlert: true,
    action: html`<button class="button primary" type="button" @click=${() => location.reload()}>
      ${text.t("error.reload")}
    </button>`,
  });

/** No room is open, and there is no list to choose one from. */
export const noRoomView = (text: Localizer): TemplateResult =>
  stateView({ icon: icons.messageSquareText, title: text.t("room.noneTitle"), body: text.t("room.noneText") });

/** No room is open: the next step, and the keys for those who like them. */
export const pickView = (text: Localizer, onKeys: (() => void) | null): TemplateResult =>
  stateView({
    icon: icons.messageSquareText,
    title: text.t("room.pickTitle"),
    body: onKeys ? `${text.t("room.pickText")} ${text.t("room.pickKeys")}` : text.t("room.pickText"),
    ...(onKeys
      ? {
          action: html`<button class="button" type="button" @click=${onKeys}>
            ${icons.keyboard}${text.t("list.keyboardHelp")}
          </button>`,
        }
      : {}),
  });
