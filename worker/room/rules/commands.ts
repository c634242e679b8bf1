import type { Refusal } from "../../../protocol/codes.ts";
import { refusal } from "../../../protocol/codes.ts";
import type { MemberCommand, VisitorCommand } from "../../../protocol/commands.schema.ts";
import type { MemberIdentity, Role } from "../../../protocol/roles.ts";
import type { MessageContent, RoomEvent, TagRef } from "../../../protocol/room-events.schema.ts";
import type { SessionThresholds } from "../../../protocol/session.ts";
import type { Allocation, OrganizationCommand, RoomContext } from "../contract.ts";

/** A member that a command names, as the organization object knows it. */
export type Target = {
  memberId: string;
  name: string;
  role: Role;
  isActive: boolean;
  divisionIds: string[];
  isRestricted: boolean;
};

/** A division that a command names. `memberIds`: who is in it; `integrationIds` null: it takes every channel. */
export type DivisionTarget = {
  divisionId: string;
  name: string;
  supervisorId: string | null;
  integrationIds: string[] | null;
  memberIds: string[];
};

/** A command whose ticket was exchanged for the file it stands for. */
type Sendable<C> = C extends { content: unknown } ? Omit<C, "content"> & { content: MessageContent } : C;
export type PreparedVisitorCommand = Sendable<VisitorCommand>;
export type PreparedMemberCommand = Sendable<MemberCommand>;

/** What an organization decides about time in its rooms. `remindBeforeMs` null: no reminder (BEY-2). */
export type SessionPolicy = { session: SessionThresholds; remindBeforeMs: number | null };

/** A command with everything a decision needs beside the room's own state. Look-ups are done before. */
export type RoomCommand =
  | { from: "contact"; context: RoomContext; command: PreparedVisitorCommand }
  | {
      from: "member";
      member: MemberIdentity;
      command: PreparedMemberCommand;
      target?: Target | undefined;
      tag?: TagRef | undefined;
      division?: DivisionTarget | undefined;
      /** Those of the mentioned who are active members. */
      mentioned?: Target[] | undefined;
      /** As the organization has set them; without it the defaults hold. */
      session?: SessionThresholds | undefined;
      /** One of many rooms at once. */
      isBulk?: boolean | undefined;
    }
  | { from: "allocator"; allocation: Allocation }
  | { from: "organization"; command: OrganizationCommand; lastSeenAt: number | null; session: SessionThresholds }
  /** Something may be due by the clock. */
  | { from: "timer"; lastSeenAt: number | null; policy: SessionPolicy }
  /** A scheduled send is due. `author` as the organization knows them now; null: nobody any more. */
  | { from: "schedule"; scheduleId: string; author: Target | null; session: SessionThresholds }
  /** SET-6: the organization's answer to a conversation's first message. */
  | { from: "greeter"; conversationNumber: number; text: string; name: string; session: SessionThresholds };

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** An event before the log gives it its place and time. */
export type EventDraft = DistributiveOmit<RoomEvent, "seq" | "at" | "commandId">;

export type Decision = { ok: true; events: EventDraft[] } | { ok: false; refusal: Refusal };

export const SYSTEM = { type: "system" } as const;

export const accept = (...events: EventDraft[]): Decision => ({ ok: true, events });
export const refuse = (code: Refusal["code"], extra: Omit<Refusal, "code"> = {}): Decision => ({
  ok: false,
  refusal: refusal(code, extra),
});
