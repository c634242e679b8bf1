import { SapaRoomOpenedEvent } from "../../events.ts";
import type { SapaConversation } from "../conversation/conversation.ts";
import type { Desk } from "../desk.ts";
import type { GoToSeqEvent } from "../details/room-history.ts";
import type { RoomSelectEvent } from "../internal-events.ts";
import type { SapaRoomList } from "../list/room-list.ts";
import { roomPart } from "../room-part-loader.ts";

/** Which room is open, and the way to it and back. */
export class RoomNavigation {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get conversation(): SapaConversation | null {
    return this.#desk.part("sapa-conversation");
  }

  /** For what a person did: the host is told. */
  open(roomId: string | null): void {
    const { inbox } = this.#desk;
    if (inbox.roomId === roomId) return;
    inbox.roomId = roomId;
    inbox.dispatchEvent(new SapaRoomOpenedEvent(roomId));
  }

  /** Somebody else has taken the room: an agent has nothing more to see there. */
  lose(roomId: string): void {
    const { inbox, viewer } = this.#desk;
    if (viewer?.role === "agent" && inbox.roomId === roomId) this.open(null);
  }

  readonly handleSelect = async ({ roomId, seq }: RoomSelectEvent): Promise<void> => {
    this.open(roomId);
    if (seq === null) return;
    await roomPart.load();
    await this.#desk.inbox.updateComplete;
    await this.conversation?.updateComplete;
    this.conversation?.timeline?.scrollToSeq(seq);
  };

  readonly handleBack = async (): Promise<void> => {
    const { inbox } = this.#desk;
    const from = inbox.roomId;
    this.open(null);
    await inbox.updateComplete;
    void this.#desk.part<SapaRoomList>("sapa-room-list")?.focusRow(from);
  };

  readonly handleGoTo = (event: GoToSeqEvent): void => {
    this.#desk.layout.endOverlay();
    this.conversation?.timeline?.scrollToSeq(event.seq);
  };

  readonly handleToggleDetail = (): void => {
    const { layout } = this.#desk;
    layout.showDetail(!layout.isDetailOpen);
  };
}
