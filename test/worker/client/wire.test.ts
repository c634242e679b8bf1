import { evictDurableObject } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createApi } from "../../../client/api.ts";
import { createFeedConnection } from "../../../client/feed-connection.ts";
import { memoryOutbox } from "../../../client/memory-outbox.ts";
import { createRoomConnection } from "../../../client/room-connection.ts";
import { createTokenSource } from "../../../client/token-source.ts";
import type { Platform, RoomConnection, SocketLike, TokenSource } from "../../../client/types.ts";
import type { MemberCommand, VisitorCommand } from "../../../protocol/commands.schema.ts";
import type { RoomEvent, VisitorEvent } from "../../../protocol/room-events.schema.ts";
import type { VisitorSession } from "../../../protocol/webchat.schema.ts";
import { signMemberToken } from "../../../worker/http/tokens.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { newVisitor, ORIGIN, world } from "../http/support.ts";

type Uplink = { hasSockets: boolean; opened: WebSocket[]; posts: number };
const say = (text: string) => ({ type: "message.send" as const, content: { type: "text" as const, text } });

/** A page of this origin whose network is the Worker itself. */
function pageAt(origin: string): { platform: Platform; uplink: Uplink } {
  const uplink: Uplink = { hasSockets: true, opened: [], posts: 0 };
  const send = (url: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set("origin", origin);
    headers.set("cf-connecting-ip", "10.1.2.3");
    if (init.method === "POST") uplink.posts++;
    return exports.default.fetch(new Request(url, { method: init.method ?? "GET", headers, body: init.body ?? null }));
  };
  const platform: Platform = {
    now: () => Date.now(),
    random: () => 0.05,
    setTimer: (work, delayMs) => {
      const timer = setTimeout(work, delayMs);
      return () => clearTimeout(timer);
    },
    openSocket: (url, protocols) => openSocket(send, uplink, url, protocols),
    fetch: ((url: string, init: RequestInit) => send(url, init)) as typeof fetch,
    onWake: () => () => {},
    withLock: (_, __, work) => work(),
  };
  return { platform, uplink };
}

/** What `new WebSocket` does, by the request that a browser makes for it. */
function openSocket(
  send: (url: string, init: RequestInit) => Promise<Response>,
  uplink: Uplink,
  url: string,
  protocols: string[],
): SocketLike {
  let real: WebSocket | null = null;
  const socket: SocketLike = {
    readyState: 0,
    protocol: "sapa.v1",
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
    send: (text) => real?.send(text),
    close: () => real?.close(1000, "left"),
  };
  const failed = (): void => socket.onclose?.({ code: 1006, reason: "" });
  const headers = { upgrade: "websocket", "sec-websocket-protocol": protocols.join(", ") };
  if (!uplink.hasSockets) setTimeout(failed, 0);
  else
    void send(url.replace(/^ws/, "http"), { headers }).then((response) => {
      real = response.webSocket;
      if (!real) return failed();
      expect(response.headers.get("sec-websocket-protocol")).toBe("sapa.v1");
      real.accept();
      real.addEventListener("message", ({ data }) => socket.onmessage?.({ data }));
      real.addEventListener("close", ({ code, reason }) => socket.onclose?.({ code, reason }));
      uplink.opened.push(real);
      socket.onopen?.();
    });
  return socket;
}

let w: World;
const open: { close(): void }[] = [];
beforeAll(async () => {
  w = await world();
});
afterEach(() => {
  for (const connection of open.splice(0)) connection.close();
});

const socketOrigin = ORIGIN.replace(/^http/, "ws");

async function visitorPage() {
  const { integrationId, origin } = w.one;
  const session: VisitorSession = await newVisitor(w.one);
  const { platform, uplink } = pageAt(origin);
  const query = `?widget=${integrationId}`;
  const room: RoomConnection<VisitorEvent, VisitorCommand> = createRoomConnection({
    socketUrl: `${socketOrigin}/widget/v1/socket${query}`,
    commandUrl: `${ORIGIN}/widget/v1/commands${query}`,
    historyUrl: `${ORIGIN}/widget/v1/events${query}`,
    roomKey: session.visitorId,
    tokens: createTokenSource(async () => ({ token: session.accessToken, expiresAt: session.expiresAt }), platform),
    outbox: memoryOutbox(),
    platform,
  });
  open.push(room);
  return { room, uplink, roomId: session.roomId };
}

function staffPage(member: WorldMember) {
  const { platform, uplink } = pageAt(ORIGIN);
  const tokens: TokenSource = createTokenSource(
    () => signMemberToken(env.SAPA_SECRET, { member: member.identity, origin: ORIGIN }, Date.now()),
    platform,
  );
  const openRoom = (roomId: string): RoomConnection<RoomEvent, MemberCommand> => {
    const path = `/api/v1/rooms/${roomId}`;
    const room: RoomConnection<RoomEvent, MemberCommand> = createRoomConnection({
      socketUrl: `${socketOrigin}${path}/socket`,
      commandUrl: `${ORIGIN}${path}/commands`,
      historyUrl: `${ORIGIN}${path}/events`,
      roomKey: `${member.memberId}:${roomId}`,
      tokens,
      outbox: memoryOutbox(),
      platform,
    });
    open.push(room);
    return room;
  };
  const feed = createFeedConnection({ socketUrl: `${socketOrigin}/api/v1/feed/socket`, tokens, platform });
  open.push(feed);
  const api = createApi({ baseUrl: ORIGIN, tokens, fetch: platform.fetch });
  return { openRoom, feed, api, uplink };
}

const texts = (room: { view: { events: readonly object[] } }): string[] =>
  (room.view.events as { content?: { text: string } }[]).flatMap(({ content }) => (content ? [content.text] : []));
const until = (work: () => void): Promise<void> => vi.waitFor(work, { timeout: 10_000, interval: 20 });

describe("the client against the Worker", () => {
  it("GEN-4 MSG-4 a visitor and a member talk, see each other's messages once, and resume after cut and sleep", async () => {
    const { room: visitor, uplink, roomId } = await visitorPage();
    const staff = staffPage(w.one.supervisor);
    const changed: string[] = [];
    staff.feed.onRooms(({ rooms }) => changed.push(...rooms.map((summary) => summary.roomId)));
    await until(() => expect(staff.feed.view.state).toBe("live"));

    visitor.send(say("Halo"));
    visitor.send(say("Ada ukuran L?"));
    expect(visitor.view.outgoing.length).toBe(2);
    await until(() => expect(texts(visitor)).toEqual(["Halo", "Ada ukuran L?"]));
    expect(visitor.view.outgoing).toEqual([]);
    await until(() => expect(changed).toContain(roomId));

    const member = staff.openRoom(roomId);
    await until(() => expect(member.view.state).toBe("live"));
    member.markRead(member.view.events.at(-1)?.seq ?? 0);
    member.send(say("Ada, Kak"));
    await until(() => expect(texts(visitor)).toEqual(["Halo", "Ada ukuran L?", "Ada, Kak"]));
    await until(() => expect(visitor.view.positions.staffRead).toBeGreaterThan(0));

    uplink.opened.at(-1)?.close(1000, "cut");
    await evictDurableObject(env.ROOM.getByName(roomId), { webSockets: "hibernate" });
    member.send(say("Masih di sana?"));
    visitor.send(say("Masih"));
    const all = ["Ada ukuran L?", "Ada, Kak", "Halo", "Masih", "Masih di sana?"];
    await until(() => expect([...texts(visitor)].sort()).toEqual(all));
    await until(() => expect([...texts(member)].sort()).toEqual(all));
    expect(texts(visitor)).toEqual(texts(member));
    expect(visitor.view.events.map(({ seq }) => seq)).toEqual(visitor.view.events.map((_, index) => index + 1));
  });

  it("MSG-4 sends over HTTP under the same id while no socket opens, and settles when one does", async () => {
    const { room: visitor, uplink } = await visitorPage();
    uplink.hasSockets = false;
    // The first attempt may have begun before.
    for (const socket of uplink.opened) socket.close(1000, "cut");
    visitor.send(say("Lewat HTTP"));
    await until(() => expect(uplink.posts).toBeGreaterThan(0));
    await until(() => expect(visitor.view.outgoing.every(({ ackedSeq }) => ackedSeq !== undefined)).toBe(true));
    uplink.hasSockets = true;
    await until(() => expect(visitor.view.state).toBe("live"));
    await until(() => expect(visitor.view.outgoing).toEqual([]));
    expect(texts(visitor)).toEqual(["Lewat HTTP"]);
  });

  it("ROOM-20 loads older pages, by socket and by HTTP, without a hole", async () => {
    const { room: visitor, roomId } = await visitorPage();
    visitor.send(say("Halo"));
    await until(() => expect(visitor.view.state === "live" && texts(visitor)).toEqual(["Halo"]));
    const caller = {
      kind: "member" as const,
      member: w.one.supervisor.identity,
      origin: ORIGIN,
      expiresAt: Date.now() + 60_000,
    };
    const stub = env.ROOM.getByName(roomId);
    for (let count = 1; count <= 130; count++)
      await stub.command({ caller, id: `m${count}`, command: say(`${count}`) });

    const { openRoom, uplink } = staffPage(w.one.supervisor);
    const room = openRoom(roomId);
    await until(() => expect(room.view.state).toBe("live"));
    expect(texts(room)).toEqual(Array.from({ length: 50 }, (_, index) => `${81 + index}`));
    await room.loadOlder();
    expect(texts(room).length).toBe(100);
    expect(room.view.hasOlder).toBe(true);
    uplink.hasSockets = false;
    for (const socket of uplink.opened) socket.close(1000, "cut");
    await until(() => expect(room.view.state).toBe("connecting"));
    await room.loadOlder();
    expect(texts(room)).toEqual(["Halo", ...Array.from({ length: 130 }, (_, index) => `${1 + index}`)]);
    expect(room.view.hasOlder).toBe(false);
    expect(room.view.events.map(({ seq }) => seq)).toEqual(room.view.events.map((_, index) => index + 1));
    await until(() => expect(texts(visitor)).toEqual(texts(room)));
  });

  it("typed calls answer what their types say", async () => {
    const { api } = staffPage(w.one.supervisor);
    expect(await api.me()).toMatchObject({ memberId: w.one.supervisor.memberId, role: "supervisor" });
    expect((await api.members()).map(({ memberId }) => memberId)).toContain(w.one.agentA.memberId);
    expect((await api.tags()).map(({ tagId }) => tagId)).toContain(w.one.tagId);
    expect(await api.counters()).toMatchObject({ messages: expect.any(Number), unassigned: expect.any(Number) });
    expect(await api.rooms()).toMatchObject({ rooms: expect.any(Array), lagMs: expect.any(Number) });
    expect(await api.searchMessages({ q: "tidak ada" })).toEqual({ hits: [], nextCursor: null });
    await expect(api.room("room_aaaaaaaaaaaaaaaaaaaaaaaaaa")).rejects.toMatchObject({
      status: 404,
      refusal: { code: "not_found" },
    });
  });
});
