import type { Channel, RoomKind } from "../../protocol/channels.ts";
import type { Refusal } from "../../protocol/codes.ts";
import type { Command, CommandAnswer } from "../../protocol/commands.schema.ts";
import type { Actor, RoomEvent, RoomSummary, TagRef, VisitorEvent } from "../../protocol/room-events.schema.ts";
import type { Caller, MemberCaller, VisitorCaller } from "../http/identity.ts";

/** What a room must know about itself before its first event; given by whoever brings the first message. */
export type RoomContext = {
  roomId: string;
  organizationId: string;
  integrationId: string;
  integrationName: string;
  channel: Channel;
  kind: RoomKind;
  contactId: string;
  externalId: string;
  contactName: string | null;
  divisionId: string | null;
};

export type VisitorTokens = { refreshToken: string };
export type HistoryCall = { caller: Caller; before?: number; limit: number };
export type HistoryAnswer =
  | {
      ok: true;
      events: (RoomEvent | VisitorEvent)[];
      hasMore: boolean /** Older events are only in libSQL. */;
      isTrimmed: boolean;
    }
  | { ok: false; refusal: Refusal };

/** A member chosen by the organization object (ASSIGN-10). `conversationNumber` guards against a choice that came too late. */
export type Allocation = { memberId: string; memberName: string; conversationNumber: number; explanation: string };

/**
 * What the organization object asks of a room: its rules over time and its jobs. Each names what it was decided on and
 * changes nothing if that is no longer so; safe to repeat. Refusals say why a room was passed over.
 */
export type OrganizationCommand =
  /** ASSIGN-4, ASSIGN-13, BEY-4: the room waits again, and that member does not get it back by itself. */
  | {
      type: "release";
      conversationNumber: number;
      memberId: string;
      reason: "idle" | "offline" | "deactivated";
      explanation: string;
    }
  | { type: "idle_exhausted"; conversationNumber: number; waitingSince: number; minutes: number; tries: number }
  /** SESS-12, 13: only while expired by the room's own clock, and unassigned only if asked for. */
  | { type: "resolve_expired"; by: Actor; includeUnassigned: boolean }
  /** SET-7: only if the newest message is still that one. */
  | { type: "auto_resolve"; conversationNumber: number; lastMessageSeq: number; tag: TagRef | null }
  /** ASSIGN-20: its division was deleted. */
  | { type: "fall_to_general"; divisionId: string };

/** One step of a generated past, for development data and benchmarks only: the same commands, with the time given. */
export type RehearsedCall = { caller: Caller; id: string; command: Command; at: number };

/**
 * RPC of RoomObject, addressed by `env.ROOM.getByName(roomId)`. Sockets come in by `fetch` with CALLER_HEADER.
 * A room that has no event, and a room the caller may not see, answer alike: `not_found`.
 */
export interface RoomApi {
  /** The same code as a `command` frame: idempotent by (participant, id). `isBulk`: one of many rooms at once (LIST-16). */
  command(call: { caller: Caller; id: string; command: Command; isBulk?: boolean }): Promise<CommandAnswer>;
  history(call: HistoryCall): Promise<HistoryAnswer>;
  summary(call: { caller: MemberCaller }): Promise<RoomSummary | null>;
  /** Registers a new visitor: keeps the context for the first message and gives the refresh token (kept hashed). */
  openVisitor(call: { context: RoomContext; visitorId: string; now: number }): Promise<VisitorTokens>;
  /** Rotates a refresh token; the former stays good until the new one is used. null: unknown or ended. */
  renewVisitor(call: { refreshToken: string }): Promise<{ visitorId: string; refreshToken: string } | null>;
  /** True if the member was assigned; false if the room is no longer waiting. Safe to repeat. */
  allocate(allocation: Allocation): Promise<boolean>;
  /** `seq` of the last event, also if nothing had to be done. */
  organizationCommand(call: { command: OrganizationCommand }): Promise<CommandAnswer>;
  /** A member's rights are others now, or gone: sockets opened with the former ones end (ROLE-23). Safe to repeat. */
  rightsChanged(call: { memberId: string; standing: "changed" | "gone" }): Promise<void>;
  /** Development only. Applies the calls in order, each at its own time, through the same decide and evolve. */
  rehearse(call: {
    context: RoomContext;
    calls: RehearsedCall[];
  }): Promise<{ headSeq: number; refused: { id: string; refusal: Refusal }[] }>;
}

export type { VisitorCaller };
