import { html, nothing, type TemplateResult } from "lit";
import type { RoomStore } from "../../data/room-store.ts";
import { missingParts } from "../../lazy.ts";
import type { RoomNavigation } from "../control/room-navigation.ts";
import type { Desk } from "../desk.ts";
import type { InboxModel } from "../inbox-model.ts";
import { noRoomView, outdatedView, pickView } from "../inbox-states.ts";
import type { TellEvent } from "../internal-events.ts";
import { roomPart } from "../room-part-loader.ts";

type ConversationPane = {
  desk: Desk;
  model: InboxModel;
  room: RoomStore | null;
  navigation: RoomNavigation;
  isCutToldElsewhere: boolean;
  /** null: the keys belong to the page. */
  onKeys: (() => void) | null;
  onTell: (event: TellEvent) => void;
};

export const conversationPane = (pane: ConversationPane): TemplateResult => html`<section
  class="pane middle ${pane.room ? "" : "empty"}"
  part="conversation"
  aria-label=${pane.desk.text.t("room.pane")}
>
  ${pane.room ? openRoom(pane, pane.room) : closed(pane)}
</section>`;

/** Where there is no list, the page says which room is shown. */
const closed = ({ desk, onKeys }: ConversationPane): TemplateResult =>
  desk.inbox.hideList ? noRoomView(desk.text) : pickView(desk.text, onKeys);

function openRoom(pane: ConversationPane, room: RoomStore): TemplateResult | typeof nothing {
  if (roomPart.isReady) return conversation(pane, room);
  return missingParts.isOutdated ? outdatedView(pane.desk.text) : nothing;
}

function conversation({ desk, model, navigation, ...pane }: ConversationPane, room: RoomStore): TemplateResult {
  const { inbox, layout, text } = desk;
  return html`<sapa-conversation
    .store=${room}
    .viewer=${model.viewer}
    .text=${text}
    .drafts=${model.drafts}
    .now=${model.now}
    .presence=${model.connection.feed.view.presence}
    .services=${model.services}
    .link=${inbox.roomLink?.(room.roomId) ?? null}
    .hasList=${!inbox.hideList}
    .hasBack=${layout.count === 1 && !inbox.hideList}
    .hasDetail=${!inbox.hideDetail}
    .isDetailOpen=${layout.isDetailOpen}
    .isCutToldElsewhere=${pane.isCutToldElsewhere}
    @back=${navigation.handleBack}
    @toggle-detail=${navigation.handleToggleDetail}
    @tell=${pane.onTell}
  ></sapa-conversation>`;
}
