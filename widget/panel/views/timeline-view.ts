import { type Content, h, type View } from "../dom.ts";
import { dateOf, dayOf } from "../format.ts";
import { ICONS } from "../icons.ts";
import type { PanelActions, PanelState } from "../state.ts";
import { isResolved, type TimelineItem } from "../timeline.ts";
import { avatar } from "./header-view.ts";
import { messageClass, messageView } from "./message-view.ts";

const lineOf = (item: Extract<TimelineItem, { kind: "line" }>, { strings, now }: PanelState): string =>
  item.what === "resolved"
    ? strings.resolved
    : strings[item.what](item.what === "opened" ? dateOf(item.at, now, strings) : item.name);

function rowOf(item: TimelineItem, state: PanelState, actions: PanelActions): [className: string, ...Content[]] {
  switch (item.kind) {
    case "message":
      return [messageClass(item), ...messageView(item, state, actions)];
    case "survey":
      return ["survey", state.isOpen && state.parts.survey()?.view(item.survey)];
    case "day":
      return ["day", dayOf(item.at, state.now, state.strings)];
    case "new":
      return ["new", state.strings.newMessages];
    case "line":
      return [`line ${item.what}`, lineOf(item, state)];
  }
}

const row = (item: TimelineItem, state: PanelState, actions: PanelActions): View => {
  const [className, ...contents] = rowOf(item, state, actions);
  return h(`li.${className}`, { key: item.key }, ...contents);
};

const pill = (name: string, text: string, onclick: () => void, disabled = false): View =>
  h(`button.pill ${name}`, { type: "button", onclick, disabled }, text);

const typing = ({ strings, view }: PanelState): Content => {
  const name = view?.typing.map((actor) => ("name" in actor ? actor.name : "")).find(Boolean);
  return (
    name &&
    h(
      "div.message theirs first typing",
      null,
      avatar(name),
      h("div.bubble", null, h("span.aside", null, strings.typing(name)), h("i"), h("i"), h("i")),
    )
  );
};

const welcome = ({ strings, config }: PanelState): View => {
  const content = (config.isOnline ? config.online : config.offline)?.[strings.language];
  return h(
    "div.welcome",
    null,
    h("h3", { dir: "auto" }, content || (config.isOnline ? strings.emptyTitle : strings.awayTitle)),
    !content && h("p", null, config.isOnline ? strings.emptyText : strings.awayText),
  );
};

const skeleton = (): View => h("div.skeleton", { "aria-hidden": "true" }, h("i"), h("i"), h("i"));

const jump = ({ isAtEnd, unread, strings }: PanelState, actions: PanelActions): View => {
  const label = unread ? strings.jumpCount(unread) : strings.jump;
  return h(
    `button.jump${unread ? " counted" : ""}`,
    { type: "button", hidden: isAtEnd, "aria-label": label, onclick: actions.jumpToEnd },
    ICONS.jump(),
    unread > 0 && h("span", null, label),
  );
};

export function timelineView(state: PanelState, items: readonly TimelineItem[], actions: PanelActions): View {
  const { view, strings } = state;
  return h(
    "div.body",
    null,
    h(
      "div.timeline",
      { tabindex: "0", role: "region", "aria-label": strings.messages },
      view?.hasOlder &&
        pill(
          "older",
          view.isLoadingOlder ? strings.loading : strings.loadOlder,
          actions.loadOlder,
          view.isLoadingOlder,
        ),
      !items.length && (view?.state === "connecting" ? skeleton() : welcome(state)),
      h("ol", null, ...items.map((item) => row(item, state, actions))),
      state.isAsking && state.isOpen && state.parts.form()?.view(),
      typing(state),
      view && isResolved(view) && !state.isStartingNew && pill("again", strings.startNew, actions.startNew),
    ),
    jump(state, actions),
  );
}
