import { newCommandId } from "../../../client/command-id.ts";
import type { Desk } from "../desk.ts";
import type { RowActionEvent } from "../internal-events.ts";
import { afterQuickAction } from "../list/quick-actions.ts";
import type { RoomNavigation } from "./room-navigation.ts";

const COMMANDS = { take: { type: "room.take" }, resolve: { type: "conversation.resolve" } } as const;

/** What is done from the list, without opening a room first. */
export class RowActions {
  readonly #desk: Desk;
  readonly #navigation: RoomNavigation;
  #isTaking = false;

  constructor(desk: Desk, navigation: RoomNavigation) {
    this.#desk = desk;
    this.#navigation = navigation;
  }

  /** Shows at once what it will be; takes that back if the server refuses. */
  readonly handle = async ({ roomId, action }: RowActionEvent): Promise<void> => {
    const { model, viewer } = this.#desk;
    const room = model?.lists?.room(roomId);
    if (!model?.lists || !room || !viewer) return;
    const takeBack = model.lists.anticipate(room, afterQuickAction(room, action, viewer));
    if (action === "take") this.#navigation.open(roomId);
    try {
      await model.connection.api.command(roomId, newCommandId(), COMMANDS[action]);
    } catch (error) {
      takeBack();
      this.#desk.tellRefused(error);
    }
  };

  /** ASSIGN-6, 7: the room whose customer has waited longest. */
  readonly takeNext = async (): Promise<void> => {
    const { model, text } = this.#desk;
    if (!model || this.#isTaking) return;
    this.#isTaking = true;
    try {
      const { roomId } = await model.connection.api.nextRoom(newCommandId());
      if (roomId === null) this.#desk.tell(text.t("list.getNewNone"));
      else this.#navigation.open(roomId);
    } catch (error) {
      this.#desk.tellRefused(error);
    } finally {
      this.#isTaking = false;
    }
  };
}
