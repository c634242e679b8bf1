import type { Refusal } from "../../../protocol/codes.ts";
import { refusal } from "../../../protocol/codes.ts";
import type { MemberCommand, VisitorCommand } from "../../../protocol/commands.schema.ts";
import type { MemberIdentity, Role } from "../../../protocol/roles.ts";
import type { MessageContent, RoomEvent, TagRef } from "../../../protocol/room-events.schema.ts";
import type { SessionThresholds } from "../../../protocol/session.ts";
import type { RoomPolicy, SurveyPolicy } from "../../organization/contract.ts";
import type { Allocation, Bot, ContactStanding, OrganizationCommand, RoomContext } from "../contract.ts";

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
  | {
      from: "contact";
      context: RoomContext;
      command: PreparedVisitorCommand;
      /** false: the channel is switched off or removed (WIDGET-9); without it it is on. */
      isChannelOn?: boolean | undefined;
      /** Where a new conversation stands; without it, where the first one did. */
      divisionId?: string | null | undefined;
    }
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
      /** Likewise; without it nothing is asked. */
      surveys?: SurveyPolicy[] | undefined;
      isChannelOn?: boolean | undefined;
      /** One of many rooms at once. */
      isBulk?: boolean | undefined;
    }
  | { from: "allocator"; allocation: Allocation }
  | {
      from: "organization";
      command: OrganizationCommand;
      lastSeenAt: number | null;
      session: SessionThresholds;
      surveys?: SurveyPolicy[] | undefined;
    }
  /** Something may be due by the clock. */
  | { from: "timer"; lastSeenAt: number | null; policy: SessionPolicy }
  /** A scheduled send is due. `author` as the organization knows them now; null: nobody any more. */
  | {
      from: "schedule";
      scheduleId: string;
      author: Target | null;
      session: SessionThresholds;
      isChannelOn?: boolean | undefined;
    }
  /** SET-6: the organization's answer to a conversation's first message. */
  | { from: "greeter"; conversationNumber: number; text: string; name: string; session: SessionThresholds }
  /** A bot writes (ROOM-9). */
  | { from: "bot"; bot: Bot; content: MessageContent; policy: Pick<RoomPolicy, "session" | "isChannelOn"> }
  /** What stands of the room's contact, whatever other room or page said it. */
  | { from: "standing"; context: RoomContext | null; contact: ContactStanding }
  /** A signed identity is this visitor (WIDGET-19). */
  | { from: "identity"; context: RoomContext; known: RoomContext }
  | { from: "link"; context: RoomContext; contactId: string; name: string | null }
  /** SURVEY-4: an answer by the link page, and the message with the link. */
  | { from: "survey_page"; surveySeq: number; score: number; comment?: string | undefined }
  | { from: "survey_link"; surveySeq: number; text: string; session: SessionThresholds };

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** An event before the log gives it its place and time. */
export type EventDraft = DistributiveOmit<RoomEvent, "seq" | "at" | "commandId">;

/** `context`: what the room is to remember of its visitor instead of what it did. */
export type Decision = { ok: true; events: EventDraft[]; context?: RoomContext } | { ok: false; refusal: Refusal };

export const SYSTEM = { type: "system" } as const;

export const accept = (...events: EventDraft[]): Decision => ({ ok: true, events });
export const refuse = (code: Refusal["code"], extra: Omit<Refusal, "code"> = {}): Decision => ({
  ok: false,
  refusal: refusal(code, extra),
});
