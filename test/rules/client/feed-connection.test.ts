import { beforeEach, describe, expect, it } from "vitest";
import { createFeedConnection } from "../../../client/feed-connection.ts";
import type { FeedConnection } from "../../../client/types.ts";
import { CLOSE } from "../../../protocol/limits.ts";
import { FakePlatform } from "../../support/client-platform.ts";

const counters = (messages: number) => ({ messages, comments: 0, unassigned: 0 });
const welcome = (patch: object = {}) => ({
  type: "welcome",
  version: 1,
  epoch: "e1",
  last: 10,
  isComplete: false,
  serverTime: 0,
  counters: counters(3),
  isOnline: true,
  presence: [{ memberId: "mem_1", isOnline: true }],
  ...patch,
});

let platform: FakePlatform;
let feed: FeedConnection;
let changes: { rooms: unknown[]; gone: string[]; mustReload: boolean }[];

async function greet(patch: object = {}): Promise<void> {
  await platform.time.pass(0);
  platform.socket.accept();
  platform.socket.give(welcome(patch));
}
async function cut(): Promise<void> {
  platform.socket.end(1006);
  await platform.time.pass(3000);
}

beforeEach(() => {
  platform = new FakePlatform();
  changes = [];
  feed = createFeedConnection({
    socketUrl: "wss://chat.example/api/v1/feed/socket",
    tokens: { get: async () => "token", renew: async () => "renewed" },
    platform,
  });
  feed.onRooms((change) => changes.push(change));
});

describe("the feed", () => {
  it("says hello, shows counters and presence, and asks for the lists", async () => {
    await greet({ serverTime: platform.now() - 500 });
    expect(platform.socket.frames()).toEqual([{ type: "hello", version: 1 }]);
    expect(feed.view).toMatchObject({
      state: "live",
      counters: counters(3),
      isOnline: true,
      presence: [{ memberId: "mem_1", isOnline: true }],
      clockOffsetMs: -500,
    });
    expect(changes).toEqual([{ rooms: [], gone: [], mustReload: true }]);
  });

  it("GEN-4 hands on what changed and resumes after the last of it", async () => {
    await greet();
    const room = { roomId: "room_a", version: 4 };
    platform.socket.give({ type: "rooms", last: 12, rooms: [room], gone: ["room_b"], counters: counters(4) });
    expect(changes[1]).toEqual({ rooms: [room], gone: ["room_b"], mustReload: false });
    expect(feed.view.counters).toEqual(counters(4));
    await cut();
    expect(feed.view.state).toBe("connecting");
    await greet({ last: 15, isComplete: true });
    expect(platform.socket.frames("hello")).toEqual([{ type: "hello", version: 1, epoch: "e1", last: 12 }]);
    expect(changes.length).toBe(2);
  });

  it("says so when changes were missed", async () => {
    await greet();
    await cut();
    await greet({ epoch: "e2", last: 1, isComplete: false });
    expect(changes[1]).toEqual({ rooms: [], gone: [], mustReload: true });
    await cut();
    await greet({ epoch: "e2", isComplete: true });
    expect(platform.socket.frames("hello")).toEqual([{ type: "hello", version: 1, epoch: "e2", last: 1 }]);
  });

  it("ASSIGN-16 the online switch moves at once and is told again until the server confirms it", async () => {
    await greet();
    feed.setOnline(false);
    expect(feed.view.isOnline).toBe(false);
    expect(platform.socket.frames("presence.set")).toEqual([{ type: "presence.set", isOnline: false }]);
    await cut();
    await greet({ isOnline: true, isComplete: true });
    expect(feed.view.isOnline).toBe(false);
    expect(platform.socket.frames("presence.set")).toEqual([{ type: "presence.set", isOnline: false }]);
    platform.socket.give({ type: "presence", presence: [], isOnline: false });
    platform.socket.give({ type: "presence", presence: [], isOnline: true });
    expect(feed.view.isOnline).toBe(true);
  });

  it("NOTIF-1, SESS-13 hands on notices, jobs and changed settings, and says when what is not resumed must be read anew", async () => {
    const told: unknown[] = [];
    feed.onNotices((notices) => told.push(notices));
    feed.onNoticesRead((read) => told.push(read));
    feed.onJob((job) => told.push(job));
    feed.onConfig((version) => told.push(version));
    const stop = feed.onWelcome(() => told.push("welcome"));
    await greet();
    const notice = { noticeId: "room_a:4" };
    const job = { jobId: "job_1", done: 3 };
    platform.socket.give({ type: "notices", notices: [notice] });
    platform.socket.give({ type: "notices.read", noticeIds: ["room_a:4"], at: 5 });
    platform.socket.give({ type: "job", job });
    platform.socket.give({ type: "config", version: 7 });
    await cut();
    await greet({ isComplete: true });
    expect(told).toEqual(["welcome", [notice], { noticeIds: ["room_a:4"], at: 5 }, job, 7, "welcome"]);
    stop();
    await cut();
    await greet({ isComplete: true });
    expect(told.length).toBe(6);
  });

  it("CONTACT-2 hands on which contact changed, and after each welcome that any may have", async () => {
    const told: unknown[] = [];
    const stop = feed.onContact((contactId) => told.push(contactId));
    await greet();
    platform.socket.give({ type: "contact", contactId: "con_a" });
    await cut();
    await greet({ isComplete: true });
    expect(told).toEqual([null, "con_a", null]);
    stop();
    platform.socket.give({ type: "contact", contactId: "con_b" });
    expect(told.length).toBe(3);
  });

  it("passes the lag on", async () => {
    await greet();
    platform.socket.give({ type: "lag", lagMs: 12_000 });
    expect(feed.view.lagMs).toBe(12_000);
  });

  it("ends with the reason, and shows nothing of a member who may not look any more", async () => {
    await greet();
    platform.socket.end(CLOSE.forbidden);
    expect(feed.view).toMatchObject({
      state: "ended",
      endedWith: { code: "forbidden" },
      counters: counters(0),
      presence: [],
    });
  });

  it("closed by the caller it has no reason", async () => {
    await greet();
    feed.close();
    expect(feed.view).toMatchObject({ state: "ended", endedWith: null });
    expect(platform.socket.isClosedByClient).toBe(true);
  });
});
