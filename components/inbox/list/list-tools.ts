import { html, nothing, type TemplateResult } from "lit";
import type { Localizer } from "../../strings/localizer.ts";
import { icons } from "../../ui/icons.ts";
import { listIcons } from "./list-icons.ts";

type Tools = {
  text: Localizer;
  /** SEARCH-9: fields of the filter in use. */
  activeFields: number;
  isFilterOpen: boolean;
  onSearch: () => void;
  onFilter: () => void;
  /** null: this member may not. */
  onSelect: (() => void) | null;
  onResolveExpired: (() => void) | null;
};

/** Search, filter, and what is needed less often in a menu. */
export function listTools(tools: Tools): TemplateResult {
  const { text } = tools;
  const filterWords =
    tools.activeFields === 0 ? text.t("filter.title") : text.t("filter.button", { n: tools.activeFields });
  return html`<span slot="tools" class="tools">
    ${tool("search-button", text.t("search.label"), icons.search, tools.onSearch)}
    <button
      class="button icon-only filter-button ${tools.activeFields > 0 ? "active" : ""}"
      type="button"
      aria-expanded=${tools.isFilterOpen}
      aria-label=${filterWords}
      data-tip=${filterWords}
      @click=${tools.onFilter}
    >
      ${listIcons.listFilter}${tools.activeFields > 0 ? html`<span class="count" aria-hidden="true">${tools.activeFields}</span>` : nothing}
    </button>
    ${moreMenu(tools)}
  </span>`;
}

const tool = (name: string, words: string, icon: TemplateResult, onClick: () => void): TemplateResult =>
  html`<button class="button icon-only ${name}" type="button" aria-label=${words} data-tip=${words} @click=${onClick}>${icon}</button>`;

function moreMenu({ text, onSelect, onResolveExpired }: Tools): TemplateResult | typeof nothing {
  if (!onSelect && !onResolveExpired) return nothing;
  const words = text.t("list.more");
  return html`<sapa-popover side="end">
    <button slot="trigger" class="button icon-only" type="button" aria-haspopup="menu" aria-label=${words} data-tip=${words}>
      ${icons.ellipsisVertical}
    </button>
    <div class="menu" role="menu" aria-label=${words}>
      ${item(listIcons.listChecks, text.t("list.selectRooms"), onSelect)}
      ${item(listIcons.timerOff, text.t("list.resolveExpired"), onResolveExpired)}
    </div>
  </sapa-popover>`;
}

const item = (icon: TemplateResult, words: string, onClick: (() => void) | null): TemplateResult | typeof nothing =>
  onClick
    ? html`<button
        class="menu-item"
        role="menuitem"
        type="button"
        @click=${(event: Event) => {
          (event.currentTarget as HTMLElement).closest("sapa-popover")?.hide();
          onClick();
        }}
      >
        ${icon}<span class="grow">${words}</span>
      </button>`
    : nothing;

/** ASSIGN-6: the room whose customer has waited longest, one press away. */
export const nextChatBar = (text: Localizer, waiting: number, onTake: () => void): TemplateResult => html`<div
  slot="foot"
  class="next-chat"
>
  <button class="button" type="button" @click=${onTake}>${icons.hand}${text.t("list.getNew")}</button>
  ${waiting > 0 ? html`<span class="waiting" dir="auto">${text.t("list.getNewWaiting", { n: waiting })}</span>` : nothing}
</div>`;
