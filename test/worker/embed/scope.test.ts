import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CreatedApiToken } from "../../../protocol/embed.schema.ts";
import type { RoomListPage } from "../../../protocol/http.schema.ts";
import type { Draft, Job, NoticePage } from "../../../protocol/inbox.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { VisitorSession } from "../../../protocol/webchat.schema.ts";
import { members, notices } from "../../../worker/db/schema/index.ts";
import { createWebchat } from "../../../worker/db/seed-rows.ts";
import { configChange } from "../../../worker/organization/store.ts";
import type { TestSocket } from "../../support/worker-sockets.ts";
import type { World, WorldOrganization } from "../../support/world.ts";
import { asMember, db, newVisitor, say, world } from "../http/support.ts";
import { hello } from "../room/support.ts";
import { change, done } from "../settings/support.ts";
import { type Asked, fromPortal, mint, newApiToken, PORTAL, portalOf, socketFrom } from "./support.ts";

let w: World;
let one: WorldOrganization;
let crm: CreatedApiToken;
/** Three people on two widgets, each with a room of their own. */
let rina: VisitorSession;
let budi: VisitorSession;
let elsewhere: VisitorSession;
let rinaId: string;
let second: string;

const contactOf = async ({ roomId }: VisitorSession): Promise<string> =>
  ((await (await asMember(one.admin, `/api/v1/rooms/${roomId}`)).json()) as RoomSummary).contact.contactId;

const tokenFor = async (asked: Partial<Asked>): Promise<string> =>
  (await mint(crm.secret, { member: one.admin.memberId, ...asked })).token;

async function until<T>(look: () => Promise<T>, fits: (value: T) => boolean): Promise<T> {
  for (let left = 150; ; left--) {
    const value = await look();
    if (fits(value) || left === 0) return value;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

const listed = async (token: string, path = "/rooms"): Promise<string[]> =>
  ((await (await fromPortal(token, path)).json()) as RoomListPage).rooms.map(({ roomId }) => roomId).sort();

beforeAll(async () => {
  w = await world({ agentCanTakeOver: true, agentCanAssign: true, autoAllocation: false });
  one = w.one;
  const { organizationId, origin } = one;
  ({ integrationId: second } = await createWebchat(db(), { organizationId, name: "Kedua", domain: origin }));
  crm = await portalOf(one);
  [rina, budi] = [await newVisitor(one), await newVisitor(one)];
  elsewhere = await newVisitor({ ...one, integrationId: second });
  for (const visitor of [rina, budi]) expect((await say(one, visitor, "Halo, kakinya goyah")).status).toBe(200);
  expect((await say({ ...one, integrationId: second }, elsewhere, "Halo, kakinya goyah")).status).toBe(200);
  rinaId = await contactOf(rina);
  const all = await tokenFor({});
  await until(
    () => listed(all),
    (rooms) => rooms.length === 3,
  );
});

describe("EMBED-3 what a token leaves out is not there", () => {
  const cuts = (): [string, Partial<Asked>, VisitorSession[]][] => [
    ["everything", {}, [rina, budi, elsewhere]],
    ["one contact", { components: ["contact-rooms"], contact: rinaId }, [rina]],
    ["one integration", { integrations: [second] }, [elsewhere]],
    ["General", { divisions: ["general"] }, [rina, budi, elsewhere]],
    ["a division", { divisions: [one.salesId] }, []],
  ];

  it("EMBED-3, BEY-22 in lists, search, counters, single rooms, history, transcripts and files", async () => {
    for (const [name, asked, seen] of cuts()) {
      const token = await tokenFor(asked);
      const expected = seen.map(({ roomId }) => roomId).sort();
      expect(await listed(token), name).toEqual(expected);
      const hits = (await (await fromPortal(token, "/search/messages?q=kakinya")).json()) as {
        hits: { roomId: string }[];
      };
      expect(hits.hits.map(({ roomId }) => roomId).sort(), name).toEqual(expected);
      const counters = (await (await fromPortal(token, "/counters")).json()) as Record<string, number>;
      expect(counters, name).toEqual({ messages: seen.length, comments: 0, unassigned: seen.length });
      for (const visitor of [rina, budi, elsewhere]) {
        const status = seen.includes(visitor) ? 200 : 404;
        for (const path of ["", "/events", "/history", "/transcript"]) {
          const response = await fromPortal(token, `/rooms/${visitor.roomId}${path}`);
          expect([name, path, response.status]).toEqual([name, path, status]);
        }
        const links = await fromPortal(token, `/rooms/${visitor.roomId}/files/links`, { body: { fileIds: ["fil_x"] } });
        expect([name, links.status]).toEqual([name, status]);
      }
    }
  });

  it("EMBED-3 in commands, drafts and work on many rooms at once", async () => {
    const token = await tokenFor({ components: ["contact-rooms"], contact: rinaId });
    const tag = { type: "tag.add", tagId: one.tagId };
    const key = () => ({ "idempotency-key": crypto.randomUUID() });
    const own = await fromPortal(token, `/rooms/${rina.roomId}/commands`, { body: tag, headers: key() });
    expect(own.status).toBe(200);
    const foreign = await fromPortal(token, `/rooms/${budi.roomId}/commands`, { body: tag, headers: key() });
    expect(foreign.status).toBe(404);
    const action = { type: "block" };
    const bulk = await fromPortal(token, "/rooms/bulk", {
      body: { action, roomIds: [budi.roomId] },
      headers: key(),
    });
    expect(await bulk.json()).toEqual({
      done: [],
      skipped: [{ roomId: budi.roomId, code: "not_found", contactName: null }],
    });
    const draft = { tab: "reply", text: "Baik", replyToSeq: null, editedAt: Date.now() };
    for (const { roomId } of [rina, budi]) await done(one.admin, "PUT", `/drafts/${roomId}`, draft);
    const drafts = (await (await fromPortal(token, "/drafts")).json()) as Draft[];
    expect(drafts.map(({ roomId }) => roomId)).toEqual([rina.roomId]);
    expect((await fromPortal(token, `/drafts/${budi.roomId}`, { method: "PUT", body: draft })).status).toBe(404);
  });

  it("EMBED-3 in the bell, which through a narrow token shows and reads nothing of other rooms", async () => {
    const { organizationId, admin } = one;
    const row = { organizationId, memberId: admin.memberId, kind: "mention", params: {}, at: Date.now() };
    for (const [noticeId, roomId] of [
      ["n1", rina.roomId],
      ["n2", budi.roomId],
      ["n3", null],
    ] as const)
      await db()
        .insert(notices)
        .values({ ...row, noticeId, roomId });
    const token = await tokenFor({ components: ["contact-rooms"], contact: rinaId });
    const bell = async () => (await (await fromPortal(token, "/notices")).json()) as NoticePage;
    const first = await bell();
    expect([first.notices.map(({ noticeId }) => noticeId), first.unread]).toEqual([["n1"], 1]);
    expect((await fromPortal(token, "/notices/read", { body: { noticeIds: null } })).status).toBe(204);
    expect((await bell()).unread).toBe(0);
    const whole = (await (await fromPortal(await tokenFor({}), "/notices")).json()) as NoticePage;
    expect(whole.unread).toBe(2);
  });

  it("EMBED-3 in the list of members: through a narrower token nobody's work, for reports no list at all", async () => {
    await done(one.admin, "PUT", "/settings/workload", {
      version: 0,
      value: { rules: [{ memberIds: null, channels: null, limit: 7 }] },
    });
    type Row = { name: string; limits: unknown[] };
    const rows = async (asked: Partial<Asked>) =>
      (await (await fromPortal(await tokenFor(asked), "/members")).json()) as Row[];
    const limited = (list: Row[]) => list.filter(({ limits }) => limits.length > 0).length;
    expect(limited(await rows({}))).toBeGreaterThan(0);
    for (const asked of [{ integrations: [second] }, { components: ["settings" as const] }]) {
      const list = await rows(asked);
      expect([list.length > 3, limited(list)]).toEqual([true, 0]);
    }
    expect((await fromPortal(await tokenFor({ components: ["report"] }), "/members")).status).toBe(403);
  });

  it("EMBED-3 in the choice of integrations", async () => {
    const rows = async (asked: Partial<Asked>) => {
      const response = await fromPortal(await tokenFor(asked), "/integrations");
      return ((await response.json()) as { integrationId: string }[]).map(({ integrationId }) => integrationId);
    };
    expect(await rows({ integrations: [second] })).toEqual([second]);
    expect(await rows({})).toHaveLength(2);
  });

  it("EMBED-3 a job over the whole inbox is told to those who see all of it, and to whoever began it", async () => {
    const narrow = await tokenFor({ integrations: [second] });
    const job = await fromPortal(narrow, "/jobs/current");
    expect([job.status, (await job.json()) as Job | null]).toEqual([200, null]);
  });
});

describe("BEY-22 a token that only reads", () => {
  it("EMBED-3 reads everything and changes nothing", async () => {
    const token = await tokenFor({ read_only: true });
    expect(await listed(token)).toHaveLength(3);
    const key = { "idempotency-key": crypto.randomUUID() };
    const tries: [string, string, object][] = [
      ["POST", `/rooms/${rina.roomId}/commands`, { type: "room.take" }],
      ["POST", "/rooms/bulk", { action: { type: "resolve" }, roomIds: [rina.roomId] }],
      ["POST", "/rooms/next", {}],
      ["POST", "/rooms/resolve-expired", { groups: ["other"], includeUnassigned: true }],
      ["PUT", `/drafts/${rina.roomId}`, { tab: "reply", text: "x", replyToSeq: null, editedAt: 1 }],
      ["POST", "/saved-filters", { name: "x", query: "", isShared: false }],
      ["POST", "/notices/read", { noticeIds: null }],
      ["POST", `/rooms/${rina.roomId}/files?name=x.txt`, {}],
    ];
    for (const [method, path, body] of tries) {
      const response = await fromPortal(token, path, { method, body, headers: key });
      expect([path, response.status]).toEqual([path, 403]);
    }
  });

  it("EMBED-3 over its sockets it sees, and is refused what changes: commands, reading marks, typing, presence", async () => {
    const watcher = await roomSocket(await tokenFor({}), rina.roomId);
    const reader = await roomSocket(await tokenFor({ read_only: true, member: one.supervisor.memberId }), rina.roomId);
    const id = crypto.randomUUID();
    reader.send({ type: "command", id, command: { type: "message.send", content: { type: "text", text: "x" } } });
    expect(await reader.next("refused")).toMatchObject({ id, refusal: { code: "forbidden" } });
    reader.send({ type: "typing", isTyping: true });
    reader.send({ type: "position", read: 1 });
    await say(one, rina, "masih goyah");
    const heard = await reader.next((frame) => JSON.stringify(frame).includes("masih goyah"));
    expect(heard.type).toBe("events");
    await watcher.next((frame) => JSON.stringify(frame).includes("masih goyah"));
    expect(watcher.left.filter(({ type }) => type === "typing")).toEqual([]);
    const summary = (await (await asMember(one.admin, `/api/v1/rooms/${rina.roomId}`)).json()) as RoomSummary;
    expect(summary.unreadCount).toBeGreaterThan(0);
    const feed = await feedSocket(await tokenFor({ read_only: true, member: one.supervisor.memberId }));
    feed.send({ type: "presence.set", isOnline: true });
    expect(await feed.next("error")).toMatchObject({ refusal: { code: "forbidden" } });
    for (const socket of [watcher, reader, feed]) socket.close();
  });
});

const roomSocket = async (token: string, roomId: string): Promise<TestSocket> => {
  const socket = await socketFrom(token, `/rooms/${roomId}/socket`);
  socket.send(hello());
  await socket.next("live");
  return socket;
};
const feedSocket = async (token: string): Promise<TestSocket> => {
  const socket = await socketFrom(token, "/feed/socket");
  socket.send({ type: "hello", version: 1 });
  await socket.next("welcome");
  return socket;
};

describe("EMBED-3 sockets", () => {
  it("EMBED-3 a feed tells of the token's rooms, with counters of these", async () => {
    const token = await tokenFor({ components: ["contact-rooms"], contact: rinaId });
    const narrow = await feedSocket(token);
    const whole = await feedSocket(await tokenFor({}));
    await say(one, budi, "satu");
    await whole.next((frame) => JSON.stringify(frame).includes(budi.roomId));
    await say(one, rina, "dua");
    const told = await narrow.next((frame) => JSON.stringify(frame).includes(rina.roomId));
    expect(told.counters).toEqual({ messages: 1, comments: 0, unassigned: 1 });
    expect(JSON.stringify(narrow.left)).not.toContain(budi.roomId);
    for (const socket of [narrow, whole]) socket.close();
  });

  it("EMBED-3 reports alone: a feed without rooms, numbers or who is there", async () => {
    const socket = await socketFrom(await tokenFor({ components: ["report"] }), "/feed/socket");
    socket.send({ type: "hello", version: 1 });
    const welcome = await socket.next("welcome");
    expect(welcome).toMatchObject({ counters: { messages: 0, comments: 0, unassigned: 0 }, presence: [] });
    socket.close();
  });

  it("EMBED-3 a room outside the token closes as one that does not exist", async () => {
    const token = await tokenFor({ components: ["contact-rooms"], contact: rinaId });
    const socket = await socketFrom(token, `/rooms/${budi.roomId}/socket`);
    expect(await socket.closing(6_000)).toEqual({ code: 4003, reason: "not_found" });
  });

  it("EMBED-5 a token of another API token renews a socket; one with another cut makes it begin anew", async () => {
    const rotated = await newApiToken(one.admin);
    const feed = await feedSocket(await tokenFor({}));
    feed.send({ type: "renew", token: (await mint(rotated.secret, { member: one.admin.memberId })).token });
    await say(one, budi, "masih di sini");
    await feed.next((frame) => JSON.stringify(frame).includes(budi.roomId));
    expect(feed.closed).toBeNull();
    feed.send({ type: "renew", token: await tokenFor({ integrations: [second] }) });
    expect(await feed.closing(6_000)).toMatchObject({ code: 4001 });
  });
});

describe("EMBED-11 sockets end with what made them", () => {
  let made: CreatedApiToken;
  let sockets: { room: TestSocket; feed: TestSocket; ownRoom: TestSocket };
  let token: string;
  beforeEach(async () => {
    made = await newApiToken(one.admin);
    token = (await mint(made.secret, { member: one.supervisor.memberId })).token;
    const other = await tokenFor({ member: one.supervisor.memberId });
    sockets = {
      room: await roomSocket(token, rina.roomId),
      feed: await feedSocket(token),
      ownRoom: await roomSocket(other, rina.roomId),
    };
    // The organization must have heard that the room is open.
    await new Promise((resolve) => setTimeout(resolve, 300));
  });

  it("EMBED-11 an API token revoked: its sockets end with 4001, the member's others stay", async () => {
    await done(one.admin, "DELETE", `/api-tokens/${made.apiTokenId}`);
    expect(await sockets.room.closing(6_000)).toMatchObject({ code: 4001 });
    expect(await sockets.feed.closing(6_000)).toMatchObject({ code: 4001 });
    const again = await socketFrom(token, "/feed/socket");
    expect(await again.closing(6_000)).toEqual({ code: 4001, reason: "token_expired" });
    expect(sockets.ownRoom.closed).toBeNull();
    sockets.ownRoom.close();
  });

  it("EMBED-11 a socket cannot be renewed with a token whose API token was revoked", async () => {
    const revoked = await newApiToken(one.admin);
    const late = (await mint(revoked.secret, { member: one.supervisor.memberId })).token;
    await done(one.admin, "DELETE", `/api-tokens/${revoked.apiTokenId}`);
    for (const socket of [sockets.feed, sockets.room]) {
      socket.send({ type: "renew", token: late });
      expect(await socket.closing(6_000)).toMatchObject({ code: 4001 });
    }
    sockets.ownRoom.close();
  });

  it("EMBED-4 the origin taken from the list: 4001, and whoever comes again is turned away with 4003", async () => {
    await change(one.admin, "embedding", { origins: ["https://elsewhere.example"] });
    expect(await sockets.room.closing(6_000)).toMatchObject({ code: 4001 });
    expect(await sockets.feed.closing(6_000)).toMatchObject({ code: 4001 });
    expect(await (await socketFrom(token, "/feed/socket")).closing(6_000)).toEqual({
      code: 4003,
      reason: "embed.origin",
    });
    await change(one.admin, "embedding", { origins: [PORTAL] });
  });

  it("EMBED-11 the member deactivated: 4003", async () => {
    await db().update(members).set({ isActive: false }).where(eq(members.memberId, one.supervisor.memberId));
    await configChange(db(), one.organizationId);
    await env.ORGANIZATION.getByName(one.organizationId).configChanged();
    expect(await sockets.room.closing(6_000)).toMatchObject({ code: 4003 });
    expect(await sockets.feed.closing(6_000)).toMatchObject({ code: 4003 });
    await db().update(members).set({ isActive: true }).where(eq(members.memberId, one.supervisor.memberId));
    await configChange(db(), one.organizationId);
    await env.ORGANIZATION.getByName(one.organizationId).configChanged();
  });
});
