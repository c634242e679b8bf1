import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../../ui/icons.ts";
import type { ResizeEvent } from "../../ui/resizer.ts";
import type { RoomNavigation } from "../control/room-navigation.ts";
import type { SearchState } from "../control/search-state.ts";
import type { Desk } from "../desk.ts";
import type { InboxModel } from "../inbox-model.ts";
import { searchButton, searchField } from "../inbox-states.ts";
import type { ChoiceEvent } from "../internal-events.ts";
import { choiceFrom } from "../list/list-choice.ts";

type ListPane = {
  desk: Desk;
  model: InboxModel;
  search: SearchState;
  /** The connection was lost and nobody else tells it. */
  isCut: boolean;
  navigation: RoomNavigation;
  onChoice: (event: ChoiceEvent) => void;
};

export const listPane = (pane: ListPane): TemplateResult => {
  const { desk, model } = pane;
  const { inbox, text, layout } = desk;
  const feed = model.connection.feed.view;
  return html`<section class="pane list" part="list" aria-label=${text.t("list.label")}>
      <sapa-room-list
        .store=${model.lists}
        .drafts=${model.drafts}
        .choice=${choiceFrom(inbox, model.viewer)}
        .viewer=${model.viewer}
        .text=${text}
        .counters=${feed.counters}
        .now=${model.now}
        .selectedId=${inbox.roomId}
        .lagMs=${feed.lagMs}
        .isSearching=${pane.search.words !== null}
        @room-select=${pane.navigation.handleSelect}
        @choice=${pane.onChoice}
      >
        ${presenceBar(desk)} ${searchParts(pane)}
      </sapa-room-list>
      ${pane.isCut && !model.room ? html`<p class="strip" role="status">${icons.wifiOff}${text.t("room.reconnecting")}</p>` : nothing}
    </section>
    <sapa-resizer
      class="list-resizer"
      aria-label=${text.t("pane.resizeList")}
      .bounds=${layout.boundsOf("list")}
      @pane-resize=${(event: ResizeEvent) => layout.resize("list", event)}
    ></sapa-resizer>`;
};

function searchParts({ desk, model, search, navigation }: ListPane): TemplateResult {
  const { text } = desk;
  if (search.words === null) return searchButton(text, () => void search.start());
  return html`${searchField({
    text,
    value: search.words,
    onInput: search.handleInput,
    onEnd: () => void search.end(),
  })}
    <sapa-search-results
      slot="results"
      .api=${model.connection.api}
      .text=${text}
      .searched=${search.words}
      .now=${model.now}
      @room-select=${navigation.handleSelect}
    ></sapa-search-results>`;
}

/** The online switch where the host has none of its own (ROLE-4). */
function presenceBar({ inbox, viewer, text }: Desk): TemplateResult | typeof nothing {
  if (inbox.hidePresence || !viewer?.permissions.has("presence.switch")) return nothing;
  return html`<div slot="presence" class="presence-bar">
    <sapa-online-switch
      compact
      .baseUrl=${inbox.baseUrl}
      .language=${text.language}
      .tokenProvider=${inbox.tokenProvider}
    ></sapa-online-switch>
  </div>`;
}
