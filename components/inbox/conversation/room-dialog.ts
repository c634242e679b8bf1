import type { MemberCommand } from "../../../protocol/commands.schema.ts";

/** What needs a question or a choice first, and is loaded when it is wanted. */
export type PlainDialog = "block" | "move" | "snooze" | "replay" | "transcript";
export type RoomDialog =
  | { kind: PlainDialog }
  /** ASSIGN-12: somebody would get more rooms than their limit. */
  | { kind: "overload"; command: MemberCommand; name: string; open: number; limit: number }
  | { kind: "delete-note"; noteSeq: number };

/** A question or choice is to be shown. */
export class DialogEvent extends Event {
  readonly dialog: RoomDialog;
  constructor(dialog: RoomDialog) {
    super("room-dialog");
    this.dialog = dialog;
  }
}
