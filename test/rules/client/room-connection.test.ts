import { beforeEach, describe, expect, it } from "vitest";
import { memoryOutbox } from "../../../client/outbox-storage.ts";
import { createRoomConnection } from "../../../client/room-connection.ts";
import type { OutboxStorage, Outgoing, RoomConnection, RoomConnectionOptions } from "../../../client/types.ts";
import type { VisitorCommand } from "../../../protocol/commands.schema.ts";
import { CLOSE } from "../../../protocol/limits.ts";
import type { VisitorEvent } from "../../../protocol/room-events.schema.ts";
import { FakePlatform } from "../../support/client-platform.ts";

type Connection = RoomConnection<VisitorEvent, VisitorCommand>;
const SECOND = 1000;

const say = (text: string): VisitorCommand => ({ type: "message.send", content: { type: "text", text } });
const message = (seq: number, commandId?: string): VisitorEvent => ({
  seq,
  at: 0,
  actor: { type: "contact" },
  type: "message.created",
  direction: "inbound",
  content: { type: "text", text: `message ${seq}` },
  ...(commandId === undefined ? {} : { commandId }),
});
const messages = (from: number, to: number): VisitorEvent[] =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
const resumed = (patch: object = {}) => ({
  type: "resumed",
  mode: "snapshot",
  version: 1,
  epoch: "e1",
  head: 0,
  floor: 1,
  after: 0,
  serverTime: 0,
  positions: { contactDelivered: 0, contactRead: 0, staffRead: 0 },
  ...patch,
});

let platform: FakePlatform;
let outbox: OutboxStorage;
let ids: number;

function connect(patch: Partial<RoomConnectionOptions> = {}): Connection {
  return createRoomConnection<VisitorEvent, VisitorCommand>({
    socketUrl: "wss://chat.example/widget/v1/socket",
    commandUrl: "https://chat.example/widget/v1/commands",
    historyUrl: "https://chat.example/widget/v1/events",
    roomKey: "room/visitor",
    tokens: { get: async () => "token", renew: async () => "renewed" },
    outbox,
    platform,
    newId: () => `id${ids++}`,
    ...patch,
  });
}

/** The server accepts the newest socket and brings it up to date. */
async function greet(frame: object = {}, events: VisitorEvent[] = []): Promise<void> {
  await platform.time.pass(0);
  while (platform.socket.isClosedByClient) await platform.time.pass(100);
  platform.socket.accept();
  const answer = resumed(frame);
  platform.socket.give(answer);
  if (events.length > 0) platform.socket.give({ type: "events", events });
  platform.socket.give({ type: "live", head: events.at(-1)?.seq ?? answer.head });
  await platform.time.pass(0);
}
const cut = async (): Promise<void> => {
  platform.socket.end(1006);
  await platform.time.pass(0);
};
const commands = (): unknown[] => platform.socket.frames("command").map(({ id }) => id);
const ack = (id: string, seq: number): void =>
  platform.socket.give({ type: "ack", acks: [{ id, seq, isRepeat: false }] });
const seqs = (room: Connection): number[] => room.view.events.map(({ seq }) => seq);
const waiting = (room: Connection): string[] => room.view.outgoing.map(({ id, state }) => `${id} ${state}`);

beforeEach(() => {
  platform = new FakePlatform();
  outbox = memoryOutbox();
  ids = 1;
});

describe("opening and resuming", () => {
  it("says hello without a position, then with (epoch, last)", async () => {
    const room = connect();
    await greet({ head: 3 }, messages(1, 3));
    expect(platform.socket.frames("hello")).toEqual([{ type: "hello", version: 1 }]);
    expect(room.view).toMatchObject({ state: "live", disconnectedAt: null });
    await cut();
    expect(room.view).toMatchObject({ state: "connecting", disconnectedAt: platform.now() });
    await platform.time.pass(3 * SECOND);
    await greet({ mode: "resume", after: 3, head: 4 }, [message(4)]);
    expect(platform.socket.frames("hello")).toEqual([{ type: "hello", version: 1, epoch: "e1", last: 3 }]);
    expect(seqs(room)).toEqual([1, 2, 3, 4]);
  });

  it("GEN-4 a snapshot replaces what was there; listeners never see the empty moment in between", async () => {
    const room = connect();
    await greet({ head: 3 }, messages(1, 3));
    const counts: number[] = [];
    room.subscribe(() => counts.push(room.view.events.length));
    await cut();
    await platform.time.pass(3 * SECOND);
    platform.socket.accept();
    platform.socket.give(resumed({ epoch: "e2", head: 900, after: 850 }));
    await platform.time.pass(0);
    platform.socket.give({ type: "events", events: messages(851, 900) });
    await platform.time.pass(0);
    expect(seqs(room)).toEqual(messages(851, 900).map(({ seq }) => seq));
    expect(room.view.hasOlder).toBe(true);
    expect(new Set(counts)).toEqual(new Set([3, 50]));
  });

  it("tells listeners once for all that one frame changes", async () => {
    const room = connect();
    await greet();
    const id = room.send(say("hello"));
    await platform.time.pass(0);
    let calls = 0;
    room.subscribe(() => calls++);
    platform.socket.give({ type: "events", events: [message(1), message(2, id), message(3)] });
    expect(calls).toBe(0);
    await platform.time.pass(0);
    expect(calls).toBe(1);
    expect(room.view.outgoing).toEqual([]);
  });

  it("GEN-4 asks for a hole and shows nothing behind it until it is filled", async () => {
    const room = connect();
    await greet({ head: 2 }, messages(1, 2));
    platform.socket.give({ type: "events", events: [message(6)] });
    platform.socket.give({ type: "events", events: [message(7)] });
    expect(seqs(room)).toEqual([1, 2]);
    expect(platform.socket.frames("history")).toEqual([{ type: "history", ref: "gap", before: 6, limit: 3 }]);
    platform.socket.give({ type: "history", ref: "gap", events: messages(3, 5), hasMore: true });
    expect(seqs(room)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("asks for what `live` says exists and did not come", async () => {
    const room = connect();
    await greet({ head: 2 }, messages(1, 2));
    platform.socket.give({ type: "live", head: 4 });
    platform.socket.give({ type: "history", ref: "gap", events: messages(1, 4), hasMore: false });
    expect(seqs(room)).toEqual([1, 2, 3, 4]);
  });

  it("takes a snapshot when the hole cannot be filled, and resumes when nobody answers", async () => {
    const room = connect();
    await greet({ head: 2 }, messages(1, 2));
    platform.socket.give({ type: "events", events: [message(6)] });
    platform.socket.give({ type: "history", ref: "gap", events: [], hasMore: false });
    await platform.time.pass(SECOND);
    await greet({ head: 6, after: 4 }, messages(5, 6));
    expect(platform.socket.frames("hello")).toEqual([{ type: "hello", version: 1 }]);
    expect(seqs(room)).toEqual([5, 6]);
    platform.socket.give({ type: "events", events: [message(9)] });
    await platform.time.pass(11 * SECOND);
    expect(platform.sockets.length).toBe(3);
    await greet({ mode: "resume", head: 9, after: 6 }, messages(7, 9));
    expect(platform.socket.frames("hello")).toEqual([{ type: "hello", version: 1, epoch: "e1", last: 6 }]);
    expect(seqs(room)).toEqual([5, 6, 7, 8, 9]);
  });

  it("4003 stops and clears everything; 4010 keeps what is there", async () => {
    const room = connect();
    await greet({ head: 2 }, messages(1, 2));
    room.send(say("never mind"));
    await platform.time.pass(0);
    platform.socket.end(CLOSE.forbidden);
    await platform.time.pass(0);
    expect(room.view).toMatchObject({ state: "ended", endedWith: { code: "forbidden" }, events: [], outgoing: [] });
    expect(await outbox.load("room/visitor")).toEqual([]);
    room.send(say("after the end"));
    expect(room.view.outgoing).toMatchObject([{ state: "failed", refusal: { code: "forbidden" } }]);

    const other = connect({ roomKey: "other" });
    await greet({ head: 2 }, messages(1, 2));
    platform.socket.end(CLOSE.versionTooOld);
    other.send(say("kept for the new version"));
    await platform.time.pass(0);
    expect(other.view).toMatchObject({ state: "ended", endedWith: { code: "version_too_old" } });
    expect(seqs(other)).toEqual([1, 2]);
    expect(await outbox.load("other")).toMatchObject([{ state: "queued" }]);
  });
});

describe("sending", () => {
  it("WIDGET-15 stores before the first attempt", async () => {
    const order: string[] = [];
    let allowPut = (): void => {};
    const slow: OutboxStorage = {
      ...outbox,
      put: async (roomKey, item) => {
        await new Promise<void>((resolve) => {
          allowPut = resolve;
        });
        order.push("stored");
        await outbox.put(roomKey, item);
      },
    };
    const room = connect({ outbox: slow });
    await greet();
    room.send(say("hello"));
    expect(room.view.outgoing).toMatchObject([{ state: "queued" }]);
    await platform.time.pass(SECOND);
    expect(commands()).toEqual([]);
    allowPut();
    await platform.time.pass(0);
    expect(order).toEqual(["stored"]);
    expect(commands()).toEqual(["id2"]);
  });

  it("WIDGET-15 sends in order, the next when the one before is acknowledged", async () => {
    const room = connect();
    await greet();
    for (const text of ["one", "two", "three"]) room.send(say(text));
    await platform.time.pass(0);
    expect(commands()).toEqual(["id2"]);
    ack("id2", 1);
    expect(commands()).toEqual(["id2", "id3"]);
    expect(waiting(room)).toEqual(["id2 sending", "id3 sending", "id4 queued"]);
    platform.socket.give({ type: "events", events: [message(1, "id2"), message(2, "id3")] });
    expect(commands()).toEqual(["id2", "id3", "id4"]);
    expect(waiting(room)).toEqual(["id4 sending"]);
    expect((await outbox.load("room/visitor")).map(({ id }) => id)).toEqual(["id4"]);
  });

  it("MSG-4 sends again under the same id after a cut", async () => {
    const room = connect();
    await greet();
    room.send(say("hello"));
    await platform.time.pass(0);
    await cut();
    expect(waiting(room)).toEqual(["id2 queued"]);
    await platform.time.pass(2.6 * SECOND);
    await greet({ mode: "resume", head: 1 }, []);
    expect(commands()).toEqual(["id2"]);
    platform.socket.give({ type: "ack", acks: [{ id: "id2", seq: 1, isRepeat: true }] });
    platform.socket.give({ type: "events", events: [message(1, "id2")] });
    expect(room.view.outgoing).toEqual([]);
    expect(seqs(room)).toEqual([1]);
  });

  it("gives up a connection that does not answer a command within 10 s, and sends it again", async () => {
    const room = connect();
    await greet();
    room.send(say("hello"));
    await platform.time.pass(9.9 * SECOND);
    expect(platform.sockets.length).toBe(1);
    await platform.time.pass(SECOND);
    await greet({ mode: "resume" });
    expect(platform.sockets.length).toBe(2);
    expect(commands()).toEqual(["id2"]);
  });

  it("MSG-4 posts with the same id when no socket opens within 3 s", async () => {
    const room = connect();
    platform.answer = () => ({ body: { id: "id2", seq: 5, isRepeat: false } });
    room.send(say("hello"));
    await platform.time.pass(2.9 * SECOND);
    expect(platform.requests).toEqual([]);
    await platform.time.pass(0.2 * SECOND);
    expect(platform.requests).toMatchObject([
      {
        url: "https://chat.example/widget/v1/commands",
        method: "POST",
        headers: { "idempotency-key": "id2", authorization: "Bearer token", "content-type": "application/json" },
        body: say("hello"),
      },
    ]);
    expect(room.view.outgoing).toMatchObject([{ id: "id2", ackedSeq: 5 }]);
    expect(await outbox.load("room/visitor")).toEqual([]);
    // The event comes with the socket and settles it.
    await greet({ head: 5, after: 4 }, [message(5, "id2")]);
    expect(room.view.outgoing).toEqual([]);
    expect(commands()).toEqual([]);
  });

  it("prefers the socket as soon as there is one, and takes either answer", async () => {
    const room = connect();
    platform.answer = () => null;
    room.send(say("hello"));
    await platform.time.pass(3.5 * SECOND);
    expect(platform.requests.length).toBe(1);
    await greet();
    expect(commands()).toEqual(["id2"]);
    ack("id2", 1);
    platform.socket.give({ type: "events", events: [message(1, "id2")] });
    await platform.time.pass(20 * SECOND);
    expect(room.view.outgoing).toEqual([]);
    expect(platform.requests.length).toBe(1);
  });

  it("keeps trying over HTTP with growing waits while nothing can be reached", async () => {
    const room = connect();
    room.send(say("hello"));
    await platform.time.pass(120 * SECOND);
    expect(platform.requests.length).toBeGreaterThan(5);
    expect(platform.requests.length).toBeLessThan(12);
    expect(new Set(platform.requests.map(({ headers }) => headers["idempotency-key"]))).toEqual(new Set(["id2"]));
    expect(waiting(room)).toEqual(["id2 queued"]);
  });

  it("MSG-4 a refusal keeps the text, and the person's retry has the same id", async () => {
    const room = connect();
    await greet();
    room.send(say("too long"));
    room.send(say("fine"));
    await platform.time.pass(0);
    platform.socket.give({ type: "refused", id: "id2", refusal: { code: "msg.too_long", retryable: false } });
    expect(room.view.outgoing[0]).toMatchObject({
      state: "failed",
      refusal: { code: "msg.too_long" },
      command: say("too long"),
    });
    expect(commands()).toEqual(["id2", "id3"]);
    ack("id3", 1);
    room.retry("id2");
    await platform.time.pass(0);
    expect(commands()).toEqual(["id2", "id3", "id2"]);
    platform.socket.give({ type: "refused", id: "id2", refusal: { code: "msg.too_long", retryable: false } });
    await platform.time.pass(0);
    expect(await outbox.load("room/visitor")).toMatchObject([{ id: "id2", state: "failed" }]);
    room.discard("id2");
    await platform.time.pass(0);
    expect(await outbox.load("room/visitor")).toEqual([]);
  });

  it("WIDGET-14 too fast: says so, waits as told, and keeps the order", async () => {
    const room = connect();
    await greet();
    room.send(say("one"));
    room.send(say("two"));
    await platform.time.pass(0);
    const tooFast = { code: "widget.too_fast", retryable: true, retryAfterMs: 2000 };
    platform.socket.give({ type: "refused", id: "id2", refusal: tooFast });
    expect(room.view.outgoing).toMatchObject([{ state: "queued", refusal: tooFast }, { state: "queued" }]);
    await platform.time.pass(1.9 * SECOND);
    expect(commands()).toEqual(["id2"]);
    await platform.time.pass(0.2 * SECOND);
    expect(commands()).toEqual(["id2", "id2"]);
  });

  it("keeps at most 200 unsent commands; the next is kept as text only and may be tried later", async () => {
    const room = connect();
    for (let count = 0; count < 201; count++) room.send(say(`message ${count}`));
    await platform.time.pass(0);
    expect((await outbox.load("room/visitor")).length).toBe(200);
    expect(room.view.outgoing[200]).toMatchObject({ state: "failed", refusal: { code: "rate_limited" } });
    await greet();
    ack("id2", 1);
    platform.socket.give({ type: "events", events: [message(1, "id2")] });
    room.retry("id202");
    await platform.time.pass(0);
    expect(room.view.outgoing.at(-1)).toMatchObject({ id: "id202", state: "queued" });
  });

  it("asks before it sends what has waited for more than a day", async () => {
    const room = connect();
    room.send(say("old news"));
    await platform.time.pass(SECOND);
    platform.time.sleep(25 * 3600 * SECOND);
    await platform.time.pass(60 * SECOND);
    const before = platform.requests.length;
    expect(room.view.outgoing).toMatchObject([{ state: "failed", ask: true }]);
    await greet();
    expect(commands()).toEqual([]);
    expect(platform.requests.length).toBe(before);
    room.retry("id2");
    await platform.time.pass(0);
    expect(commands()).toEqual(["id2"]);
  });
});

describe("a page after a page", () => {
  const leave = (room: Connection): Promise<void> => {
    room.close();
    return platform.time.pass(0);
  };

  it("WIDGET-15 sends what the page before could not, once, in order, under the same ids", async () => {
    const first = connect();
    first.send(say("one"));
    first.send(say("two"));
    await leave(first);
    const second = connect();
    await greet();
    expect(waiting(second)).toEqual(["id2 sending", "id3 queued"]);
    ack("id2", 1);
    expect(commands()).toEqual(["id2", "id3"]);
  });

  it("MSG-4 shows nothing twice when the acknowledgement died with the page", async () => {
    const first = connect();
    await greet();
    first.send(say("one"));
    await platform.time.pass(0);
    await leave(first);
    const second = connect();
    await platform.time.pass(0);
    expect(waiting(second)).toEqual(["id2 queued"]);
    await greet({ head: 1 }, [message(1, "id2")]);
    expect(second.view.outgoing).toEqual([]);
    expect(seqs(second)).toEqual([1]);
    expect(await outbox.load("room/visitor")).toEqual([]);
  });

  it("WIDGET-15 with two tabs the stored queue goes out from one, and moves to the other when that one is gone", async () => {
    const first = connect();
    first.send(say("one"));
    first.send(say("two"));
    await leave(first);
    const tabs = [connect(), connect()];
    await platform.time.pass(0);
    const holders = tabs.filter((tab) => tab.view.outgoing.length > 0);
    expect(holders.length).toBe(1);
    await leave(holders[0] as Connection);
    const heir = tabs.find((tab) => tab !== holders[0]) as Connection;
    expect(waiting(heir)).toEqual(["id2 queued", "id3 queued"]);
  });

  it("a tab that lives on takes over what another leaves later", async () => {
    const lives = connect();
    const dies = connect();
    dies.send(say("from the other tab"));
    await platform.time.pass(SECOND);
    await leave(dies);
    expect(lives.view.outgoing).toEqual([]);
    await platform.time.pass(30 * SECOND);
    expect(waiting(lives)).toMatchObject([expect.stringContaining("id3")]);
  });

  it("a room that is left sends what waits, then closes; failed ones stay for the next time", async () => {
    const room = connect();
    await greet();
    room.send(say("one"));
    room.leave();
    await platform.time.pass(0);
    expect(commands()).toEqual(["id2"]);
    expect(room.view.state).toBe("live");
    ack("id2", 1);
    await platform.time.pass(0);
    expect(room.view.state).toBe("ended");
    expect(platform.socket.isClosedByClient).toBe(true);
    expect(await outbox.load("room/visitor")).toEqual([]);
  });

  it("a room that is left with nothing to send closes at once", async () => {
    const room = connect();
    await greet();
    room.leave();
    expect(room.view.state).toBe("ended");
    room.leave();
  });

  it("a room that is left offline and opened again shows what waits, and sends it once", async () => {
    const first = connect();
    first.send(say("one"));
    first.leave();
    await platform.time.pass(SECOND);
    expect(first.view.state).toBe("connecting");
    const second = connect();
    expect(first.view.state).toBe("ended");
    await platform.time.pass(0);
    expect(waiting(second)).toEqual(["id2 queued"]);
    await greet();
    expect(commands()).toEqual(["id2"]);
  });

  it("settles what it takes over if its event is on screen already", async () => {
    const room = connect();
    await greet({ head: 1 }, [message(1, "from before")]);
    const left: Outgoing = {
      id: "from before",
      command: say("x"),
      createdAt: platform.now(),
      state: "queued",
      owner: "z",
    };
    await outbox.put("room/visitor", left);
    await platform.time.pass(30 * SECOND);
    expect(room.view.outgoing).toEqual([]);
    expect(await outbox.load("room/visitor")).toEqual([]);
  });
});

describe("signals", () => {
  const positions = (): object[] => platform.socket.frames("position");

  it("confirms every 50 events at once, and otherwise within 2 s", async () => {
    connect();
    await greet({ head: 1 }, [message(1)]);
    await platform.time.pass(100);
    expect(positions()).toEqual([{ type: "position", last: 1 }]);
    platform.socket.give({ type: "events", events: messages(2, 3) });
    await platform.time.pass(1.8 * SECOND);
    expect(positions().length).toBe(1);
    await platform.time.pass(0.3 * SECOND);
    expect(positions()[1]).toEqual({ type: "position", last: 3 });
    platform.socket.give({ type: "events", events: messages(4, 53) });
    expect(positions()[2]).toEqual({ type: "position", last: 53 });
  });

  it("tells what was read once, upwards only, and again after a cut", async () => {
    const room = connect();
    await greet({ head: 3 }, messages(1, 3));
    room.markRead(3);
    room.markRead(2);
    await platform.time.pass(100);
    expect(positions()).toEqual([{ type: "position", last: 3, read: 3 }]);
    await cut();
    await platform.time.pass(3 * SECOND);
    await greet({ mode: "resume", after: 3, head: 3 });
    await platform.time.pass(3 * SECOND);
    expect(positions()).toEqual([{ type: "position", last: 3, read: 3 }]);
  });

  it("tells of typing once per 3 s, and of its end", async () => {
    const room = connect();
    await greet();
    for (let key = 0; key < 10; key++) {
      room.setTyping(true);
      await platform.time.pass(0.4 * SECOND);
    }
    room.setTyping(false);
    room.setTyping(false);
    expect(platform.socket.frames("typing").map(({ isTyping }) => isTyping)).toEqual([true, true, false]);
  });

  it("WIDGET-17 reports last seen at most every 60 s", async () => {
    const room = connect();
    room.markSeen();
    await greet();
    room.markSeen();
    await platform.time.pass(30 * SECOND);
    room.markSeen();
    await platform.time.pass(30 * SECOND);
    room.markSeen();
    expect(platform.socket.frames("seen").length).toBe(2);
  });

  it("shows who types for 6 s, or until the message comes", async () => {
    const room = connect();
    await greet();
    const dewi = { type: "member", name: "Dewi" };
    platform.socket.give({ type: "typing", actor: dewi, isTyping: true });
    platform.socket.give({ type: "typing", actor: { type: "member", name: "Rudi" }, isTyping: true });
    await platform.time.pass(3 * SECOND);
    platform.socket.give({ type: "typing", actor: dewi, isTyping: true });
    await platform.time.pass(3.1 * SECOND);
    expect(room.view.typing).toEqual([dewi]);
    platform.socket.give({ type: "events", events: [{ ...message(1), actor: dewi, direction: "outbound" }] });
    expect(room.view.typing).toEqual([]);
  });

  it("keeps positions, lookers and the server's clock", async () => {
    const room = connect();
    await greet({ serverTime: platform.now() + 90_000 });
    expect(room.view.clockOffsetMs).toBe(90_000);
    const now = { contactDelivered: 1, contactRead: 1, staffRead: 0 };
    platform.socket.give({ type: "positions", positions: now });
    platform.socket.give({ type: "lookers", lookers: [{ memberId: "mem_1", name: "Dewi" }] });
    expect(room.view).toMatchObject({ positions: now, lookers: [{ name: "Dewi" }] });
    await cut();
    expect(room.view.lookers).toEqual([]);
  });
});

describe("older events", () => {
  it("ROOM-20 come by the socket", async () => {
    const room = connect();
    await greet({ head: 103, after: 100 }, messages(101, 103));
    const loading = room.loadOlder();
    void room.loadOlder();
    expect(room.view.isLoadingOlder).toBe(true);
    const asked = platform.socket.frames("history");
    expect(asked).toMatchObject([{ before: 101, limit: 50 }]);
    platform.socket.give({ type: "history", ref: asked[0]?.ref, events: messages(51, 100), hasMore: true });
    await loading;
    expect(seqs(room)[0]).toBe(51);
    expect(room.view).toMatchObject({ isLoadingOlder: false, hasOlder: true });
  });

  it("come by HTTP when the room has trimmed them, or there is no socket", async () => {
    const room = connect();
    await greet({ head: 103, after: 100 }, messages(101, 103));
    platform.answer = ({ url }) => ({
      body: { events: url.includes("before=101") ? messages(51, 100) : messages(1, 50), hasMore: false },
    });
    const loading = room.loadOlder();
    const asked = platform.socket.frames("history")[0];
    platform.socket.give({ type: "history", ref: asked?.ref, events: [], hasMore: true });
    await loading;
    expect(platform.requests[0]?.url).toBe("https://chat.example/widget/v1/events?before=101&limit=50");
    expect(seqs(room)[0]).toBe(51);
    expect(room.view.hasOlder).toBe(false);
  });

  it("a failure is told to the caller and may be tried again", async () => {
    const room = connect();
    await greet({ head: 103, after: 100 }, messages(101, 103));
    await cut();
    platform.answer = () => ({ status: 503, body: { code: "unavailable", retryable: true } });
    await expect(room.loadOlder()).rejects.toMatchObject({ status: 503, refusal: { code: "unavailable" } });
    expect(room.view.isLoadingOlder).toBe(false);
    expect(room.view.hasOlder).toBe(true);
  });
});
