import type { Channel, RoomKind } from "../../protocol/channels.ts";
import type { Refusal } from "../../protocol/codes.ts";
import type { Counters } from "../../protocol/feed-frames.schema.ts";
import type { MemberRow } from "../../protocol/http.schema.ts";
import type { ExpiredCounts, Job, Notice, ResolveExpired } from "../../protocol/inbox.schema.ts";
import type { MemberIdentity, Role, RoleSettings } from "../../protocol/roles.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import type { SessionThresholds } from "../../protocol/session.ts";
import type { Settings } from "../../protocol/settings.schema.ts";
import type { SurveyKind } from "../../protocol/survey.ts";
import type { WebchatSettings } from "../../protocol/webchat.schema.ts";
import type { SealedSecrets } from "../integrations/secrets.ts";

export type IntegrationConfig = {
  integrationId: string;
  channel: Channel;
  name: string;
  /** Never of a removed one. */
  isEnabled: boolean;
  /** Known by its rooms only. */
  isRemoved: boolean;
  divisionId: string | null;
  webchat: WebchatSettings | null;
  /** Ciphertext, which the Worker alone can open (INV-7); null: it has none. */
  secrets: SealedSecrets | null;
};

export type MemberConfig = {
  memberId: string;
  name: string;
  role: Role;
  isActive: boolean;
  divisionIds: string[];
  isRestricted: boolean;
  /** As in MemberIdentity. */
  tokenEpoch?: number;
};

/** `integrationIds` null: rooms of every channel (ASSIGN-15). */
export type DivisionConfig = {
  divisionId: string;
  name: string;
  supervisorId: string | null;
  integrationIds: string[] | null;
};

/** What a room needs of the configuration; it keeps what it was last told (INV-7). */
export type RoomPolicy = {
  version: number;
  session: SessionThresholds;
  /** BEY-2; null: no reminder. */
  remindBeforeMs: number | null;
  /** What is asked after the end, of this room's channel; those switched off are left out (SURVEY-3). */
  surveys: SurveyPolicy[];
  /** false: the room's channel is switched off or removed; nobody can write (WIDGET-9). */
  isChannelOn: boolean;
  /** Where its new conversations stand (ASSIGN-15); null: General. Absent: not known, as it was when the room began. */
  divisionId?: string | null;
};

export type SurveyPolicy = { kind: SurveyKind } & Omit<Settings["surveys"][SurveyKind], "isOn" | "channels">;

/**
 * A notice on its way: to members by id, and to all active ones of the roles who may see the room. `exceptMemberId` did it
 * and knows.
 */
export type NoticeCall = {
  notice: Omit<Notice, "isRead">;
  memberIds: string[];
  roles: Role[];
  exceptMemberId: string | null;
};

/** The organization's configuration as the hot path needs it (INV-7): a versioned copy of what libSQL holds. */
export type OrganizationConfig = {
  organizationId: string;
  name: string;
  timeZone: string;
  language: "en" | "id";
  version: number;
  session: SessionThresholds;
  /** The switches that permissions depend on, gathered from their sections. */
  settings: RoleSettings;
  /** Every section, defaults filled in. */
  sections: Settings;
  divisions: DivisionConfig[];
  members: MemberConfig[];
  integrations: IntegrationConfig[];
  tags: { tagId: string; name: string }[];
  /** Those that hold: a token made with another one opens nothing (EMBED-11). `expiresAt` null: until it is revoked. */
  apiTokens: { apiTokenId: string; expiresAt: number | null }[];
};

/** What a member has to do now. `limits` as in `MemberRow`: in order, `capOn` finds the one that counts for a channel. */
export type MemberLoad = Pick<MemberRow, "memberId" | "openRooms" | "limits">;

/** How the rights in a member's token compare with the configuration: the same, others, or those of nobody here. */
export type Standing = "current" | "changed" | "gone";

/** RPC of OrganizationObject, addressed by `env.ORGANIZATION.getByName(organizationId)`. The feed socket comes in by `fetch`. */
export interface OrganizationApi {
  /**
   * A room's newest summary; older versions than the one known are ignored. Triggers feed, counters and, when the room is
   * unassigned, allocation. Returns when the summary is taken.
   * `laggingSince`: null in the ordinary case (the room is about to store this version in libSQL, which takes moments and
   * is not reported again). Only a room that could not store for more than TIMES.listsMayLagMs reports the same version
   * again with the time of its oldest unstored change, and once more with null when it has caught up.
   */
  roomChanged(call: {
    summary: RoomSummary;
    laggingSince: number | null;
    /** Told live to those who are there; the bell itself is projected from the log, so a lost call loses no notice. */
    notices?: NoticeCall[];
    /** The policy that holds now, so that a room in use knows it without asking; null: not known right now. */
  }): Promise<RoomPolicy | null>;
  /** The configuration copy; loaded from libSQL if there is none. null: no such organization. */
  config(): Promise<OrganizationConfig | null>;
  integration(integrationId: string): Promise<{
    config: IntegrationConfig;
    organization: Pick<OrganizationConfig, "organizationId" | "name" | "language">;
    isOnline: boolean;
    /** As `WidgetConfig` has them. */
    replyMinutes: number | null;
    opensAt: number | null;
    team: { name: string; isOnline: boolean }[];
  } | null>;
  /** Members and tags that a command names; only active members are returned. */
  lookup(call: { memberIds: string[]; tagIds: string[]; divisionIds?: string[] }): Promise<{
    members: MemberConfig[];
    tags: { tagId: string; name: string }[];
    divisions: (DivisionConfig & { memberIds: string[] })[];
  }>;
  /** Of a room of this integration. */
  policy(call: { integrationId: string }): Promise<RoomPolicy | null>;
  /** The text that answers a new conversation's first message at this time; null: none (SET-5, 6). */
  autoResponse(call: {
    integrationId: string;
    kind: RoomKind;
    at: number;
    /** In whose name it is sent; without one "Auto responder". */
  }): Promise<{ text: string; name?: string } | null>;
  /** ASSIGN-6, 7: gives this member the visible room that has waited longest; null: none waits. The same id gives the same. */
  takeNext(call: {
    member: MemberIdentity;
    id: string;
  }): Promise<{ ok: true; roomId: string | null } | { ok: false; refusal: Refusal }>;
  /** SESS-11: expired rooms that this member sees, by group. */
  expiredCounts(call: { member: MemberIdentity }): Promise<ExpiredCounts>;
  /** SESS-11..13: starts the one job of its kind, or says why not. The same id gives the same job. */
  resolveExpired(call: {
    member: MemberIdentity;
    id: string;
    choice: ResolveExpired;
  }): Promise<{ ok: true; job: Job } | { ok: false; refusal: Refusal }>;
  /** The job that runs or the last that ended within a day; null: none. */
  job(): Promise<Job | null>;
  /** Tells notices that no room wrote (a finished job): stored for the bell and told live. */
  notify(call: { notices: NoticeCall[] }): Promise<void>;
  /** Tells a member's devices what was read in the bell: these, or with null all up to `at`. Nothing is lost if it fails. */
  noticesRead(call: { memberId: string; noticeIds: string[] | null; at: number }): Promise<void>;
  /** CONTACT-2: these contacts were saved or merged; told live to whoever works with them. Nothing is lost if it fails. */
  contactsChanged(call: { contactIds: string[] }): Promise<void>;
  /**
   * A member has a room open by a socket whose token is good until `endsAt` (ms UTC). Answers how that member stands;
   * should that change before then, the room is told by `rightsChanged` (ROLE-23). Call again after each renewal.
   */
  watch(call: { roomId: string; member: MemberIdentity; endsAt: number }): Promise<Standing>;
  /** PRIVACY-6: nothing up to that version of the room is known any more; whoever had it in a list is told that it is gone. */
  forgetRoom(call: { roomId: string; version: number }): Promise<void>;
  /** PRIVACY-7: the organization is gone; nothing of it stays here. Safe to repeat. */
  erase(): Promise<void>;
  /** Reads the configuration anew after a change of settings, members or integrations. */
  configChanged(): Promise<void>;
  counters(member: MemberIdentity): Promise<Counters>;
  /** Age of the oldest change that rooms could not store in libSQL; 0 when lists are current. */
  lagMs(): Promise<number>;
  setPresence(call: { memberId: string; isOnline: boolean }): Promise<void>;
  presence(): Promise<{ memberId: string; isOnline: boolean }[]>;
  /** Who has how many open rooms, and how many they may have (ASSIGN-12). */
  loads(): Promise<MemberLoad[]>;
}
