import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../../ui/icons.ts";
import { roomIcons } from "../room-icons.ts";
import type { BubbleContext } from "./bubble-context.ts";
import { failureOfOutgoing, failureView } from "./failure.ts";
import { waitingWords } from "./tick-view.ts";
import type { NoteItem } from "./timeline-items.ts";
import { words } from "./words.ts";

/** ROOM-25: pale yellow with a lock, so that nobody takes it for an answer. */
export function noteView(item: NoteItem, context: BubbleContext): TemplateResult {
  const { text, nameOf } = context;
  const { outgoing } = item;
  const isWaiting = outgoing !== null && outgoing.state !== "failed";
  return html`<article class="note" data-key=${item.key} data-seq=${item.seq ?? nothing} aria-label=${text.t("message.note")}>
    ${icons.lock}
    <div class="body">
      <p class="by">
        <b dir="auto">${item.authorName}</b>
        <time class="numbers" data-tip=${text.dateTime(item.at)}>${text.time(item.at)}</time>
        ${
          item.editedAt === null
            ? nothing
            : html`<span data-tip=${text.t("message.editedAt", { time: text.dateTime(item.editedAt) })}>${text.t("message.edited")}</span>`
        }
        ${isWaiting ? html`<span class="tick" role="img" aria-label=${waitingWords(context)} data-tip=${waitingWords(context)}>${icons.clock}</span>` : nothing}
        ${item.mayChange && !isWaiting && !context.isReadOnly ? changeButtons(item, context) : nothing}
      </p>
      <p class="words" dir="auto">${words(item.text, { mentions: item.mentions.flatMap((id) => nameOf(id) ?? []) })}</p>
      ${outgoing?.state === "failed" ? failureOf(item, outgoing, context) : nothing}
    </div>
  </article>`;
}

function changeButtons(item: NoteItem, { text, onNote }: BubbleContext): TemplateResult {
  const button = (what: "edit" | "delete"): TemplateResult => {
    const label = text.t(`note.${what}`);
    return html`<button class="note-button" type="button" aria-label=${label} data-tip=${label} @click=${() => onNote(item, what)}>
      ${what === "edit" ? icons.pencil : roomIcons.trash}
    </button>`;
  };
  return html`<span class="note-buttons">${button("edit")}${button("delete")}</span>`;
}

const failureOf = (
  item: NoteItem,
  outgoing: NonNullable<NoteItem["outgoing"]>,
  context: BubbleContext,
): TemplateResult =>
  failureView(
    failureOfOutgoing(outgoing, context.text),
    {
      onRetry: () => context.onFailed(outgoing.id, "retry"),
      onCopy: () => context.onCopy(item.text),
      onDiscard: () => context.onFailed(outgoing.id, "discard"),
    },
    context,
  );
