import type { HistoryPage } from "../protocol/http.schema.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { RoomEvent, VisitorEvent } from "../protocol/room-events.schema.ts";
import { requestJson } from "./http.ts";
import type { RoomConnectionOptions } from "./types.ts";

type AnyEvent = RoomEvent | VisitorEvent;

export interface HistoryPages<E extends AnyEvent> {
  /** The events right before `before`. Rejects like requestJson. */
  load(before: number): Promise<HistoryPage<E>>;
  /** The socket's answer. */
  answered(ref: string, page: HistoryPage<E>): void;
  /** No socket any more. */
  down(): void;
}

const SOCKET_LIMIT_MS = 5_000;

/** Older pages: by the socket if that answers with something, else by HTTP, which also has what the room has trimmed. */
export function createHistoryPages<E extends AnyEvent>(
  { platform, tokens, historyUrl }: RoomConnectionOptions,
  send: (frame: object) => boolean,
): HistoryPages<E> {
  const waiting = new Map<string, (page: HistoryPage<E> | null) => void>();
  let count = 0;

  function bySocket(before: number): Promise<HistoryPage<E> | null> {
    const ref = `page${++count}`;
    return new Promise((resolve) => {
      const done = (page: HistoryPage<E> | null): void => {
        cancel();
        waiting.delete(ref);
        resolve(page?.events.length ? page : null);
      };
      const cancel = platform.setTimer(() => done(null), SOCKET_LIMIT_MS);
      waiting.set(ref, done);
      if (!send({ type: "history", ref, before, limit: LIMITS.snapshotEvents })) done(null);
    });
  }

  return {
    load: async (before) =>
      (await bySocket(before)) ?? requestJson(platform.fetch, tokens, pageUrl(historyUrl, before)),
    answered: (ref, page) => waiting.get(ref)?.(page),
    down() {
      for (const done of waiting.values()) done(null);
    },
  };
}

/** The widget's address already carries the widget's id as its query. */
const pageUrl = (historyUrl: string, before: number): string =>
  `${historyUrl}${historyUrl.includes("?") ? "&" : "?"}before=${before}&limit=${LIMITS.snapshotEvents}`;
