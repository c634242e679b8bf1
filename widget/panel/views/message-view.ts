import type { Outgoing } from "../../../client/types.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { type Content, h, type View } from "../dom.ts";
import { count, timeOf } from "../format.ts";
import { ICONS } from "../icons.ts";
import { linkify } from "../linkify.ts";
import type { PanelActions, PanelState } from "../state.ts";
import type { Strings } from "../strings/index.ts";
import type { MessageItem, Reached } from "../timeline.ts";
import { avatar } from "./header-view.ts";

const ticks = (reached: Reached, strings: Strings): View => {
  const [icon, words] =
    reached === "read"
      ? [ICONS.two(), strings.read]
      : reached === "sent"
        ? [ICONS.one(), strings.sent]
        : [ICONS.clock(), strings.sending];
  return h(`span.tick ${reached}`, { role: "img", "aria-label": words }, icon);
};

const words = (text: string): View =>
  h(
    "div",
    { dir: "auto" },
    ...linkify(text).map(({ text, href }) =>
      href ? h("a", { href, target: "_blank", rel: "noopener noreferrer" }, text) : text,
    ),
  );

function causeOf({ ask, refusal }: Outgoing, strings: Strings): string {
  if (ask) return strings.waitedLong;
  if (refusal?.code === "widget.too_fast" || refusal?.code === "rate_limited") return strings.tooFast;
  if (refusal?.code === "msg.too_long") return strings.tooLong(count(LIMITS.textLength, strings));
  return refusal?.code === "choice.gone" ? strings.choiceGone : strings.failedCause;
}

const failure = (failed: Outgoing, strings: Strings, actions: PanelActions): View =>
  h(
    "div.failure",
    null,
    h("p", null, ICONS.alert(), h("span", null, h("b", null, `${strings.notSent}.`), ` ${causeOf(failed, strings)}.`)),
    h("button", { type: "button", onclick: () => actions.retry(failed.id) }, strings.retry),
    h("button", { type: "button", onclick: () => actions.discard(failed.id) }, strings.remove),
  );

function held({ file, text }: MessageItem, { strings, parts, isOpen }: PanelState): Content[] {
  if (text === null) return [h("i", null, strings.unsupported)];
  const drawn = file && isOpen && parts.files()?.view(file);
  return [drawn, (text || !drawn) && words(text)];
}

export const messageClass = ({ isMine, isFirst, isLast, reached }: MessageItem): string =>
  `message ${isMine ? "mine" : "theirs"} ${reached}${isFirst ? " first" : ""}${isLast ? " last" : ""}`;

/** One bubble, with the author before a run and the time after it. */
export function messageView(item: MessageItem, state: PanelState, actions: PanelActions): Content[] {
  const { strings, config } = state;
  const { isMine, isFirst, isLast, reached, failed } = item;
  const author = isMine ? strings.you : (item.author ?? config.organizationName);
  const meta = (): View =>
    h(
      "p.meta",
      null,
      h("time", { datetime: new Date(item.at).toISOString() }, timeOf(item.at, strings)),
      isMine && ticks(reached, strings),
    );
  return [
    isFirst && !isMine && avatar(author),
    h(
      "div.column",
      null,
      h(isFirst && !isMine ? "span.author" : "span.aside", null, author),
      h(`div.bubble${item.file ? " filed" : ""}`, null, ...held(item, state)),
      state.isOpen && item.choices && state.parts.choices()?.view(item.choices),
      failed ? failure(failed, strings, actions) : (isLast || reached === "sending") && meta(),
    ),
  ];
}
