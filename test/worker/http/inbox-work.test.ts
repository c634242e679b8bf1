import { beforeAll, describe, expect, it } from "vitest";
import type { HistoryPage, RoomListPage } from "../../../protocol/http.schema.ts";
import type { BulkRequest, BulkResult, IntegrationRow, RoomHistory } from "../../../protocol/inbox.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { asMember, codeOf, newVisitor, problemOf, say, world } from "./support.ts";

let w: World;
beforeAll(async () => {
  w = await world({ agentCanTakeOver: true, agentCanAssign: true });
});

const json = async <T>(response: Response | Promise<Response>): Promise<T> => (await (await response).json()) as T;

async function roomWith(...texts: string[]): Promise<string> {
  const visitor = await newVisitor(w.one);
  for (const text of texts) expect((await say(w.one, visitor, text)).status).toBe(200);
  return visitor.roomId;
}

const command = (member: WorldMember, roomId: string, body: object) =>
  asMember(member, `/api/v1/rooms/${roomId}/commands`, { headers: { "idempotency-key": crypto.randomUUID() }, body });
const postBulk = (member: WorldMember, body: object, id: string = crypto.randomUUID()) =>
  asMember(member, "/api/v1/rooms/bulk", { headers: { "idempotency-key": id }, body });
const bulk = (member: WorldMember, action: BulkRequest["action"], roomIds: string[], id?: string) =>
  json<BulkResult>(postBulk(member, { action, roomIds }, id));
const room = (member: WorldMember, roomId: string) => json<RoomSummary>(asMember(member, `/api/v1/rooms/${roomId}`));
const eventsOf = async (roomId: string) =>
  (await json<HistoryPage>(asMember(w.one.admin, `/api/v1/rooms/${roomId}/events?limit=200`))).events;

describe("POST /api/v1/rooms/bulk", () => {
  it("LIST-16, ROOM-11 resolves many rooms, each once, and says which were passed over and why", async () => {
    const { supervisor, admin } = w.one;
    const open = await Promise.all([roomWith("satu"), roomWith("dua"), roomWith("tiga")]);
    const [, resolved] = open as [string, string, string];
    await command(admin, resolved, { type: "contact.update", name: "Rina" });
    await command(admin, resolved, { type: "conversation.resolve" });
    const ids = [...open, "room_aaaaaaaaaaaaaaaaaaaaaaaaaa", "x", open[0] ?? ""];
    const result = await bulk(supervisor, { type: "resolve" }, ids);
    expect(result.done).toEqual([open[0], open[2]]);
    expect(result.skipped).toEqual([
      { roomId: resolved, contactName: "Rina", code: expect.stringMatching(/^room\./) },
      { roomId: "room_aaaaaaaaaaaaaaaaaaaaaaaaaa", contactName: null, code: "not_found" },
      { roomId: "x", contactName: null, code: "not_found" },
    ]);
    expect((await eventsOf(open[0] ?? "")).at(-1)).toMatchObject({ type: "conversation.resolved", reason: "bulk" });
  });

  it("LIST-16 assigns and blocks; the same request again does nothing twice and answers alike", async () => {
    const { supervisor, agentA } = w.one;
    const ids = await Promise.all([roomWith("halo"), roomWith("hai")]);
    const key = crypto.randomUUID();
    const assign = { type: "assign", memberId: agentA.memberId } as const;
    const first = await bulk(supervisor, assign, ids, key);
    expect(first).toEqual({ done: ids, skipped: [] });
    const before = await Promise.all(ids.map(eventsOf));
    expect(await bulk(supervisor, assign, ids, key)).toEqual(first);
    expect(await Promise.all(ids.map(eventsOf))).toEqual(before);
    expect((await room(supervisor, ids[0] ?? "")).participants.map((one) => one.memberId)).toEqual([agentA.memberId]);
    expect((await bulk(supervisor, { type: "block", reason: "spam" }, ids)).done).toEqual(ids);
    expect((await room(supervisor, ids[1] ?? "")).isBlocked).toBe(true);
  });

  it("LIST-16 takes at most 100 rooms", async () => {
    const ids = Array.from({ length: 101 }, (_, n) => `room_${String(n)}`);
    const refused = await problemOf(await postBulk(w.one.admin, { action: { type: "resolve" }, roomIds: ids }));
    expect(refused).toMatchObject({ code: "bulk.too_many", params: { limit: 100, count: 101 } });
    expect((await bulk(w.one.admin, { type: "resolve" }, ids.slice(0, 100))).skipped).toHaveLength(100);
  });

  it("ROLE-8, ROLE-17, PRIVACY-1 is not for agents, and reaches no other organization's room", async () => {
    const roomId = await roomWith("halo");
    expect(await codeOf(await postBulk(w.one.agentA, { action: { type: "resolve" }, roomIds: [roomId] }))).toBe(
      "forbidden",
    );
    expect((await bulk(w.two.admin, { type: "resolve" }, [roomId])).skipped).toEqual([
      { roomId, contactName: null, code: "not_found" },
    ]);
    expect((await room(w.one.admin, roomId)).status).toBe("unassigned");
  });

  it("needs its Idempotency-Key", async () => {
    const response = await asMember(w.one.admin, "/api/v1/rooms/bulk", {
      body: { action: { type: "resolve" }, roomIds: ["room_x"] },
    });
    expect(await codeOf(response)).toBe("bad_request");
  });
});

describe("GET /api/v1/rooms/:roomId/history", () => {
  it("ROOM-24 lists the room's conversations with agents and tags, newest first", async () => {
    const { admin, agentA, supervisor } = w.one;
    const visitor = await newVisitor(w.one);
    await say(w.one, visitor, "halo");
    const { roomId } = visitor;
    await command(agentA, roomId, { type: "room.take" });
    await command(agentA, roomId, { type: "tag.add", tagId: w.one.tagId });
    await command(supervisor, roomId, { type: "message.send", content: { type: "text", text: "Kami bantu" } });
    await command(agentA, roomId, { type: "conversation.resolve" });
    await say(w.one, visitor, "halo lagi");
    const history = () => json<RoomHistory>(asMember(admin, `/api/v1/rooms/${roomId}/history`));
    await expect.poll(async () => (await history()).conversations.length).toBe(2);
    const { conversations, rooms } = await history();
    expect(conversations).toMatchObject([
      { number: 2, resolvedAt: null },
      { number: 1, agents: ["Dewi", "Budi"], tags: ["refund"] },
    ]);
    const opened = (await eventsOf(roomId)).filter((event) => event.type === "conversation.opened");
    expect(conversations.map((one) => one.openedSeq)).toEqual(opened.map((event) => event.seq).reverse());
    expect(rooms).toEqual([]);
  });

  it("ROLE-5, PRIVACY-1 only of rooms the member may open", async () => {
    const roomId = await roomWith("halo");
    await command(w.one.agentA, roomId, { type: "room.take" });
    for (const member of [w.one.agentB, w.two.admin])
      expect(await codeOf(await asMember(member, `/api/v1/rooms/${roomId}/history`))).toBe("not_found");
    expect(await codeOf(await asMember(w.one.admin, "/api/v1/rooms/x/history"))).toBe("not_found");
  });
});

describe("GET /api/v1/search", () => {
  it.each(["messages", "rooms"])("SEARCH-4, 5 %s: two characters at least, two years at most", async (which) => {
    const ask = (query: string) => asMember(w.one.admin, `/api/v1/search/${which}?${query}`);
    expect(await problemOf(await ask("q=a"))).toMatchObject({ code: "search.short", errors: [{ pointer: "/q" }] });
    const old = Date.now() - 3 * 365 * 86_400_000;
    expect(await problemOf(await ask(`q=ab&from=${old}`))).toMatchObject({ code: "search.too_old" });
    expect(await codeOf(await ask("q=ab&cursor=!"))).toBe("bad_request");
    expect((await ask("q=ab")).status).toBe(200);
  });

  it("SEARCH-1 finds a room by its contact's new name", async () => {
    const roomId = await roomWith("halo");
    await command(w.one.admin, roomId, { type: "contact.update", name: "Zainuddin Arif" });
    const find = async () => (await json<RoomListPage>(asMember(w.one.admin, "/api/v1/search/rooms?q=zainud"))).rooms;
    await expect.poll(async () => (await find()).map((one) => one.roomId)).toEqual([roomId]);
    expect(await json<RoomListPage>(asMember(w.two.admin, "/api/v1/search/rooms?q=zainud"))).toMatchObject({
      rooms: [],
    });
  });
});

describe("GET /api/v1/rooms/:roomId/events", () => {
  it("SEARCH-3, ROOM-20 gives the surroundings of any message, across the borders of conversations", async () => {
    const visitor = await newVisitor(w.one);
    for (const text of ["satu", "dua", "tiga"]) {
      await say(w.one, visitor, text);
      await command(w.one.admin, visitor.roomId, { type: "conversation.resolve" });
    }
    const all = await eventsOf(visitor.roomId);
    const hit = all.find((event) => event.type === "message.created" && event.conversationNumber === 2)?.seq ?? 0;
    const page = await json<HistoryPage>(
      asMember(w.one.admin, `/api/v1/rooms/${visitor.roomId}/events?before=${hit + 2}&limit=2`),
    );
    // A page counts messages: of the hit and of the one before it, in the conversation before.
    const from = page.events[0]?.seq ?? 0;
    expect(page.events).toEqual(all.filter(({ seq }) => seq >= from && seq < hit + 2));
    expect(page.events.filter((event) => event.type === "message.created")).toMatchObject([
      { conversationNumber: 1 },
      { conversationNumber: 2, seq: hit },
    ]);
    expect(page.hasMore).toBe(true);
  });
});

describe("GET /api/v1/rooms with a filter", () => {
  it("SEARCH-9 takes lists with commas, and refuses what no filter has", async () => {
    const roomId = await roomWith("halo");
    const ask = (query: string) => asMember(w.one.admin, `/api/v1/rooms?${query}`);
    const ids = async (query: string) => (await json<RoomListPage>(ask(query))).rooms.map((one) => one.roomId);
    await expect.poll(() => ids("sessions=open,expiring&tagIds=none&unresponded=true")).toContain(roomId);
    expect(await ids("sessions=expired")).not.toContain(roomId);
    expect(await codeOf(await ask("sessions=closed"))).toBe("bad_request");
    expect(await codeOf(await ask("unresponded=yes"))).toBe("bad_request");
  });
});

describe("GET /api/v1/integrations", () => {
  it("SEARCH-7 names the organization's own, without settings or secrets", async () => {
    const rows = await json<IntegrationRow[]>(asMember(w.one.agentA, "/api/v1/integrations"));
    const { integrationId, integrationName: name } = w.one;
    expect(rows).toEqual([{ integrationId, name, channel: "web_chat", isEnabled: true }]);
  });
});
