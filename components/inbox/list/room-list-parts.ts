import { html, nothing, type TemplateResult } from "lit";
import type { RoomKind } from "../../../protocol/channels.ts";
import type { Counters } from "../../../protocol/feed-frames.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { icons } from "../../ui/icons.ts";
import { stateView } from "../../ui/states.ts";
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
