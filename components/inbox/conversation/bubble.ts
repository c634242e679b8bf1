import { html, nothing, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import type { MessageContent } from "../../../protocol/room-events.schema.ts";
import { icons } from "../../ui/icons.ts";
import { mediaView } from "../media/index.ts";
import type { BubbleContext } from "./bubble-context.ts";
import { choicesView, isInteractive } from "./choices-view.ts";
import type { Cluster } from "./clusters.ts";
import { textOf } from "./content-text.ts";
import { failureOfDelivery, failureOfOutgoing, failureView } from "./failure.ts";
import { isBigEmoji } from "./rich-text.ts";
import { tickView } from "./tick-view.ts";
import type { Bubble, Quote } from "./timeline-items.ts";
import { words } from "./words.ts";

const HAS_MARKS: ReadonlySet<string | undefined> = new Set(["wa", "wa_cloud"]);
const QUOTE_LENGTH = 160;

/** A message, or several pictures as one; `data-key` is what reading positions and the hover actions hold on to. */
export function bubbleView({ bubbles }: Cluster, context: BubbleContext): TemplateResult {
  const [first] = bubbles;
  const last = bubbles.at(-1) ?? first;
  const { text } = context;
  const isFailed = first.delivery?.tick === "failed";
  const isBare = first.content.type !== "text" && !isCaptioned(first.content) && !first.isDeleted && !first.quote;
  const classes = {
    bubble: true,
    failed: isFailed,
    media: "file" in first.content && !first.isDeleted,
    bare: isBare && (first.content.type === "image" || first.content.type === "video"),
    gone: first.isDeleted,
  };
  return html`<div class="row" data-key=${first.key}>
      <div class=${classMap(classes)} data-seq=${first.seq ?? nothing} tabindex="-1">
        ${first.quote ? quoteView(first.quote, context) : nothing}${
          bubbles.length > 1 ? albumView(bubbles, context) : contentView(first, context)
        }<span class="meta"
          >${first.isWithheld ? html`<span>${text.t("message.withheld")} ·</span>` : nothing}${
            first.editedAt === null || first.isDeleted
              ? nothing
              : html`<span data-tip=${text.t("message.editedAt", { time: text.dateTime(first.editedAt) })}>${text.t("message.edited")}</span>`
          }${isChoice(first) ? html`<span class="chosen">${icons.check}${text.t("message.chosen")} ·</span>` : nothing}<time data-tip=${text.dateTime(last.at)}>${text.time(last.at)}</time>${
            last.delivery ? tickView(last.delivery, last.outgoing !== null, context) : nothing
          }</span
        >
      </div>
      <span class="acts"></span>
    </div>
    ${isFailed && !context.isReadOnly ? failureOf(first, context) : nothing}`;
}

const isChoice = ({ content, isDeleted }: Bubble): boolean =>
  !isDeleted && content.type === "text" && content.choiceId !== undefined;

const isCaptioned = (content: MessageContent): boolean => "caption" in content && content.caption !== undefined;

function quoteView(quote: Quote, { text, onGoTo }: BubbleContext): TemplateResult {
  return html`<button class="quote" type="button" aria-description=${text.t("message.goToQuoted")} @click=${() => onGoTo(quote.seq)}>
    <b><bdi>${quote.author ?? nothing}</bdi></b><bdi>${quote.text?.slice(0, QUOTE_LENGTH) ?? text.t("message.earlier")}</bdi>
  </button>`;
}

function contentView(bubble: Bubble, context: BubbleContext): TemplateResult {
  const { content } = bubble;
  const { text, channel } = context;
  if (bubble.isDeleted) return html`<span class="aside">${icons.ban}${text.t("message.deleted")}</span>`;
  if (content.type === "text") {
    const big = isBigEmoji(content.text) ? "big" : "";
    return html`<span class="words ${big}" dir="auto">${words(content.text, { hasMarks: HAS_MARKS.has(channel) })}</span>`;
  }
  if (isInteractive(content))
    return html`<span class="words" dir="auto">${words(content.text, { hasMarks: HAS_MARKS.has(channel) })}</span>
      ${choicesView(content, bubble.chosen, text)}`;
  if (!("file" in content)) return html`<span class="aside">${textOf(content, text)}</span>`;
  return html`${fileView(content, context, false)}${captionView(content, context)}`;
}

/** `isCell`: one of several in a grid. */
const fileView = (content: MessageContent, { links, text }: BubbleContext, isCell: boolean): TemplateResult =>
  "file" in content && links ? mediaView(content, { links, text, isCell }) : html`${textOf(content, text)}`;

const captionView = (content: MessageContent, { channel }: BubbleContext): TemplateResult | typeof nothing =>
  "caption" in content && content.caption !== undefined
    ? html`<span class="words caption" dir="auto">${words(content.caption, { hasMarks: HAS_MARKS.has(channel) })}</span>`
    : nothing;

function albumView(bubbles: Cluster["bubbles"], context: BubbleContext): TemplateResult {
  return html`<div class="album" data-count=${bubbles.length}>
      ${bubbles.map((one) => html`<div class="cell" data-seq=${one.seq ?? nothing}>${fileView(one.content, context, true)}</div>`)}
    </div>
    ${captionView(bubbles[0].content, context)}`;
}

/** What can be copied of a message; empty: nothing. */
export function copyTextOf({ content, isDeleted }: Bubble): string {
  if (isDeleted) return "";
  return "text" in content ? content.text : "caption" in content ? (content.caption ?? "") : "";
}

/** MSG-4, 9: the cause in words, and what can be done; the text is kept until the person decides. */
function failureOf(bubble: Bubble, context: BubbleContext): TemplateResult {
  const { outgoing, delivery } = bubble;
  const copied = copyTextOf(bubble);
  const onCopy = copied === "" ? undefined : () => context.onCopy(copied);
  if (outgoing) {
    const { id } = outgoing;
    return failureView(
      failureOfOutgoing(outgoing, context.text),
      { onCopy, onRetry: () => context.onFailed(id, "retry"), onDiscard: () => context.onFailed(id, "discard") },
      context,
    );
  }
  const failure = failureOfDelivery(delivery ?? { tick: "failed" }, context.channel, context.text);
  // A file would have to be uploaded again; its sender does that in the composer.
  const onRetry = bubble.content.type === "text" ? () => context.onSendAgain(bubble) : undefined;
  return failureView(failure, { onCopy, onRetry }, context);
}
