import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Channel } from "../../protocol/channels.ts";
import { contactsTexts } from "../strings/contacts.ts";
import type { Localizer } from "../strings/localizer.ts";
import { icons } from "../ui/icons.ts";
import { stateView } from "../ui/states.ts";
import { type ContactFilter, cleared, contactFilterQuery, isSearching, NO_FILTER } from "./contact-filter.ts";
import { nameOf } from "./contact-names.ts";
import { skeletonRows } from "./contact-row.ts";
import type { ContactsDesk } from "./contacts-contract.ts";
import type { ContactsStore } from "./contacts-store.ts";
import { divisionName } from "./describe-field.ts";
import { filterButton, filterChips } from "./filter-bar.ts";
import type { ContactChooseEvent, ContactSelectEvent, ContactSortEvent } from "./internal-events.ts";

export type ListPane = {
  desk: ContactsDesk;
  /** null: nobody is known to look yet. */
  store: ContactsStore | null;
  text: Localizer;
  filter: ContactFilter;
  channels: readonly Channel[] | null;
  chosen: readonly string[];
  openId: string | null;
  /** Waiting has lasted long enough to be shown. */
  isLong: boolean;
  onFilter: (filter: ContactFilter) => void;
  onSearch: (q: string) => void;
  onSearchKey: (event: KeyboardEvent) => void;
  onCreate: () => void;
  onSelect: (contactId: string) => void;
  onChoose: (contactId: string) => void;
  onEndChoice: () => void;
  onMerge: (oneId: string, otherId: string) => void;
};

/** Search, filter and the contacts they leave. Needs the styles of the desk. */
export const listPane = (pane: ListPane): TemplateResult =>
  html`${tools(pane)} ${chosenBar(pane)}
    <div class="list">${list(pane)}</div>`;

const createButton = ({ text, onCreate }: ListPane): TemplateResult => {
  const label = contactsTexts(text).t("list.create");
  return html`<button class="button primary" type="button" aria-label=${label} @click=${onCreate}>
    ${icons.plus}<span class="label">${label}</span>
  </button>`;
};

function tools(pane: ListPane): TemplateResult {
  const { desk, filter, text, channels, onFilter } = pane;
  const { t } = contactsTexts(text);
  const facts = { filter, text, divisions: desk.divisions, channels, onChange: onFilter };
  const isShort = filter.q.trim() !== "" && !isSearching(filter);
  return html`<div class="tools">
      <div class="search find">
        ${icons.search}
        <input
          class="field"
          type="search"
          autocomplete="off"
          dir="auto"
          aria-label=${t("list.search")}
          placeholder=${t("list.search")}
          .value=${live(filter.q)}
          @input=${(event: Event) => pane.onSearch((event.target as HTMLInputElement).value)}
          @keydown=${pane.onSearchKey}
        />
      </div>
      ${filterButton(facts)} ${desk.mayManage ? createButton(pane) : nothing}
    </div>
    ${isShort ? html`<p class="short hint" role="status">${t("list.searchShort")}</p>` : nothing} ${filterChips(facts)}`;
}

function chosenBar({ chosen, store, text, onEndChoice, onMerge }: ListPane): TemplateResult | typeof nothing {
  const { t } = contactsTexts(text);
  const [oneId, otherId] = chosen;
  if (oneId === undefined) return nothing;
  const called = (contactId: string): string => {
    const row = store?.rows.find((one) => one.contactId === contactId);
    return row ? nameOf(row, text) : "…";
  };
  const words =
    otherId === undefined
      ? t("list.chosenOne", { name: called(oneId) })
      : t("list.chosenTwo", { name: called(oneId), other: called(otherId) });
  return html`<div class="chosen-bar">
    <p role="status" dir="auto">${words}</p>
    <button class="button quiet small" type="button" @click=${onEndChoice}>${t("list.endChoice")}</button>
    <button
      class="button primary small"
      type="button"
      ?disabled=${otherId === undefined}
      @click=${() => otherId !== undefined && onMerge(oneId, otherId)}
    >
      ${t("list.merge")}
    </button>
  </div>`;
}

function list(pane: ListPane): TemplateResult {
  const { store, text } = pane;
  const { t } = contactsTexts(text);
  if (!store || store.phase === "loading")
    return html`<div role="status" aria-label=${text.t("common.loading")}>${pane.isLong ? skeletonRows(8) : nothing}</div>`;
  if (store.phase === "failed")
    return stateView({
      icon: icons.wifiOff,
      title: t("list.failed"),
      body: text.t("error.unavailable"),
      isAlert: true,
      action: html`<button class="button" type="button" @click=${() => void store.load()}>${text.t("common.tryAgain")}</button>`,
    });
  return store.rows.length === 0 ? empty(pane) : rows(pane, store);
}

function rows(pane: ListPane, store: ContactsStore): TemplateResult {
  const { desk, filter, text } = pane;
  const n = store.rows.length;
  return html`<p class="visually-hidden" role="status">
      ${contactsTexts(text).t(store.hasMore ? "list.foundMore" : "list.found", { n })}
    </p>
    <sapa-contact-rows
      .store=${store}
      .text=${text}
      .now=${desk.now}
      .sort=${filter.sort}
      .openId=${pane.openId}
      .chosen=${desk.mayManage ? pane.chosen : null}
      .divisionName=${(id: string | null) => (id === null && desk.divisions.length === 0 ? null : divisionName(id, desk, text))}
      @contact-select=${({ contactId }: ContactSelectEvent) => pane.onSelect(contactId)}
      @contact-choose=${({ contactId }: ContactChooseEvent) => pane.onChoose(contactId)}
      @contact-sort=${({ sort }: ContactSortEvent) => pane.onFilter({ ...filter, sort })}
    ></sapa-contact-rows>`;
}

/** Why nobody is here, and the next step. */
function empty(pane: ListPane): TemplateResult {
  const { desk, filter, text, onFilter } = pane;
  const { t } = contactsTexts(text);
  const isNarrowed = contactFilterQuery({ ...filter, sort: NO_FILTER.sort }) !== "";
  if (!isNarrowed)
    return stateView({
      icon: icons.usersRound,
      title: t("list.emptyTitle"),
      body: t("list.emptyText"),
      ...(desk.mayManage && { action: createButton(pane) }),
    });
  const showAll = (): void => onFilter({ ...cleared(filter), q: "" });
  return stateView({
    icon: icons.search,
    title: t("list.noneTitle"),
    body: t("list.noneText"),
    action: html`<button class="button" type="button" @click=${showAll}>${t("list.reset")}</button>`,
  });
}
