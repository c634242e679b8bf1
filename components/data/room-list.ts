import type { RoomListPage } from "../../protocol/http.schema.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { nextChangeAt } from "../inbox/filter/room-filter.ts";
import { type Choice, choiceFollowsClock, compareRooms, isInChoice } from "../inbox/list/list-choice.ts";
import type { Viewer } from "../inbox/viewer.ts";
import { OrderedRooms, type Replacement } from "./ordered-rooms.ts";

export type ListPhase = "initial" | "loading" | "ready" | "failed";

type Sight = { viewer: Viewer; now: () => number };

/** One choice of rooms: how far its pages have come, and its rows in order. */
export class RoomList {
  readonly choice: Choice;
  readonly rows: OrderedRooms;
  readonly #sight: Sight;
  phase: ListPhase = "initial";
  cursor: string | null = null;
  isLoadingMore = false;
  hasMoreFailed = false;
  /** Number of rooms the server has given, to ask for as many again. */
  loaded = 0;
  abort: AbortController | null = null;
  /** When the clock next lets a known room come or go (server ms). */
  dueAt = Number.POSITIVE_INFINITY;

  /** `known`: every room that is held, whatever choice it was loaded for. */
  constructor(choice: Choice, sight: Sight, known: Iterable<RoomSummary>) {
    this.choice = choice;
    this.#sight = sight;
    const rooms = [...known].filter((room) => this.has(room));
    // Without a page everything that is known is shown, so that a new choice is never empty for a moment.
    this.rows = new OrderedRooms(rooms, (a, b) => compareRooms(a, b, choice.sort), null);
    this.#schedule(known);
  }

  get hasMore(): boolean {
    return this.cursor !== null;
  }

  has(room: RoomSummary): boolean {
    return isInChoice(room, this.choice, this.#sight.viewer, this.#sight.now());
  }

  /** Rooms changed, appeared (`before` null) or are gone (`after` null). */
  replace(changes: readonly Replacement[]): void {
    this.rows.replace(changes.map(({ before, after }) => ({ before, after: after && this.has(after) ? after : null })));
    this.#schedule(changes.flatMap(({ after }) => after ?? []));
  }

  /** Takes in where a page ended; its rooms are known already. */
  advance(page: RoomListPage): void {
    this.cursor = page.nextCursor;
    this.loaded += page.rooms.length;
    const last = page.rooms.at(-1);
    if (page.nextCursor === null) this.rows.reachTo(null);
    else if (last) this.rows.reachTo(last);
  }

  /** SEARCH-10: lets rooms come and go that have passed a boundary of their clock. */
  followClock(known: Iterable<RoomSummary>): void {
    this.dueAt = Number.POSITIVE_INFINITY;
    const changes: Replacement[] = [];
    for (const room of known) {
      const isIn = this.has(room);
      const wasIn = this.rows.holds(room);
      if (isIn !== wasIn) changes.push({ before: wasIn ? room : null, after: isIn ? room : null });
    }
    this.rows.replace(changes);
    this.#schedule(known);
  }

  #schedule(rooms: Iterable<RoomSummary>): void {
    if (!choiceFollowsClock(this.choice)) return;
    const clock = { now: this.#sight.now(), session: this.#sight.viewer.session };
    for (const room of rooms)
      if (room.kind === this.choice.kind) this.dueAt = Math.min(this.dueAt, nextChangeAt(room, clock));
  }
}
