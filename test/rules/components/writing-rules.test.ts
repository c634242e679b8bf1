import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextTickMs } from "../../../components/controllers/session-clock.ts";
import { collisionOf } from "../../../components/inbox/composer/collision.ts";
import { replyState } from "../../../components/inbox/composer/composer-view.ts";
import {
  filledIn,
  matchingNames,
  matchingReplies,
  mentionedIn,
  queryAt,
} from "../../../components/inbox/composer/suggestions.ts";
import { searchEmoji } from "../../../components/inbox/emoji/emoji-list.ts";
import { sessionView } from "../../../components/inbox/session-view.ts";
import { fieldsOf, presetsAt, timeOf } from "../../../components/inbox/time-choice/presets.ts";
import { Localizer } from "../../../components/strings/localizer.ts";
import { DEFAULT_SESSION } from "../../../protocol/session.ts";
import { answers, eventsOf, HOUR, MINUTE, me, NOW, says, summary, viewer } from "../../support/component-builders.ts";

const text = new Localizer("en", "Asia/Jakarta");
const reply = (command: string, words: string) => ({ quickReplyId: command, command, text: words, version: 1 });

describe("MSG-11 quick replies", () => {
  const all = [
    reply("ongkir", "Shipping is free"),
    reply("jam-buka", "We open at 8"),
    reply("promo", "Ongkir gratis!"),
  ];

  it("are asked for by a slash at the very start, in answers only", () => {
    expect(queryAt("/ong", 4, "reply")).toEqual({ kind: "quick", words: "ong", from: 0, to: 4 });
    expect(queryAt("hello /ong", 10, "reply")).toBeNull();
    expect(queryAt("/a\nb", 4, "reply")).toBeNull();
    expect(queryAt("/ong", 4, "note")).toBeNull();
    expect(queryAt("text", 4, "reply")).toBeNull();
  });

  it("are found by command first, then by text, without regard to case", () => {
    expect(matchingReplies(all, "ONG").map(({ command }) => command)).toEqual(["ongkir", "promo"]);
    expect(matchingReplies(all, "").length).toBe(3);
    expect(matchingReplies(all, "nothing")).toEqual([]);
  });

  it("fill in their placeholders; an empty one leaves nothing", () => {
    const values = { contactName: "Rani", agentName: "Bagas", organizationName: "Kopi Senja" };
    const words = "Hi {{contact.name}}, this is {{ agent.name }} of {{organization.name}}. {{other}}";
    expect(filledIn(words, values)).toBe("Hi Rani, this is Bagas of Kopi Senja. {{other}}");
    expect(filledIn("Hi {{contact.name}}, welcome", { ...values, contactName: null })).toBe("Hi, welcome");
    expect(filledIn("{{contact.name}} welcome", { ...values, contactName: null })).toBe("welcome");
    expect(filledIn("Dear {{contact.name}}", { ...values, contactName: null })).toBe("Dear");
    expect(filledIn("Thanks, {{contact.name}}! Bye", { ...values, contactName: null })).toBe("Thanks! Bye");
    expect(filledIn("Hi, {{contact.name}}, welcome", { ...values, contactName: null })).toBe("Hi, welcome");
    expect(filledIn("Hi, {{contact.name}} and all", { ...values, contactName: null })).toBe("Hi, and all");
    expect(filledIn("{{contact.name}}, welcome", { ...values, contactName: null })).toBe("welcome");
  });

  it("a name that looks like a placeholder is not filled in again", () => {
    const values = { contactName: "{{agent.name}}", agentName: "Bagas", organizationName: "" };
    expect(filledIn("Hi {{contact.name}}", values)).toBe("Hi {{agent.name}}");
  });
});

describe("BEY-6 mentions", () => {
  const people = [
    { memberId: "mem_d", name: "Dewi" },
    { memberId: "mem_dl", name: "Dewi Lestari" },
    { memberId: "mem_e", name: "Eka" },
  ];

  it("are asked for by an @ at the beginning of a word, in notes only", () => {
    expect(queryAt("see @dew", 8, "note")).toEqual({ kind: "mention", words: "dew", from: 4, to: 8 });
    expect(queryAt("mail@dew", 8, "note")).toBeNull();
    expect(queryAt("see @dew", 8, "reply")).toBeNull();
    expect(matchingNames(people, "les").map(({ name }) => name)).toEqual(["Dewi Lestari"]);
  });

  it("ROOM-25 beginnings of names come before letters within one", () => {
    const colleagues = ["Gita", "Maman Taufik", "Suhartono", "Made Tari", "Tantri", "Anna-Tania"].map((name) => ({
      name,
    }));
    expect(matchingNames(colleagues, "ta").map(({ name }) => name)).toEqual([
      "Tantri",
      "Maman Taufik",
      "Made Tari",
      "Anna-Tania",
      "Gita",
    ]);
  });

  it("go to the longest name that stands there", () => {
    expect(mentionedIn("@Dewi Lestari please", people)).toEqual(["mem_dl"]);
    expect(mentionedIn("@Dewi and @Dewi Lestari", people).sort()).toEqual(["mem_d", "mem_dl"]);
    expect(mentionedIn("Dewi, have a look", people)).toEqual([]);
  });
});

describe("BEY-11, ROOM-27 collisions", () => {
  const typing = (memberId: string, name: string) => ({ type: "member" as const, memberId, name });
  const dewi = { memberId: "mem_dewi", name: "Dewi" };

  it("somebody else who writes is a hint only while something is written here", () => {
    expect(collisionOf([], [typing("mem_dewi", "Dewi")], 3, me.memberId)).toEqual({ kind: "writing", names: ["Dewi"] });
    expect(collisionOf([], [typing("mem_dewi", "Dewi")], null, me.memberId)).toBeNull();
    expect(collisionOf([], [typing(me.memberId, me.name), { type: "contact" }], 3, me.memberId)).toBeNull();
  });

  it("an answer of a colleague since then weighs more than typing; an older one and the own do not count", () => {
    const events = eventsOf([answers("old", dewi), says("?"), answers("own"), answers("new", dewi)]);
    expect(collisionOf(events, [typing("mem_eka", "Eka")], 2, me.memberId)).toEqual({
      kind: "answered",
      names: ["Dewi"],
    });
    expect(collisionOf(events, [], 4, me.memberId)).toBeNull();
  });
});

describe("the lock of the composer", () => {
  it("BLOCK-3 a blocked contact locks it in any status; whoever may unblock is offered that", () => {
    for (const status of ["unassigned", "assigned", "resolved"] as const) {
      const room = summary({ status, isBlocked: true });
      expect(replyState(room, "open", viewer())).toEqual({ kind: "blocked", mayUnblock: true });
    }
    expect(replyState(summary({ isBlocked: true }), "open", viewer("agent"))).toEqual({
      kind: "blocked",
      mayUnblock: false,
    });
  });

  it("SESS-6, SESS-7 only WhatsApp has a form to send when the session is over", () => {
    const room = (channel: "wa_cloud" | "ig") => summary({ channel, status: "assigned" });
    expect(replyState(room("wa_cloud"), "expired", viewer())).toEqual({ kind: "expired", hasTemplates: true });
    expect(replyState(room("ig"), "expired", viewer())).toEqual({ kind: "expired", hasTemplates: false });
  });

  it("SESS-3, SESS-10 the clock ticks at every boundary, by minutes, and by seconds near the end", () => {
    const start = NOW;
    const at = (ageMs: number) => nextTickMs(start, start + ageMs, DEFAULT_SESSION);
    expect(at(16 * HOUR - 10)).toBe(10);
    expect(at(24 * HOUR - 250)).toBe(250);
    expect(at(23 * HOUR)).toBe(MINUTE);
    expect(at(23 * HOUR + 55 * MINUTE + 300)).toBe(700);
    expect(at(24 * HOUR)).toBeNull();
    expect(nextTickMs(null, NOW, DEFAULT_SESSION)).toBeNull();
  });

  it("SESS-3 after a tick something else is shown, whenever it is asked", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 * HOUR - 1 }), (ageMs) => {
        const waitMs = nextTickMs(NOW, NOW + ageMs, DEFAULT_SESSION);
        if (waitMs === null) throw new Error("a running session always has a next tick");
        expect(waitMs).toBeGreaterThan(0);
        expect(waitMs).toBeLessThanOrEqual(MINUTE);
        const room = { channel: "wa_cloud", lastInboundAt: NOW, lastSeenAt: null };
        const before = sessionView(room, NOW + ageMs, text);
        const state = sessionView(room, NOW + ageMs + waitMs - 1, text).state;
        expect(state).toBe(before.state);
      }),
    );
  });

  it("SESS-3 the last ten minutes are told to the second", () => {
    const room = { channel: "wa_cloud", lastInboundAt: NOW, lastSeenAt: null };
    const left = (ms: number) => sessionView(room, NOW + 24 * HOUR - ms, text).sentence;
    expect(left(10 * MINUTE)).toBe("Expiring · 10:00 left");
    expect(left(61_000)).toBe("Expiring · 1:01 left");
    expect(left(500)).toBe("Expiring · 0:01 left");
    expect(left(10 * MINUTE + 1)).toBe("Expiring · 10 min left");
  });
});

describe("BEY-5 times ahead", () => {
  const zone = "Asia/Jakarta";
  const shown = (at: number) => `${fieldsOf(at, zone).date} ${fieldsOf(at, zone).time}`;

  it("presets are clock times of the organization's zone", () => {
    // Saturday 21 Nov 2026, 10:00 in Jakarta.
    expect(presetsAt(NOW, zone, "send").map(({ name, at }) => [name, shown(at)])).toEqual([
      ["hour", "2026-11-21 11:00"],
      ["tonight", "2026-11-21 18:00"],
      ["tomorrow", "2026-11-22 09:00"],
      ["nextWeek", "2026-11-23 09:00"],
    ]);
    expect(presetsAt(NOW, zone, "snooze").map(({ name, at }) => [name, shown(at)])).toEqual([
      ["laterToday", "2026-11-21 13:00"],
      ["tomorrow", "2026-11-22 09:00"],
      ["nextWeek", "2026-11-23 09:00"],
    ]);
  });

  it("are ahead, in order and each only once, at any moment in any zone", () => {
    const zones = fc.constantFrom(
      "Asia/Jakarta",
      "America/New_York",
      "Pacific/Auckland",
      "Europe/Berlin",
      "Asia/Kathmandu",
    );
    const moments = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) });
    fc.assert(
      fc.property(moments, zones, fc.constantFrom("send" as const, "snooze" as const), (now, anyZone, kind) => {
        const times = presetsAt(now, anyZone, kind).map(({ at }) => at);
        expect(times.every((at) => at > now)).toBe(true);
        expect([...new Set(times)].sort((a, b) => a - b)).toEqual(times);
        for (const at of times) expect(timeOf(fieldsOf(at, anyZone), anyZone)).toBe(Math.floor(at / MINUTE) * MINUTE);
      }),
    );
  });

  it("a missing or broken field is no time", () => {
    expect(timeOf({ date: "", time: "10:00" }, zone)).toBeNull();
    expect(timeOf({ date: "2026-11-21", time: "" }, zone)).toBeNull();
  });
});

describe("emoji", () => {
  const groups = [[{ emoji: "😀", name: "wajah gembira", words: "wajah gembira senyum grinning face" }]];
  it("are found by the beginning of words, in the member's language and in English", () => {
    expect(searchEmoji(groups, "Seny").length).toBe(1);
    expect(searchEmoji(groups, "face grin").length).toBe(1);
    expect(searchEmoji(groups, "yum")).toEqual([]);
    expect(searchEmoji(groups, "  ")).toEqual([]);
  });
});
