import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProblemError } from "../../../client/api.ts";
import { Form, type Stored } from "../../../components/settings/form.ts";
import { differences, merged } from "../../../components/settings/merge.ts";
import { clockOf, stepClock, tidyClock } from "../../../components/settings/parts/clock-times.ts";
import { zoneName, zoneOffset, zoneOptions } from "../../../components/settings/parts/zones.ts";
import { mayOpen, pageOf, pagesFor, SETTINGS_PAGES } from "../../../components/settings/sections.ts";
import { findSettings } from "../../../components/settings/settings-search.ts";
import { badFieldText, settingsErrorText } from "../../../components/settings/settings-texts.ts";
import { ALL_WANTED, filterOf, parseWanted } from "../../../components/settings/users/users-tools.ts";
import { parseRoute, settingsAddress } from "../../../components/shell/routes.ts";
import type { Entry } from "../../../components/strings/catalogue.ts";
import { auditEn } from "../../../components/strings/en/audit.ts";
import { developerEn } from "../../../components/strings/en/developer.ts";
import { reportEn } from "../../../components/strings/en/report.ts";
import { settingsEn } from "../../../components/strings/en/settings.ts";
import { settingsMenuEn } from "../../../components/strings/en/settings-menu.ts";
import { surveysEn } from "../../../components/strings/en/surveys.ts";
import { webchatEn } from "../../../components/strings/en/webchat.ts";
import { auditId } from "../../../components/strings/id/audit.ts";
import { developerId } from "../../../components/strings/id/developer.ts";
import { reportId } from "../../../components/strings/id/report.ts";
import { settingsId } from "../../../components/strings/id/settings.ts";
import { settingsMenuId } from "../../../components/strings/id/settings-menu.ts";
import { surveysId } from "../../../components/strings/id/surveys.ts";
import { webchatId } from "../../../components/strings/id/webchat.ts";
import { Localizer } from "../../../components/strings/localizer.ts";
import { minutesOf } from "../../../protocol/office-hours.ts";
import { ACTIONS, can, type Role } from "../../../protocol/roles.ts";

const english = new Localizer("en", "Asia/Jakarta");
const indonesian = new Localizer("id", "Asia/Jakarta");
const SWITCHES = { agentCanTakeOver: true, agentCanAssign: true, agentCanBroadcast: false, contactMasking: false };
const pagesOf = (role: Role) => pagesFor(ACTIONS.filter((action) => can(role, action, SWITCHES)));

describe("pages and addresses", () => {
  it("SET-1 ROLE-2 admins have every page, supervisors Chat only, agents none", () => {
    expect(pagesOf("admin")).toEqual(SETTINGS_PAGES.filter(({ section }) => section !== "integrations"));
    expect(pagesOf("supervisor").map(({ section }) => section)).toEqual([
      "chat/auto-responder",
      "chat/office-hours",
      "chat/templates",
      "chat/tags",
      "chat/auto-resolve",
    ]);
    expect(pagesOf("agent")).toEqual([]);
  });

  it("NAV-2 every page has its own address, and no other address is one", () => {
    for (const { section } of SETTINGS_PAGES) {
      const url = new URL(settingsAddress(section), "https://sapa.example");
      expect(parseRoute(url)).toEqual({ name: section === "integrations" ? section : "settings", section, filter: "" });
    }
    const at = (path: string) => parseRoute(new URL(path, "https://sapa.example"));
    expect(at("/settings")).toEqual({ name: "settings", section: null, filter: "" });
    const users = settingsAddress("accounts/users", filterOf({ q: " ayu & co ", role: "agent", state: "" }));
    const route = at(users);
    expect(route.name === "settings" && parseWanted(route.filter)).toEqual({ q: "ayu & co", role: "agent", state: "" });
    expect(filterOf(ALL_WANTED)).toBe("");
    expect(parseWanted("role=king&state=active")).toEqual({ q: "", role: "", state: "active" });
    expect(at("/settings/chat")).toEqual({ name: "unknown", action: "menu.settings" });
    expect(at("/settings/chat/tags/more")).toEqual({ name: "unknown", action: "menu.settings" });
    expect(pageOf("toString")).toBe(null);
  });

  it("NAV-2 every widget's set-up and every survey has its own address, and integrations stand beside the settings", () => {
    const at = (path: string) => parseRoute(new URL(path, "https://sapa.example"));
    for (const section of ["integrations/webchat/int_shop", "score/nps"]) {
      const name = section.startsWith("score") ? "settings" : "integrations";
      expect(at(settingsAddress(section))).toEqual({ name, section, filter: "" });
    }
    expect(at("/settings/integrations")).toEqual({ name: "unknown", action: "menu.settings" });
    expect(at("/integrations/webchat")).toEqual({ name: "unknown", action: "menu.integrations" });
    expect(at("/integrations/webchat/a/b")).toEqual({ name: "unknown", action: "menu.integrations" });
    expect(at("/integrations/email")).toEqual({ name: "unknown", action: "menu.integrations" });
    expect(at("/settings/score/stars")).toEqual({ name: "unknown", action: "menu.settings" });
  });

  it("NAV-1 INTEG-7 integrations are for admins and supervisors", () => {
    const page = pageOf("integrations")!;
    const may = (role: Role) =>
      mayOpen(
        page,
        ACTIONS.filter((action) => can(role, action, SWITCHES)),
      );
    expect([may("admin"), may("supervisor"), may("agent")]).toEqual([true, true, false]);
  });

  it("finds pages by name first, then by what is on them, in the person's language", () => {
    const found = (words: string, text = english) =>
      findSettings(pagesOf("admin"), words, text).map(({ page, field }) => [page.text, field]);
    expect(found(" TAG")[0]).toEqual(["tags", null]);
    expect(found("tag")).toContainEqual(["autoResolve", "Tag them with"]);
    expect(found("libur", indonesian)).toEqual([["officeHours", "Hari libur"]]);
    expect(found("zzz")).toEqual([]);
    expect(findSettings(pagesOf("supervisor"), "mask", english)).toEqual([]);
  });
});

describe("texts of the settings", () => {
  const catalogues: [Record<string, Entry>, Record<string, Entry>][] = [
    [settingsEn, settingsId],
    [settingsMenuEn, settingsMenuId],
    [webchatEn, webchatId],
    [surveysEn, surveysId],
    [developerEn, developerId],
    [auditEn, auditId],
    [reportEn, reportId],
  ];
  const formsOf = (entry: Entry): string[] => (typeof entry === "string" ? [entry] : Object.values(entry));
  const placeholders = (form: string): string[] =>
    [...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();

  it("I18N-1 both languages have the same keys and fill in the same values; none is empty", () => {
    for (const [en, id] of catalogues) {
      expect(Object.keys(id)).toEqual(Object.keys(en));
      for (const key of Object.keys(en)) {
        const [a, b] = [formsOf(en[key] as Entry), formsOf(id[key] as Entry)];
        expect([key, placeholders(b.at(-1) ?? "")]).toEqual([key, placeholders(a.at(-1) ?? "")]);
        for (const form of [...a, ...b]) expect(form.trim()).not.toBe("");
      }
    }
  });

  it("I18N-1 nothing is forgotten in the other language", () => {
    const alike = catalogues.flatMap(([en, id]) =>
      Object.keys(en).filter((key) => JSON.stringify(en[key]) === JSON.stringify(id[key])),
    );
    // Words that both languages write alike, and names.
    expect(alike.sort()).toEqual([
      "apiTokens",
      "audit",
      "audit.apiKey",
      "audit.area.audit.",
      "audit.field.tagId",
      "audit.nothing",
      "audit.one.api_token.",
      "audit.one.audit.",
      "audit.one.quick_reply.",
      "audit.one.room.",
      "audit.one.tag.",
      "audit.one.webchat.",
      "audit.operator",
      "audit.section.broadcast",
      "audit.system",
      "chat",
      "component.inbox",
      "divisions.general",
      "divisions.supervisorId",
      "embedding",
      "embedding.token",
      "preview.chat",
      "preview.offline",
      "preview.online",
      "report.bot",
      "report.broadcast",
      "report.ces",
      "report.csat",
      "report.nps",
      "setup.email",
      "setup.logo",
      "setup.pixels",
      "setup.whenOffline",
      "setup.whenOnline",
      "setup.zIndex",
      "surveys.ces",
      "surveys.csat",
      "surveys.nps",
      "tokens.kind.bot",
      "users",
      "webchat",
      "webchat.domain",
      "webchat.off",
      "webchat.on",
    ]);
  });

  it("GEN-3 names what is wrong: limit and length, the field's own range, or the code's words", () => {
    const tooLong = { pointer: "/name", code: "too_long" as const, params: { max: 40, length: 41 } };
    expect(badFieldText(tooLong, english)).toBe("At most 40 characters; this has 41");
    expect(badFieldText(tooLong, indonesian)).toBe("Paling banyak 40 karakter; ini 41");
    expect(badFieldText({ pointer: "/name", code: "required" }, indonesian)).toBe("Kolom ini wajib diisi");
    const invalid = { pointer: "/minutes", code: "settings.invalid" as const };
    expect(badFieldText(invalid, english, "From 1 to 5")).toBe("From 1 to 5");
    expect(badFieldText(invalid, english)).toBe("This value is not possible here");
    expect(badFieldText(undefined, english)).toBe(undefined);
    expect(settingsErrorText(new TypeError("no network"), english)).toBe(
      "The server cannot be reached at the moment. Try again shortly.",
    );
  });
});

describe("times and zones", () => {
  it("SET-2 reads times as people type them, and leaves what is none", () => {
    const typed = { "9": "09:00", "930": "09:30", "9.5": "09:05", "17:00": "17:00", "24": "24:00", " 0800 ": "08:00" };
    for (const [text, clock] of Object.entries(typed)) expect([text, tidyClock(text)]).toEqual([text, clock]);
    for (const text of ["", "25", "2401", "9:75", "noon", "12:00:00"]) expect(tidyClock(text)).toBe(text);
  });

  it("SET-2 a tidied time stays as it is, and steps stay within the day on quarters", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1440 }), (minutes) => {
        const clock = clockOf(minutes);
        expect(minutesOf(clock)).toBe(minutes);
        expect(tidyClock(clock)).toBe(clock);
        const [up, down] = [minutesOf(stepClock(clock, 1)), minutesOf(stepClock(clock, -1))];
        expect([up % 15, down % 15]).toEqual([0, 0]);
        expect(up).toBe(Math.min(1440, Math.floor(minutes / 15) * 15 + 15));
        expect(down).toBe(Math.max(0, Math.ceil(minutes / 15) * 15 - 15));
      }),
    );
  });

  it("names zones by their city", () => {
    const at = Date.UTC(2026, 0, 1);
    expect(zoneName("America/Argentina/Buenos_Aires")).toBe("Buenos Aires (America, Argentina)");
    expect([zoneOffset("Asia/Jakarta", at), zoneOffset("Mars/Olympus", at)]).toEqual(["GMT+7", ""]);
    expect(zoneOptions(at)).toContainEqual({ id: "Asia/Makassar", label: "Makassar (Asia)", detail: "GMT+8" });
  });
});

describe("two versions of one form", () => {
  const value = fc.record({
    a: fc.integer({ max: 2, min: 0 }),
    b: fc.boolean(),
    c: fc.array(fc.integer({ max: 1, min: 0 }), { maxLength: 2 }),
  });

  it("GEN-11 what only one of them changed is kept from that one, whichever that is", () => {
    fc.assert(
      fc.property(value, value, value, (base, mine, theirs) => {
        const found = differences(base, mine, theirs);
        const result = merged(theirs, found);
        for (const key of ["a", "b", "c"] as const) {
          const [was, own, other] = [base[key], mine[key], theirs[key]].map((one) => JSON.stringify(one));
          const expected = own === was ? other : own;
          expect(JSON.stringify(result[key])).toBe(expected);
          expect(found.some((one) => one.key === key)).toBe(own !== other);
        }
      }),
    );
  });
});

describe("a form", () => {
  type Value = { name: string; count: number };
  const stored: Stored<Value> = { value: { name: "one", count: 1 }, version: 3 };
  const problem = (code: string, extra: object = {}) =>
    new ProblemError(422, { code: code as never, retryable: false, ...extra });
  const formWith = (send: (value: Value, version: number) => Promise<Stored<Value>>): Form<Value> =>
    new Form(stored, {
      check: ({ name }) => (name === "" ? [{ pointer: "/name", code: "required" }] : []),
      tidy: (value) => ({ ...value, name: value.name.trim() }),
      send,
      readCurrent: (current) => current as Stored<Value> | null,
      pointers: { "tag.exists": "/name" },
    });

  it("GEN-3 trims, checks before it asks the server, and takes a mark away once the fault is gone", async () => {
    const sent: unknown[] = [];
    const form = formWith(async (value, version) => {
      sent.push([value, version]);
      return { value, version: version + 1 };
    });
    form.change({ name: "  " });
    expect([form.isDirty, await form.save()]).toEqual([true, "bad"]);
    expect([form.badAt("/name")?.code, sent.length]).toEqual(["required", 0]);
    form.change({ name: " two " });
    expect(form.badAt("/name")).toBe(undefined);
    expect(await form.save()).toBe("saved");
    expect(sent).toEqual([[{ name: "two", count: 1 }, 3]]);
    expect([form.saved.name, form.version, form.isDirty]).toEqual(["two", 4, false]);
  });

  it("GEN-2 the server's bad fields stand at their fields, also when they are inside `value` or unnamed", async () => {
    const answers = [
      problem("settings.invalid", { fields: [{ pointer: "/value/count", code: "settings.invalid" }] }),
      problem("tag.exists"),
    ];
    const form = formWith(async () => {
      throw answers.shift();
    });
    form.change({ count: 7 });
    expect(await form.save()).toBe("bad");
    expect(form.badAt("/count")?.code).toBe("settings.invalid");
    expect(await form.save()).toBe("bad");
    expect(form.badAt("/name")?.code).toBe("tag.exists");
    expect(form.draft).toEqual({ name: "one", count: 7 });
  });

  it("GEN-11 a conflict keeps both, and what is settled is saved on top of theirs", async () => {
    const theirs: Stored<Value> = { value: { name: "theirs", count: 1 }, version: 9 };
    const versions: number[] = [];
    const form = formWith(async (value, version) => {
      versions.push(version);
      if (version !== 9) throw problem("conflict", { params: { name: "Ayu" }, current: theirs });
      return { value, version: 10 };
    });
    form.change({ count: 2 });
    expect(await form.save()).toBe("conflict");
    expect(form.conflict).toEqual({ name: "Ayu", theirs });
    form.postpone();
    expect([form.draft.count, form.isDirty]).toEqual([2, true]);
    expect(await form.save()).toBe("conflict");
    form.settle(merged(theirs.value, differences(form.saved, form.draft, theirs.value)));
    expect(await form.save()).toBe("saved");
    expect(form.saved).toEqual({ name: "theirs", count: 2 });
    expect(versions).toEqual([3, 3, 9]);
  });

  it("a failed save keeps everything and can be done again; two at once are one", async () => {
    let fails = true;
    let calls = 0;
    const form = formWith(async (value, version) => {
      calls += 1;
      if (fails) throw new TypeError("no network");
      return { value, version: version + 1 };
    });
    form.change({ name: "two" });
    expect(await Promise.all([form.save(), form.save()])).toEqual(["failed", "failed"]);
    expect([calls, form.draft.name, form.failure instanceof TypeError]).toEqual([1, "two", true]);
    fails = false;
    expect(await form.save()).toBe("saved");
    form.change({ name: "three" });
    form.discard();
    expect(form.draft.name).toBe("two");
  });
});
