import { newCommandId } from "../../../client/command-id.ts";
import { codeOf } from "../../data/texts-of-errors.ts";
import { optimisticSummary } from "../conversation/optimistic.ts";
import type { Desk } from "../desk.ts";
import type { RowActionEvent } from "../internal-events.ts";
import type { RoomNavigation } from "./room-navigation.ts";

const TAKE = { type: "room.take" } as const;

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
  readonly handle = ({ roomId, action }: RowActionEvent): void => {
    if (action === "resolve") this.#desk.model?.resolves.start(roomId, { type: "conversation.resolve" });
    else void this.#take(roomId);
  };

  async #take(roomId: string): Promise<void> {
    const { model, viewer } = this.#desk;
    if (!model?.lists || !viewer) return;
    const item = { id: newCommandId(), command: TAKE, createdAt: Date.now(), state: "sending" as const };
    const nobody = { member: () => undefined, tag: () => undefined };
    const expectation = model.lists.expect(roomId, (room) => optimisticSummary(room, [item], viewer, nobody));
    expectation.settle();
    this.#navigation.open(roomId);
    try {
      await model.connection.api.command(roomId, item.id, TAKE);
    } catch (error) {
      expectation.takeBack();
      this.#desk.tellRefused(error);
      if (codeOf(error) === "assign.taken") this.#navigation.lose(roomId);
    }
  }

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
