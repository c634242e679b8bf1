import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOpenAt } from "../../../protocol/office-hours.ts";
import type { Settings } from "../../../protocol/settings.schema.ts";
import { autoResponseIn, divisionFor } from "../../../worker/organization/config-views.ts";
import { integrationView } from "../../../worker/organization/widget-view.ts";
import { integrationConfig, memberConfig, organizationConfig } from "../../support/organization-builders.ts";
import { anyHours, anyTime } from "./office-arbitraries.ts";

/** Monday, 5 January 2026, 10:00 in Jakarta. */
const OPEN = Date.UTC(2026, 0, 5, 3);
const CLOSED = Date.UTC(2026, 0, 5, 13);

const responding = (extra: Partial<Settings["auto-responder"]> = {}) =>
  organizationConfig([], {
    sections: {
      "auto-responder": {
        inHours: { isOn: true, text: "A moment please" },
        outsideHours: { isOn: true, text: "We open at nine" },
        ...extra,
      },
    },
  });

describe("the auto responder (SET-5, 6)", () => {
  it("SET-5 SET-6 has a text for the hours and one for outside", () => {
    expect(autoResponseIn(responding(), { kind: "message", at: OPEN })).toMatchObject({ text: "A moment please" });
    expect(autoResponseIn(responding(), { kind: "message", at: CLOSED })).toMatchObject({ text: "We open at nine" });
  });

  it("SET-5 each has its own switch", () => {
    const config = responding({ inHours: { isOn: false, text: "A moment please" } });
    expect(autoResponseIn(config, { kind: "message", at: OPEN })).toBeNull();
    expect(autoResponseIn(config, { kind: "message", at: CLOSED })).not.toBeNull();
  });

  it("SET-6 says nothing in comments, and nothing while nothing is known", () => {
    expect(autoResponseIn(responding(), { kind: "comment", at: OPEN })).toBeNull();
    expect(autoResponseIn(null, { kind: "message", at: OPEN })).toBeNull();
  });
});

type Hours = Settings["office-hours"];

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** SET-2 by the book: what a clock on the wall there shows, in words. */
function isOpenByTheWall({ timeZone, week, holidays }: Hours, at: number): boolean {
  const shows = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-GB", { timeZone, ...options }).format(at);
  const [day, month, year] = shows({ day: "2-digit", month: "2-digit", year: "numeric" }).split("/");
  if (holidays.some(({ date }) => date === `${year}-${month}-${day}`)) return false;
  const time = shows({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const spans = week[DAYS.indexOf(shows({ weekday: "short" }))] ?? [];
  return spans.some(({ from, to }) => from <= time && time < to);
}

describe("office hours (SET-2)", () => {
  it("SET-2 SET-5 are open exactly when the clock there says so, on any day, also when clocks change", () => {
    fc.assert(
      fc.property(anyHours, anyTime, (hours, at) => {
        expect(isOpenAt(hours, at)).toBe(isOpenByTheWall(hours, at));
      }),
      { numRuns: 1_000 },
    );
  });

  it("SET-2 an empty week is always closed, a span to 24:00 ends with the day", () => {
    const empty: Hours = { timeZone: "UTC", week: [[], [], [], [], [], [], []], holidays: [] };
    const all: Hours = { ...empty, week: [[{ from: "00:00", to: "24:00" }], [], [], [], [], [], []] };
    const monday = Date.UTC(2026, 0, 5);
    expect(isOpenAt(empty, monday)).toBe(false);
    expect([monday - 1, monday, monday + 86_400_000 - 1, monday + 86_400_000].map((at) => isOpenAt(all, at))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe("the division of an integration (ASSIGN-15)", () => {
  const division = { divisionId: "div_sales", name: "Sales", supervisorId: null };
  const withChannels = (integrationIds: string[] | null) => ({ divisions: [{ ...division, integrationIds }] });

  it("ASSIGN-15 a division with chosen channels gets rooms of these only; others fall to General", () => {
    expect(divisionFor(withChannels(null), "div_sales", "int_1")).toBe("div_sales");
    expect(divisionFor(withChannels(["int_1"]), "div_sales", "int_1")).toBe("div_sales");
    expect(divisionFor(withChannels(["int_2"]), "div_sales", "int_1")).toBeNull();
    expect(divisionFor(withChannels(null), "div_deleted", "int_1")).toBeNull();
    expect(divisionFor(withChannels(null), null, "int_1")).toBeNull();
  });

  it("ASSIGN-15 a widget whose division does not take it opens rooms in General, and is online by who is there", () => {
    const config = organizationConfig([memberConfig("mem_a")], {
      ...withChannels(["int_2"]),
      integrations: [integrationConfig({ divisionId: "div_sales" })],
    });
    expect(integrationView(config, "int_1", { isOnline: () => true, replyMinutes: null, now: OPEN })).toMatchObject({
      config: { divisionId: null },
      isOnline: true,
    });
  });
});
