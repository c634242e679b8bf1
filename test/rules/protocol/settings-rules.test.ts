import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOpenAt, localTime, minutesOf } from "../../../protocol/office-hours.ts";
import type { Settings } from "../../../protocol/settings.schema.ts";
import {
  checkDivision,
  checkQuickReply,
  checkSection,
  checkTag,
  SETTING_LIMITS,
} from "../../../protocol/settings-rules.ts";

const HOUR_MS = 3_600_000;
type Hours = Settings["office-hours"];
const hours = (monday: Hours["week"][number], more: Partial<Hours> = {}): Hours => ({
  timeZone: "Asia/Jakarta",
  week: [monday, [], [], [], [], [], []],
  holidays: [],
  ...more,
});
const codes = (fields: { pointer: string; code: string }[]): string[] =>
  fields.map(({ pointer, code }) => `${pointer} ${code}`);

/** 2026-11-16 is a Monday; Jakarta is seven hours ahead. */
const monday = (clock: string): number => Date.parse(`2026-11-16T${clock}:00+07:00`);

describe("office hours", () => {
  it("SET-2 end before or equal to start is hours.order, at the span", () => {
    for (const to of ["09:00", "08:59"])
      expect(codes(checkSection("office-hours", hours([{ from: "09:00", to }])))).toEqual(["/week/0/0 hours.order"]);
    expect(checkSection("office-hours", hours([{ from: "09:00", to: "09:01" }]))).toEqual([]);
  });

  it("SET-2 overlapping spans are hours.order, spans that touch are not", () => {
    const overlapping = hours([
      { from: "09:00", to: "12:00" },
      { from: "11:59", to: "13:00" },
    ]);
    expect(codes(checkSection("office-hours", overlapping))).toEqual(["/week/0/1 hours.order"]);
    const touching = hours([
      { from: "12:00", to: "13:00" },
      { from: "09:00", to: "12:00" },
    ]);
    expect(checkSection("office-hours", touching)).toEqual([]);
  });

  it("SET-2 a span may end at 24:00, and the next day begins closed", () => {
    const late = hours([{ from: "22:00", to: "24:00" }]);
    expect(checkSection("office-hours", late)).toEqual([]);
    expect(isOpenAt(late, monday("23:59"))).toBe(true);
    expect(isOpenAt(late, monday("23:59") + 60_000)).toBe(false);
  });

  it("SET-2 an empty week is always closed, a holiday closes its day", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (at) => {
        expect(isOpenAt(hours([]), at)).toBe(false);
      }),
    );
    const open = hours([{ from: "00:00", to: "24:00" }]);
    expect(isOpenAt(open, monday("10:00"))).toBe(true);
    const closed = { ...open, holidays: [{ date: "2026-11-16", name: "Founders’ day" }] };
    expect(isOpenAt(closed, monday("10:00"))).toBe(false);
  });

  it("SET-2 open exactly from the first minute of a span to the one before its end, in the zone's own time", () => {
    const clock = fc.integer({ min: 0, max: 1439 });
    const show = (minutes: number): string =>
      `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
    fc.assert(
      fc.property(clock, clock, clock, (from, to, now) => {
        fc.pre(from < to);
        const value = hours([{ from: show(from), to: show(to) }]);
        expect(isOpenAt(value, monday(show(now)))).toBe(from <= now && now < to);
      }),
    );
    expect(localTime("America/New_York", monday("02:30"))).toEqual({ date: "2026-11-15", weekday: 6, minutes: 870 });
  });

  it("SET-2 refuses a zone that is none and a day named twice or not at all", () => {
    const twice = [
      { date: "2026-12-25", name: "" },
      { date: "2026-12-25", name: "" },
      { date: "2026-02-30", name: "" },
    ];
    expect(codes(checkSection("office-hours", hours([], { timeZone: "Mars/Olympus", holidays: twice })))).toEqual([
      "/timeZone settings.invalid",
      "/holidays/1/date settings.invalid",
      "/holidays/2/date settings.invalid",
    ]);
  });

  it("reads clock times and nothing else", () => {
    expect(["00:00", "08:30", "24:00"].map(minutesOf)).toEqual([0, 510, 1440]);
    for (const text of ["24:01", "8:30", "08:60", "", "noon"]) expect(minutesOf(text)).toBeNaN();
  });
});

describe("other sections", () => {
  it("SET-5 an automatic answer has 1 to 1,000 characters when it is on", () => {
    const answer = (isOn: boolean, text: string) =>
      codes(checkSection("auto-responder", { inHours: { isOn, text }, outsideHours: { isOn: false, text: "" } }));
    expect(answer(true, " \n")).toEqual(["/inHours/text required"]);
    expect(answer(false, "")).toEqual([]);
    expect(answer(true, "☕".repeat(1000))).toEqual([]);
    expect(answer(true, "x".repeat(1001))).toEqual(["/inHours/text too_long"]);
  });

  it("SET-7 inactivity lasts 1 hour to 30 days", () => {
    const rule = { isOn: true, channels: null, inactivityMs: HOUR_MS, tagId: null, onSince: null };
    const after = (inactivityMs: number) =>
      codes(checkSection("auto-resolve", { message: { ...rule, inactivityMs }, comment: rule }));
    expect([HOUR_MS, 720 * HOUR_MS].map(after)).toEqual([[], []]);
    for (const ms of [HOUR_MS - 1, 720 * HOUR_MS + 1])
      expect(after(ms)).toEqual(["/message/inactivityMs settings.invalid"]);
  });

  it("SET-7 chosen channels are at least one", () => {
    const rule = { isOn: true, channels: null, inactivityMs: HOUR_MS, tagId: null, onSince: null };
    const bad = checkSection("auto-resolve", { message: rule, comment: { ...rule, channels: [] } });
    expect(codes(bad)).toEqual(["/comment/channels required"]);
  });

  it("SESS-4 half hours, 0.5 <= expiring < expired <= 72, else session.order", () => {
    const session = (expiring: number, expired: number) =>
      checkSection("sessions", {
        expiringMs: expiring * HOUR_MS,
        expiredMs: expired * HOUR_MS,
        remindBeforeMs: null,
        webIdleMs: HOUR_MS,
      }).map(({ code }) => code);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }), (a, b) => {
        const [expiring, expired] = [a / 4, b / 4];
        const isFine = a % 2 === 0 && b % 2 === 0 && expiring >= 0.5 && expiring < expired && expired <= 72;
        expect(session(expiring, expired).every((code) => code === "session.order")).toBe(true);
        expect(session(expiring, expired).length === 0).toBe(isFine);
      }),
    );
  });

  it("ASSIGN-5 automatic and custom allocation exclude each other, and the address is https", () => {
    const allocation = (autoAllocation: boolean, customUrl: string | null) =>
      codes(checkSection("allocation", { agentCanTakeOver: true, agentCanAssign: true, autoAllocation, customUrl }));
    expect(allocation(false, "https://kopisenja.example/give")).toEqual([]);
    expect(allocation(true, null)).toEqual([]);
    expect(allocation(true, "https://kopisenja.example/give")).toEqual(["/autoAllocation settings.invalid"]);
    expect(allocation(false, " ")).toEqual(["/customUrl required"]);
    for (const url of ["http://kopisenja.example", "give", "https://a:b@kopisenja.example"])
      expect(allocation(false, url)).toEqual(["/customUrl settings.url"]);
  });

  it("ASSIGN-12 a limit is 1 to 500, for somebody", () => {
    const rule = (limit: number, memberIds: string[] | null = null) =>
      codes(checkSection("workload", { rules: [{ memberIds, channels: null, limit }] }));
    expect([rule(1), rule(500), rule(5, ["mem_a"])]).toEqual([[], [], []]);
    for (const limit of [0, 501, 2.5]) expect(rule(limit)).toEqual(["/rules/0/limit settings.invalid"]);
    expect(rule(5, [])).toEqual(["/rules/0/memberIds required"]);
  });

  it("ASSIGN-13 minutes are 1 to 1,440", () => {
    const idle = (minutes: number) => checkSection("idle", { isOn: true, minutes, offlineMinutes: null }).length;
    expect([0, 1, 1440, 1441].map(idle)).toEqual([1, 0, 0, 1]);
  });
});

describe("records", () => {
  it("SET-3 a command has 3 to 32 letters, digits or dashes; without title or message it is not saved", () => {
    const reply = (command: string, text = "Hello") => codes(checkQuickReply({ command, text }));
    for (const command of ["abc", "jam-buka-2", "x".repeat(32)]) expect(reply(command)).toEqual([]);
    for (const command of ["ab", "x".repeat(33), "jam buka", "/jam", "a_b"])
      expect(reply(command)).toEqual(["/command quick.title"]);
    expect(reply(" ", " ")).toEqual(["/command required", "/text required"]);
    expect(reply("abc", "x".repeat(SETTING_LIMITS.quickReplyLength + 1))).toEqual(["/text too_long"]);
  });

  it("SET-4 GEN-3 a tag has 1 to 40 characters, and too long names limit and length", () => {
    expect(checkTag({ name: "vip" })).toEqual([]);
    expect(checkTag({ name: "" })).toEqual([{ pointer: "/name", code: "required" }]);
    expect(checkTag({ name: "x".repeat(41) })).toEqual([
      { pointer: "/name", code: "too_long", params: { max: 40, length: 41 } },
    ]);
  });

  it("ASSIGN-20 name, supervisor, one agent and channels are required", () => {
    expect(codes(checkDivision({ name: "", supervisorId: null, agentIds: [], integrationIds: [] }))).toEqual([
      "/name required",
      "/supervisorId required",
      "/agentIds required",
      "/integrationIds required",
    ]);
    expect(checkDivision({ name: "Sales", supervisorId: "m", agentIds: ["a"], integrationIds: null })).toEqual([]);
  });
});
