import type { Api } from "../../../client/api.ts";
import type { MessageHit } from "../../../protocol/http.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { Observable } from "../../data/observable.ts";

export type SearchMode = "contacts" | "conversation";
/** Bounds in ms; `until` null: now. */
export type SearchRange = { from: number; until: number | null };
type Hits = { rooms: RoomSummary[]; messages: MessageHit[] };
type Page = Hits & { nextCursor: string | null };

const PAUSE_MS = 250;
const DAY_MS = 86_400_000;
/** Both as `protocol/inbox.schema.ts` has them, which brings a library that the page does not need. */
export const SEARCH_DAYS = 90;
const SEARCH_YEARS = 2;

export const SHORTEST = 2;
export const LONGEST = 100;

/** The earliest moment that can be searched (SEARCH-5). */
export function earliest(now: number): number {
  const date = new Date(now);
  return date.setUTCFullYear(date.getUTCFullYear() - SEARCH_YEARS) + DAY_MS;
}

/** One search at a time: what was asked, what was found, how far back it reaches. */
export class SearchWork extends Observable {
  readonly #api: Api;
  readonly #now: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: AbortController | null = null;
  #cursor: string | null = null;
  /** The stretch that pages are read from; what lies after it has been read. */
  #stretch: SearchRange;
  mode: SearchMode = "contacts";
  words = "";
  range: SearchRange;
  /** null: nothing has been asked. */
  found: Hits | null = null;
  error: unknown = null;
  isBusy = false;

  constructor(api: Api, now: () => number) {
    super();
    this.#api = api;
    this.#now = now;
    this.range = { from: now() - SEARCH_DAYS * DAY_MS, until: null };
    this.#stretch = this.range;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
  }

  get isShort(): boolean {
    return this.words.trim().length < SHORTEST;
  }

  /** More of this period is to be had. */
  get hasMore(): boolean {
    return this.#cursor !== null;
  }

  /** The period can be made longer. */
  get canGoBack(): boolean {
    return this.range.from > earliest(this.#now());
  }

  ask(change: Partial<Pick<SearchWork, "mode" | "words" | "range">>, isTyped = false): void {
    const isOtherKind = change.mode !== undefined && change.mode !== this.mode;
    Object.assign(this, change);
    this.close();
    this.error = null;
    if (this.isShort || isOtherKind) this.found = null;
    this.isBusy = !this.isShort;
    if (!this.isShort) this.#timer = setTimeout(() => void this.#begin(), isTyped ? PAUSE_MS : 0);
    this.changed();
  }

  async more(): Promise<void> {
    if (this.#cursor !== null) await this.#read(this.#cursor);
  }

  /** SEARCH-5: ninety days further back; only those are asked for. */
  async goBack(): Promise<void> {
    const { from } = this.range;
    const earlier = Math.max(earliest(this.#now()), from - SEARCH_DAYS * DAY_MS);
    this.range = { ...this.range, from: earlier };
    this.#stretch = { from: earlier, until: from - 1 };
    await this.#read(null);
  }

  async again(): Promise<void> {
    if (this.found) await this.#read(this.#cursor);
    else await this.#begin();
  }

  #begin(): Promise<void> {
    this.#stretch = this.range;
    return this.#read(null, true);
  }

  async #read(cursor: string | null, isNew = false): Promise<void> {
    const abort = new AbortController();
    this.#abort?.abort();
    this.#abort = abort;
    this.isBusy = true;
    this.error = null;
    this.changed();
    try {
      const page = await this.#page(cursor, abort.signal);
      const before = isNew ? null : this.found;
      this.#cursor = page.nextCursor;
      this.found = {
        rooms: [...(before?.rooms ?? []), ...page.rooms],
        messages: [...(before?.messages ?? []), ...page.messages],
      };
    } catch (error) {
      if (abort.signal.aborted) return;
      this.error = error;
    }
    this.isBusy = false;
    this.changed();
  }

  async #page(cursor: string | null, signal: AbortSignal): Promise<Page> {
    const { from, until } = this.#stretch;
    const query = {
      q: this.words.trim(),
      from: Math.round(from),
      ...(until === null ? {} : { until }),
      ...(cursor === null ? {} : { cursor }),
    };
    if (this.mode === "contacts") {
      const { rooms, nextCursor } = await this.#api.searchRooms(query, { signal });
      return { rooms, messages: [], nextCursor };
    }
    const { hits, nextCursor } = await this.#api.searchMessages(query, { signal });
    return { rooms: [], messages: hits, nextCursor };
  }
}
