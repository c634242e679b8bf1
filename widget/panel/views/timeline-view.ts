import { html, nothing, type TemplateResult } from "lit-html";
import { dayOf } from "../format.ts";
import { ICONS } from "../icons.ts";
import type { Row } from "../keyed-list.ts";
import type { PanelActions, PanelState } from "../state.ts";
import { isResolved, type TimelineItem } from "../timeline.ts";
import { avatar } from "./header-view.ts";
import { messageClass, messageView } from "./message-view.ts";

const lineOf = (item: Extract<TimelineItem, { kind: "line" }>, { strings }: PanelState): string =>
  item.what === "resolved" ? strings.resolved : strings[item.what](item.name);

function rowOf(item: TimelineItem, state: PanelState, actions: PanelActions): Omit<Row, "key"> {
  switch (item.kind) {
    case "message":
      return { className: messageClass(item), content: messageView(item, state, actions) };
    case "day":
      return { className: "day", content: dayOf(item.at, state.now, state.strings) };
    case "new":
      return { className: "new", content: state.strings.newMessages };
    case "line":
      return { className: "line", content: lineOf(item, state) };
  }
}

/** The entries of the timeline, for the keyed list. */
export const rowsOf = (items: readonly TimelineItem[], state: PanelState, actions: PanelActions): Row[] =>
  items.map((item) => ({ key: item.key, ...rowOf(item, state, actions) }));

const older = ({ strings, view }: PanelState, actions: PanelActions): unknown =>
  view?.hasOlder
    ? html`<button class="pill older" type="button" ?disabled=${view.isLoadingOlder} @click=${actions.loadOlder}>
        ${view.isLoadingOlder ? strings.loading : strings.loadOlder}
      </button>`
    : nothing;

const typing = ({ strings, view }: PanelState): unknown => {
  const name = view?.typing.map((actor) => ("name" in actor ? actor.name : "")).find(Boolean);
  return name
    ? html`<div class="message theirs first typing">
        ${avatar(name)}
        <div class="bubble"><span class="aside">${strings.typing(name)}</span><i></i><i></i><i></i></div>
      </div>`
    : nothing;
};

const welcome = ({ strings, config }: PanelState): TemplateResult => {
  const greeting = config.greeting?.[strings.language];
  return html`<div class="welcome">
    <h3 dir="auto">${greeting || strings.emptyTitle}</h3>
    <p>${strings.emptyText}</p>
  </div>`;
};

const skeleton = (): TemplateResult => html`<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>`;

const startNew = (state: PanelState, actions: PanelActions): unknown =>
  state.view && isResolved(state.view) && !state.isStartingNew
    ? html`<button class="pill again" type="button" @click=${actions.startNew}>${state.strings.startNew}</button>`
    : nothing;

const jump = ({ isAtEnd, unread, strings }: PanelState, actions: PanelActions): TemplateResult => {
  const label = unread ? strings.jumpCount(unread) : strings.jump;
  return html`<button
    class="jump ${unread ? "counted" : ""}"
    type="button"
    ?hidden=${isAtEnd}
    aria-label=${label}
    @click=${actions.jumpToEnd}
  >
    ${ICONS.jump()}${unread ? html`<span>${label}</span>` : nothing}
  </button>`;
};

/** Everything around the list of entries; that one is filled by `KeyedList`. */
export function timelineView(state: PanelState, isEmpty: boolean, actions: PanelActions): TemplateResult {
  const { view, strings } = state;
  return html`
    <div class="body">
      <div class="timeline" tabindex="0" role="region" aria-label=${strings.messages}>
        ${older(state, actions)}
        ${isEmpty ? (view?.state === "connecting" ? skeleton() : welcome(state)) : nothing}
        <ol></ol>
        ${typing(state)} ${startNew(state, actions)}
      </div>
      ${jump(state, actions)}
    </div>
  `;
}
