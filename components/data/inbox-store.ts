import type { Api } from "../../client/api.ts";
import type { FeedConnection } from "../../client/types.ts";
import type { RoomListPage } from "../../protocol/http.schema.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { type Choice, choiceKey, compareKeys, isInChoice, type SortKey, sortKeyOf } from "../inbox/list/list-choice.ts";
import type { Viewer } from "../inbox/viewer.ts";
import { Observable } from "./observable.ts";

const PAGE = 50;
const PAGES_AT_ONCE = 100;

export type ListPhase = "initial" | "loading" | "ready" | "failed";

type Pages = {
  phase: ListPhase;
  cursor: string | null;
  /** Rooms behind this are not known completely; null: everything is here. */
  boundary: SortKey | null;
  isLoadingMore: boolean;
  hasMoreFailed: boolean;
  /** Number of rooms the server has given, to ask for as many again. */
  loaded: number;
  abort: AbortController | null;
};

export type ListView = {
  phase: ListPhase;
  rooms: readonly RoomSummary[];
  hasMore: boolean;
  isLoadingMore: boolean;
  hasMoreFailed: boolean;
  lagMs: number;
};

/**
 * The rooms this member sees: list pages and the feed, merged by version. A choice (kind, status, sort) is a view on them
 * that reaches as far as its pages were loaded.
 */
export class InboxStore extends Observable {
  readonly #api: Api;
  readonly #viewer: () => Viewer | null;
  readonly #onError: (error: unknown) => void;
  #rooms = new Map<string, RoomSummary>();
  /** Left this member's sight; a page that is behind must not bring them back. */
  readonly #gone = new Set<string>();
  readonly #pages = new Map<string, Pages>();
  readonly #views = new Map<string, ListView>();
  #lagMs = 0;
  #stop: () => void;

  constructor(options: {
    api: Api;
    feed: FeedConnection;
    viewer: () => Viewer | null;
    onError: (error: unknown) => void;
  }) {
    super();
    this.#api = options.api;
    this.#viewer = options.viewer;
    this.#onError = options.onError;
    this.#stop = options.feed.onRooms(({ rooms, gone, mustReload }) => {
      for (const roomId of gone) this.#forget(roomId);
      for (const room of rooms) {
        this.#gone.delete(room.roomId);
        this.#take(this.#rooms, room);
      }
      if (rooms.length > 0 || gone.length > 0) this.#invalidate();
      if (mustReload) void this.reload();
    });
  }

  close(): void {
    this.#stop();
    for (const pages of this.#pages.values()) pages.abort?.abort();
  }

  room(roomId: string): RoomSummary | null {
    return this.#rooms.get(roomId) ?? null;
  }

  /** A summary from elsewhere (the opened room's own socket is quicker than the feed). */
  offer(room: RoomSummary): void {
    if (!this.#gone.has(room.roomId) && this.#rooms.has(room.roomId) && this.#take(this.#rooms, room))
      this.#invalidate();
  }

  /** The choice as it is now; starts loading it when it was never asked for. */
  view(choice: Choice): ListView {
    const key = choiceKey(choice);
    const pages = this.#pagesOf(key);
    if (pages.phase === "initial") void this.#load(choice, pages);
    let view = this.#views.get(key);
    if (!view) {
      view = this.#build(choice, pages);
      this.#views.set(key, view);
    }
    return view;
  }

  async loadMore(choice: Choice): Promise<void> {
    const pages = this.#pagesOf(choiceKey(choice));
    if (pages.phase !== "ready" || pages.cursor === null || pages.isLoadingMore) return;
    pages.isLoadingMore = true;
    pages.hasMoreFailed = false;
    this.#invalidate();
    const { cursor } = pages;
    try {
      const page = await this.#api.rooms({ ...choice, cursor, limit: PAGE });
      if (pages.cursor !== cursor) return;
      this.#mergePage(this.#rooms, page.rooms);
      this.#advance(pages, page.rooms, page.nextCursor);
      this.#lagMs = page.lagMs;
    } catch (error) {
      pages.hasMoreFailed = true;
      this.#onError(error);
    } finally {
      pages.isLoadingMore = false;
      this.#invalidate();
    }
  }

  /** Reads again what is on screen, after changes were missed or a failure; what is there stays readable meanwhile. */
  async reload(choice?: Choice): Promise<void> {
    const asked = choice ? [choiceKey(choice)] : [...this.#pages.keys()];
    const [current, ...others] = asked.toReversed();
    for (const key of others) this.#pages.delete(key);
    if (current === undefined) return;
    const [kind, status, sort] = current.split(".");
    await this.#load({ kind, status, sort } as Choice, this.#pagesOf(current));
  }

  #pagesOf(key: string): Pages {
    let pages = this.#pages.get(key);
    if (!pages) {
      pages = {
        phase: "initial",
        cursor: null,
        boundary: null,
        isLoadingMore: false,
        hasMoreFailed: false,
        loaded: 0,
        abort: null,
      };
    } else this.#pages.delete(key);
    // The most recently used choice is the last one, which is the one that reload keeps.
    this.#pages.set(key, pages);
    return pages;
  }

  async #load(choice: Choice, pages: Pages): Promise<void> {
    pages.abort?.abort();
    const abort = new AbortController();
    pages.abort = abort;
    const isReload = pages.phase === "ready";
    if (!isReload) pages.phase = "loading";
    this.#invalidate();
    const before = new Map(this.#rooms);
    const limit = isReload ? Math.min(PAGES_AT_ONCE, Math.max(PAGE, pages.loaded)) : PAGE;
    try {
      const page = await this.#api.rooms({ ...choice, limit }, { signal: abort.signal });
      if (isReload) this.#dropUnconfirmed(choice, page, before);
      this.#mergePage(this.#rooms, page.rooms);
      pages.boundary = null;
      pages.loaded = 0;
      this.#advance(pages, page.rooms, page.nextCursor);
      pages.phase = "ready";
      this.#lagMs = page.lagMs;
    } catch (error) {
      if (abort.signal.aborted) return;
      if (!isReload) pages.phase = "failed";
      this.#onError(error);
    }
    this.#invalidate();
  }

  /** After missed changes: a room of this choice that the fresh page should contain and does not has left it. */
  #dropUnconfirmed(choice: Choice, page: RoomListPage, before: ReadonlyMap<string, RoomSummary>): void {
    const viewer = this.#viewer();
    // A page that lags cannot disprove what the feed has told since.
    if (!viewer || page.lagMs > 0) return;
    const confirmed = new Set(page.rooms.map(({ roomId }) => roomId));
    const last = page.rooms.at(-1);
    const end = page.nextCursor !== null && last ? sortKeyOf(last) : null;
    for (const room of this.#rooms.values()) {
      // What the feed has told since the question was asked is newer than the answer.
      const isOld = before.get(room.roomId) === room;
      if (!isOld || confirmed.has(room.roomId) || !isInChoice(room, choice, viewer)) continue;
      if (end === null || compareKeys(sortKeyOf(room), end, choice.sort) <= 0) this.#rooms.delete(room.roomId);
    }
  }

  #advance(pages: Pages, rooms: readonly RoomSummary[], nextCursor: string | null): void {
    const last = rooms.at(-1);
    pages.cursor = nextCursor;
    pages.boundary = nextCursor === null ? null : last ? sortKeyOf(last) : pages.boundary;
    pages.loaded += rooms.length;
  }

  #mergePage(into: Map<string, RoomSummary>, rooms: readonly RoomSummary[]): void {
    for (const room of rooms) if (!this.#gone.has(room.roomId)) this.#take(into, room);
  }

  #take(into: Map<string, RoomSummary>, room: RoomSummary): boolean {
    const known = into.get(room.roomId);
    if (known && known.version >= room.version) return false;
    into.set(room.roomId, room);
    return true;
  }

  #forget(roomId: string): void {
    this.#rooms.delete(roomId);
    this.#gone.add(roomId);
  }

  #build(choice: Choice, pages: Pages): ListView {
    const viewer = this.#viewer();
    const { boundary } = pages;
    const rooms = viewer
      ? [...this.#rooms.values()]
          .filter((room) => isInChoice(room, choice, viewer))
          .filter((room) => boundary === null || compareKeys(sortKeyOf(room), boundary, choice.sort) <= 0)
          .sort((a, b) => compareKeys(sortKeyOf(a), sortKeyOf(b), choice.sort))
      : [];
    return {
      phase: pages.phase,
      rooms,
      hasMore: pages.cursor !== null,
      isLoadingMore: pages.isLoadingMore,
      hasMoreFailed: pages.hasMoreFailed,
      lagMs: this.#lagMs,
    };
  }

  #invalidate(): void {
    this.#views.clear();
    this.changed();
  }
}
