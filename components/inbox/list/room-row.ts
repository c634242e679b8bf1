import { html, nothing, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import type { Localizer } from "../../strings/localizer.ts";
import { avatar } from "../../ui/avatar.ts";
import { icons } from "../../ui/icons.ts";
import { listIcons } from "./list-icons.ts";
import type { RowView } from "./row-view.ts";

/** What can be done with a row without opening it. */
export type QuickAction = "take" | "resolve";

export type Row = {
  view: RowView;
  text: Localizer;
  isSelected: boolean;
  /** Left the choice or the member's sight while the list was held. */
  isLeaving: boolean;
  isTabStop: boolean;
  position: number;
  total: number;
  /** null: this member chooses no rooms. */
  isChosen: boolean | null;
  actions: readonly QuickAction[];
};

/**
 * LIST-7: one room in 72 px. What is only drawn (ring, icons, counts, faces) stands beside it in hidden words. The list
 * hears what happens in it by `data-room`, `data-choose` and `data-act`.
 */
export function roomRow(row: Row): TemplateResult {
  const { view, text } = row;
  const classes = {
    item: true,
    selected: row.isSelected,
    unread: view.unread > 0,
    leaving: row.isLeaving,
    resolved: view.isResolved,
    chosen: row.isChosen === true,
    quickly: row.actions.length > 0,
  };
  return html`<li role="listitem" class=${classMap(classes)} aria-setsize=${row.total} aria-posinset=${row.position + 1}>
    <button
      type="button"
      class="row"
      data-room=${view.roomId}
      tabindex=${row.isTabStop ? 0 : -1}
      aria-current=${row.isSelected ? "true" : nothing}
    >
      <span class="face-box" data-tip=${`${view.session.sentence} · ${view.channelLabel}`}>
        ${avatar({ initials: view.initials, hue: view.hue, channel: view.channel, session: view.session })}
      </span>
      <span class="main">
        <span class="line">
          <span class="name truncate" dir="auto" data-tip=${nameTip(view, text)}>${view.name}</span>
          ${hidden(`, ${view.channelLabel}, ${view.session.sentence}, `)}
          ${view.isResolved ? html`<span class="resolved-tick" data-tip=${view.statusLabel}>${icons.badgeCheck}</span>` : nothing}
          ${marks(view, text)}
          <time class="activity numbers" data-tip=${view.activityExact}>${view.activity}</time>
        </span>
        <span class="line">
          ${preview(view, text)}
          ${
            view.unread > 0
              ? html`${hidden(`, ${text.t("list.unread", { n: view.unread })}`)}
                  <span class="count" aria-hidden="true" data-tip=${text.t("list.unread", { n: view.unread })}>${text.count(view.unread)}</span>`
              : nothing
          }
        </span>
        <span class="line meta">
          ${hidden(", ")}<span class="status status-${view.isGone ? "gone" : view.status}">${view.statusLabel}</span>
          ${view.tags.map((tag) => html`${hidden(", ")}<span class="tag truncate" dir="auto">${tag}</span>`)}
          ${moreTags(view, text)}
          <span class="end">
            <span class="message-count numbers" aria-hidden="true" data-tip=${text.t("list.messageCount", { n: view.messageCount })}
              >${icons.messageSquare}${text.count(view.messageCount)}</span
            >
            ${assignees(view, text)}
          </span>
        </span>
      </span>
    </button>
    ${checkbox(row)} ${quickActions(row)}
  </li>`;
}

function checkbox({ view, text, isChosen }: Row): TemplateResult | typeof nothing {
  if (isChosen === null) return nothing;
  return html`<label class="choose">
    <input
      type="checkbox"
      tabindex="-1"
      data-choose=${view.roomId}
      aria-label=${text.t("list.choose", { name: view.name })}
      .checked=${isChosen}
    />
  </label>`;
}

const ACTIONS = {
  take: { key: "list.take", icon: icons.hand },
  resolve: { key: "list.resolve", icon: icons.circleCheck },
} as const;

function quickActions({ view, text, actions }: Row): TemplateResult | typeof nothing {
  if (actions.length === 0) return nothing;
  return html`<span class="quick">
    ${actions.map((action) => {
      const { key, icon } = ACTIONS[action];
      const words = text.t(key);
      return html`<button
        class="button icon-only"
        type="button"
        tabindex="-1"
        data-act=${action}
        data-of=${view.roomId}
        aria-label=${`${words}: ${view.name}`}
        data-tip=${words}
      >
        ${icon}
      </button>`;
    })}
  </span>`;
}

const hidden = (words: string): TemplateResult => html`<span class="visually-hidden">${words}</span>`;

/** Snoozed, blocked, something scheduled: small signs beside the name. */
function marks(view: RowView, text: Localizer): TemplateResult | typeof nothing {
  if (!view.isBlocked && view.snoozed === null && view.scheduledCount === 0) return nothing;
  const scheduled = view.scheduledCount > 0 ? text.t("list.scheduled", { n: view.scheduledCount }) : null;
  return html`${view.isBlocked ? mark("blocked", icons.ban, text.t("list.blocked")) : nothing}
    ${view.snoozed === null ? nothing : mark("snoozed", listIcons.moon, view.snoozed)}
    ${scheduled === null ? nothing : mark("scheduled", listIcons.calendarClock, scheduled)}`;
}

const mark = (name: string, sign: TemplateResult, words: string): TemplateResult =>
  html`<span class="mark ${name}" data-tip=${words}>${sign}${hidden(`${words}, `)}</span>`;

function moreTags(view: RowView, text: Localizer): TemplateResult | typeof nothing {
  if (view.moreTags.length === 0) return nothing;
  const words = text.t("list.moreTags", { names: view.moreTags.join(", ") });
  return html`${hidden(`, ${words}`)}<span class="more-tags" aria-hidden="true" data-tip=${words}>+${view.moreTags.length}</span>`;
}

const nameTip = (view: RowView, text: Localizer): string | typeof nothing =>
  view.isNameUnknown && view.channel !== "web_chat" ? text.t("common.nameNotTold") : nothing;

function preview(view: RowView, text: Localizer): TemplateResult {
  if (view.previewFrom === "draft")
    return html`<span class="preview truncate draft" dir="auto"><b>${text.t("list.draft")}</b> ${view.preview}</span>`;
  return html`<span class="preview truncate" dir="auto">
    ${view.previewFrom === "ours" ? html`<span class="ours">${icons.cornerUpLeft}${hidden(`${text.t("list.ours")} `)}</span>` : nothing}${view.preview}
  </span>`;
}

function assignees(view: RowView, text: Localizer): TemplateResult | typeof nothing {
  const first = view.assignees[0];
  if (!first) return nothing;
  const names = view.assignees.map(({ name }) => name).join(", ");
  const words = text.t("list.assignedTo", { name: names });
  return html`<span class="assignees" data-tip=${words}>
    ${hidden(`, ${words}`)}
    ${view.assignees.slice(0, 2).map((face) => avatar({ initials: face.initials, hue: face.hue, size: "tiny" }))}
    ${view.assignees.length > 2 ? html`<span class="more-tags" aria-hidden="true">+${view.assignees.length - 2}</span>` : nothing}
  </span>`;
}

/** The shape of rows to come. */
export const skeletonRows = (count: number): TemplateResult => html`<div class="skeletons" aria-hidden="true">
  ${Array.from(
    { length: count },
    () => html`<div class="row skeleton">
      <span class="bone round face-bone"></span>
      <span class="main"><span class="bone b1"></span><span class="bone b2"></span><span class="bone b3"></span></span>
    </div>`,
  )}
</div>`;
