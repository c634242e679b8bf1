import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Draft, SavedFilter } from "../../../protocol/inbox.schema.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { VisitorSession } from "../../../protocol/webchat.schema.ts";
import { drafts as draftsTable, savedFilters } from "../../../worker/db/schema/index.ts";
import type { WorldMember, WorldOrganization } from "../../support/world.ts";
import { db, newVisitor, say, world } from "../http/support.ts";
import { done, read, refused, send } from "../settings/support.ts";

const MINUTE_MS = 60_000;
let shop: WorldOrganization;
let other: WorldOrganization;
beforeEach(async () => {
  ({ one: shop, two: other } = await world({ agentCanTakeOver: true }));
});

async function newRoom(): Promise<VisitorSession> {
  const visitor = await newVisitor(shop);
  await say(shop, visitor, "Halo");
  return visitor;
}

describe("BEY-8 drafts", () => {
  const save = (member: WorldMember, roomId: string, text: string, editedAt = Date.now()) =>
    done<Draft>(member, "PUT", `/drafts/${roomId}`, { text, tab: "reply", replyToSeq: null, editedAt });
  const all = (member: WorldMember) => read<Draft[]>(member, "/drafts");

  it("are the same on every device, newest first, and nobody else's", async () => {
    const [{ roomId: first }, { roomId: second }] = await Promise.all([newRoom(), newRoom()]);
    const at = Date.now() - MINUTE_MS;
    await save(shop.agentA, first, "Baik kak", at);
    const note = { text: "Cek gudang", tab: "note", replyToSeq: 2, editedAt: at + 1 };
    await done(shop.agentA, "PUT", `/drafts/${second}`, note);
    expect(await all(shop.agentA)).toEqual([
      { roomId: second, ...note },
      { roomId: first, text: "Baik kak", tab: "reply", replyToSeq: null, editedAt: at },
    ]);
    for (const member of [shop.agentB, shop.admin, other.admin]) expect(await all(member)).toEqual([]);
  });

  it("an older one never replaces a newer one, nor brings back a deleted one", async () => {
    const { roomId } = await newRoom();
    const at = Date.now() - MINUTE_MS;
    await save(shop.agentA, roomId, "lebih baru", at);
    expect(await save(shop.agentA, roomId, "lebih lama", at - 1)).toMatchObject({ text: "lebih baru", editedAt: at });
    expect(await save(shop.agentA, roomId, "", at + 1)).toMatchObject({ text: "" });
    expect(await save(shop.agentA, roomId, "terlambat", at)).toMatchObject({ text: "" });
    expect(await all(shop.agentA)).toEqual([]);
    await save(shop.agentA, roomId, "mulai lagi", at + 2);
    expect(await all(shop.agentA)).toHaveLength(1);
  });

  it("a clock that runs ahead does not keep other devices out", async () => {
    const { roomId } = await newRoom();
    const ahead = await save(shop.agentA, roomId, "dari masa depan", Date.now() + 60 * MINUTE_MS);
    expect(ahead.editedAt).toBeLessThanOrEqual(Date.now());
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await save(shop.agentA, roomId, "sekarang")).text).toBe("sekarang");
  });

  it("belong to rooms the member sees; a foreign room answers like a missing one", async () => {
    const { roomId } = await newRoom();
    const body = { text: "x", tab: "reply", replyToSeq: null, editedAt: 1 };
    for (const path of [`/drafts/${roomId}`, `/drafts/room_${"a".repeat(26)}`, "/drafts/room_x"])
      expect((await refused(other.admin, "PUT", path, body)).code).toBe("not_found");
    expect(await db().select().from(draftsTable).where(eq(draftsTable.roomId, roomId))).toEqual([]);
  });

  it("are at most 200 of one member: the oldest goes", async () => {
    const { organizationId, agentA } = shop;
    const rows = Array.from({ length: LIMITS.draftsPerMember }, (_, n) => ({
      organizationId,
      memberId: agentA.memberId,
      roomId: `room_${n}`,
      tab: "reply" as const,
      text: "x",
      editedAt: 1_000 + n,
    }));
    await db().insert(draftsTable).values(rows);
    const { roomId } = await newRoom();
    await save(agentA, roomId, "satu lagi");
    const kept = await db().select().from(draftsTable).where(eq(draftsTable.memberId, agentA.memberId));
    expect(kept).toHaveLength(LIMITS.draftsPerMember);
    expect(kept.map((row) => row.roomId)).not.toContain("room_0");
    expect(kept.map((row) => row.roomId)).toContain(roomId);
  });
});

describe("BEY-6 saved filters", () => {
  const form = (name: string, extra: object = {}) => ({ name, query: "sessions=expiring", isShared: false, ...extra });
  const create = (member: WorldMember, name: string, extra: object = {}) =>
    done<SavedFilter>(member, "POST", "/saved-filters", form(name, extra));
  const all = (member: WorldMember) => read<SavedFilter[]>(member, "/saved-filters");

  it("are the member's own unless shared, which everybody of the organization sees", async () => {
    const mine = await create(shop.agentA, " Mendesak ", { query: "?sessions=expiring&unresponded=true" });
    const shared = await create(shop.supervisor, "Refund", { isShared: true });
    expect(mine).toMatchObject({ name: "Mendesak", query: "sessions=expiring&unresponded=true", isOwn: true });
    expect(await all(shop.agentA)).toEqual([mine, { ...shared, isOwn: false }]);
    expect(await all(shop.supervisor)).toEqual([shared]);
    expect(await all(other.admin)).toEqual([]);
  });

  it("filter.exists without regard to case, among the own; names are 1 to 60 characters", async () => {
    const first = await create(shop.agentA, "Mendesak");
    const problem = await refused(shop.agentA, "POST", "/saved-filters", form("mendesak"));
    expect(problem).toMatchObject({
      status: 422,
      code: "filter.exists",
      errors: [{ pointer: "/name", code: "filter.exists" }],
    });
    await create(shop.agentB, "Mendesak");
    expect((await refused(shop.agentA, "POST", "/saved-filters", form(" "))).code).toBe("required");
    expect((await refused(shop.agentA, "POST", "/saved-filters", form("x".repeat(61)))).code).toBe("too_long");
    const renamed = await done<SavedFilter>(shop.agentA, "PUT", `/saved-filters/${first.filterId}`, form("MENDESAK"));
    expect(renamed).toEqual({ ...first, name: "MENDESAK" });
  });

  it("two at once under one name make one", async () => {
    const answers = await Promise.all([1, 2, 3].map(() => send(shop.agentA, "POST", "/saved-filters", form("Pagi"))));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422, 422]);
    expect(await all(shop.agentA)).toHaveLength(1);
  });

  it("are changed by their owner alone; a shared one is also deleted by whoever keeps the chat", async () => {
    const own = await create(shop.agentA, "Pribadi");
    const shared = await create(shop.agentA, "Bersama", { isShared: true });
    for (const member of [shop.agentB, shop.admin, other.admin])
      for (const { filterId } of [own, shared])
        expect((await send(member, "PUT", `/saved-filters/${filterId}`, form("Ubah"))).status).toBe(404);
    for (const member of [shop.admin, shop.agentB, other.admin])
      expect((await send(member, "DELETE", `/saved-filters/${own.filterId}`)).status).toBe(404);
    expect((await send(shop.agentB, "DELETE", `/saved-filters/${shared.filterId}`)).status).toBe(404);
    await done(shop.supervisor, "DELETE", `/saved-filters/${shared.filterId}`);
    await done(shop.agentA, "DELETE", `/saved-filters/${own.filterId}`);
    expect(await all(shop.agentA)).toEqual([]);
  });

  it("are at most 50 of one member", async () => {
    const { organizationId, agentA } = shop;
    const rows = Array.from({ length: LIMITS.savedFilters }, (_, n) => ({
      ...{ organizationId, memberId: agentA.memberId, filterId: `flt_${organizationId}_${n}` },
      ...{ name: `Filter ${n}`, query: "", isShared: false, createdAt: 1 },
    }));
    await db().insert(savedFilters).values(rows);
    const problem = await refused(agentA, "POST", "/saved-filters", form("Satu lagi"));
    expect(problem).toMatchObject({ code: "settings.limit", params: { limit: LIMITS.savedFilters } });
  });
});
