import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import { SapaGoEvent } from "../../events.ts";
import type { TextKey } from "../../strings/localizer.ts";
import type { SapaBulkBar } from "../bulk/bulk-bar.ts";
import type { SapaConversation } from "../conversation/conversation.ts";
import { roomActions } from "../conversation/room-actions.ts";
import type { Desk } from "../desk.ts";
import type { SapaDetails } from "../details/details.ts";
import type { SapaRoomList } from "../list/room-list.ts";
import type { SapaRoomRows } from "../list/room-rows.ts";
import type { Shortcut } from "../shortcuts.ts";
import { may, mayIn } from "../viewer.ts";
import type { BulkWork } from "./bulk-work.ts";
import type { ChoiceState } from "./choice-state.ts";
import type { Overlays } from "./overlays.ts";
import type { RoomNavigation } from "./room-navigation.ts";
import type { RowActions } from "./row-actions.ts";

type Parts = {
  desk: Desk;
  navigation: RoomNavigation;
  choice: ChoiceState;
  rowActions: RowActions;
  bulk: BulkWork;
  overlays: Overlays;
};

export type ActionGroup = "room" | "list";
type Action = {
  group: ActionGroup;
  text: TextKey;
  /** Can it be done right now by this member? */
  isOffered: () => boolean;
  run: () => unknown;
  /** Not worth a line of the palette, which is not where one moves from row to row. */
  isKeyOnly?: boolean;
};

/** Everything that a key or the palette can do in the inbox, and whether it can be done now. */
export class InboxActions {
  readonly #parts: Parts;
  readonly actions: Readonly<Record<Exclude<Shortcut, "escape">, Action>>;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.actions = this.#all();
  }

  /** False: not now, and the key is the page's. */
  press(shortcut: Shortcut): boolean {
    if (shortcut === "escape") return false;
    const action = this.actions[shortcut];
    if (!action.isOffered()) return false;
    void action.run();
    return true;
  }

  go(letter: string): boolean {
    const { inbox } = this.#parts.desk;
    const place = inbox.places.find(({ key }) => key === letter);
    if (!place) return false;
    inbox.dispatchEvent(new SapaGoEvent(place.place));
    return true;
  }

  get #rows(): SapaRoomRows | null {
    return this.#parts.desk.part<SapaRoomList>("sapa-room-list")?.rows ?? null;
  }

  get #conversation(): SapaConversation | null {
    return this.#parts.navigation.conversation;
  }

  #all(): InboxActions["actions"] {
    const { desk, choice, overlays, navigation, rowActions } = this.#parts;
    const hasList = (): boolean => !desk.inbox.hideList && desk.viewer !== null;
    const has = (group: ActionGroup, isOffered: () => boolean, text: TextKey, run: () => unknown): Action => ({
      group,
      text,
      isOffered,
      run,
    });
    const keyOnly = (action: Action): Action => ({ ...action, isKeyOnly: true });
    const mayBulk = (): boolean => hasList() && desk.viewer !== null && may(desk.viewer, "room.bulk");
    const status = (index: number, text: TextKey): Action =>
      has("list", hasList, text, () => choice.chooseStatus(index));
    return {
      next: keyOnly(has("list", hasList, "keys.next", () => this.#rows?.move(1))),
      previous: keyOnly(has("list", hasList, "keys.previous", () => this.#rows?.move(-1))),
      open: keyOnly(
        has(
          "list",
          () => false,
          "keys.open",
          () => {},
        ),
      ),
      choose: keyOnly(has("list", mayBulk, "keys.choose", () => this.#rows?.chooseActive(false))),
      chooseRange: keyOnly(has("list", mayBulk, "keys.chooseRange", () => this.#rows?.chooseActive(true))),
      search: has("list", hasList, "keys.search", () => overlays.open("search")),
      filter: has("list", hasList, "keys.filter", () => overlays.open("filter")),
      palette: keyOnly(
        has(
          "list",
          () => desk.viewer !== null,
          "action.palette",
          () => overlays.open("palette"),
        ),
      ),
      getNew: has(
        "list",
        () => hasList() && desk.viewer !== null && may(desk.viewer, "room.take"),
        "list.getNew",
        () => rowActions.takeNext(),
      ),
      status1: status(0, "list.all"),
      status2: keyOnly(status(1, "list.unassigned")),
      status3: keyOnly(status(2, "list.assigned")),
      status4: keyOnly(status(3, "list.resolved")),
      reply: this.#room(
        "keys.reply",
        () => true,
        () => this.#conversation?.write("reply"),
      ),
      note: this.#room(
        "keys.note",
        () => true,
        () => this.#conversation?.write("note"),
      ),
      resolve: this.#forChosen(
        "resolve",
        this.#room(
          "keys.resolve",
          () => this.#offers("resolve"),
          () => this.#conversation?.resolve(),
        ),
      ),
      take: this.#room(
        "room.takeOver",
        () => this.#offers("take"),
        () => this.#send({ type: "room.take" }),
      ),
      assign: this.#forChosen(
        "assign",
        this.#room(
          "keys.assign",
          () => this.#mayAct(),
          () => this.#conversation?.openAssign(),
        ),
      ),
      handOver: this.#later("room.handOver", "openHandOver"),
      tag: this.#room(
        "keys.tag",
        () => !desk.inbox.hideDetail,
        () => this.#openTags(),
      ),
      snooze: this.#later("keys.snooze", "openSnooze"),
      unread: this.#room(
        "keys.unread",
        () => this.#mayAct(),
        () => this.#send({ type: "room.mark_unread" }),
      ),
      details: this.#room(
        "keys.details",
        () => !desk.inbox.hideDetail,
        () => navigation.handleToggleDetail(),
      ),
      help: has(
        "list",
        () => true,
        "keys.help",
        () => overlays.open("help"),
      ),
    };
  }

  #room(text: TextKey, isOffered: () => boolean, run: () => unknown): Action {
    const { desk } = this.#parts;
    return { group: "room", text, isOffered: () => (desk.model?.room?.summary ?? null) !== null && isOffered(), run };
  }

  /** With rooms chosen, the same key means all of them. */
  #forChosen(what: "assign" | "resolve", one: Action): Action {
    const { bulk, desk } = this.#parts;
    const isForChosen = (): boolean => bulk.selection.size > 0;
    return {
      ...one,
      isOffered: () => isForChosen() || one.isOffered(),
      run: () => (isForChosen() ? desk.part<SapaBulkBar>("sapa-bulk-bar")?.ask(what) : one.run()),
    };
  }

  #later(text: TextKey, method: "openHandOver" | "openSnooze"): Action {
    const conversation = (): Partial<Record<typeof method, () => void>> | null => this.#conversation as never;
    return this.#room(
      text,
      () => this.#mayAct() && conversation()?.[method] !== undefined,
      () => conversation()?.[method]?.(),
    );
  }

  #offers(action: "take" | "resolve"): boolean {
    const { model, viewer } = this.#parts.desk;
    const room = model?.room?.summary;
    return room !== null && room !== undefined && viewer !== null && roomActions(room, viewer)[action];
  }

  #mayAct(): boolean {
    const { model, viewer } = this.#parts.desk;
    const room = model?.room?.summary;
    return room !== null && room !== undefined && viewer !== null && mayIn(viewer, "room.reply", room);
  }

  #send(command: MemberCommand): void {
    this.#parts.desk.model?.room?.send(command);
  }

  async #openTags(): Promise<void> {
    const { desk } = this.#parts;
    desk.layout.showDetail(true);
    await desk.inbox.updateComplete;
    await desk.part<SapaDetails>("sapa-details")?.openTags();
  }
}
