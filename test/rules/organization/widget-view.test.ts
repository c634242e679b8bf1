import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOpenAt, localTime } from "../../../protocol/office-hours.ts";
import type { Settings } from "../../../protocol/settings.schema.ts";
import type { MemberConfig } from "../../../worker/organization/contract.ts";
import type { HubStorage } from "../../../worker/organization/hub-storage.ts";
import { ReplyTimes } from "../../../worker/organization/reply-times.ts";
import { integrationView, opensAt } from "../../../worker/organization/widget-view.ts";
import { integrationConfig, memberConfig, organizationConfig } from "../../support/organization-builders.ts";
import { anyHours, anyTime } from "./office-arbitraries.ts";

/** Monday, 5 January 2026, in Jakarta, where the office is open from 9 to 17. */
const monday = (clock: string): number => Date.parse(`2026-01-05T${clock}:00+07:00`);
const MINUTE_MS = 60_000;

const DIVISION = { divisionId: "div_sales", name: "Sales", supervisorId: null, integrationIds: null };

function view(
  members: MemberConfig[],
  {
    online = [],
    now = monday("10:00"),
    divisionId = null,
    hours = {} as Partial<Settings["office-hours"]>,
  }: {
    online?: string[];
    now?: number;
    divisionId?: string | null;
    hours?: Partial<Settings["office-hours"]>;
  } = {},
) {
  const base = organizationConfig([]).sections["office-hours"];
  const config = organizationConfig(members, {
    integrations: [integrationConfig({ divisionId })],
    divisions: [DIVISION],
    sections: { "office-hours": { ...base, ...hours } },
  });
  const isOnline = (memberId: string) => online.includes(memberId);
  return integrationView(config, "int_1", { isOnline, replyMinutes: 4, now });
}

describe("WIDGET-12 online", () => {
  const agent = memberConfig("mem_a", { name: "Dewi Lestari" });

  it("WIDGET-12 is in office hours, while somebody who serves the widget is there", () => {
    expect(view([agent], { online: ["mem_a"] })).toMatchObject({ isOnline: true, opensAt: null });
    expect(view([agent])).toMatchObject({ isOnline: false, opensAt: null });
    for (const clock of ["08:59", "17:00"])
      expect(view([agent], { online: ["mem_a"], now: monday(clock) })).toMatchObject({ isOnline: false });
    expect(view([agent], { online: ["mem_a"], now: monday("09:00") })).toMatchObject({ isOnline: true });
  });

  it("WIDGET-12 supervisors serve it too, admins and people of other divisions do not", () => {
    const supervisor = memberConfig("mem_s", { role: "supervisor" });
    const admin = memberConfig("mem_x", { role: "admin" });
    const sales = memberConfig("mem_b", { divisionIds: ["div_sales"] });
    const restricted = memberConfig("mem_r", { role: "supervisor", isRestricted: true, divisionIds: ["div_sales"] });
    const gone = memberConfig("mem_g", { isActive: false });
    const all = [agent, supervisor, admin, sales, restricted, gone];
    const isOnline = (memberId: string, divisionId: string | null = null) =>
      view(all, { online: [memberId], divisionId })?.isOnline;
    expect(all.filter(({ memberId }) => isOnline(memberId)).map(({ memberId }) => memberId)).toEqual([
      "mem_a",
      "mem_s",
      "mem_b",
    ]);
    expect(all.filter(({ memberId }) => isOnline(memberId, "div_sales")).map(({ memberId }) => memberId)).toEqual([
      "mem_b",
      "mem_r",
    ]);
  });

  it("WIDGET-13 the team are the first names of at most three who serve it, those who are there first", () => {
    const members = [
      memberConfig("mem_1", { name: "Agus Salim" }),
      memberConfig("mem_2", { name: "  Budi  Hartono ", role: "supervisor" }),
      memberConfig("mem_3", { name: "citra@melati.example" }),
      memberConfig("mem_4", { name: "Dewi" }),
      memberConfig("mem_5", { name: "Sari", role: "admin" }),
    ];
    expect(view(members, { online: ["mem_4", "mem_5"] })?.team).toEqual([
      { name: "Dewi", isOnline: true },
      { name: "Agus", isOnline: false },
      { name: "Budi", isOnline: false },
    ]);
    const names = view(members.slice(2, 3))?.team.map(({ name }) => name);
    expect(names).toEqual(["citra"]);
    expect(view([])).toMatchObject({ team: [], isOnline: false });
  });

  it("WIDGET-13 while it is closed, the office tells when it opens next", () => {
    expect(view([agent], { now: monday("17:00") })?.opensAt).toBe(monday("09:00") + 24 * 60 * MINUTE_MS);
    expect(view([agent], { now: monday("08:00") })?.opensAt).toBe(monday("09:00"));
    const never = [[], [], [], [], [], [], []] as unknown as Settings["office-hours"]["week"];
    expect(view([agent], { hours: { week: never } })?.opensAt).toBeNull();
  });

  it("WIDGET-9 a widget that never was is nothing", () => {
    const live = { isOnline: () => true, replyMinutes: null, now: monday("10:00") };
    expect(integrationView(organizationConfig([agent]), "int_1", live)).toBeNull();
  });
});

describe("when the office opens next", () => {
  const offsetAt = (timeZone: string, at: number): number => {
    const { date, minutes } = localTime(timeZone, at);
    return Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE_MS - Math.floor(at / MINUTE_MS) * MINUTE_MS;
  };

  it("WIDGET-13 SET-2 is later, in opening time, and nothing opens before, wherever the office is", () => {
    fc.assert(
      fc.property(anyHours, anyTime, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (hours, now, shares) => {
        const at = opensAt(hours, now);
        if (at === null) {
          expect(isOpenAt(hours, now) || hours.week.flat().length === 0).toBe(true);
          return;
        }
        expect(isOpenAt(hours, now)).toBe(false);
        expect(at).toBeGreaterThan(now);
        // In the night of a change the clock may not show that time at all.
        if (offsetAt(hours.timeZone, at) !== offsetAt(hours.timeZone, now)) return;
        expect(isOpenAt(hours, at)).toBe(true);
        for (const share of shares) expect(isOpenAt(hours, Math.floor(now + (at - now - 1) * share))).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it("WIDGET-13 keeps the clock of the office when clocks change before it opens", () => {
    const span = [{ from: "09:00", to: "17:00" }];
    const week = [span, span, span, span, span, [], []] as unknown as Settings["office-hours"]["week"];
    const berlin = { timeZone: "Europe/Berlin", week, holidays: [] };
    // From Friday in winter time to Monday in summer time.
    expect(opensAt(berlin, Date.parse("2026-03-27T18:00:00+01:00"))).toBe(Date.parse("2026-03-30T09:00:00+02:00"));
    const holiday = { ...berlin, holidays: [{ date: "2026-03-30", name: "x" }] };
    expect(opensAt(holiday, Date.parse("2026-03-27T18:00:00+01:00"))).toBe(Date.parse("2026-03-31T09:00:00+02:00"));
  });
});

describe("how soon visitors are answered", () => {
  function world(load: () => Promise<number | null>) {
    const kept = new Map<string, string>();
    const clock = { now: 0 };
    const storage = {
      meta: (key: string) => kept.get(key),
      setMeta: (key: string, value: string) => void kept.set(key, value),
    } as unknown as HubStorage;
    let reads = 0;
    const make = () =>
      new ReplyTimes({
        storage,
        load: () => {
          reads += 1;
          return load();
        },
        now: () => clock.now,
      });
    return { make, clock, reads: () => reads };
  }
  const settle = () => new Promise((resolve) => setTimeout(resolve));

  it("WIDGET-13 INV-7 is never waited for: nothing at first, then what was read, read anew after ten minutes", async () => {
    let minutes: number | null = 7;
    const { make, clock, reads } = world(async () => minutes);
    const times = make();
    expect(times.minutesOf("int_1")).toBeNull();
    await settle();
    minutes = 9;
    clock.now = 10 * MINUTE_MS - 1;
    expect([times.minutesOf("int_1"), times.minutesOf("int_1"), reads()]).toEqual([7, 7, 1]);
    clock.now = 10 * MINUTE_MS;
    expect(times.minutesOf("int_1")).toBe(7);
    await settle();
    expect([times.minutesOf("int_1"), reads()]).toEqual([9, 2]);
  });

  it("WIDGET-13 outlives the object's sleep", async () => {
    const { make, reads } = world(async () => 3);
    make().minutesOf("int_1");
    await settle();
    expect([make().minutesOf("int_1"), reads()]).toEqual([3, 1]);
  });

  it("INV-7 keeps what it had while libSQL is away, and asks again once a minute only", async () => {
    let isAway = false;
    const { make, clock, reads } = world(async () => {
      if (isAway) throw new Error("away");
      return 5;
    });
    const times = make();
    times.minutesOf("int_1");
    await settle();
    isAway = true;
    clock.now = 10 * MINUTE_MS;
    for (let n = 0; n < 5; n += 1) {
      expect(times.minutesOf("int_1")).toBe(5);
      await settle();
    }
    expect(reads()).toBe(2);
    clock.now += MINUTE_MS;
    times.minutesOf("int_1");
    expect(reads()).toBe(3);
  });
});
