import { html, nothing, type TemplateResult } from "lit-html";
import type { Outgoing } from "../../../client/types.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { count, timeOf } from "../format.ts";
import { ICONS } from "../icons.ts";
import { linkify } from "../linkify.ts";
import type { PanelActions, PanelState } from "../state.ts";
import type { Strings } from "../strings/index.ts";
import type { MessageItem, Reached } from "../timeline.ts";
import { avatar } from "./header-view.ts";

const ticks = (reached: Reached, strings: Strings): TemplateResult => {
  const [icon, words] =
    reached === "read"
      ? [ICONS.two(), strings.read]
      : reached === "sent"
        ? [ICONS.one(), strings.sent]
        : [ICONS.clock(), strings.sending];
  return html`<span class="tick ${reached}" role="img" aria-label=${words}>${icon}</span>`;
};

const words = (text: string): unknown =>
  linkify(text).map(({ text, href }) =>
    href ? html`<a href=${href} target="_blank" rel="noopener noreferrer">${text}</a>` : text,
  );

function causeOf({ ask, refusal }: Outgoing, strings: Strings): string {
  if (ask) return strings.waitedLong;
  if (refusal?.code === "widget.too_fast" || refusal?.code === "rate_limited") return strings.tooFast;
  if (refusal?.code === "msg.too_long") return strings.tooLong(count(LIMITS.textLength, strings));
  return strings.failedCause;
}

const failure = (failed: Outgoing, strings: Strings, actions: PanelActions): TemplateResult => html`
  <div class="failure">
    <p>${ICONS.alert()}<span><b>${strings.notSent}.</b> ${causeOf(failed, strings)}.</span></p>
    <button type="button" @click=${() => actions.retry(failed.id)}>${strings.retry}</button>
    <button type="button" @click=${() => actions.discard(failed.id)}>${strings.remove}</button>
  </div>
`;

const held = ({ file, text }: MessageItem, { strings, files }: PanelState): unknown => {
  if (text === null) return html`<div><i>${strings.unsupported}</i></div>`;
  return html`${file && files?.view(file, strings.language)}${text || !files ? html`<div dir="auto">${words(text)}</div>` : nothing}`;
};

export const messageClass = ({ isMine, isFirst, isLast, reached }: MessageItem): string =>
  `message ${isMine ? "mine" : "theirs"} ${reached}${isFirst ? " first" : ""}${isLast ? " last" : ""}`;

/** One bubble, with the author before a run and the time after it. */
export function messageView(item: MessageItem, state: PanelState, actions: PanelActions): TemplateResult {
  const { strings, config } = state;
  const { isMine, isFirst, isLast, reached, failed } = item;
  const author = isMine ? strings.you : (item.author ?? config.organizationName);
  const meta = html`<p class="meta">
    <time datetime=${new Date(item.at).toISOString()}>${timeOf(item.at, strings)}</time>
    ${isMine ? ticks(reached, strings) : nothing}
  </p>`;
  return html`
      ${isFirst && !isMine ? avatar(author) : nothing}
      <div class="column">
        <span class=${isFirst && !isMine ? "author" : "aside"}>${author}</span>
        <div class="bubble ${item.file ? "filed" : ""}">${held(item, state)}</div>
        ${failed ? failure(failed, strings, actions) : isLast || reached === "sending" ? meta : nothing}
      </div>
  `;
}
