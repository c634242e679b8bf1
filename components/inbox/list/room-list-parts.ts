import { html, nothing, type TemplateResult } from "lit";
import type { RoomKind } from "../../../protocol/channels.ts";
import type { Counters } from "../../../protocol/feed-frames.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { icons } from "../../ui/icons.ts";
import { stateView } from "../../ui/states.ts";
import { activeFields, NO_FILTER } from "../filter/room-filter.ts";
import { type Choice, SORT_CHOICES, type StatusChoice } from "./list-choice.ts";
import { listIcons } from "./list-icons.ts";

type Head = {
  choice: Choice;
  text: Localizer;
  counters: Counters | null;
  /** Empty: the host has fixed the status. */
  statuses: readonly StatusChoice[];
  onChoose: (change: Partial<Choice>) => void;
};

/** Messages and Comments, each with the number of rooms nobody has answered (LIST-4). */
export function kindTabs(head: Head): TemplateResult {
  const handleKeydown = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const tabs = event.currentTarget as HTMLElement;
    head.onChoose({ kind: head.choice.kind === "message" ? "comment" : "message" });
    tabs.querySelector<HTMLElement>('[aria-selected="false"]')?.focus();
  };
  return html`<div class="tabs" role="tablist" @keydown=${handleKeydown}>
    ${tab(head, "message", "list.messages", head.counters?.messages ?? 0)}
    ${tab(head, "comment", "list.comments", head.counters?.comments ?? 0)}
  </div>`;
}

function tab(head: Head, kind: RoomKind, key: "list.messages" | "list.comments", count: number): TemplateResult {
  const isOn = head.choice.kind === kind;
  const hint = head.text.t("list.unresponded", { n: count });
  return html`<button
    class="tab"
    type="button"
    role="tab"
    aria-selected=${isOn}
    aria-controls="rooms"
    tabindex=${isOn ? 0 : -1}
    @click=${() => head.onChoose({ kind })}
  >
    <span class="truncate">${head.text.t(key)}</span>
    ${
      count > 0
        ? html`<span class="count" data-tip=${hint} aria-hidden="true">${head.text.count(count)}</span>
            <span class="visually-hidden">, ${hint}</span>`
        : nothing
    }
  </button>`;
}

const SORT_TEXTS = { newest: "list.sortNewest", oldest: "list.sortOldest", expires: "list.sortExpires" } as const;

/** LIST-1, BEY-2: the order, as a menu of three. */
export function orderMenu(head: Head): TemplateResult {
  const { text, choice } = head;
  const label = text.t("list.sortLabel", { order: text.t(SORT_TEXTS[choice.sort]) });
  return html`<sapa-popover side="end" class="order">
    <button slot="trigger" class="button icon-only" type="button" aria-haspopup="menu" aria-label=${label} data-tip=${label}>
      ${listIcons.arrowDownUp}
    </button>
    <div class="menu" role="menu" aria-label=${text.t("list.sort")}>
      ${SORT_CHOICES.map(
        (sort) => html`<button
          class="menu-item"
          type="button"
          role="menuitemradio"
          aria-checked=${choice.sort === sort}
          @click=${(event: Event) => {
            (event.currentTarget as HTMLElement).closest("sapa-popover")?.hide();
            head.onChoose({ sort });
          }}
        >
          <span class="grow">${text.t(SORT_TEXTS[sort])}</span>${choice.sort === sort ? icons.check : nothing}
        </button>`,
      )}
    </div>
  </sapa-popover>`;
}

export const statusChoice = (head: Head): TemplateResult | typeof nothing =>
  head.statuses.length === 0
    ? nothing
    : html`<div class="choices">
        <div class="segments" role="radiogroup" aria-label=${head.text.t("list.statusChoice")}>
          ${head.statuses.map((status) => segment(head, status))}
        </div>
        ${orderMenu(head)}
      </div>`;

const segment = (head: Head, status: StatusChoice): TemplateResult => html`<label>
  <input
    type="radio"
    name="status"
    .checked=${head.choice.status === status}
    @change=${() => head.onChoose({ status })}
  />${head.text.t(`list.${status}`)}
</label>`;

export const listFailed = (text: Localizer, onRetry: () => void): TemplateResult =>
  stateView({
    icon: icons.wifiOff,
    title: text.t("list.failedTitle"),
    body: text.t("list.failedText"),
    isAlert: true,
    action: html`<button class="button" type="button" @click=${onRetry}>${text.t("common.tryAgain")}</button>`,
  });

const EMPTY_NAMES = { all: "All", unassigned: "Unassigned", assigned: "Assigned", resolved: "Resolved" } as const;

type Empty = {
  text: Localizer;
  choice: Choice;
  /** null: the host has fixed what is shown. */
  onChoose: ((change: Partial<Choice>) => void) | null;
};

/** LIST-17: why there is nothing, and the next step. */
export function listEmpty({ text, choice, onChoose }: Empty): TemplateResult {
  const { kind, status, sort, filter } = choice;
  if (activeFields(filter) > 0)
    return stateView({
      icon: listIcons.listFilter,
      title: text.t("list.noMatchTitle"),
      body: text.t("list.noMatchText"),
      ...nextStep(text.t("filter.reset"), onChoose && (() => onChoose({ filter: NO_FILTER }))),
    });
  if (sort === "expires")
    return stateView({
      icon: icons.clock,
      title: text.t("list.emptyExpiresTitle"),
      body: text.t("list.emptyExpiresText"),
      ...nextStep(text.t("list.sortNewest"), onChoose && (() => onChoose({ sort: "newest" }))),
    });
  const name = kind === "comment" && status === "all" ? "Comments" : EMPTY_NAMES[status];
  return stateView({
    icon: status === "unassigned" || status === "resolved" ? icons.circleCheck : icons.inbox,
    title: text.t(`list.empty${name}Title`),
    body: text.t(`list.empty${name}Text`),
    ...nextStep(text.t("list.showAll"), status === "all" ? null : onChoose && (() => onChoose({ status: "all" }))),
  });
}

const nextStep = (words: string, onClick: (() => void) | null): { action?: TemplateResult } =>
  onClick ? { action: html`<button class="button" type="button" @click=${onClick}>${words}</button>` } : {};

/** LIST-17: nothing can come in as long as no channel is connected. */
export const noChannelView = (text: Localizer, onConnect: (() => void) | null): TemplateResult =>
  stateView({
    icon: icons.inbox,
    title: text.t("list.noChannelTitle"),
    body: text.t(onConnect ? "list.noChannelText" : "list.noChannelAskText"),
    ...nextStep(text.t("list.toChannels"), onConnect),
  });
