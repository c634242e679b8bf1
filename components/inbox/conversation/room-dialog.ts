import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { SurveyKind } from "../../../protocol/survey.ts";

/** What needs a question or a choice first, and is loaded when it is wanted. */
export type PlainDialog = "block" | "move" | "snooze" | "replay" | "transcript";
export type RoomDialog =
  | { kind: PlainDialog }
  /** ASSIGN-12: somebody would get more rooms than their limit. */
  | { kind: "overload"; command: MemberCommand; name: string; open: number; limit: number }
  | { kind: "delete-note"; noteSeq: number }
  /** ROOM-18: resolving asks whether these surveys go out. */
  | { kind: "resolve"; surveys: readonly SurveyKind[] };

/** A question or choice is to be shown. */
export class DialogEvent extends Event {
  readonly dialog: RoomDialog;
  constructor(dialog: RoomDialog) {
    super("room-dialog");
    this.dialog = dialog;
  }
}
