import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KnownNames } from "../../../components/data/name-book.ts";
import { rangeOfDays } from "../../../components/inbox/filter/day-range.ts";
import { chipsOf } from "../../../components/inbox/filter/filter-chips.ts";
import {
  activeFields,
  FLAG_FIELDS,
  filterFor,
  filterQuery,
  MYSELF,
  matchesFilter,
  NO_FILTER,
  nextChangeAt,
  parseFilter,
  without,
} from "../../../components/inbox/filter/room-filter.ts";
import { withoutUnknown } from "../../../components/inbox/filter/unknown-values.ts";
import { type Choice, DEFAULT_CHOICE, isInChoice } from "../../../components/inbox/list/list-choice.ts";
import { Localizer } from "../../../components/strings/localizer.ts";
import { type RoomFilter, roomFilterSchema } from "../../../protocol/inbox.schema.ts";
import { DEFAULT_SESSION, SESSION_STATES } from "../../../protocol/session.ts";
import { HOUR, me, NOW, summary, viewer } from "../../support/component-builders.ts";

const clock = { now: NOW, session: DEFAULT_SESSION };
const matches = (change: Parameters<typeof summary>[0], filter: RoomFilter): boolean =>
  matchesFilter(summary(change), filter, clock);
const vip = { tagId: "tag_vip", name: "VIP" };

const ids = fc.uniqueArray(fc.stringMatching(/^[a-z_]{1,12}$/), { minLength: 1, maxLength: 4 });
const anyFilter: fc.Arbitrary<RoomFilter> = fc.record(
  {
    sessions: fc.uniqueArray(fc.constantFrom(...SESSION_STATES), { minLength: 1 }),
    agentIds: ids,
    tagIds: ids,
    integrationIds: ids,
    divisionIds: ids,
    unresponded: fc.constant(true),
    campaign: fc.constant(true),
    snoozed: fc.constant(true),
    from: fc.nat(),
    until: fc.nat(),
  },
  { requiredKeys: [] },
);
const sorted = (filter: RoomFilter): unknown =>
  Object.fromEntries(
    Object.entries(filter).map(([key, value]) => [key, Array.isArray(value) ? value.toSorted() : value]),
  );

describe("the filter's fields", () => {
  it("SEARCH-6 sessions: open, expiring and expired to the second", () => {
    const at = (ageMs: number, session: (typeof SESSION_STATES)[number]): boolean =>
      matches({ lastInboundAt: NOW - ageMs }, { sessions: [session] });
    expect([at(16 * HOUR - 1000, "open"), at(16 * HOUR, "open")]).toEqual([true, false]);
    expect([at(16 * HOUR, "expiring"), at(24 * HOUR - 1000, "expiring")]).toEqual([true, true]);
    expect([at(24 * HOUR - 1000, "expired"), at(24 * HOUR, "expired")]).toEqual([false, true]);
  });

  it("SESS-4, SEARCH-6 where the vendor ends sessions nothing lasts beyond its 24 hours", () => {
    const session = { expiringMs: 40 * HOUR, expiredMs: 48 * HOUR };
    const isExpired = (channel: "wa_cloud" | "web_chat"): boolean =>
      matchesFilter(
        summary({ channel, lastInboundAt: NOW - 25 * HOUR }),
        { sessions: ["expired"] },
        { now: NOW, session },
      );
    expect([isExpired("wa_cloud"), isExpired("web_chat")]).toEqual([true, false]);
  });

  it("SEARCH-7 agent, tags with Untagged, channels, divisions with General", () => {
    expect(matches({ participants: [me] }, { agentIds: ["mem_other", me.memberId] })).toBe(true);
    expect(matches({ participants: [] }, { agentIds: [me.memberId] })).toBe(false);
    expect(matches({ tags: [vip] }, { tagIds: ["tag_vip"] })).toBe(true);
    expect(matches({ tags: [vip] }, { tagIds: ["none"] })).toBe(false);
    expect(matches({ tags: [] }, { tagIds: ["none", "tag_vip"] })).toBe(true);
    expect(matches({}, { integrationIds: ["int_a"] })).toBe(true);
    expect(matches({}, { integrationIds: ["int_b"] })).toBe(false);
    expect(matches({ divisionId: null }, { divisionIds: ["general"] })).toBe(true);
    expect(matches({ divisionId: "div_a" }, { divisionIds: ["general"] })).toBe(false);
  });

  it("SEARCH-7 agents have no field for agents and divisions; their own rooms they may ask for", () => {
    const filter: RoomFilter = { agentIds: ["mem_other"], divisionIds: ["div_a"], unresponded: true };
    expect(filterFor(filter, viewer("agent"))).toEqual({ unresponded: true });
    expect(filterFor({ agentIds: [MYSELF] }, viewer("agent"))).toEqual({ agentIds: ["mem_me"] });
  });

  it("BEY-6 Mine means whoever looks, also in a filter that others share", () => {
    expect(filterFor({ agentIds: [MYSELF] }, viewer("supervisor", { memberId: "mem_dewi" }))).toEqual({
      agentIds: ["mem_dewi"],
    });
  });

  it("SEARCH-8 unresponded, and campaigns with their silent rooms", () => {
    expect(matches({ isUnresponded: false }, { unresponded: true })).toBe(false);
    const silent = summary({ status: "campaign", lastInboundAt: null });
    const campaign: Choice = { ...DEFAULT_CHOICE, filter: { campaign: true } };
    expect(isInChoice(silent, campaign, viewer(), NOW)).toBe(true);
    expect(isInChoice(summary(), campaign, viewer(), NOW)).toBe(false);
    expect(isInChoice(silent, { ...campaign, status: "assigned" }, viewer(), NOW)).toBe(false);
  });

  it("BEY-5 snoozed rooms, as long as they are", () => {
    expect(matches({ snoozedUntil: NOW + 1 }, { snoozed: true })).toBe(true);
    expect(matches({ snoozedUntil: NOW }, { snoozed: true })).toBe(false);
  });

  it("SEARCH-9 fields combine with AND, values of one field with OR, and the status choice counts too", () => {
    const filter: RoomFilter = { sessions: ["open", "expired"], tagIds: ["tag_vip"] };
    expect(matches({ tags: [vip] }, filter)).toBe(true);
    expect(matches({ tags: [] }, filter)).toBe(false);
    const choice: Choice = { ...DEFAULT_CHOICE, status: "resolved", filter };
    expect(isInChoice(summary({ tags: [vip] }), choice, viewer(), NOW)).toBe(false);
    expect(isInChoice(summary({ tags: [vip], status: "resolved" }), choice, viewer(), NOW)).toBe(true);
  });

  it("SEARCH-9 adding a field never widens the list", () => {
    const rooms = [
      summary({ tags: [vip], participants: [me], divisionId: "div_a" }),
      summary({ lastInboundAt: NOW - 20 * HOUR, isUnresponded: false }),
      summary({ status: "campaign", lastInboundAt: null, snoozedUntil: NOW + HOUR }),
    ];
    fc.assert(
      fc.property(anyFilter, anyFilter, (one, other) => {
        for (const room of rooms)
          if (matchesFilter(room, { ...one, ...other }, clock)) expect(matchesFilter(room, other, clock)).toBe(true);
      }),
    );
  });

  it("SEARCH-10 the moment at which the clock alone changes the answer is known, and nothing changes before it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 * HOUR }), fc.integer({ min: 0, max: 30 * HOUR }), (ageMs, laterMs) => {
        const room = summary({ lastInboundAt: NOW - ageMs, snoozedUntil: NOW + 5 * HOUR });
        const state = (now: number): string =>
          [...SESSION_STATES.map((one) => matchesFilter(room, { sessions: [one] }, { ...clock, now }))].join() +
          matchesFilter(room, { snoozed: true }, { ...clock, now });
        const dueAt = nextChangeAt(room, clock);
        const before = Math.min(NOW + laterMs, dueAt - 1);
        expect(state(before)).toBe(state(NOW));
        if (Number.isFinite(dueAt)) expect(state(dueAt)).not.toBe(state(NOW));
      }),
    );
  });
});

describe("the filter in the address", () => {
  it("SEARCH-9, NAV-2 what is written is read again, and the server understands it", () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const query = filterQuery(filter);
        expect(sorted(parseFilter(query))).toEqual(sorted(filter));
        expect(filterQuery(parseFilter(query))).toBe(query);
        const asked = roomFilterSchema.parse(Object.fromEntries(new URLSearchParams(query)));
        expect(sorted(asked)).toEqual(sorted(filter));
      }),
    );
  });

  it("EMBED-6 what is not understood is left out", () => {
    expect(parseFilter("sessions=asleep,open&unresponded=maybe&from=yesterday&colour=red")).toEqual({
      sessions: ["open"],
    });
    expect(parseFilter("sessions=&tagIds=,")).toBe(NO_FILTER);
  });

  it("SEARCH-9 the number of active fields; the two ends of the dates are one", () => {
    expect(activeFields(NO_FILTER)).toBe(0);
    expect(activeFields(parseFilter("sessions=open,expired&tagIds=a&from=1&until=2&campaign=true"))).toBe(4);
  });

  it("SEARCH-9 a chip takes away its value, and the field with the last of them", () => {
    const filter = parseFilter("tagIds=a,b&from=1&until=2");
    expect(without(filter, "tagIds", "a")).toEqual({ tagIds: ["b"], from: 1, until: 2 });
    expect(without(without(filter, "tagIds", "a"), "tagIds", "b")).toEqual({ from: 1, until: 2 });
    expect(without(without(filter, "dates"), "tagIds")).toBe(NO_FILTER);
  });

  it("SEARCH-11 what no longer exists is dropped; what is not known yet stays", () => {
    const filter = parseFilter("agentIds=me,mem_gone&tagIds=none,tag_gone,tag_vip&integrationIds=int_gone");
    const names: KnownNames = {
      members: [{ memberId: "mem_me", name: "Bagas", role: "agent", isOnline: true, openRooms: 0, limits: [] }],
      tags: [vip],
      integrations: null,
      divisions: [],
    };
    expect(withoutUnknown(filter, names)).toEqual({
      agentIds: ["me"],
      tagIds: ["none", "tag_vip"],
      integrationIds: ["int_gone"],
    });
    const known = parseFilter("tagIds=tag_vip");
    expect(withoutUnknown(known, names)).toBe(known);
  });

  it("days are those of the organization, both ends included", () => {
    const range = rangeOfDays({ from: "2026-11-20", until: "2026-11-21" }, "Asia/Jakarta");
    expect(range).toEqual({ from: Date.UTC(2026, 10, 19, 17), until: Date.UTC(2026, 10, 21, 17) - 1 });
    expect(rangeOfDays({ from: "", until: "" }, "Asia/Jakarta")).toEqual({});
    // A day of 23 hours.
    const { from = 0, until = 0 } = rangeOfDays({ from: "2026-03-29", until: "2026-03-29" }, "Europe/Berlin");
    expect(until + 1 - from).toBe(23 * HOUR);
  });
});

describe("chips", () => {
  const names: KnownNames = {
    members: [{ memberId: "mem_dewi", name: "Dewi", role: "agent", isOnline: true, openRooms: 0, limits: [] }],
    tags: [vip],
    integrations: [{ integrationId: "int_a", name: "Shop", channel: "web_chat", isEnabled: true }],
    divisions: [],
  };
  const all = parseFilter(
    "sessions=expiring&agentIds=me,mem_dewi&tagIds=none,tag_vip&integrationIds=int_a&divisionIds=general&unresponded=true&campaign=true&snoozed=true",
  );

  it("SEARCH-9 every active field is named in both languages", () => {
    const labels = (text: Localizer): string[] => chipsOf(all, names, text).map(({ label }) => label);
    expect(labels(new Localizer("en"))).toEqual([
      "Expiring",
      "Mine",
      "Dewi",
      "Untagged",
      "VIP",
      "Shop",
      "General",
      "Unresponded",
      "Campaign",
      "Snoozed",
    ]);
    expect(labels(new Localizer("id"))).toEqual([
      "Segera berakhir",
      "Milik saya",
      "Dewi",
      "Tanpa tag",
      "VIP",
      "Shop",
      "General",
      "Belum dibalas",
      "Kampanye",
      "Ditunda",
    ]);
    expect(FLAG_FIELDS.length).toBe(3);
  });

  it("dates say which end is meant", () => {
    const text = new Localizer("en", "Asia/Jakarta");
    const label = (filter: RoomFilter): string | undefined => chipsOf(filter, names, text)[0]?.label;
    expect(label({ from: NOW })).toBe("From 21 Nov 2026");
    expect(label({ until: NOW })).toBe("Until 21 Nov 2026");
    expect(label({ from: NOW, until: NOW })).toBe("21 Nov 2026 to 21 Nov 2026");
  });
});
