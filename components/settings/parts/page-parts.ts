import { html, nothing, type TemplateResult } from "lit";
import type { Localizer } from "../../strings/localizer.ts";
import { icons } from "../../ui/icons.ts";
import { stateView } from "../../ui/states.ts";
import type { Form } from "../form.ts";
import { settingsIcons } from "../icons.ts";
import { settingsTexts } from "../settings-texts.ts";

/** What all pages of the settings have in common. */
export const pageHead = (
  title: string,
  lead: string,
  action: TemplateResult | typeof nothing = nothing,
): TemplateResult => html`<div class="head">
  <div class="titles">
    <h2 tabindex="-1">${title}</h2>
    <p class="lead">${lead}</p>
  </div>
  ${action}
</div>`;

/** The way from one record to all of them. */
export const backButton = (label: string, onClick: () => void): TemplateResult => html`<div>
  <button class="button quiet back" type="button" @click=${onClick}>${settingsIcons.chevronLeft}${label}</button>
</div>`;

export const skeleton = (text: Localizer, isLong: boolean): TemplateResult => html`<div
  class="skeleton"
  role="status"
  aria-label=${text.t("common.loading")}
>
  ${isLong ? [1, 2, 3].map(() => html`<span class="bone"></span>`) : nothing}
</div>`;

export const failedState = (text: Localizer, onRetry: () => void): TemplateResult =>
  stateView({
    icon: icons.wifiOff,
    title: settingsTexts(text).t("page.failed"),
    body: text.t("error.unavailable"),
    isAlert: true,
    action: html`<button class="button" type="button" @click=${onRetry}>${text.t("common.tryAgain")}</button>`,
  });

/** Other words for the buttons, and another thing to do for the one that gives up. */
export type SaveBarWords = { save: string; cancel: string; onCancel: () => void };

type SaveBar<T extends object> = {
  form: Form<T>;
  text: Localizer;
  answer: { changedBy: string | null; changedAt: number | null } | null;
  words?: SaveBarWords | undefined;
  onDiscard: () => void;
};

/** Always in sight: whether something waits to be saved, and the way to do it. */
export function saveBar<T extends object>({ form, text, answer, words, onDiscard }: SaveBar<T>): TemplateResult {
  const { t } = settingsTexts(text);
  const { isDirty, isSaving } = form;
  return html`<div class="save-bar">
    ${stateOf({ form, text, answer })}
    ${
      isDirty || words
        ? html`<button class="button quiet" type="button" ?disabled=${isSaving} @click=${words?.onCancel ?? onDiscard}>
            ${words?.cancel ?? t("page.discard")}
          </button>`
        : nothing
    }
    <button class="button primary" type="submit" aria-disabled=${!isDirty || isSaving}>
      ${words?.save ?? text.t("common.save")}
    </button>
  </div>`;
}

function stateOf<T extends object>({
  form,
  text,
  answer,
}: Pick<SaveBar<T>, "form" | "text" | "answer">): TemplateResult {
  const { t } = settingsTexts(text);
  if (form.bad.length > 0)
    return html`<p class="state-of wrong" role="status">${t("page.bad", { n: form.bad.length })}</p>`;
  if (form.isDirty)
    return html`<p class="state-of waiting" role="status"><span class="mark-dot" aria-hidden="true"></span>${t("page.unsaved")}</p>`;
  const { changedAt, changedBy } = answer ?? { changedAt: null, changedBy: null };
  return html`<p class="state-of" role="status">${
    changedAt === null
      ? nothing
      : changedBy === null
        ? t("page.lastSavedAt", { time: text.dateTime(changedAt) })
        : t("page.lastSaved", { name: changedBy, time: text.dateTime(changedAt) })
  }</p>`;
}
