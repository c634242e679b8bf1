import { runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, it } from "vitest";
import { evict, type Frame, hubOf, organizations, roomIn, SocketsOfATest, tell } from "./organization-world.ts";

const sockets = new SocketsOfATest();
const open = sockets.open.bind(sockets);
afterEach(() => sockets.close());

describe("a room whose person was erased", () => {
  it("PRIVACY-6 leaves every list that is open, the counters and the object's storage, and stays away", async () => {
    const { one } = await organizations();
    const { socket } = await open(one, one.admin.identity);
    await tell(one, roomIn(one, "room_gone", 4));
    expect(await socket.next<Frame<"rooms">>("rooms")).toMatchObject({ counters: { unassigned: 1 } });
    await hubOf(one).forgetRoom({ roomId: "room_gone", version: 4 });
    expect(await socket.next<Frame<"rooms">>("rooms")).toMatchObject({
      rooms: [],
      gone: ["room_gone"],
      counters: { messages: 0, unassigned: 0 },
    });
    const stored = () =>
      runInDurableObject(hubOf(one), (_, state) =>
        ["rooms", "closed_rooms"].flatMap((table) => state.storage.sql.exec(`SELECT * FROM ${table}`).toArray()),
      );
    expect(await stored()).toEqual([]);
    await evict(one);
    expect(await hubOf(one).counters(one.admin.identity)).toMatchObject({ messages: 0, unassigned: 0 });
  });

  it("PRIVACY-6 whoever was away reads the lists anew instead of going on where they were", async () => {
    const { one } = await organizations();
    const { welcome } = await open(one, one.admin.identity);
    await tell(one, roomIn(one, "room_gone", 1));
    await hubOf(one).forgetRoom({ roomId: "room_gone", version: 1 });
    const { epoch, last } = welcome;
    const back = await open(one, one.admin.identity, { epoch, last });
    expect(back.welcome).toMatchObject({ isComplete: false });
  });

  it("PRIVACY-6 somebody who has begun anew there meanwhile stays", async () => {
    const { one } = await organizations();
    await tell(one, roomIn(one, "room_anew", 9));
    await hubOf(one).forgetRoom({ roomId: "room_anew", version: 8 });
    await hubOf(one).forgetRoom({ roomId: "room_unknown", version: 8 });
    expect(await hubOf(one).counters(one.admin.identity)).toMatchObject({ unassigned: 1 });
  });
});
