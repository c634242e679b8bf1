import type { Api } from "../../client/api.ts";
import type { FeedConnection } from "../../client/types.ts";
import type { RoomListPage } from "../../protocol/http.schema.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { type Choice, choiceFollowsClock, choiceKey, compareRooms, listQuery } from "../inbox/list/list-choice.ts";
import type { Viewer } from "../inbox/viewer.ts";
import { type Expectation, ExpectedRooms } from "./expected-rooms.ts";
import { Observable } from "./observable.ts";
import type { Replacement } from "./ordered-rooms.ts";
import { RoomList } from "./room-list.ts";

const PAGE = 50;
const PAGES_AT_ONCE = 100;
/** Choices whose rows stay in order, so that going back to one shows it at once. */
const LISTS_KEPT = 6;
/** Rooms pass a boundary of their clock one by one; the list is looked through at most this often. */
const CLOCK_PACE_MS = 1_000;
/** Rooms that are not known here pass boundaries too; only the server can tell of them. */
const ASK_AGAIN_MS = 30_000;

/**
 * The rooms this member sees: list pages and the feed, merged by version. A choice is a view on them that reaches as far
 * as its pages were loaded.
 */
export class InboxStore extends Observable {
  readonly #api: Api;
  readonly #viewer: () => Viewer | null;
  readonly #now: () => number;
  readonly #onError: (error: unknown) => void;
  readonly #rooms = new Map<string, RoomSummary>();
  /** Left this member's sight; a page that is behind must not bring them back. */
  readonly #gone = new Set<string>();
  /** The most recently used is the last one. */
  readonly #lists = new Map<string, RoomList>();
  readonly #expected = new ExpectedRooms({
    get: (roomId) => this.room(roomId),
    put: (room) => {
      this.#put([room]);
      this.#tell();
    },
  });
  readonly #stop: () => void;
  #madeFor: Viewer | null = null;
  #clockTimer: ReturnType<typeof setTimeout> | undefined;
  #askTimer: ReturnType<typeof setTimeout> | undefined;
  #askedAt = 0;
  /** Age of the oldest change that the lists may lack, as the last page told. */
  lagMs = 0;

  constructor(options: {
    api: Api;
    feed: FeedConnection;
    viewer: () => Viewer | null;
    now: () => number;
    onError: (error: unknown) => void;
  }) {
    super();
    this.#api = options.api;
    this.#viewer = options.viewer;
    this.#now = options.now;
    this.#onError = options.onError;
    this.#stop = options.feed.onRooms(({ rooms, gone, mustReload }) => {
      for (const roomId of gone) this.#gone.add(roomId);
      this.#put([], gone);
      for (const { roomId } of rooms) this.#gone.delete(roomId);
      this.#take(rooms);
      if (rooms.length > 0 || gone.length > 0) this.#tell();
      if (mustReload) void this.reload();
    });
  }

  close(): void {
    this.#stop();
    clearTimeout(this.#clockTimer);
    clearTimeout(this.#askTimer);
    for (const list of this.#lists.values()) list.abort?.abort();
  }

  get size(): number {
    return this.#rooms.size;
  }

  room(roomId: string): RoomSummary | null {
    return this.#rooms.get(roomId) ?? null;
  }

  rooms(): Iterable<RoomSummary> {
    return this.#rooms.values();
  }

  /** A summary from elsewhere (the opened room's own socket is quicker than the feed). */
  offer(room: RoomSummary): void {
    if (!this.#gone.has(room.roomId) && this.#rooms.has(room.roomId) && this.#take([room])) this.#tell();
  }

  /** Shows what a command will make of a room, whatever else the server tells of it meanwhile. */
  expect(roomId: string, change: (room: RoomSummary) => RoomSummary): Expectation {
    return this.#expected.expect(roomId, change);
  }

  /** The room by what the server has told, without what is only expected. */
  told(roomId: string): RoomSummary | null {
    return this.#expected.told(roomId);
  }

  /** The choice as it is now; starts loading it when it was never asked for. null: nobody is known to look. */
  list(choice: Choice): RoomList | null {
    const list = this.#listOf(choice);
    if (list?.phase === "initial") void this.#load(list);
    return list;
  }

  async loadMore(choice: Choice): Promise<void> {
    const list = this.#listOf(choice);
    if (list?.phase !== "ready" || list.cursor === null || list.isLoadingMore) return;
    const { cursor } = list;
    list.isLoadingMore = true;
    list.hasMoreFailed = false;
    this.#tell();
    try {
      const page = await this.#api.rooms({ ...this.#query(list), cursor, limit: PAGE });
      if (list.cursor !== cursor) return;
      this.#takePage(list, page);
    } catch (error) {
      list.hasMoreFailed = true;
      this.#onError(error);
    } finally {
      list.isLoadingMore = false;
      this.#tell();
    }
  }

  /** Reads again what is on screen, after changes were missed or a failure; what is there stays readable meanwhile. */
  async reload(choice?: Choice): Promise<void> {
    const current = choice ? this.#listOf(choice) : [...this.#lists.values()].at(-1);
    if (!choice) for (const [key, list] of this.#lists) if (list !== current) this.#lists.delete(key);
    if (current) await this.#load(current, !choice);
  }

  #query(list: RoomList) {
    return listQuery(list.choice, this.#viewer() as Viewer);
  }

  #listOf(choice: Choice): RoomList | null {
    const viewer = this.#viewer();
    if (!viewer) return null;
    if (viewer !== this.#madeFor) this.#lists.clear();
    this.#madeFor = viewer;
    const key = choiceKey(choice);
    const list = this.#lists.get(key) ?? new RoomList(choice, { viewer, now: this.#now }, this.#rooms.values());
    this.#lists.delete(key);
    this.#lists.set(key, list);
    const [oldest] = this.#lists.keys();
    if (this.#lists.size > LISTS_KEPT && oldest !== undefined) this.#lists.delete(oldest);
    return list;
  }

  async #load(list: RoomList, hasMissedChanges = false): Promise<void> {
    list.abort?.abort();
    const abort = new AbortController();
    list.abort = abort;
    const isReload = list.phase === "ready";
    if (!isReload) list.phase = "loading";
    this.#tell();
    const before = isReload && hasMissedChanges ? list.rows.rows() : [];
    const limit = isReload ? Math.min(PAGES_AT_ONCE, Math.max(PAGE, list.loaded)) : PAGE;
    try {
      const page = await this.#api.rooms({ ...this.#query(list), limit }, { signal: abort.signal });
      this.#dropUnconfirmed(list, page, before);
      list.loaded = 0;
      this.#takePage(list, page);
      list.phase = "ready";
    } catch (error) {
      if (abort.signal.aborted) return;
      if (!isReload) list.phase = "failed";
      this.#onError(error);
    }
    this.#tell();
  }

  /** After missed changes: a room of this choice that the fresh page should contain and does not has left it. */
  #dropUnconfirmed(list: RoomList, page: RoomListPage, before: readonly RoomSummary[]): void {
    // A page that lags cannot disprove what the feed has told since.
    if (page.lagMs > 0) return;
    const confirmed = new Set(page.rooms.map(({ roomId }) => roomId));
    const end = page.nextCursor === null ? null : page.rooms.at(-1);
    // A page that has no row and goes on says nothing of any room.
    if (end === undefined) return;
    const left = before.filter(
      (room) =>
        (end === null || compareRooms(room, end, list.choice.sort) <= 0) &&
        !confirmed.has(room.roomId) &&
        // What the feed has told since the question was asked is newer than the answer.
        this.#rooms.get(room.roomId) === room,
    );
    this.#put(
      [],
      left.map(({ roomId }) => roomId),
    );
  }

  #takePage(list: RoomList, page: RoomListPage): void {
    this.#takeAll(page.rooms);
    list.advance(page);
    this.lagMs = page.lagMs;
    this.#askedAt = this.#now();
  }

  #takeAll(rooms: readonly RoomSummary[]): void {
    this.#take(rooms.filter(({ roomId }) => !this.#gone.has(roomId)));
  }

  /** Those that are newer than what is known; true if there are any. */
  #take(rooms: readonly RoomSummary[]): boolean {
    const newest = new Map<string, RoomSummary>();
    for (const room of rooms) {
      const known = newest.get(room.roomId) ?? this.#rooms.get(room.roomId);
      if (!known || known.version < room.version) newest.set(room.roomId, room);
    }
    this.#put([...newest.values()]);
    return newest.size > 0;
  }

  #put(told: readonly RoomSummary[], goneIds: readonly string[] = []): void {
    const rooms = told.map((room) => this.#expected.shown(room));
    const changes: Replacement[] = [];
    const note = (roomId: string, after: RoomSummary | null): void => {
      const before = this.#rooms.get(roomId) ?? null;
      if (before || after) changes.push({ before, after });
    };
    for (const room of rooms) note(room.roomId, room);
    for (const roomId of goneIds) note(roomId, null);
    for (const room of rooms) this.#rooms.set(room.roomId, room);
    for (const roomId of goneIds) this.#rooms.delete(roomId);
    if (changes.length > 0) for (const list of this.#lists.values()) list.replace(changes);
  }

  #tell(): void {
    this.#followClock();
    this.changed();
  }

  /** SEARCH-10: one timer for what is on screen; choices that are out of sight are put in order when they are looked at. */
  #followClock(): void {
    clearTimeout(this.#clockTimer);
    clearTimeout(this.#askTimer);
    const list = [...this.#lists.values()].at(-1);
    if (!list || !choiceFollowsClock(list.choice) || list.phase !== "ready") return;
    const inMs = Math.max(0, list.dueAt - this.#now());
    if (list.dueAt < Number.POSITIVE_INFINITY)
      this.#clockTimer = setTimeout(() => this.#passClock(list), Math.min(inMs, ASK_AGAIN_MS));
    const askInMs = Math.max(0, this.#askedAt + ASK_AGAIN_MS - this.#now());
    if (list.choice.filter.sessions) this.#askTimer = setTimeout(() => void this.#askForPassed(list), askInMs);
  }

  /** Rooms that have just passed into this session state are the newest of it. */
  async #askForPassed(list: RoomList): Promise<void> {
    this.#askedAt = this.#now();
    try {
      const page = await this.#api.rooms({ ...this.#query(list), sort: "newest", limit: PAGE });
      this.#takeAll(page.rooms);
    } catch (error) {
      this.#onError(error);
    }
    this.#tell();
  }

  #passClock(list: RoomList): void {
    if (list.dueAt <= this.#now()) {
      list.followClock(this.#rooms.values());
      list.dueAt = Math.max(list.dueAt, this.#now() + CLOCK_PACE_MS);
      for (const [key, other] of this.#lists)
        if (other !== list && choiceFollowsClock(other.choice)) this.#lists.delete(key);
    }
    this.#tell();
  }
}
