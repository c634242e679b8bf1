import { describe, expect, it } from "vitest";
import type { Api } from "../../../client/api.ts";
import type { FeedConnection } from "../../../client/types.ts";
import { InboxStore } from "../../../components/data/inbox-store.ts";
import { DEFAULT_CHOICE } from "../../../components/inbox/list/list-choice.ts";
import type { RoomListPage } from "../../../protocol/http.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { MINUTE, NOW, summary, viewer } from "../../support/component-builders.ts";

type Feed = Parameters<FeedConnection["onRooms"]>[0];
const room = (roomId: string, age: number, change: Partial<RoomSummary> = {}): RoomSummary =>
  summary({ roomId, lastInboundAt: NOW - age * MINUTE, ...change });
const pageOf = (rooms: RoomSummary[], nextCursor: string | null = null): RoomListPage => ({
  rooms,
  nextCursor,
  lagMs: 0,
});

/** A store whose pages are given one by one. */
function storeWith(...pages: RoomListPage[]) {
  let tell: Feed = () => {};
  const store = new InboxStore({
    api: { rooms: async () => pages.shift() ?? pageOf([]) } as unknown as Api,
    feed: {
      onRooms: (listener: Feed) => {
        tell = listener;
        return () => {};
      },
    } as unknown as FeedConnection,
    viewer: (
      (me) => () =>
        me
    )(viewer()),
    now: () => NOW,
    onError: (error) => {
      throw error;
    },
  });
  const ids = (): string[] =>
    store
      .list(DEFAULT_CHOICE)
      ?.rows.rows()
      .map(({ roomId }) => roomId) ?? [];
  const ready = async (): Promise<void> => {
    while (store.list(DEFAULT_CHOICE)?.phase !== "ready") await new Promise((resolve) => setTimeout(resolve));
  };
  return {
    store,
    ids,
    ready,
    feed: (change: Partial<Parameters<Feed>[0]>) => tell({ rooms: [], gone: [], mustReload: false, ...change }),
  };
}

describe("the rows of the list", () => {
  it("LIST-15 a page without a row that goes on drops nothing", async () => {
    const rooms = [room("a", 1), room("b", 2), room("c", 3)];
    const { store, ids, ready } = storeWith(pageOf(rooms), pageOf([], "more"));
    await ready();
    await store.reload();
    expect(ids()).toEqual(["a", "b", "c"]);
  });

  it("LIST-15 after missed changes a room that its page should contain and does not is gone", async () => {
    const { store, ids, ready } = storeWith(
      pageOf([room("a", 1), room("b", 2), room("c", 3)]),
      pageOf([room("a", 1), room("c", 3)]),
    );
    await ready();
    await store.reload();
    expect(ids()).toEqual(["a", "c"]);
  });

  it("ROOM-18 a change that is expected is shown over all that the server tells, until it is settled or taken back", async () => {
    const { store, ready, feed } = storeWith(pageOf([room("a", 1)]));
    await ready();
    const expectation = store.expect("a", (one) => ({ ...one, status: "resolved" }));
    expect(store.room("a")?.status).toBe("resolved");
    feed({ rooms: [room("a", 1, { version: 2, unreadCount: 9 })] });
    expect(store.room("a")).toMatchObject({ status: "resolved", unreadCount: 9 });
    expect(store.told("a")).toMatchObject({ status: "unassigned", unreadCount: 9 });
    expectation.takeBack();
    expect(store.room("a")).toMatchObject({ status: "unassigned", unreadCount: 9 });

    const sent = store.expect("a", (one) => ({ ...one, status: "resolved" }));
    sent.settle();
    expect(store.room("a")?.status).toBe("resolved");
    feed({ rooms: [room("a", 1, { version: 3, unreadCount: 1 })] });
    expect(store.room("a")).toMatchObject({ status: "unassigned", unreadCount: 1 });
    sent.takeBack();
    expect(store.room("a")?.version).toBe(3);
  });

  it("ROOM-18 a room that has left one's sight does not come back with what was expected of it", async () => {
    const { store, ready, feed } = storeWith(pageOf([room("a", 1)]));
    await ready();
    const expectation = store.expect("a", (one) => ({ ...one, status: "resolved" }));
    feed({ gone: ["a"] });
    expectation.takeBack();
    expect(store.room("a")).toBeNull();
    expect(store.told("a")).toBeNull();
  });
});
