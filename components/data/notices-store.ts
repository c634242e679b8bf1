import type { Api } from "../../client/api.ts";
import type { FeedConnection } from "../../client/types.ts";
import type { Notice } from "../../protocol/inbox.schema.ts";
import { Observable } from "./observable.ts";

/** However often somebody comes back to the page. */
const REFRESH_EVERY_MS = 3_000;

export type NoticesPhase = "initial" | "loading" | "ready" | "failed";

/** The bell of this member: pages of the last 7 days and what the feed adds, newest first (NOTIF-1). */
export class NoticesStore extends Observable {
  readonly #api: Api;
  readonly #onError: (error: unknown) => void;
  readonly #byId = new Map<string, Notice>();
  readonly #stops: (() => void)[];
  #cursor: string | null = null;
  #askedAt = 0;
  #marking = 0;
  phase: NoticesPhase = "initial";
  unread = 0;
  isLoadingMore = false;

  constructor(api: Api, feed: FeedConnection, onError: (error: unknown) => void) {
    super();
    this.#api = api;
    this.#onError = onError;
    this.#stops = [
      feed.onNotices((notices) => this.#add(notices)),
      feed.onNoticesRead((read) => this.#readElsewhere(read)),
      feed.onRooms(({ mustReload }) => {
        if (mustReload) void this.load();
      }),
    ];
    addEventListener("focus", this.#handleWake);
    document.addEventListener("visibilitychange", this.#handleWake);
    void this.load();
  }

  close(): void {
    for (const stop of this.#stops) stop();
    removeEventListener("focus", this.#handleWake);
    document.removeEventListener("visibilitychange", this.#handleWake);
  }

  get notices(): Notice[] {
    return [...this.#byId.values()].toSorted((a, b) => b.at - a.at || (a.noticeId < b.noticeId ? 1 : -1));
  }

  get hasMore(): boolean {
    return this.#cursor !== null;
  }

  async load(): Promise<void> {
    this.#askedAt = Date.now();
    if (this.phase !== "ready") this.#setPhase("loading");
    try {
      const page = await this.#api.notices();
      this.#byId.clear();
      for (const notice of page.notices) this.#byId.set(notice.noticeId, notice);
      this.#cursor = page.nextCursor;
      this.unread = page.unread;
      this.#setPhase("ready");
    } catch (error) {
      if (this.phase !== "ready") this.#setPhase("failed");
      this.#onError(error);
    }
  }

  /** What was read on another device while nobody was connected is read here too, once somebody looks at the page. */
  readonly #handleWake = (): void => {
    const isDue = Date.now() - this.#askedAt >= REFRESH_EVERY_MS;
    if (isDue && this.phase === "ready" && document.visibilityState === "visible") void this.#refresh();
  };

  async #refresh(): Promise<void> {
    this.#askedAt = Date.now();
    try {
      const { notices, unread } = await this.#api.notices();
      // What is being marked right now is known better here.
      if (this.#marking > 0) return;
      for (const notice of notices) this.#byId.set(notice.noticeId, notice);
      this.unread = unread;
      this.changed();
    } catch {
      // What is here stays; the next look asks again.
    }
  }

  async loadMore(): Promise<void> {
    if (this.#cursor === null || this.isLoadingMore) return;
    this.isLoadingMore = true;
    this.changed();
    try {
      const page = await this.#api.notices({ cursor: this.#cursor });
      for (const notice of page.notices) this.#byId.set(notice.noticeId, notice);
      this.#cursor = page.nextCursor;
    } catch (error) {
      this.#onError(error);
    } finally {
      this.isLoadingMore = false;
      this.changed();
    }
  }

  /** Marks one, or all, as read; shown at once, taken back if the server does not take it. */
  async read(noticeId: string | null): Promise<void> {
    const before = { unread: this.unread, read: [...this.#byId.values()].filter(({ isRead }) => isRead) };
    for (const notice of this.#byId.values()) if (noticeId === null || notice.noticeId === noticeId) this.#mark(notice);
    this.unread = noticeId === null ? 0 : this.unread;
    this.changed();
    this.#marking += 1;
    try {
      await this.#api.readNotices(noticeId === null ? null : [noticeId]);
    } catch (error) {
      const wasRead = new Set(before.read.map((notice) => notice.noticeId));
      for (const notice of [...this.#byId.values()])
        this.#byId.set(notice.noticeId, { ...notice, isRead: wasRead.has(notice.noticeId) });
      this.unread = before.unread;
      this.changed();
      this.#onError(error);
    } finally {
      this.#marking -= 1;
    }
  }

  /** Also what this device has read itself, which changes nothing. */
  #readElsewhere({ noticeIds, at }: { noticeIds: string[] | null; at: number }): void {
    const before = this.unread;
    const wanted = noticeIds && new Set(noticeIds);
    for (const notice of this.#byId.values())
      if (wanted === null ? notice.at <= at : wanted.has(notice.noticeId)) this.#mark(notice);
    if (this.unread !== before) this.changed();
    // The number also counts what is on pages that were not read yet.
    const isBeyond = wanted === null ? this.unread > 0 : [...wanted].some((noticeId) => !this.#byId.has(noticeId));
    if (isBeyond && this.phase === "ready") void this.#refresh();
  }

  #mark(notice: Notice): void {
    if (notice.isRead) return;
    this.#byId.set(notice.noticeId, { ...notice, isRead: true });
    this.unread = Math.max(0, this.unread - 1);
  }

  #add(notices: Notice[]): void {
    for (const notice of notices) {
      if (this.#byId.has(notice.noticeId)) continue;
      this.#byId.set(notice.noticeId, notice);
      if (!notice.isRead) this.unread += 1;
    }
    this.changed();
  }

  #setPhase(phase: NoticesPhase): void {
    this.phase = phase;
    this.changed();
  }
}
