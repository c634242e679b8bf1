import { html, nothing, type TemplateResult } from "lit";
import { roomIcons } from "../room-icons.ts";
import type { BubbleContext } from "./bubble-context.ts";
import { textOf } from "./content-text.ts";
import type { TimelineItem } from "./timeline-items.ts";

type ScheduledItem = Extract<TimelineItem, { kind: "scheduled" }>;

/** BEY-5: a message that waits for its time; anybody who may answer may change it until it fires. */
export function scheduledView(item: ScheduledItem, context: BubbleContext): TemplateResult {
  const { text } = context;
  const { scheduled, authorName } = item;
  return html`<article class="later" data-key=${item.key} aria-label=${text.t("later.label")}>
    ${roomIcons.calendarClock}
    <div class="body">
      <p class="by">
        <b>${text.t("later.at", { time: text.dateTime(scheduled.dueAt) })}</b>
        <span dir="auto">${authorName}</span>
        ${scheduled.cancelOnReply ? html`<span>${text.t("later.cancelsOnReply")}</span>` : nothing}
      </p>
      <p class="words" dir="auto">${textOf(scheduled.content, text)}</p>
    </div>
    ${item.mayChange && !context.isReadOnly ? buttons(item, context) : nothing}
  </article>`;
}

function buttons({ scheduled, isPending }: ScheduledItem, { text, onScheduled }: BubbleContext): TemplateResult {
  const button = (what: "edit" | "cancel"): TemplateResult => html`<button
    class="button small quiet"
    type="button"
    ?disabled=${isPending}
    @click=${() => onScheduled(scheduled, what)}
  >
    ${text.t(`later.${what}`)}
  </button>`;
  return html`<span class="later-buttons">${scheduled.content.type === "text" ? button("edit") : nothing}${button("cancel")}</span>`;
}
