import { html, nothing, type TemplateResult } from "lit";
import type { RoomStore } from "../../data/room-store.ts";
import type { ResizeEvent } from "../../ui/resizer.ts";
import type { RoomNavigation } from "../control/room-navigation.ts";
import type { Desk } from "../desk.ts";
import type { InboxModel } from "../inbox-model.ts";
import type { TellEvent } from "../internal-events.ts";
import { roomPart } from "../room-part-loader.ts";

type DetailsPane = {
  desk: Desk;
  model: InboxModel;
  room: RoomStore;
  navigation: RoomNavigation;
  onTell: (event: TellEvent) => void;
};

export const detailsPane = ({
  desk,
  model,
  room,
  navigation,
  onTell,
}: DetailsPane): TemplateResult => html`<sapa-resizer
    class="detail-resizer"
    aria-label=${desk.text.t("pane.resizeDetail")}
    .bounds=${desk.layout.boundsOf("detail")}
    .isAtEnd=${true}
    @pane-resize=${(event: ResizeEvent) => desk.layout.resize("detail", event)}
  ></sapa-resizer>
  <section class="pane detail" part="details" aria-label=${desk.text.t("detail.label")}>
    ${roomPart.isReady ? details({ desk, model, room, navigation, onTell }) : nothing}
  </section>`;

const details = ({ desk, model, room, navigation, onTell }: DetailsPane): TemplateResult => html`<sapa-details
  .store=${room}
  .viewer=${model.viewer}
  .text=${desk.text}
  .now=${model.now}
  .presence=${model.connection.feed.view.presence}
  .services=${model.services}
  .contactLink=${model.viewer?.permissions.has("menu.contact") ? desk.inbox.contactLink : null}
  ?has-back=${desk.layout.count < 3}
  @back=${navigation.handleToggleDetail}
  @go-to-seq=${navigation.handleGoTo}
  @room-select=${navigation.handleSelect}
  @tell=${onTell}
></sapa-details>`;
