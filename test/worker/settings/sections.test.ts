import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { SETTINGS_SECTIONS, type Settings, type SettingsAnswer } from "../../../protocol/settings.schema.ts";
import { verifyAudit } from "../../../worker/db/audit.ts";
import { audit, organizations, webSessions } from "../../../worker/db/schema/index.ts";
import { defaultSettings } from "../../../worker/settings/defaults.ts";
import type { World, WorldMember } from "../../support/world.ts";
import { Browser, db, world } from "../http/support.ts";
import { badFields, change, done, refused, section, send } from "./support.ts";

const HOUR_MS = 3_600_000;
let w: World;
let admin: WorldMember;
beforeAll(async () => {
  w = await world();
  admin = w.one.admin;
});

const configOf = () => env.ORGANIZATION.getByName(w.one.organizationId).config();
const auditOf = () => db().select().from(audit).where(eq(audit.organizationId, w.one.organizationId));
const versionOf = async (): Promise<number> => {
  const rows = await db().select().from(organizations).where(eq(organizations.organizationId, w.one.organizationId));
  return rows[0]?.configVersion ?? 0;
};

describe("settings by section", () => {
  it.each(SETTINGS_SECTIONS)(
    "%s: what nobody has saved is the default, and saving it unchanged changes nothing",
    async (name) => {
      const fresh = (await world()).one;
      const { value, version, changedBy } = await section(fresh.admin, name);
      expect(value).toEqual(defaultSettings("Asia/Jakarta")[name]);
      const again = await done<SettingsAnswer>(fresh.admin, "PUT", `/settings/${name}`, { version, value });
      expect(again).toMatchObject({ section: name, value, version, changedBy });
    },
  );

  it("SET-2 office hours hold after a reload, with version, name and time of whoever saved", async () => {
    const { week } = (await section(w.one.supervisor, "office-hours")).value;
    const hours: Settings["office-hours"] = {
      timeZone: "Asia/Makassar",
      week: [
        [
          { from: "08:00", to: "12:00" },
          { from: "13:00", to: "24:00" },
        ],
        ...week.slice(1),
      ] as typeof week,
      holidays: [{ date: "2026-12-25", name: " Natal " }],
    };
    const before = Date.now();
    const saved = await done<SettingsAnswer>(w.one.supervisor, "PUT", "/settings/office-hours", {
      version: 0,
      value: hours,
    });
    expect(saved).toMatchObject({ version: 1, changedBy: w.one.supervisor.name });
    expect(saved.changedAt).toBeGreaterThanOrEqual(before);
    const read = await section(admin, "office-hours");
    expect(read).toEqual(saved);
    expect(read.value).toEqual({ ...hours, holidays: [{ date: "2026-12-25", name: "Natal" }] });
  });

  it("reaches the organization's copy and what a member may, at once (ASSIGN-6, ROLE-12)", async () => {
    await change(admin, "allocation", { agentCanTakeOver: false, agentCanAssign: false });
    await change(admin, "broadcast", { agentCanBroadcast: true });
    const config = await configOf();
    expect(config?.settings).toMatchObject({ agentCanTakeOver: false, agentCanAssign: false, agentCanBroadcast: true });
    expect(config?.version).toBe(await versionOf());
    const me = await done<{ permissions: string[] }>(w.one.agentA, "GET", "/me");
    expect(me.permissions).not.toContain("room.take");
    expect(me.permissions).not.toContain("room.assign");
    expect(me.permissions).toContain("broadcast.manage");
  });

  it("SET-10 each save leaves one entry with who, what, before and after; an address is never quoted", async () => {
    const rowsBefore = (await auditOf()).length;
    await change(admin, "sessions", { expiringMs: 12 * HOUR_MS });
    await change(admin, "allocation", { customUrl: "https://hooks.kopi.example/next?key=s3cret" });
    const rows = (await auditOf()).slice(rowsBefore);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      action: "settings.save",
      target: "sessions",
      actorId: admin.memberId,
      result: "ok",
    });
    expect(JSON.parse(rows[0]?.changes ?? "")).toEqual({ "/expiringMs": { from: 16 * HOUR_MS, to: 12 * HOUR_MS } });
    expect(JSON.parse(rows[1]?.changes ?? "")).toEqual({ "/customUrl": "changed" });
    expect(await verifyAudit(db(), w.one.organizationId)).toMatchObject({ brokenAt: null });
    await change(admin, "allocation", { customUrl: null });
  });
});

describe("GEN-11 two people saving the same form", () => {
  it("the second is told by whom it was changed, and gets what stands now", async () => {
    const { version, value } = await section(admin, "idle");
    await done(admin, "PUT", "/settings/idle", { version, value: { ...value, minutes: 20 } });
    const stale = { version, value: { ...value, minutes: 30 } };
    const problem = await refused(admin, "PUT", "/settings/idle", stale);
    expect(problem).toMatchObject({ status: 409, code: "conflict", params: { name: admin.name } });
    expect(problem.current).toEqual(await section(admin, "idle"));
    expect(problem.current).toMatchObject({ version: version + 1, value: { minutes: 20 } });
  });

  it("the same value again is no conflict: whoever lost the answer asks once more", async () => {
    const { version, value } = await section(admin, "masking");
    const body = { version, value: { contactMasking: !value.contactMasking } };
    const first = await done(admin, "PUT", "/settings/masking", body);
    const entries = (await auditOf()).length;
    expect(await done(admin, "PUT", "/settings/masking", body)).toEqual(first);
    expect(await auditOf()).toHaveLength(entries);
  });

  it("in the same moment exactly one wins, and the log tells of one", async () => {
    const { version, value } = await section(admin, "idle");
    const entries = (await auditOf()).length;
    const configBefore = await versionOf();
    const AT_ONCE = 8;
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, n) =>
        send(admin, "PUT", "/settings/idle", { version, value: { ...value, minutes: 100 + n } }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array(AT_ONCE - 1).fill(409)]);
    const winner = (await answers.find(({ ok }) => ok)?.json()) as SettingsAnswer<"idle">;
    expect(await section(admin, "idle")).toEqual(winner);
    expect(winner.version).toBe(version + 1);
    expect(await auditOf()).toHaveLength(entries + 1);
    expect(await versionOf()).toBe(configBefore + 1);
  });

  it("two sections saved in the same moment are both saved", async () => {
    const saved = await Promise.all([
      change(admin, "idle", { isOn: true }),
      change(admin, "masking", { contactMasking: true }),
      change(admin, "broadcast", { agentCanBroadcast: false }),
    ]);
    expect(saved.map(({ value }) => value)).toMatchObject([
      { isOn: true },
      { contactMasking: true },
      { agentCanBroadcast: false },
    ]);
    expect((await configOf())?.sections).toMatchObject({ idle: { isOn: true }, masking: { contactMasking: true } });
  });
});

describe("what is refused names its field, and nothing is saved", () => {
  it("SET-2 a span that ends before it starts, overlaps, or is the fourth of its day", async () => {
    const { week, ...rest } = (await section(admin, "office-hours")).value;
    const monday = (...spans: [string, string][]) => ({
      ...rest,
      week: [spans.map(([from, to]) => ({ from, to })), ...week.slice(1)] as typeof week,
    });
    expect(await badFields(admin, "office-hours", monday(["09:00", "09:00"]))).toEqual([
      ["/value/week/0/0", "hours.order"],
    ]);
    expect(await badFields(admin, "office-hours", monday(["09:00", "12:00"], ["11:59", "13:00"]))).toEqual([
      ["/value/week/0/1", "hours.order"],
    ]);
    const four = monday(["01:00", "02:00"], ["03:00", "04:00"], ["05:00", "06:00"], ["07:00", "08:00"]);
    expect(await badFields(admin, "office-hours", four)).toEqual([["/value/week/0", "settings.invalid"]]);
    expect(await badFields(admin, "office-hours", monday(["09:00", "24:01"]))).toEqual([
      ["/value/week/0/0/to", "settings.invalid"],
    ]);
    expect(await badFields(admin, "office-hours", { timeZone: "Mars/Olympus" })).toEqual([
      ["/value/timeZone", "settings.invalid"],
    ]);
    expect(await badFields(admin, "office-hours", { holidays: [{ date: "2026-02-30", name: "x" }] })).toEqual([
      ["/value/holidays/0/date", "settings.invalid"],
    ]);
  });

  it("SET-5 GEN-3 an automatic answer that is on and empty, or longer than 1,000 characters", async () => {
    const { inHours } = (await section(admin, "auto-responder")).value;
    expect(await badFields(admin, "auto-responder", { inHours: { ...inHours, isOn: true, text: " \n" } })).toEqual([
      ["/value/inHours/text", "required"],
    ]);
    const { value, version } = await section(admin, "auto-responder");
    const problem = await refused(admin, "PUT", "/settings/auto-responder", {
      version,
      value: { ...value, outsideHours: { isOn: true, text: "☕".repeat(1001) } },
    });
    expect(problem).toMatchObject({
      code: "too_long",
      params: { max: 1000, length: 1001 },
      errors: [{ pointer: "/value/outsideHours/text", code: "too_long" }],
    });
    const fits = await change(admin, "auto-responder", { outsideHours: { isOn: true, text: "☕".repeat(1000) } });
    expect(fits.value.outsideHours.isOn).toBe(true);
  });

  it("SESS-4 thresholds in the wrong order, in quarters, or beyond 72 hours", async () => {
    for (const fields of [{ expiringMs: 24 * HOUR_MS, expiredMs: 24 * HOUR_MS }, { expiredMs: 72.5 * HOUR_MS }])
      expect(await badFields(admin, "sessions", fields)).toEqual([["/value/expiredMs", "session.order"]]);
    expect(await badFields(admin, "sessions", { expiringMs: HOUR_MS / 4 })).toEqual([
      ["/value/expiringMs", "session.order"],
    ]);
    expect(await badFields(admin, "sessions", { webIdleMs: 14 * 60_000 })).toEqual([
      ["/value/webIdleMs", "settings.invalid"],
    ]);
    expect(await badFields(admin, "sessions", { remindBeforeMs: 25 * HOUR_MS })).toEqual([
      ["/value/remindBeforeMs", "settings.invalid"],
    ]);
  });

  it("SET-7 a time that is too short or long, and a tag that is not there", async () => {
    const { message } = (await section(admin, "auto-resolve")).value;
    const bad = (fields: Partial<typeof message>) =>
      badFields(admin, "auto-resolve", { message: { ...message, ...fields } });
    expect(await bad({ inactivityMs: HOUR_MS - 1 })).toEqual([["/value/message/inactivityMs", "settings.invalid"]]);
    expect(await bad({ inactivityMs: 31 * 24 * HOUR_MS })).toEqual([
      ["/value/message/inactivityMs", "settings.invalid"],
    ]);
    expect(await bad({ tagId: "tag_x" })).toEqual([["/value/message/tagId", "settings.invalid"]]);
    expect(await bad({ tagId: w.two.tagId })).toEqual([["/value/message/tagId", "settings.invalid"]]);
    expect(await bad({ channels: [] })).toEqual([["/value/message/channels", "settings.invalid"]]);
  });

  it("ASSIGN-5 automatic and custom allocation together; ASSIGN-14 an address that is not public https", async () => {
    const both = { autoAllocation: true, customUrl: "https://hooks.kopi.example/next" };
    expect(await badFields(admin, "allocation", both)).toEqual([["/value/autoAllocation", "settings.invalid"]]);
    for (const customUrl of [
      "http://hooks.kopi.example",
      "https://localhost/x",
      "https://10.0.0.8/x",
      "https://0x7f000001/",
      "https://[::1]/",
      "https://hooks.internal/",
      "https://kopi:rahasia@hooks.kopi.example/",
      "ftp://kopi.example",
      "hooks",
    ])
      expect([customUrl, await badFields(admin, "allocation", { customUrl })]).toEqual([
        customUrl,
        [["/value/customUrl", "settings.url"]],
      ]);
  });

  it("ASSIGN-12 ASSIGN-13 limits outside their range, and members of nobody here", async () => {
    const rule = { memberIds: null, channels: null, limit: 1 };
    for (const limit of [0, 501])
      expect(await badFields(admin, "workload", { rules: [rule, { ...rule, limit }] })).toEqual([
        ["/value/rules/1/limit", "settings.invalid"],
      ]);
    expect(await badFields(admin, "workload", { rules: [{ ...rule, memberIds: [w.two.agentA.memberId] }] })).toEqual([
      ["/value/rules/0/memberIds", "settings.invalid"],
    ]);
    for (const minutes of [0, 1441])
      expect(await badFields(admin, "idle", { minutes })).toEqual([["/value/minutes", "settings.invalid"]]);
    expect(await badFields(admin, "idle", { offlineMinutes: 0 })).toEqual([
      ["/value/offlineMinutes", "settings.invalid"],
    ]);
    const named = [w.one.agentA, w.one.agentB].map(({ memberId }) => memberId);
    const saved = await change(admin, "workload", {
      rules: [{ memberIds: named, channels: ["web_chat"], limit: 500 }],
    });
    expect(saved.value.rules).toHaveLength(1);
  });

  it("a shape that no form sends is a bad request, and a foreign field too", async () => {
    const { version, value } = await section(admin, "masking");
    for (const body of [
      { version },
      { version, value: { contactMasking: "yes" } },
      { version, value: { ...value, organizationId: w.two.organizationId } },
      { version: -1, value },
    ])
      expect([400, 422]).toContain((await send(admin, "PUT", "/settings/masking", body)).status);
  });
});

describe("what only the server knows", () => {
  it("ASSIGN-14 the secret of the own allocation is the organization's own, and told to admins", async () => {
    const secretOf = (member: WorldMember) => done<{ secret: string }>(member, "GET", "/settings/allocation/secret");
    const { secret } = await secretOf(admin);
    expect(secret).toMatch(/^sapas_[\w-]{43}$/);
    expect(await secretOf(admin)).toEqual({ secret });
    expect((await secretOf(w.two.admin)).secret).not.toBe(secret);
    expect(await refused(w.one.supervisor, "GET", "/settings/allocation/secret")).toMatchObject({ code: "forbidden" });
  });

  it("SET-7 switching on counts from then on, whatever the form says", async () => {
    const { comment } = (await section(admin, "auto-resolve")).value;
    const before = Date.now();
    const on = await change(admin, "auto-resolve", { comment: { ...comment, isOn: true, onSince: 5 } });
    const since = on.value.comment.onSince ?? 0;
    expect(since).toBeGreaterThanOrEqual(before);
    const longer = await change(admin, "auto-resolve", {
      comment: { ...on.value.comment, onSince: null, inactivityMs: 48 * HOUR_MS },
    });
    expect(longer.value.comment.onSince).toBe(since);
    const off = await change(admin, "auto-resolve", { comment: { ...longer.value.comment, isOn: false } });
    expect(off.value.comment.onSince).toBeNull();
  });

  it("AUTH-17 another idle time holds for the sessions that are open", async () => {
    const browser = new Browser();
    await browser.signIn(w.one.agentB);
    await change(admin, "sessions", { webIdleMs: 15 * 60_000 });
    const rows = await db().select().from(webSessions).where(eq(webSessions.accountId, w.one.agentB.accountId));
    expect(rows.map(({ idleMs }) => idleMs)).toEqual([15 * 60_000]);
  });
});
