import type { ContactsApi } from "../../client/contacts-api.ts";
import type { FeedConnection } from "../../client/types.ts";
import type { ContactRow } from "../../protocol/contacts.schema.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { Observable } from "../data/observable.ts";
import { type ContactFilter, contactFilterQuery, contactQueryOf } from "./contact-filter.ts";

/** The feed tells of rooms a moment before lists have them, and of several at once. */
const FOLLOW_MS = 1_000;
/** Who is that new has just written for the first time. */
const NEW_MS = 60_000;
/** Rows that are read again in one go. */
const PAGE_MAX = 100;
/** Pages may be empty and still lead on; nobody waits for more than this many of them. */
const EMPTY_PAGES = 20;

type Phase = "loading" | "ready" | "failed";

/** The contacts of one choice as far as they were loaded, kept current by the feed and by what is done here. */
export class ContactsStore extends Observable {
  readonly #api: ContactsApi;
  readonly #onError: (error: unknown) => void;
  readonly #stop: () => void;
  #filter: ContactFilter | null = null;
  #cursor: string | null = null;
  #cancel = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  rows: readonly ContactRow[] = [];
  phase: Phase = "loading";
  /** Rows of the former choice stand until those of the new one are here. */
  isStale = false;
  isLoadingMore = false;
  hasMoreFailed = false;
  /** While a person reads further down, rows change in their places and do not move. */
  isHeld = false;

  constructor(options: { api: ContactsApi; feed: FeedConnection; onError: (error: unknown) => void }) {
    super();
    this.#api = options.api;
    this.#onError = options.onError;
    const stopRooms = options.feed.onRooms(({ rooms }) => {
      for (const room of rooms) this.#take(room);
    });
    const stopContact = options.feed.onContact((contactId) => {
      const isShown = contactId === null || this.rows.some((row) => row.contactId === contactId);
      if (isShown && this.phase === "ready") this.#follow();
    });
    this.#stop = () => {
      stopRooms();
      stopContact();
    };
  }

  close(): void {
    this.#stop();
    this.#cancel.abort();
    clearTimeout(this.#timer);
  }

  get hasMore(): boolean {
    return this.#cursor !== null;
  }

  /** False if this is the choice already. */
  choose(filter: ContactFilter): boolean {
    const isSame = this.#filter !== null && contactFilterQuery(this.#filter) === contactFilterQuery(filter);
    this.#filter = filter;
    if (!isSame) void this.load();
    return !isSame;
  }

  async load(): Promise<void> {
    const cancel = this.#begin();
    this.isStale = this.phase === "ready";
    if (!this.isStale) this.phase = "loading";
    this.changed();
    try {
      const page = await this.#page(null, undefined, cancel);
      this.rows = page.rows;
      this.#cursor = page.cursor;
      this.phase = "ready";
    } catch (error) {
      if (cancel.aborted) return;
      this.phase = "failed";
      this.#onError(error);
    }
    this.isStale = false;
    this.changed();
  }

  async loadMore(): Promise<void> {
    if (this.#cursor === null || this.isLoadingMore || this.isStale) return;
    const cancel = this.#cancel.signal;
    this.isLoadingMore = true;
    this.hasMoreFailed = false;
    this.changed();
    try {
      const page = await this.#page(this.#cursor, undefined, cancel);
      const known = new Set(this.rows.map(({ contactId }) => contactId));
      this.rows = [...this.rows, ...page.rows.filter(({ contactId }) => !known.has(contactId))];
      this.#cursor = page.cursor;
    } catch (error) {
      if (cancel.aborted) return;
      this.hasMoreFailed = true;
      this.#onError(error);
    }
    this.isLoadingMore = false;
    this.changed();
  }

  /** Reads the beginning again, quietly; what cannot be read stays as it is. */
  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.phase !== "ready" || this.isStale || this.isLoadingMore) return;
    const cancel = this.#cancel.signal;
    const limit = Math.min(PAGE_MAX, Math.max(this.rows.length, PAGE_MAX / 2));
    const page = await this.#page(null, limit, cancel).catch(() => null);
    if (page && !cancel.aborted) this.#renew(page);
  }

  /** As it was just saved. */
  put(row: ContactRow): void {
    const isNew = !this.rows.some((one) => one.contactId === row.contactId);
    if (isNew) return void this.refresh();
    this.rows = this.rows.map((one) => (one.contactId === row.contactId ? row : one));
    this.changed();
    this.#follow();
  }

  /** It was erased, or is another one now. */
  remove(contactId: string): void {
    this.rows = this.rows.filter((one) => one.contactId !== contactId);
    this.changed();
    this.#follow();
  }

  #begin(): AbortSignal {
    this.#cancel.abort();
    this.#cancel = new AbortController();
    this.isLoadingMore = this.hasMoreFailed = false;
    return this.#cancel.signal;
  }

  async #page(cursor: string | null, limit: number | undefined, signal: AbortSignal) {
    const query = contactQueryOf(this.#filter as ContactFilter);
    let next = cursor;
    for (let turn = 0; turn < EMPTY_PAGES; turn += 1) {
      const answer = await this.#api.contacts(
        { ...query, ...(next !== null && { cursor: next }), ...(limit !== undefined && { limit }) },
        { signal },
      );
      next = answer.nextCursor;
      if (answer.contacts.length > 0 || next === null) return { rows: answer.contacts, cursor: next };
    }
    return { rows: [], cursor: next };
  }

  #renew(page: { rows: readonly ContactRow[]; cursor: string | null }): void {
    const fresh = new Map(page.rows.map((row) => [row.contactId, row]));
    if (this.isHeld) this.rows = this.rows.map((row) => fresh.get(row.contactId) ?? row);
    else if (page.cursor === null || page.rows.length >= this.rows.length) {
      this.rows = page.rows;
      this.#cursor = page.cursor;
    } else this.rows = [...page.rows, ...this.rows.slice(page.rows.length).filter((row) => !fresh.has(row.contactId))];
    this.changed();
  }

  /** What a room tells of its contact shows at once; the rest of the row is read a moment later. */
  #take({ contact, isBlocked, firstInboundAt }: RoomSummary): void {
    const { contactId, name, email, phone } = contact;
    const known = this.rows.find((row) => row.contactId === contactId);
    if (!known) {
      if (firstInboundAt !== null && Date.now() - firstInboundAt < NEW_MS) this.#follow();
      return;
    }
    const isSame =
      known.name === name && known.email === email && known.phone === phone && known.isBlocked === isBlocked;
    if (isSame) return;
    this.rows = this.rows.map((row) => (row === known ? { ...row, name, email, phone, isBlocked } : row));
    this.changed();
    this.#follow();
  }

  #follow(): void {
    this.#timer ??= setTimeout(() => void this.refresh(), FOLLOW_MS);
  }
}
