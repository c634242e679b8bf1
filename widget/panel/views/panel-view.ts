import { type Content, h } from "../dom.ts";
import { ICONS } from "../icons.ts";
import type { PanelActions, PanelState } from "../state.ts";
import type { TimelineItem } from "../timeline.ts";
import { composerView } from "./composer-view.ts";
import { headerView } from "./header-view.ts";
import { timelineView } from "./timeline-view.ts";

function banner({ strings, view, isBannerDue, blocked }: PanelState): Content {
  const line = blocked || (view?.state === "ended" && strings.ended);
  if (line) return h("p.banner", null, line);
  return (
    isBannerDue && h("p.banner", null, h("i.spin"), h("span", null, h("b", null, strings.lost), ` ${strings.lostMore}`))
  );
}

const dismiss = ({ strings }: PanelState, onclick: () => void): Content =>
  h("button.icon", { type: "button", "aria-label": strings.dismiss, onclick }, ICONS.cross());

const noticeOf = (text: string, action: Content): Content =>
  h("p.notice", { role: "status" }, h("span", null, text), action);

const notice = (state: PanelState, actions: PanelActions): Content =>
  state.isVolatile &&
  !state.isNoticeDismissed &&
  noticeOf(state.strings.storageBlocked, dismiss(state, actions.dismissNotice));

/** Beside the controls that do nothing without it. */
const partLost = ({ isPartLost, strings }: PanelState, { loadAgain }: PanelActions): Content =>
  isPartLost && noticeOf(strings.partLost, h("button.pill", { type: "button", onclick: loadAgain }, strings.retry));

const peek = (state: PanelState, actions: PanelActions): Content => {
  const { bubble, isOpen } = state;
  if (!bubble || isOpen) return null;
  return h(
    `div.peek${bubble.isBeside ? " beside" : ""}`,
    null,
    h(
      "button.say",
      { type: "button", dir: "auto", onclick: actions.open },
      bubble.author && h("b", null, bubble.author),
      h("span", null, bubble.text),
    ),
    dismiss(state, actions.dismissBubble),
  );
};

export function panelView(state: PanelState, items: readonly TimelineItem[], actions: PanelActions): Content[] {
  const { isOpen, isFull, blocked } = state;
  const isFresh = !items.length && state.view?.state !== "connecting";
  return [
    h(
      `section.panel${isOpen ? " shown" : ""}${isFull ? " full" : ""}${isFresh ? " fresh" : ""}`,
      {
        role: "dialog",
        "aria-labelledby": "title",
        "aria-modal": String(isFull),
        tabindex: "-1",
        ondragover: (event: Event) => event.preventDefault(),
        ondrop(event: DragEvent) {
          event.preventDefault();
          actions.attach(event.dataTransfer?.files);
        },
      },
      headerView(state, actions, isFresh),
      h("div", { role: "status" }, banner(state)),
      timelineView(state, items, actions),
      notice(state, actions),
      partLost(state, actions),
      !blocked && !state.isAsking && composerView(state, actions),
    ),
    peek(state, actions),
    h("p.aside", { "aria-live": "polite", id: "news" }),
  ];
}
