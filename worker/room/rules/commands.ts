import type { Refusal } from "../../../protocol/codes.ts";
import { refusal } from "../../../protocol/codes.ts";
import type { MemberCommand, VisitorCommand } from "../../../protocol/commands.schema.ts";
import type { MemberIdentity, Role } from "../../../protocol/roles.ts";
import type { RoomEvent, TagRef } from "../../../protocol/room-events.schema.ts";
import type { SessionThresholds } from "../../../protocol/session.ts";
import type { Allocation, RoomContext } from "../contract.ts";

/** A member that a command names, as the organization object knows it. */
export type Target = {
  memberId: string;
  name: string;
  role: Role;
  isActive: boolean;
  divisionIds: string[];
  isRestricted: boolean;
};

/** A command with everything a decision needs beside the room's own state. Look-ups are done before. */
export type RoomCommand =
  | { from: "contact"; context: RoomContext; command: VisitorCommand }
  | {
      from: "member";
      member: MemberIdentity;
      command: MemberCommand;
      target?: Target | undefined;
      tag?: TagRef | undefined;
    }
  | { from: "allocator"; allocation: Allocation }
  | { from: "timer"; lastSeenAt: number | null; thresholds: SessionThresholds };

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** An event before the log gives it its place and time. */
export type EventDraft = DistributiveOmit<RoomEvent, "seq" | "at" | "commandId">;

export type Decision = { ok: true; events: EventDraft[] } | { ok: false; refusal: Refusal };

export const accept = (...events: EventDraft[]): Decision => ({ ok: true, events });
export const refuse = (code: Refusal["code"], extra: Omit<Refusal, "code"> = {}): Decision => ({
  ok: false,
  refusal: refusal(code, extra),
});
