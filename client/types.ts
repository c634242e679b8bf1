import type { Refusal } from "../protocol/codes.ts";
import type { MemberCommand, VisitorCommand } from "../protocol/commands.schema.ts";
import type { Counters, MemberPresence } from "../protocol/feed-frames.schema.ts";
import type { Job, Notice } from "../protocol/inbox.schema.ts";
import type { RoomEvent, RoomSummary, VisitorEvent } from "../protocol/room-events.schema.ts";
import type { Positions, TypingActor, VisitorContext } from "../protocol/room-frames.schema.ts";
import type { RoomLog } from "./room-log.ts";
import type { PageContext } from "./signals.ts";

/** Gives a valid access token; `renew` forces a fresh one. Rejects with SignInNeeded when there is none to be had. */
export interface TokenSource {
  get(): Promise<string>;
  renew(): Promise<string>;
  /** Local ms from which `get` asks for a fresh token; absent or 0 while unknown. Sockets renew theirs by it. */
  renewAt?(): number;
}

/** `live`: everything is here. `connecting`: before that, or again. `ended`: closed for good, see `endedWith`. */
export type ConnectionState = "idle" | "connecting" | "live" | "ended";

/** A command the person gave, until its event has arrived. */
export type Outgoing<C = MemberCommand | VisitorCommand> = {
  id: string;
  command: C;
  createdAt: number;
  /** A queued command with a `refusal` waits a moment because of it and then goes by itself; a failed one waits for the person. */
  state: "queued" | "sending" | "failed";
  refusal?: Refusal & { retryable: boolean };
  /** Failed only because it is older than a day: does the person still want it sent? `retry` or `discard` answers. */
  ask?: boolean;
  /** seq of the acknowledgement, while the event itself is still to come. */
  ackedSeq?: number;
  /** The tab that sends it; another tab takes over when that one is gone. */
  owner?: string;
};

export type RoomView<E extends RoomEvent | VisitorEvent, C = MemberCommand | VisitorCommand> = {
  state: ConnectionState;
  /** When the connection was lost (local ms), null while live. */
  disconnectedAt: number | null;
  endedWith: Refusal | null;
  /** Contiguous events in order, from the oldest loaded to the newest applied. */
  events: readonly E[];
  outgoing: readonly Outgoing<C>[];
  /** Older events exist that are not loaded. */
  hasOlder: boolean;
  isLoadingOlder: boolean;
  positions: Positions;
  typing: readonly TypingActor[];
  lookers: readonly { memberId: string; name: string }[];
  summary: RoomSummary | null;
  /** BEY-12, for members: where a webchat's visitor is, or was last; null: nothing is known. */
  visitor: VisitorContext | null;
  /** Add to the local clock to get the server's, in ms. */
  clockOffsetMs: number;
};

/** One room, live: resumes after any cut, sends each command exactly once, keeps the unsent over reloads. */
export interface RoomConnection<E extends RoomEvent | VisitorEvent, C extends MemberCommand | VisitorCommand> {
  readonly view: RoomView<E, C>;
  /** Called after every change of `view` (a new object each time), at most once per frame or microtask. */
  subscribe(listener: () => void): () => void;
  /** What is held of the log; the next connection to the same room goes on from it. */
  log(): RoomLog<E>;
  /** Shows at once, sends in order; returns the command id. */
  send(command: C): string;
  /** Sends a failed command again under its id. */
  retry(id: string): void;
  discard(id: string): void;
  /** Loads 50 earlier events in front. */
  loadOlder(): Promise<void>;
  /** The person has seen everything up to this seq. Call only while the page is visible. */
  markRead(seq: number): void;
  setTyping(isTyping: boolean): void;
  /** Webchat: panel open on a visible page. */
  markSeen(): void;
  /** Webchat: told at once, and again to every new connection. */
  setContext(context: PageContext): void;
  /** Stops at once; what is unsent stays stored for the next page or tab. For the end of the page. */
  close(): void;
  /** Nobody looks any more: closes when nothing waits to be sent, or when the same room is opened again. */
  leave(): void;
}

export type FeedView = {
  state: ConnectionState;
  disconnectedAt: number | null;
  /** Why it ended: `unauthenticated` (sign-in needed), `version_too_old` (reload), `forbidden`. */
  endedWith: Refusal | null;
  counters: Counters;
  isOnline: boolean;
  presence: readonly MemberPresence[];
  lagMs: number;
  clockOffsetMs: number;
};

/** A member's one feed: changed rooms, counters, presence. */
export interface FeedConnection {
  readonly view: FeedView;
  subscribe(listener: () => void): () => void;
  /**
   * `rooms` changed or appeared, `gone` left this member's sight. `mustReload`: changes were missed, read lists again;
   * so it is after the first welcome too, because lists read before it may lack a change.
   */
  onRooms(listener: (change: { rooms: RoomSummary[]; gone: string[]; mustReload: boolean }) => void): () => void;
  /** Connected, for the first time or again: what is not resumed (bell, configuration, jobs) is read anew. */
  onWelcome(listener: () => void): () => void;
  /** New in the bell. Not repeated after a cut. */
  onNotices(listener: (notices: Notice[]) => void): () => void;
  /** Read in the bell, here or on another device: these, or with null all up to `at`, ms UTC. */
  onNoticesRead(listener: (read: { noticeIds: string[] | null; at: number }) => void): () => void;
  /** Settings, tags, quick replies, members or integrations changed; the number is the configuration's version. */
  onConfig(listener: (version: number) => void): () => void;
  /** What is stored of this contact changed; null: after a welcome, any may have changed unheard. */
  onContact(listener: (contactId: string | null) => void): () => void;
  /** How far the organization's background job is (SESS-13). */
  onJob(listener: (job: Job) => void): () => void;
  setOnline(isOnline: boolean): void;
  close(): void;
}

/** Where unsent commands live; IndexedDB in browsers, memory where storage is blocked. */
export interface OutboxStorage {
  load(roomKey: string): Promise<Outgoing[]>;
  put(roomKey: string, item: Outgoing): Promise<void>;
  remove(roomKey: string, id: string): Promise<void>;
}

/** The few things of the platform that tests replace. */
export interface Platform {
  now(): number;
  random(): number;
  setTimer(callback: () => void, delayMs: number): () => void;
  openSocket(url: string, protocols: string[]): SocketLike;
  fetch: typeof fetch;
  /** Fires on online, pageshow and visibilitychange to visible, `onLeave` when the page goes, `onOffline` on offline; returns unsubscribe. */
  onWake(listener: () => void, onLeave?: () => void, onOffline?: () => void): () => void;
  /** Runs `work` while holding an exclusive lock shared by all tabs; resolves when `work` ends. */
  withLock(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void>;
}

export interface SocketLike {
  readonly readyState: number;
  readonly protocol: string;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  onerror: (() => void) | null;
}

/**
 * Entry points (written in this folder):
 * - `room-connection.ts`   createRoomConnection(options): RoomConnection
 * - `feed-connection.ts`   createFeedConnection(options): FeedConnection
 * - `api.ts`               createApi({ baseUrl, tokens, fetch }): typed calls of /api/v1, ProblemError on refusals
 * - `token-source.ts`      createTokenSource(fetchToken, clock): TokenSource, renews 60 s before the end, one request at a time
 * - `platform.ts`          browserPlatform(): Platform
 * - `outbox-storage.ts`    indexedDbOutbox(name) with a flag that says when it has fallen back to memory, memoryOutbox()
 */
export type RoomConnectionOptions = {
  /** `wss://…/api/v1/rooms/<id>/socket` or `wss://…/widget/v1/socket`. */
  socketUrl: string;
  /** POST address for commands when no socket opens within 3 s. */
  commandUrl: string;
  /** GET address for older events; may carry a query. */
  historyUrl: string;
  /** Key of the outbox and its lock: room and participant. */
  roomKey: string;
  tokens: TokenSource;
  outbox: OutboxStorage;
  platform: Platform;
  /** What an earlier connection held: shown at once, and only what is missing is asked for (BEY-1). */
  log?: RoomLog<RoomEvent | VisitorEvent> | undefined;
  /** Makes command ids; UUIDv7 unless a test gives another. */
  newId?: () => string;
};
