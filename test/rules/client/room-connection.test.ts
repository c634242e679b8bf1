import { beforeEach, describe, expect, it } from "vitest";
import { CLOSE } from "../../../protocol/limits.ts";
import {
  connect,
  cut,
  greet,
  message,
  messages,
  outbox,
  platform,
  resumed,
  SECOND,
  say,
  seqs,
  startAnew,
} from "../../support/room-harness.ts";

beforeEach(startAnew);

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

  it("WIDGET-15 a device that loses its network is cut from that moment on, known after 5 s", async () => {
    const room = connect();
    await greet();
    await platform.time.pass(9 * SECOND);
    const offlineAt = platform.now();
    platform.goOffline();
    await platform.time.pass(4.9 * SECOND);
    expect(room.view.state).toBe("live");
    await platform.time.pass(0.2 * SECOND);
    expect(room.view).toMatchObject({ state: "connecting", disconnectedAt: offlineAt });
  });

  it("WIDGET-15 a blip under 5 s changes nothing, also when the answer comes late", async () => {
    const room = connect();
    await greet();
    platform.goOffline();
    await platform.time.pass(4.9 * SECOND);
    platform.wake();
    await platform.time.pass(2 * SECOND);
    platform.socket.give("pong");
    await platform.time.pass(9 * SECOND);
    expect(room.view).toMatchObject({ state: "live", disconnectedAt: null });
    expect(platform.sockets.length).toBe(1);
    platform.socket.end(1006);
    await platform.time.pass(0);
    expect(room.view.disconnectedAt).toBe(platform.now());
  });

  it("WIDGET-15 a network back without an answer is a cut, and the time counts from when it went", async () => {
    const room = connect();
    await greet();
    const offlineAt = platform.now();
    platform.goOffline();
    await platform.time.pass(4 * SECOND);
    platform.wake();
    await platform.time.pass(5.1 * SECOND);
    expect(room.view).toMatchObject({ state: "connecting", disconnectedAt: offlineAt });
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
