import { html, nothing, type TemplateResult } from "lit";
import type { Localizer } from "../../strings/localizer.ts";
import { icons } from "../../ui/icons.ts";
import type { Quote } from "../conversation/timeline-items.ts";
import type { RoomFiles } from "../media/index.ts";
import { joinNames } from "../people.ts";
import { roomIcons } from "../room-icons.ts";
import type { Collision } from "./collision.ts";
import type { ComposerTask } from "./composer-task.ts";

/** The lines above the text box: what is quoted, what is being changed, and who else answers. */

const closeButton = (label: string, onClose: () => void): TemplateResult => html`<button
  class="button icon-only bar-close"
  type="button"
  aria-label=${label}
  data-tip=${label}
  @click=${onClose}
>
  ${icons.x}
</button>`;

function quoteBar(quote: Quote, text: Localizer, onClose: () => void): TemplateResult {
  return html`<div class="bar quoting">
    ${roomIcons.reply}
    <p>
      <b class="truncate" dir="auto">${text.t("composer.replyingTo", { name: quote.author ?? text.t("message.earlier") })}</b>
      <span class="truncate" dir="auto">${quote.text ?? nothing}</span>
    </p>
    ${closeButton(text.t("composer.removeQuote"), onClose)}
  </div>`;
}

export function taskBar(task: ComposerTask, text: Localizer, onClose: () => void): TemplateResult {
  const words =
    task.kind === "note"
      ? text.t("composer.editingNote")
      : text.t("composer.editingScheduled", { time: text.dateTime(task.scheduled.dueAt) });
  return html`<div class="bar">
    ${task.kind === "note" ? icons.pencil : roomIcons.calendarClock}
    <p><b class="truncate">${words}</b></p>
    ${closeButton(text.t("composer.stopEditing"), onClose)}
  </div>`;
}

/** BEY-11: a hint, never a lock. */
function collisionBar(collision: Collision, text: Localizer): TemplateResult {
  const names = joinNames(collision.names);
  const words =
    collision.kind === "answered"
      ? text.t("composer.answeredBy", { names })
      : text.t("composer.alsoWriting", { names });
  return html`<div class="bar collision" role="status">${icons.usersRound}<p dir="auto">${words}</p></div>`;
}

type ReplyBars = {
  text: Localizer;
  collision: Collision | null;
  quote: Quote | null;
  onEndQuote: () => void;
  uploads: RoomFiles["uploads"];
};

/** What stands above an answer: who else answers, what it quotes, and its files. */
export const replyBars = ({ text, collision, quote, onEndQuote, uploads }: ReplyBars): TemplateResult => html`
  ${collision ? collisionBar(collision, text) : nothing} ${quote ? quoteBar(quote, text, onEndQuote) : nothing}
  ${uploads.items.length > 0 ? html`<sapa-upload-tray .uploads=${uploads} .text=${text}></sapa-upload-tray>` : nothing}
`;
