import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Notice, NoticePage } from "../../../protocol/inbox.schema.ts";
import { TIMES } from "../../../protocol/limits.ts";
import { writeBatch } from "../../../worker/db/client.ts";
import { divisionMembers, members, notices, rooms } from "../../../worker/db/schema/index.ts";
import worker from "../../../worker/index.ts";
import { insertNotices } from "../../../worker/notices/store.ts";
import type { NoticeCall } from "../../../worker/organization/contract.ts";
import type { WorldMember, WorldOrganization } from "../../support/world.ts";
import { db, newVisitor, say, world } from "../http/support.ts";
import { done, read, refused } from "../settings/support.ts";

const DAY_MS = 24 * 3_600_000;
let shop: WorldOrganization;
let other: WorldOrganization;
beforeEach(async () => {
  ({ one: shop, two: other } = await world());
});

let count = 0;
const call = (extra: Partial<Omit<NoticeCall, "notice">> & { notice?: Partial<Notice> }): NoticeCall => {
  count += 1;
  const notice = {
    noticeId: `room_x:${count}`,
    at: Date.now(),
    kind: "assigned" as const,
    roomId: null,
    params: { actor: "Sari", contact: "Rani" },
    ...extra.notice,
  };
  return { memberIds: [], roles: [], exceptMemberId: null, ...extra, notice };
};
const tell = (...calls: NoticeCall[]) => writeBatch(db(), [insertNotices(shop.organizationId, calls)]);
const bell = (member: WorldMember, query = "") => read<NoticePage>(member, `/notices${query}`);
const told = async (...whom: WorldMember[]): Promise<string[]> => {
  const pages = await Promise.all(whom.map((member) => bell(member)));
  return whom.filter((_, index) => (pages[index]?.notices.length ?? 0) > 0).map(({ name }) => name);
};

describe("NOTIF-1 the bell", () => {
  it("shows the newest first, page by page without a gap, and how many are unread", async () => {
    const at = Date.now();
    const calls = Array.from({ length: 7 }, (_, n) =>
      // Some at the very same time.
      call({ memberIds: [shop.agentA.memberId], notice: { at: at - Math.floor(n / 2) } }),
    );
    await tell(...calls);
    const seen: Notice[] = [];
    for (let cursor: string | null = "", pages = 0; cursor !== null && pages < 9; pages += 1) {
      const page: NoticePage = await bell(shop.agentA, `?limit=2${cursor && `&cursor=${cursor}`}`);
      expect(page.unread).toBe(7);
      seen.push(...page.notices);
      cursor = page.nextCursor;
    }
    const order = (a: Notice, b: Notice) => b.at - a.at || (a.noticeId < b.noticeId ? 1 : -1);
    expect(seen).toEqual(calls.map(({ notice }) => ({ ...notice, isRead: false })).toSorted(order));
    expect((await refused(shop.agentA, "GET", "/notices?cursor=abc")).code).toBe("bad_request");
  });

  it("marks as read what is named, or all, and only the own; unread only leaves the rest out", async () => {
    const [first, second, third] = [1, 2, 3].map(() => call({ roles: ["agent"] })) as [
      NoticeCall,
      NoticeCall,
      NoticeCall,
    ];
    await tell(first, second, third);
    await done(shop.agentA, "POST", "/notices/read", { noticeIds: [first.notice.noticeId, "room_y:9"] });
    const page = await bell(shop.agentA, "?unreadOnly=true");
    expect(page.unread).toBe(2);
    expect(page.notices.map(({ noticeId }) => noticeId).toSorted()).toEqual(
      [second, third].map(({ notice }) => notice.noticeId).toSorted(),
    );
    expect((await bell(shop.agentB)).unread).toBe(3);
    await done(shop.agentA, "POST", "/notices/read", { noticeIds: null });
    const after = await bell(shop.agentA);
    expect([after.unread, after.notices.every(({ isRead }) => isRead)]).toEqual([0, true]);
    expect((await bell(shop.agentB)).unread).toBe(3);
  });

  it("counts to 100, which stands for more", async () => {
    await tell(...Array.from({ length: 105 }, () => call({ memberIds: [shop.agentA.memberId] })));
    expect((await bell(shop.agentA)).unread).toBe(100);
  });

  it("is for the named and for active ones of the roles, not for whoever did it, and for nobody elsewhere", async () => {
    await db().update(members).set({ isActive: false }).where(eq(members.memberId, shop.agentB.memberId));
    const everybody = [shop.admin, shop.supervisor, shop.agentA, other.admin, other.supervisor];
    await tell(
      call({
        memberIds: [shop.agentA.memberId, other.admin.memberId],
        roles: ["supervisor", "admin"],
        exceptMemberId: shop.admin.memberId,
      }),
    );
    expect(await told(...everybody)).toEqual([shop.supervisor.name, shop.agentA.name]);
    const rows = await db().select().from(notices).where(eq(notices.memberId, shop.agentB.memberId));
    expect(rows).toEqual([]);
  });

  it("ROLE-24 tells a restricted supervisor as one of many only of rooms of the own divisions", async () => {
    const visitor = await newVisitor(shop);
    await say(shop, visitor, "Halo");
    const roomId = visitor.roomId;
    await expect.poll(() => db().select().from(rooms).where(eq(rooms.roomId, roomId))).toHaveLength(1);
    const isTold = async () => {
      await tell(call({ roles: ["supervisor"], notice: { kind: "blocked", roomId } }));
      return (await bell(shop.supervisor)).notices.length;
    };
    expect(await isTold()).toBe(1);
    await db().update(members).set({ isRestricted: true }).where(eq(members.memberId, shop.supervisor.memberId));
    expect(await isTold()).toBe(1);
    await db().update(rooms).set({ divisionId: shop.salesId }).where(eq(rooms.roomId, roomId));
    expect(await isTold()).toBe(2);
    await db()
      .delete(divisionMembers)
      .where(and(eq(divisionMembers.divisionId, shop.salesId), eq(divisionMembers.memberId, shop.supervisor.memberId)));
    expect(await isTold()).toBe(2);
    await tell(call({ memberIds: [shop.supervisor.memberId], notice: { roomId } }));
    expect((await bell(shop.supervisor)).notices).toHaveLength(3);
  });

  it("never shows the same notice twice, and what was read stays read when a room's log is projected again", async () => {
    const one = call({ memberIds: [shop.agentA.memberId] });
    await tell(one);
    await done(shop.agentA, "POST", "/notices/read", { noticeIds: null });
    await tell(one, one);
    expect(await bell(shop.agentA)).toMatchObject({ unread: 0, notices: [{ isRead: true }] });
  });

  it("keeps 7 days: what is older is neither shown nor counted, and swept", async () => {
    const [old, young] = [TIMES.noticesKeptMs + 1_000, TIMES.noticesKeptMs - DAY_MS].map((age) =>
      call({ memberIds: [shop.agentA.memberId], notice: { at: Date.now() - age } }),
    ) as [NoticeCall, NoticeCall];
    await tell(old, young);
    const page = await bell(shop.agentA);
    expect([page.unread, page.notices.map(({ noticeId }) => noticeId)]).toEqual([1, [young.notice.noticeId]]);
    await worker.scheduled?.(createScheduledController(), env);
    const rows = await db().select().from(notices).where(eq(notices.memberId, shop.agentA.memberId));
    expect(rows.map(({ noticeId }) => noticeId)).toEqual([young.notice.noticeId]);
  });
});
