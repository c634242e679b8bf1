import { html, nothing, type TemplateResult } from "lit";
import type { Localizer } from "../strings/localizer.ts";
import { icons } from "../ui/icons.ts";
import { stateView } from "../ui/states.ts";
import { skeletonRows } from "./list/room-row.ts";
import { SHORTCUT_SHEET } from "./shortcuts.ts";

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

export const shortcutSheet = (text: Localizer): TemplateResult => html`<dl class="sheet">
  ${SHORTCUT_SHEET.map(
    (row) => html`<dt>${row.keys.map((key) => html`<kbd>${key}</kbd>`)}</dt>
      <dd>${text.t(row.text)}</dd>`,
  )}
</dl>`;

export function searchButton(text: Localizer, onSearch: () => void): TemplateResult {
  const label = text.t("search.label");
  return html`<button
    slot="search"
    class="button icon-only search-button"
    type="button"
    aria-label=${label}
    data-tip=${label}
    @click=${onSearch}
  >
    ${icons.search}
  </button>`;
}

type SearchField = { text: Localizer; value: string; onInput: (value: string) => void; onEnd: () => void };

export function searchField({ text, value, onInput, onEnd }: SearchField): TemplateResult {
  const handleKeydown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onEnd();
  };
  return html`<div slot="search" class="search-box">
    <label class="search-field">
      ${icons.search}
      <input
        class="field"
        type="search"
        autocomplete="off"
        aria-label=${text.t("search.label")}
        placeholder=${text.t("search.placeholder")}
        .value=${value}
        @input=${(event: InputEvent) => onInput((event.target as HTMLInputElement).value)}
        @keydown=${handleKeydown}
      />
    </label>
    <button class="button icon-only" type="button" aria-label=${text.t("search.clear")} @click=${onEnd}>${icons.x}</button>
  </div>`;
}
