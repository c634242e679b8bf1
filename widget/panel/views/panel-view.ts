import { html, nothing, type TemplateResult } from "lit-html";
import { ICONS } from "../icons.ts";
import type { PanelActions, PanelState } from "../state.ts";
import { composerView } from "./composer-view.ts";
import { headerView } from "./header-view.ts";
import { timelineView } from "./timeline-view.ts";

const banner = ({ strings, view, isBannerDue }: PanelState): unknown => {
  if (view?.state === "ended") return html`<p class="banner">${strings.ended}</p>`;
  if (!isBannerDue) return nothing;
  return html`<p class="banner"><i class="spin"></i><span><b>${strings.lost}</b> ${strings.lostMore}</span></p>`;
};

const notice = ({ strings, isVolatile, isNoticeDismissed }: PanelState, actions: PanelActions): unknown =>
  isVolatile && !isNoticeDismissed
    ? html`<p class="notice">
        <span>${strings.storageBlocked}</span>
        <button class="icon" type="button" aria-label=${strings.dismiss} @click=${actions.dismissNotice}>
          ${ICONS.cross()}
        </button>
      </p>`
    : nothing;

const bubble = ({ strings, bubble, isOpen }: PanelState, actions: PanelActions): unknown =>
  bubble && !isOpen
    ? html`<div class="peek">
        <button class="say" type="button" dir="auto" @click=${actions.open}>
          ${bubble.author ? html`<b>${bubble.author}</b>` : nothing}<span>${bubble.text}</span>
        </button>
        <button class="icon" type="button" aria-label=${strings.dismiss} @click=${actions.dismissBubble}>
          ${ICONS.cross()}
        </button>
      </div>`
    : nothing;

export function panelView(state: PanelState, isEmpty: boolean, actions: PanelActions): TemplateResult {
  return html`
    <section
      class="panel${state.isOpen ? " shown" : ""}${state.isFull ? " full" : ""}${isEmpty && !state.view ? " fresh" : ""}"
      role="dialog"
      aria-labelledby="title"
      aria-modal=${state.isFull}
      tabindex="-1"
      @dragover=${(event: Event) => event.preventDefault()}
      @drop=${(event: DragEvent) => {
        event.preventDefault();
        actions.attach(event.dataTransfer?.files);
      }}
    >
      ${headerView(state, actions)}
      <div role="status">${banner(state)}</div>
      ${timelineView(state, isEmpty, actions)} ${notice(state, actions)}
      <footer>${composerView(state, actions)}</footer>
    </section>
    ${bubble(state, actions)}
    <p class="aside" aria-live="polite" id="news"></p>
  `;
}
