import type { MemberCommand } from "../../protocol/commands.schema.ts";
import type { Choice } from "./list/list-choice.ts";
import type { QuickAction } from "./list/room-row.ts";

/** Between the parts of the inbox: heard by the parent alone, never seen by the host page. */

export class RoomSelectEvent extends Event {
  readonly roomId: string | null;
  /** Message to bring into view, when a search result was chosen. */
  readonly seq: number | null;
  constructor(roomId: string | null, seq: number | null = null) {
    super("room-select");
    this.roomId = roomId;
    this.seq = seq;
  }
}

/** One of a row's own buttons was pressed. */
export class RowActionEvent extends Event {
  readonly roomId: string;
  readonly action: QuickAction;
  constructor(roomId: string, action: QuickAction) {
    super("row-action");
    this.roomId = roomId;
    this.action = action;
  }
}

export class ChoiceEvent extends Event {
  readonly choice: Choice;
  constructor(choice: Choice) {
    super("choice");
    this.choice = choice;
  }
}

export class GoOnlineEvent extends Event {
  constructor() {
    super("go-online");
  }
}

export class CommandEvent extends Event {
  readonly command: MemberCommand;
  constructor(command: MemberCommand) {
    super("command");
    this.command = command;
  }
}

/** A failed command's fate: sent again, or thrown away. */
export class FailedEvent extends Event {
  readonly id: string;
  readonly fate: "retry" | "discard";
  constructor(id: string, fate: "retry" | "discard") {
    super("failed");
    this.id = id;
    this.fate = fate;
  }
}

/** Something short to tell at the bottom. */
export class TellEvent extends Event {
  readonly text: string;
  readonly isError: boolean;
  constructor(text: string, isError = false) {
    super("tell");
    this.text = text;
    this.isError = isError;
  }
}
