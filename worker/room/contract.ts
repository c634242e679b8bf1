import type { Channel, RoomKind } from "../../protocol/channels.ts";
import type { Refusal } from "../../protocol/codes.ts";
import type { Command, CommandAnswer } from "../../protocol/commands.schema.ts";
import type {
  Actor,
  EventOf,
  MessageContent,
  RoomEvent,
  RoomSummary,
  TagRef,
  VisitorEvent,
} from "../../protocol/room-events.schema.ts";
import type { VisitorProfile } from "../../protocol/webchat.schema.ts";
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
  /** Whose tokens open it, where that is not the external id: of a signed identity, whose own id no token repeats. */
  visitorId?: string;
  contactName: string | null;
  divisionId: string | null;
  /** What is known of the person before the first event; written into the log with it. */
  profile?: { email?: string; phone?: string; isVerified: boolean };
  /** What the visitor has said of themselves since, before the first event; never over what a signed identity said. */
  typed?: VisitorProfile;
  /** Its visitor is somebody else's contact by now (`linkVisitor`): no visitor reads or writes here again. */
  isEnded?: true;
};

/** One thing that is known of a contact; null: nobody has said anything of it. `value` null: it was taken away. */
export type Said = { value: string | null; by: "staff" | "signed" | null } | null;

/** A contact as it stands in libSQL, for the rooms that are its (CONTACT-2, 5; BLOCK-1). */
export type ContactStanding = {
  contactId: string;
  name: Said;
  email: Said;
  phone: Said;
  isBlocked: boolean;
  /** Who of the staff changed it last; null: nobody did. */
  actor: { id: string; name: string } | null;
};

/** `behind`: the room has itself said something of its contact that libSQL does not know yet; read again and ask again. */
export type StandingAnswer = "taken" | "behind";

/** The newest event and version that were erased; 0 if there was none. */
export type Erased = { seq: number; version: number };

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

/** A bot as it signs what it writes. */
export type Bot = { botId: string; name: string };

/** One step of a generated past, for development data and benchmarks only: the same commands, with the time given. */
export type RehearsedCall = { id: string; at: number } & (
  | { caller: Caller; command: Command }
  | { bot: Bot; content: MessageContent }
);

/** SURVEY-5: what the link page may show. */
export type SurveyView = Omit<EventOf<"survey.sent">, "seq" | "at" | "actor" | "memberIds" | "commandId" | "type"> & {
  organizationId: string;
  answer: { score: number; comment?: string } | null;
};

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
  /**
   * `seq` of the last event, also if nothing had to be done. With an id a repeat gets the first answer, so that whoever
   * asked and heard nothing learns what came of it.
   */
  organizationCommand(call: { command: OrganizationCommand; id?: string }): Promise<CommandAnswer>;
  /** A member's rights are others now, or gone: sockets opened with the former ones end (ROLE-23). Safe to repeat. */
  rightsChanged(call: { memberId: string; standing: "changed" | "gone"; rights: string }): Promise<void>;
  /** What stands of its contact: the room writes down what it has otherwise. Safe to repeat, also late. */
  contactChanged(call: { contact: ContactStanding }): Promise<StandingAnswer>;
  /**
   * PRIVACY-6: wipes log, details, drafts of sends and tokens of a room whose person began before `before` (ms UTC), and
   * ends its sockets. Numbers go on: a later message begins the room anew. null: there was nobody yet. Safe to repeat.
   */
  erase(call: { before: number }): Promise<Erased | null>;
  /** Development only. Applies the calls in order, each at its own time, through the same decide and evolve. */
  rehearse(call: {
    context: RoomContext;
    calls: RehearsedCall[];
  }): Promise<{ headSeq: number; refused: { id: string; refusal: Refusal }[] }>;
}

/** What webchat and surveys ask of a room beyond that. */
export interface WebchatRoomApi {
  /**
   * WIDGET-19: a signed identity opens its room; no refresh token. What the site's server says of the person is kept as
   * verified, now if the room has a log, else with its first event.
   */
  openIdentified(call: { context: RoomContext; visitorId: string; now: number }): Promise<void>;
  /**
   * The anonymous visitor of this room is that contact: links the room, ends its tokens and closes its visitors' sockets.
   * `refreshToken` proves the claim. False: unknown token, nothing changed. A room without events is only closed.
   */
  linkVisitor(call: { refreshToken: string; contactId: string; name: string | null }): Promise<boolean>;
  /** SURVEY-4: the link page. null: unknown, or ended. */
  survey(call: { surveySeq: number }): Promise<SurveyView | null>;
  answerSurvey(call: { surveySeq: number; score: number; comment?: string }): Promise<CommandAnswer>;
}

export type { VisitorCaller };
