import { beforeEach, describe, expect, it } from "vitest";
import type { OutboxStorage, Outgoing } from "../../../client/types.ts";
import {
  ack,
  type Connection,
  commands,
  connect,
  cut,
  greet,
  message,
  outbox,
  platform,
  SECOND,
  say,
  seqs,
  startAnew,
  waiting,
} from "../../support/room-harness.ts";

beforeEach(startAnew);

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
