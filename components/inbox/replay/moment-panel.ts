import { html, nothing, type TemplateResult } from "lit";
import type { Localizer } from "../../strings/localizer.ts";
import { dialogTexts } from "../dialogs/dialog-texts.ts";
import type { Moment } from "./replay-frames.ts";

/** How the room stood at that moment, in words. */
export function momentPanel(moment: Moment, text: Localizer): TemplateResult {
  const { t } = dialogTexts(text);
  const duration = (ms: number | null): string | null => (ms === null ? null : text.duration(ms));
  const session =
    moment.session === null
      ? null
      : moment.session === "expired"
        ? text.t("session.expired")
        : text.t("session.left", {
            state: text.t(`session.${moment.session}`),
            time: text.duration(moment.sessionLeftMs),
          });
  const rows: [string, string | null][] = [
    [t("replay.state"), stateOf(moment, text)],
    [t("replay.agents"), moment.agents.join(", ") || t("replay.nobody")],
    [t("replay.waiting"), duration(moment.waitingMs) ?? t("replay.notWaiting")],
    [t("replay.session"), session],
    [t("replay.sinceOpening"), duration(moment.sinceOpeningMs)],
    [t("replay.messages"), text.number(moment.messageCount)],
    [t("replay.tags"), moment.tags.join(", ") || null],
  ];
  return html`<aside>
    <dl>
      ${rows.map(([name, value]) => (value === null ? nothing : html`<dt>${name}</dt><dd class="numbers" dir="auto">${value}</dd>`))}
    </dl>
    ${moment.isBlocked ? html`<p class="mark">${t("replay.blocked")}</p>` : nothing}
    ${moment.snoozedUntil === null ? nothing : html`<p class="mark">${t("replay.snoozed", { time: text.dateTime(moment.snoozedUntil) })}</p>`}
  </aside>`;
}

function stateOf({ status, conversationNumber }: Moment, text: Localizer): string {
  if (status === null || conversationNumber === null) return dialogTexts(text).t("replay.before");
  return `${text.t("detail.conversation", { n: conversationNumber })} · ${text.t(`status.${status}`)}`;
}
