import { html, type TemplateResult } from "lit";
import type { PaneLayout } from "../controllers/pane-layout.ts";
import type { TokenProvider } from "../data/connection.ts";
import type { RoomStore } from "../data/room-store.ts";
import type { Localizer } from "../strings/localizer.ts";
import type { ResizeEvent } from "../ui/resizer.ts";
import type { GoToConversationEvent } from "./details/details.ts";
import type { InboxModel } from "./inbox-model.ts";
import type { TellEvent } from "./internal-events.ts";

type DetailsPane = {
  model: InboxModel;
  room: RoomStore;
  text: Localizer;
  layout: PaneLayout;
  onBack: () => void;
  onGoTo: (event: GoToConversationEvent) => void;
  onTell: (event: TellEvent) => void;
};

export const detailsPane = (pane: DetailsPane): TemplateResult => html`<sapa-resizer
    class="detail-resizer"
    aria-label=${pane.text.t("pane.resizeDetail")}
    .bounds=${pane.layout.boundsOf("detail")}
    .isAtEnd=${true}
    @pane-resize=${(event: ResizeEvent) => pane.layout.resize("detail", event)}
  ></sapa-resizer>
  <section class="pane detail" part="details" aria-label=${pane.text.t("detail.label")}>
    <sapa-details
      .store=${pane.room}
      .viewer=${pane.model.viewer}
      .text=${pane.text}
      .now=${pane.model.now}
      .presence=${pane.model.connection.feed.view.presence}
      .loadTags=${pane.model.loadTags}
      ?has-back=${pane.layout.count < 3}
      @back=${pane.onBack}
      @go-to-conversation=${pane.onGoTo}
      @tell=${pane.onTell}
    ></sapa-details>
  </section>`;

/** The online switch where the host has none of its own (ROLE-4). */
export const presenceBar = (
  inbox: { baseUrl: string; tokenProvider: TokenProvider | null },
  text: Localizer,
): TemplateResult => html`<div slot="presence" class="presence-bar">
  <sapa-online-switch
    compact
    .baseUrl=${inbox.baseUrl}
    .language=${text.language}
    .tokenProvider=${inbox.tokenProvider}
  ></sapa-online-switch>
</div>`;
