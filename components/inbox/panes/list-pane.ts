import { html, nothing, type TemplateResult } from "lit";
import { SapaGoEvent } from "../../events.ts";
import { icons } from "../../ui/icons.ts";
import type { ResizeEvent } from "../../ui/resizer.ts";
import type { BulkWork } from "../control/bulk-work.ts";
import type { ChoiceState } from "../control/choice-state.ts";
import type { Overlays } from "../control/overlays.ts";
import type { RoomNavigation } from "../control/room-navigation.ts";
import type { RowActions } from "../control/row-actions.ts";
import type { Desk } from "../desk.ts";
import { filterChips } from "../filter/filter-chips.ts";
import type { ApplyEvent } from "../filter/filter-panel.ts";
import { activeFields, NO_FILTER } from "../filter/room-filter.ts";
import type { InboxModel } from "../inbox-model.ts";
import type { ChoiceEvent, TellEvent } from "../internal-events.ts";
import type { Choice } from "../list/list-choice.ts";
import { listTools, nextChatBar } from "../list/list-tools.ts";
import { may } from "../viewer.ts";

type ListPane = {
  desk: Desk;
  model: InboxModel;
  choice: ChoiceState;
  bulk: BulkWork;
  overlays: Overlays;
  navigation: RoomNavigation;
  rowActions: RowActions;
  /** The connection was lost and nobody else tells it. */
  isCut: boolean;
};

export const listPane = (pane: ListPane): TemplateResult => {
  const { desk, model, overlays, navigation } = pane;
  const { inbox, text, layout } = desk;
  const feed = model.connection.feed.view;
  const { choice } = pane.choice;
  const isOfContact = inbox.frame.isOfContact || (model.connection.me?.scope?.contactId ?? null) !== null;
  return html`<section class="pane list" part="list" aria-label=${text.t("list.label")}>
      <sapa-room-list
        .store=${model.lists}
        .drafts=${model.drafts}
        .choice=${choice}
        .viewer=${model.viewer}
        .text=${text}
        .counters=${feed.counters}
        .now=${model.now}
        .selectedId=${inbox.roomId}
        .selection=${pane.bulk.selection}
        .lagMs=${feed.lagMs}
        ?hide-status=${isOfContact}
        .isSearching=${overlays.isOpen("search")}
        ?is-offline=${!isOfContact && hasSwitch(desk) && !feed.isOnline}
        .noChannel=${noChannel(pane, choice)}
        @room-select=${navigation.handleSelect}
        @row-action=${pane.rowActions.handle}
        @choice=${(event: ChoiceEvent) => pane.choice.choose(event.choice)}
        @go-online=${() => model.connection.feed.setOnline(true)}
      >
        ${isOfContact ? nothing : html`${presenceBar(desk)} ${overlays.isOpen("search") ? searchView(pane) : tools(pane, choice)}`}
        ${
          choice.filter === NO_FILTER
            ? nothing
            : filterChips({
                filter: choice.filter,
                names: model.names.names,
                text,
                onChange: (filter) => pane.choice.choose({ filter }),
              })
        }
        ${isOfContact ? nothing : foot(pane)}
      </sapa-room-list>
      ${overlays.isOpen("filter") ? filterPanel(pane, choice) : nothing}
      ${pane.isCut && !model.room ? html`<p class="strip" role="status">${icons.wifiOff}${text.t("room.reconnecting")}</p>` : nothing}
    </section>
    <sapa-resizer
      class="list-resizer"
      aria-label=${text.t("pane.resizeList")}
      .bounds=${layout.boundsOf("list")}
      @pane-resize=${(event: ResizeEvent) => layout.resize("list", event)}
    ></sapa-resizer>`;
};

const tools = ({ desk, model, bulk, overlays }: ListPane, choice: Choice): TemplateResult =>
  listTools({
    text: desk.text,
    activeFields: activeFields(choice.filter),
    isFilterOpen: overlays.isOpen("filter"),
    onSearch: () => void overlays.open("search"),
    onFilter: () => void overlays.open("filter"),
    onSelect: model.viewer && may(model.viewer, "room.bulk") ? () => bulk.selection.start() : null,
    onResolveExpired:
      model.viewer && may(model.viewer, "room.resolveExpired") ? () => void overlays.open("expired") : null,
  });

const searchView = ({ desk, model, overlays, navigation }: ListPane): TemplateResult => html`<sapa-search
  slot="search"
  .api=${model.connection.api}
  .viewer=${model.viewer}
  .drafts=${model.drafts}
  .text=${desk.text}
  .now=${model.now}
  .selectedId=${desk.inbox.roomId}
  @room-select=${navigation.handleSelect}
  @end=${() => overlays.close("search")}
></sapa-search>`;

const filterPanel = (
  { desk, model, overlays, choice }: ListPane,
  { filter }: Choice,
): TemplateResult => html`<sapa-filter-panel
  .api=${model.connection.api}
  .viewer=${model.viewer}
  .names=${model.names.names}
  .filter=${filter}
  .text=${desk.text}
  .now=${model.now}
  @apply=${(event: ApplyEvent) => {
    void overlays.close("filter");
    choice.choose({ filter: event.filter });
  }}
  @tell=${(event: TellEvent) => desk.tell(event.text, event.isError)}
  @end=${() => overlays.close("filter")}
></sapa-filter-panel>`;

function foot({ desk, model, bulk, overlays, rowActions }: ListPane): TemplateResult | typeof nothing {
  const { text } = desk;
  if (bulk.selection.isOn || bulk.report) {
    void overlays.load("bulk");
    return html`<sapa-bulk-bar
      slot="foot"
      .work=${bulk}
      .text=${text}
      .viewer=${model.viewer}
      .loadMembers=${model.loadMembers}
      @tell=${(event: TellEvent) => desk.tell(event.text, event.isError)}
    ></sapa-bulk-bar>`;
  }
  const mayTake = model.viewer !== null && model.viewer.role !== "admin" && may(model.viewer, "room.take");
  if (!mayTake || overlays.isOpen("search") || model.viewer?.isReadOnly) return nothing;
  return nextChatBar(text, model.connection.feed.view.counters.unassigned, () => void rowActions.takeNext());
}

/** LIST-17: asked only when there is nothing to see. */
function noChannel({ desk, model }: ListPane, choice: Choice): { connect: (() => void) | null } | null {
  const list = model.lists?.list(choice);
  if (list?.phase !== "ready" || list.rows.length > 0 || activeFields(choice.filter) > 0) return null;
  if (model.names.names.integrations?.length !== 0) return null;
  const { inbox, viewer } = desk;
  const mayConnect =
    viewer?.permissions.has("menu.integrations") && inbox.places.some(({ place }) => place === "integrations");
  return { connect: mayConnect ? () => inbox.dispatchEvent(new SapaGoEvent("integrations")) : null };
}

/** ROLE-4. */
const hasSwitch = ({ viewer }: Desk): boolean => viewer?.permissions.has("presence.switch") ?? false;

/** The online switch where the host has none of its own. */
function presenceBar(desk: Desk): TemplateResult | typeof nothing {
  const { inbox, text } = desk;
  if (inbox.hidePresence || !hasSwitch(desk)) return nothing;
  return html`<div slot="presence" class="presence-bar">
    <sapa-online-switch
      compact
      .baseUrl=${inbox.baseUrl}
      .language=${text.language}
      .tokenProvider=${inbox.tokenProvider}
    ></sapa-online-switch>
  </div>`;
}
