import { html, nothing, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { repeat } from "lit/directives/repeat.js";
import { refusalText } from "../../data/texts-of-errors.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { avatar } from "../../ui/avatar.ts";
import { icons } from "../../ui/icons.ts";
import { isBigEmoji, partsOf } from "./rich-text.ts";
import type { Delivery } from "./ticks.ts";
import { type Bubble, type Group, type TimelineItem, textOf } from "./timeline-view.ts";

export type BubbleContext = {
  text: Localizer;
  now: number;
  /** Sending is delayed because the connection is away. */
  isOffline: boolean;
  onFailed: (id: string, fate: "retry" | "discard") => void;
  onCopy: (text: string) => void;
};

/** One item of the timeline; `data-key` is what reading positions hold on to. */
export function timelineItem(item: TimelineItem, context: BubbleContext): TemplateResult {
  const { text, now } = context;
  switch (item.kind) {
    case "day":
      return html`<h3 class="day" data-key=${item.key}>${text.dayName(item.at, now)}</h3>`;
    case "unread":
      return html`<div class="unread-line" data-key="unread" role="separator" aria-label=${text.t("room.newMessages")}>
        ${text.t("room.newMessages")}
      </div>`;
    case "line":
      return html`<p class="system ${item.line.kind}" data-key=${item.key} data-conversation=${item.conversationNumber ?? nothing}>
        ${item.line.kind === "resolved" ? icons.badgeCheck : nothing}
        <span dir="auto">${item.line.text}</span>
        <time class="at numbers" data-tip=${text.dateTime(item.at)}>${text.time(item.at)}</time>
      </p>`;
    case "note":
      return note(item, context);
    default:
      return group(item, context);
  }
}

function note(item: Extract<TimelineItem, { kind: "note" }>, context: BubbleContext): TemplateResult {
  const { text } = context;
  return html`<article class="note" data-key=${item.key} aria-label=${text.t("message.note")}>
    ${icons.lock}
    <div class="body">
      <p class="by">
        <b dir="auto">${item.authorName}</b>
        <time class="numbers" data-tip=${text.dateTime(item.at)}>${text.time(item.at)}</time>
        ${item.outgoing && item.outgoing.state !== "failed" ? html`<span class="tick" data-tip=${waitingWords(context)}>${icons.clock}</span>` : nothing}
      </p>
      <p class="words" dir="auto">${words(item.text)}</p>
      ${item.outgoing?.state === "failed" ? failure(item.outgoing, item.text, context) : nothing}
    </div>
  </article>`;
}

function group(item: Group, context: BubbleContext): TemplateResult {
  const isOthers = item.side === "ours" && item.authorName !== context.text.t("common.you");
  return html`<div class="group ${item.side}" role="group" aria-label=${item.authorName}>
    ${item.side === "theirs" ? avatar({ initials: item.authorInitials, hue: item.hue, size: "small" }) : nothing}
    <div class="stack">
      ${
        isOthers
          ? html`<span class="author" dir="auto">${item.isBot ? icons.bot : nothing}${item.authorName}</span>`
          : nothing
      }
      ${repeat(
        item.bubbles,
        (bubble) => bubble.key,
        (bubble) => bubbleView(bubble, context),
      )}
    </div>
  </div>`;
}

function bubbleView(bubble: Bubble, context: BubbleContext): TemplateResult {
  const { text } = context;
  const isFailed = bubble.delivery?.tick === "failed";
  return html`<div
      class=${classMap({ bubble: true, failed: isFailed })}
      data-key=${bubble.key}
      data-seq=${bubble.seq ?? nothing}
    >
      ${
        bubble.quote
          ? html`<blockquote class="quote"><b dir="auto">${bubble.quote.author}</b><span dir="auto">${bubble.quote.text.slice(0, 160)}</span></blockquote>`
          : nothing
      }${content(bubble, text)}<span class="meta"
        ><time data-tip=${text.dateTime(bubble.at)}>${text.time(bubble.at)}</time>${
          bubble.delivery ? tick(bubble.delivery, bubble.outgoing !== null, context) : nothing
        }</span
      >
    </div>
    ${isFailed ? failureOf(bubble, context) : nothing}`;
}

function content(bubble: Bubble, text: Localizer): TemplateResult {
  const { content: message } = bubble;
  if (message.type !== "text") return html`<span class="unsupported">${textOf(message, text)}</span>`;
  return html`<span class="words ${isBigEmoji(message.text) ? "big" : ""}" dir="auto">${words(message.text)}</span>`;
}

const words = (value: string): unknown[] =>
  partsOf(value).map((part) =>
    part.href === null
      ? part.text
      : html`<a href=${part.href} target="_blank" rel="noopener noreferrer nofollow">${part.text}</a>`,
  );

const waitingWords = (context: BubbleContext): string =>
  context.text.t(context.isOffline ? "tick.waiting" : "tick.clock");

function tick(delivery: Delivery, isOutgoing: boolean, context: BubbleContext): TemplateResult {
  const { text } = context;
  const label = isOutgoing && delivery.tick === "clock" ? waitingWords(context) : tickWords(delivery, text);
  const glyph = {
    clock: icons.clock,
    sent: icons.check,
    delivered: icons.checkCheck,
    read: icons.checkCheck,
    failed: icons.circleAlert,
  }[delivery.tick];
  return html`<span class="tick ${delivery.tick}" role="img" aria-label=${label} data-tip=${label}>${glyph}</span>`;
}

/** Each state that was reached, with its time where it is known. */
function tickWords(delivery: Delivery, text: Localizer): string {
  if (delivery.tick === "clock") return text.t("tick.clock");
  if (delivery.tick === "failed") return text.t("tick.failed");
  const reached: string[] = [];
  if (delivery.sentAt !== undefined) reached.push(text.t("tick.sent", { time: text.time(delivery.sentAt) }));
  if (delivery.tick === "delivered" || delivery.deliveredAt !== undefined)
    reached.push(
      delivery.deliveredAt === undefined
        ? text.t("tick.delivered")
        : text.t("tick.deliveredAt", { time: text.time(delivery.deliveredAt) }),
    );
  if (delivery.tick === "read")
    reached.push(
      delivery.readAt === undefined ? text.t("tick.read") : text.t("tick.readAt", { time: text.time(delivery.readAt) }),
    );
  return reached.join(" · ");
}

function failureOf(bubble: Bubble, context: BubbleContext): TemplateResult {
  const value = bubble.content.type === "text" ? bubble.content.text : "";
  if (bubble.outgoing) return failure(bubble.outgoing, value, context);
  return html`<p class="failure" role="alert">${context.text.t("message.notSent")}${
    bubble.delivery?.reason ? html`<span>${bubble.delivery.reason}</span>` : nothing
  }</p>`;
}

/** MSG-4, 9: the cause in words, and what can be done; the text is kept until the person decides. */
function failure(item: NonNullable<Bubble["outgoing"]>, value: string, context: BubbleContext): TemplateResult {
  const { text } = context;
  const cause = item.ask
    ? text.t("message.stillSend")
    : item.refusal
      ? refusalText(item.refusal, text)
      : text.t("message.notSent");
  return html`<div class="failure" role="alert">
    <span>${cause}</span>
    <button class="link" type="button" @click=${() => context.onFailed(item.id, "retry")}>${text.t("message.sendAgain")}</button>
    <button class="link quiet-link" type="button" @click=${() => context.onCopy(value)}>${text.t("common.copy")}</button>
    <button class="link quiet-link" type="button" @click=${() => context.onFailed(item.id, "discard")}>${text.t("common.discard")}</button>
  </div>`;
}
