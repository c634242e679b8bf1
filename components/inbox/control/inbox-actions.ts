import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { Action as PermittedAction } from "../../../protocol/roles.ts";
import { SapaGoEvent } from "../../events.ts";
import type { TextKey } from "../../strings/localizer.ts";
import type { SapaBulkBar } from "../bulk/bulk-bar.ts";
import type { SapaConversation } from "../conversation/conversation.ts";
import { type RoomActions, roomActions } from "../conversation/room-actions.ts";
import type { Desk } from "../desk.ts";
import type { SapaDetails } from "../details/details.ts";
import { type SortChoice, type StatusChoice, statusChoicesFor } from "../list/list-choice.ts";
import type { SapaRoomList } from "../list/room-list.ts";
import type { SapaRoomRows } from "../list/room-rows.ts";
import type { Shortcut } from "../shortcuts.ts";
import { may } from "../viewer.ts";
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
  /** Not worth a line of the palette, which is no place to move from row to row. */
  isKeyOnly?: true;
};

/** What has a key, and what the palette alone offers. */
export type ActionId = Shortcut | "sortNewest" | "sortOldest" | "sortExpires" | "selectRooms" | "resolveExpired";
type Actions<Id extends ActionId> = Record<Id, Action>;

type MoveId = "next" | "previous" | "open" | "choose" | "chooseRange" | "palette";
type RoomId =
  | "reply"
  | "note"
  | "resolve"
  | "undo"
  | "take"
  | "assign"
  | "handOver"
  | "tag"
  | "snooze"
  | "unread"
  | "details";

const always = (): boolean => true;
const never = (): boolean => false;

/** Everything that a key or the palette can do in the inbox, and whether it can be done now. */
export class InboxActions {
  readonly #parts: Parts;
  readonly actions: Readonly<Actions<ActionId>>;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.actions = { ...this.#moves(), ...this.#listActions(), ...this.#roomActions() };
  }

  /** False: not now, and the key is the page's. */
  press(id: ActionId): boolean {
    const action = this.actions[this.#meant(id)];
    if (!action.isOffered()) return false;
    void action.run();
    return true;
  }

  /** Where nothing can be snoozed, the same letter takes a resolution back, as other tools have it. */
  #meant(id: ActionId): ActionId {
    return id === "snooze" && !this.actions.snooze.isOffered() ? "undo" : id;
  }

  go(letter: string): boolean {
    const { inbox } = this.#parts.desk;
    const place = inbox.places.find(({ key }) => key === letter);
    if (!place) return false;
    inbox.dispatchEvent(new SapaGoEvent(place.place));
    return true;
  }

  #moves(): Actions<MoveId> {
    const { desk, overlays } = this.#parts;
    const move = (text: TextKey, isOffered: () => boolean, run: () => unknown): Action => ({
      group: "list",
      isKeyOnly: true,
      text,
      isOffered,
      run,
    });
    return {
      next: move("keys.next", this.#hasList, () => this.#rows?.move(1)),
      previous: move("keys.previous", this.#hasList, () => this.#rows?.move(-1)),
      // The row under the focus is a button, which hears Enter itself.
      open: move("keys.open", never, () => null),
      choose: move("keys.choose", this.#mayBulk, () => this.#rows?.chooseActive(false)),
      chooseRange: move("keys.chooseRange", this.#mayBulk, () => this.#rows?.chooseActive(true)),
      palette: move(
        "action.palette",
        () => desk.viewer !== null,
        () => overlays.open("palette"),
      ),
    };
  }

  #listActions(): Actions<Exclude<ActionId, MoveId | RoomId>> {
    const { bulk, choice, overlays, rowActions } = this.#parts;
    const act = (text: TextKey, run: () => unknown, isOffered: () => boolean = this.#hasList): Action => ({
      group: "list",
      text,
      isOffered,
      run,
    });
    const show = (status: StatusChoice, text: TextKey): Action =>
      act(
        text,
        () => choice.choose({ status }),
        () => this.#hasStatus(status),
      );
    const sort = (order: SortChoice, text: TextKey): Action => act(text, () => choice.choose({ sort: order }));
    const ifMay = (action: PermittedAction) => (): boolean => this.#hasList() && this.#may(action);
    return {
      search: act("keys.search", () => overlays.open("search")),
      filter: act("keys.filter", () => overlays.open("filter")),
      getNew: act("list.getNew", () => rowActions.takeNext(), ifMay("room.take")),
      status1: show("all", "keys.status1"),
      status2: show("unassigned", "keys.status2"),
      status3: show("assigned", "keys.status3"),
      status4: show("resolved", "keys.status4"),
      sortNewest: sort("newest", "keys.sortNewest"),
      sortOldest: sort("oldest", "keys.sortOldest"),
      sortExpires: sort("expires", "keys.sortExpires"),
      selectRooms: act("list.selectRooms", () => bulk.selection.start(), this.#mayBulk),
      resolveExpired: act("list.resolveExpired", () => overlays.open("expired"), ifMay("room.resolveExpired")),
      help: act("keys.help", () => overlays.open("help"), always),
    };
  }

  #roomActions(): Actions<RoomId> {
    const { desk, navigation } = this.#parts;
    const act = (text: TextKey, isOffered: () => boolean, run: () => unknown): Action => ({
      group: "room",
      text,
      isOffered: () => this.#room !== null && isOffered(),
      run,
    });
    const hasDetail = (): boolean => !desk.inbox.hideDetail;
    const offers = (action: keyof RoomActions) => (): boolean => this.#offers(action);
    const talk = (): SapaConversation | null => navigation.conversation;
    return {
      reply: act("keys.reply", always, () => talk()?.write("reply")),
      note: act("keys.note", always, () => talk()?.write("note")),
      resolve: this.#forChosen(
        "resolve",
        act("keys.resolve", offers("resolve"), () => talk()?.resolve()),
      ),
      undo: {
        group: "room",
        text: "keys.undo",
        isOffered: () => desk.model?.resolves.isOffering ?? false,
        run: () => desk.model?.resolves.undo(),
      },
      take: act("room.takeOver", offers("take"), () => this.#send({ type: "room.take" })),
      assign: this.#forChosen(
        "assign",
        act("keys.assign", offers("assign"), () => talk()?.openAssign()),
      ),
      handOver: act("room.handOver", offers("handOver"), () => talk()?.openHandOver()),
      tag: act("keys.tag", hasDetail, () => this.#openTags()),
      snooze: act("keys.snooze", offers("snooze"), () => talk()?.openSnooze()),
      unread: act("keys.unread", offers("markUnread"), () => this.#send({ type: "room.mark_unread" })),
      details: act("keys.details", hasDetail, () => navigation.handleToggleDetail()),
    };
  }

  get #rows(): SapaRoomRows | null {
    return this.#parts.desk.part<SapaRoomList>("sapa-room-list")?.rows ?? null;
  }

  get #room() {
    return this.#parts.desk.model?.room?.summary ?? null;
  }

  #may(action: PermittedAction): boolean {
    const { viewer } = this.#parts.desk;
    return viewer !== null && may(viewer, action);
  }

  readonly #hasList = (): boolean => !this.#parts.desk.inbox.hideList && this.#parts.desk.viewer !== null;
  readonly #mayBulk = (): boolean => this.#hasList() && this.#may("room.bulk");

  #hasStatus(status: StatusChoice): boolean {
    const { viewer } = this.#parts.desk;
    return this.#hasList() && viewer !== null && statusChoicesFor(viewer).includes(status);
  }

  /** What the room's header offers, and nothing that it would refuse. */
  #offers(action: keyof RoomActions): boolean {
    const { viewer } = this.#parts.desk;
    const room = this.#room;
    if (room === null || viewer === null) return false;
    const answer = roomActions(room, viewer)[action];
    return answer === true || answer === "yes";
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
