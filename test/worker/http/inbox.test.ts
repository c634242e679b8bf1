import { createExecutionContext, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { and, count, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { HistoryPage, Me, MemberRow, MessageHitPage, RoomListPage } from "../../../protocol/http.schema.ts";
import { contactIdFor, newId, roomIdFor } from "../../../protocol/ids.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { RoomEvent, RoomSummary } from "../../../protocol/room-events.schema.ts";
import { app } from "../../../worker/app.ts";
import { events, members, rooms } from "../../../worker/db/schema/index.ts";
import type { MemberCaller, VisitorCaller } from "../../../worker/http/identity.ts";
import { configChange } from "../../../worker/organization/store.ts";
import type { RoomContext } from "../../../worker/room/contract.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { asMember, call, codeOf, db, newVisitor, ORIGIN, problemOf, say, tokenOf, world } from "./support.ts";

let w: World;
beforeAll(async () => {
  w = await world({ agentCanTakeOver: true, agentCanAssign: false });
});

/** A room of organization one in which the visitor has written these texts. */
async function roomWith(...texts: string[]): Promise<string> {
  const visitor = await newVisitor(w.one);
  for (const text of texts) expect((await say(w.one, visitor, text)).status).toBe(200);
  return visitor.roomId;
}

const inDatabase = async (roomId: string): Promise<number> => {
  const rows = await db().select({ n: count() }).from(events).where(eq(events.roomId, roomId));
  return rows[0]?.n ?? 0;
};
const projected = (roomId: string, events: number) => expect.poll(() => inDatabase(roomId)).toBe(events);

const json = async <T>(response: Response | Promise<Response>): Promise<T> => (await (await response).json()) as T;
const command = (member: WorldMember, roomId: string, body: object, id: string = crypto.randomUUID()) =>
  asMember(member, `/api/v1/rooms/${roomId}/commands`, { headers: { "idempotency-key": id }, body });

describe("GET /api/v1/me", () => {
  it("ROLE-1..16 names the role's permissions and nothing of other roles", async () => {
    const me = (member: WorldMember) => json<Me>(asMember(member, "/api/v1/me"));
    const [admin, supervisor, agent] = await Promise.all([me(w.one.admin), me(w.one.supervisor), me(w.one.agentA)]);
    expect(agent).toMatchObject({
      memberId: w.one.agentA.memberId,
      name: "Dewi",
      role: "agent",
      email: w.one.agentA.email,
    });
    expect(agent.permissions).toContain("room.take");
    for (const action of ["room.assign", "menu.settings", "member.edit", "reports.read"] as const)
      expect(agent.permissions).not.toContain(action);
    expect(supervisor.permissions).toContain("settings.chat");
    expect(supervisor.permissions).not.toContain("settings.all");
    expect(admin.permissions).toContain("settings.all");
    expect(admin.permissions).not.toContain("presence.switch");
    expect(admin.session).toEqual({ expiringMs: 16 * 3_600_000, expiredMs: 24 * 3_600_000 });
  });
});

describe("GET /api/v1/rooms", () => {
  it("LIST-1 GEN-8 comes in pages that join without gap or repeat, newest customer message first", async () => {
    const made: string[] = [];
    for (let index = 0; index < 5; index += 1) made.push(await roomWith(`urutan ${index}`));
    await expect
      .poll(
        async () => (await db().select().from(rooms).where(eq(rooms.organizationId, w.one.organizationId))).length,
        {
          timeout: 8_000,
        },
      )
      .toBeGreaterThanOrEqual(5);
    const seen: RoomSummary[] = [];
    for (let cursor = "", page = 0; page < 10; page += 1) {
      const next = await json<RoomListPage>(asMember(w.one.admin, `/api/v1/rooms?limit=2${cursor}`));
      expect(next.rooms.length).toBeLessThanOrEqual(2);
      seen.push(...next.rooms);
      if (next.nextCursor === null) break;
      cursor = `&cursor=${encodeURIComponent(next.nextCursor)}`;
    }
    const ids = seen.map((room) => room.roomId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.slice(0, 5)).toEqual(made.toReversed());
    const times = seen.map((room) => room.lastInboundAt ?? 0);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it("refuses what is no query and no cursor of ours, and says which field", async () => {
    for (const query of [
      "limit=0",
      "limit=101",
      "limit=x",
      "status=open",
      "kind=mail",
      "sort=up",
      "cursor=!!",
      `cursor=${"a".repeat(201)}`,
    ]) {
      const response = await asMember(w.one.admin, `/api/v1/rooms?${query}`);
      expect([query, response.status >= 400 && response.status < 500]).toEqual([query, true]);
      expect((await problemOf(response)).errors?.[0]?.pointer).toBe(`/${query.split("=")[0]}`);
    }
  });
});

describe("commands over HTTP", () => {
  it("MSG-4 INV-2 the same Idempotency-Key is the same command, another body under it is refused", async () => {
    const roomId = await roomWith("Halo");
    const send = (text: string) =>
      command(w.one.admin, roomId, { type: "message.send", content: { type: "text", text } }, "k1");
    const first = await json<{ seq: number }>(send("Selamat pagi"));
    expect(await json(send("Selamat pagi"))).toEqual({ id: "k1", seq: first.seq, isRepeat: true });
    const other = await send("Selamat sore");
    expect([other.status, await codeOf(other)]).toEqual([409, "id_conflict"]);
  });

  it("without Idempotency-Key nothing happens", async () => {
    const roomId = await roomWith("Halo");
    const response = await asMember(w.one.admin, `/api/v1/rooms/${roomId}/commands`, { body: { type: "room.take" } });
    expect(await problemOf(response)).toMatchObject({ status: 400, params: { header: "Idempotency-Key" } });
    expect(await json(asMember(w.one.admin, `/api/v1/rooms/${roomId}`))).toMatchObject({ status: "unassigned" });
  });

  it("ROLE-7 ROLE-17 a right the agent lacks is 403 and changes nothing", async () => {
    const roomId = await roomWith("Halo");
    expect((await command(w.one.agentA, roomId, { type: "room.take" })).status).toBe(200);
    const refused = await command(w.one.agentA, roomId, { type: "room.assign", memberId: w.one.agentB.memberId });
    expect([refused.status, await codeOf(refused)]).toEqual([403, "forbidden"]);
    const room = await json<RoomSummary>(asMember(w.one.agentA, `/api/v1/rooms/${roomId}`));
    expect(room.participants.map((one) => one.memberId)).toEqual([w.one.agentA.memberId]);
    expect(
      (await command(w.one.supervisor, roomId, { type: "room.assign", memberId: w.one.agentB.memberId })).status,
    ).toBe(200);
  });

  it("INV-6 a member of another organization cannot be given the room", async () => {
    const roomId = await roomWith("Halo");
    const refused = await command(w.one.admin, roomId, { type: "room.assign", memberId: w.two.agentA.memberId });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(await json(asMember(w.one.admin, `/api/v1/rooms/${roomId}`))).toMatchObject({ participants: [] });
  });
});

describe("GET /api/v1/rooms/:roomId/events", () => {
  const page = (roomId: string, query = "") =>
    json<HistoryPage>(asMember(w.one.admin, `/api/v1/rooms/${roomId}/events?${query}`));
  const seqs = ({ events }: HistoryPage) => events.map((event) => event.seq);

  it("ROOM-20 pages backwards without gap or repeat", async () => {
    const roomId = await roomWith("satu", "dua", "tiga", "empat");
    const newest = await page(roomId, "limit=4");
    expect([seqs(newest), newest.hasMore]).toEqual([[3, 4, 5, 6], true]);
    const rest = await page(roomId, "limit=4&before=3");
    expect([seqs(rest), rest.hasMore]).toEqual([[1, 2], false]);
  });

  it("INV-3 goes on in libSQL where the object has trimmed its log", async () => {
    const { roomId, head } = await oldRoom(2_200);
    await projected(roomId, head);
    await runDurableObjectAlarm(env.ROOM.getByName(roomId));
    const kept = await env.ROOM.getByName(roomId).history({ caller: visitorCaller, limit: 200, before: 150 });
    expect(kept).toMatchObject({ ok: true, events: [], isTrimmed: true });

    const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
    const floor = head - LIMITS.keepEvents + 1;
    const across = await page(roomId, `limit=100&before=${floor + 40}`);
    expect([seqs(across), across.hasMore]).toEqual([range(floor - 60, floor + 39), true]);
    const older = await page(roomId, "limit=50&before=100");
    expect([seqs(older), older.hasMore]).toEqual([range(50, 99), true]);
    const first = await page(roomId, "limit=50&before=20");
    expect([seqs(first), first.hasMore]).toEqual([range(1, 19), false]);

    const away = { ...env, LIBSQL_URL: "http://127.0.0.1:9" };
    const headers = { authorization: `Bearer ${await tokenOf(w.one.admin)}` };
    const ask = (query: string) =>
      app.request(
        `https://sapa.test/api/v1/rooms/${roomId}/events?${query}`,
        { headers },
        away,
        createExecutionContext(),
      );
    const rest = await json<HistoryPage>(ask(`limit=100&before=${floor + 40}`));
    expect([seqs(rest), rest.hasMore]).toEqual([range(floor, floor + 39), true]);
    expect((await ask("limit=50&before=100")).status).toBe(503);
  });

  it("ROOM-20 a page of the object's that is full of notes takes nothing from libSQL beside it", async () => {
    const { roomId, head } = await oldRoom(400, 2_000);
    await projected(roomId, head);
    await runDurableObjectAlarm(env.ROOM.getByName(roomId));
    const floor = head - LIMITS.keepEvents + 1;
    const notes = await page(roomId, `limit=50&before=${floor + 80}`);
    expect([seqs(notes), notes.hasMore]).toEqual([Array.from({ length: 80 }, (_, index) => floor + index), true]);
    const before = await page(roomId, `limit=50&before=${floor}`);
    expect([before.events.length, before.events.at(-1)?.seq]).toEqual([50, floor - 1]);
  });

  let visitorCaller: VisitorCaller;
  const adminCaller = (): MemberCaller => ({
    kind: "member",
    member: w.one.admin.identity,
    origin: ORIGIN,
    expiresAt: Date.now() + 60_000,
  });
  /** A room whose visitor wrote that many messages sixty days ago, and staff notes of them, played in as demo data is. */
  async function oldRoom(messages: number, notes = 0): Promise<{ roomId: string; head: number }> {
    const { organizationId, integrationId, integrationName, origin } = w.one;
    const visitorId = newId("vis");
    const roomId = await roomIdFor(integrationId, visitorId);
    const context: RoomContext = {
      roomId,
      organizationId,
      integrationId,
      integrationName,
      channel: "web_chat",
      kind: "message",
      contactId: await contactIdFor(organizationId, "web_chat", visitorId),
      externalId: visitorId,
      contactName: null,
      divisionId: null,
    };
    const expiresAt = Date.now() + 60_000;
    visitorCaller = { kind: "visitor", organizationId, integrationId, visitorId, roomId, origin, expiresAt };
    const startAt = Date.now() - 60 * 24 * 3_600_000;
    for (let done = 0; done < messages + notes; done += 200) {
      const calls = Array.from({ length: 200 }, (_, index) => ({
        ...(done < messages
          ? { caller: visitorCaller, command: { type: "message.send", content: { type: "text", text: "pesan" } } }
          : { caller: adminCaller(), command: { type: "note.add", text: "catatan" } }),
        id: `old-${done + index}`,
        at: startAt + (done + index) * 20_000,
      }));
      const headers = { "x-sapa-dev-key": env.SAPA_DEV_KEY ?? "" };
      const response = await call("/api/dev/rehearse", { headers, body: { context, calls } });
      expect(await response.text()).toContain('"refused":[]');
    }
    // Such an old session expires as soon as the room's alarm rings; nothing comes after that.
    const newest = async () => {
      const answer = await env.ROOM.getByName(roomId).history({ caller: adminCaller(), limit: 1 });
      return answer.ok ? (answer.events.at(-1) as RoomEvent) : undefined;
    };
    await expect.poll(async () => (await newest())?.type).toBe("session.expired");
    return { roomId, head: (await newest())?.seq ?? 0 };
  }
});

describe("search, members, tags, counters", () => {
  it("SEARCH-2 SEARCH-4 finds messages of visible rooms only, and asks for two characters", async () => {
    const word = `kata${crypto.randomUUID().slice(0, 8)}`;
    const roomId = await roomWith(`saya cari ${word} merah`);
    await projected(roomId, 3);
    const find = (member: WorldMember) => json<MessageHitPage>(asMember(member, `/api/v1/search/messages?q=${word}`));
    expect((await find(w.one.admin)).hits).toMatchObject([{ roomId, seq: 3, direction: "inbound" }]);
    expect((await find(w.two.admin)).hits).toEqual([]);
    expect((await command(w.one.agentA, roomId, { type: "room.take" })).status).toBe(200);
    await projected(roomId, 4);
    await expect.poll(async () => (await find(w.one.agentB)).hits).toEqual([]);
    expect((await find(w.one.agentA)).hits).toHaveLength(1);
    for (const q of ["a", "%20a%20", ""]) {
      const short = await asMember(w.one.admin, `/api/v1/search/messages?q=${q}`);
      expect([short.status, (await problemOf(short)).code]).toEqual([422, "search.short"]);
    }
    expect((await asMember(w.one.admin, `/api/v1/search/messages?q=${"a".repeat(101)}`)).status).toBe(422);
  });

  it("ASSIGN-3 members are the organization's active ones", async () => {
    const rows = await json<MemberRow[]>(asMember(w.one.agentA, "/api/v1/members"));
    expect(rows.map((row) => row.name)).toEqual(["Agus", "Budi", "Dewi", "Sari"]);
    expect(rows.every((row) => row.isOnline === false)).toBe(true);
  });

  it("tags and counters are the organization's", async () => {
    expect(await json(asMember(w.one.agentA, "/api/v1/tags"))).toEqual([{ tagId: w.one.tagId, name: "refund" }]);
    expect(await json(asMember(w.two.agentA, "/api/v1/counters"))).toEqual({ messages: 0, comments: 0, unassigned: 0 });
  });
});

describe("libSQL away", () => {
  const away = { ...env, LIBSQL_URL: "http://127.0.0.1:9" };
  const ask = async (path: string, init: RequestInit = {}) =>
    app.request(
      `https://sapa.test${path}`,
      { ...init, headers: { authorization: `Bearer ${await tokenOf(w.one.admin)}`, ...init.headers } },
      away,
      createExecutionContext(),
    );

  it.each(["/api/v1/rooms", "/api/v1/search/messages?q=halo", "/api/v1/me"])(
    "%s says so, and when to try again",
    async (path) => {
      const response = await ask(path);
      expect(response.status).toBe(503);
      expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(await problemOf(response)).toMatchObject({ code: "unavailable", retryable: true });
    },
  );

  it("INV-7 rooms, commands, members, tags and counters go on", async () => {
    const roomId = await roomWith("Halo");
    for (const path of [
      `/api/v1/rooms/${roomId}`,
      `/api/v1/rooms/${roomId}/events`,
      "/api/v1/members",
      "/api/v1/tags",
      "/api/v1/counters",
    ])
      expect([path, (await ask(path)).status]).toEqual([path, 200]);
    const sent = await ask(`/api/v1/rooms/${roomId}/commands`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": "k" },
      body: JSON.stringify({ type: "message.send", content: { type: "text", text: "Kami di sini" } }),
    });
    expect(sent.status).toBe(200);
  });

  it("signing in says so too, and lets nobody in", async () => {
    const response = await ask("/auth/sign-in", {
      method: "POST",
      headers: { "content-type": "application/json", origin: "https://sapa.test" },
      body: JSON.stringify({ email: w.one.admin.email, password: "kopi-susu-gula-aren" }),
    });
    expect([response.status, response.headers.get("set-cookie")]).toEqual([503, null]);
  });
});

describe("ROLE-23 what a token says about rights is checked anew", () => {
  it("a deactivated member's token opens nothing within 10 seconds", async () => {
    const { agentB, organizationId } = w.two;
    expect((await asMember(agentB, "/api/v1/rooms")).status).toBe(200);
    await db()
      .update(members)
      .set({ isActive: false })
      .where(and(eq(members.memberId, agentB.memberId), eq(members.organizationId, organizationId)));
    await configChange(db(), organizationId);
    const headers = { "x-sapa-dev-key": env.SAPA_DEV_KEY ?? "" };
    expect((await call("/api/dev/config-changed", { headers, body: { organizationId } })).status).toBe(204);
    expect(await codeOf(await asMember(agentB, "/api/v1/rooms"))).toBe("unauthenticated");
  });

  it("a changed role holds at the next request after that", async () => {
    const { agentA, organizationId } = w.two;
    await db().update(members).set({ role: "supervisor" }).where(eq(members.memberId, agentA.memberId));
    await configChange(db(), organizationId);
    const headers = { "x-sapa-dev-key": env.SAPA_DEV_KEY ?? "" };
    await call("/api/dev/config-changed", { headers, body: { organizationId } });
    expect(await json(asMember(agentA, "/api/v1/me"))).toMatchObject({ role: "supervisor" });
  });
});
