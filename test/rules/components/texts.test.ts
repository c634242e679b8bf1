import { describe, expect, it } from "vitest";
import { refusalText } from "../../../components/data/texts-of-errors.ts";
import { isBigEmoji, partsOf } from "../../../components/inbox/conversation/rich-text.ts";
import { hueOf, initials, joinNames } from "../../../components/inbox/people.ts";
import type { Entry } from "../../../components/strings/catalogue.ts";
import { en } from "../../../components/strings/en.ts";
import { id } from "../../../components/strings/id.ts";
import { chooseLanguage, Localizer } from "../../../components/strings/localizer.ts";
import { CHANNELS } from "../../../protocol/channels.ts";
import { CODES } from "../../../protocol/codes.ts";
import { HOUR, MINUTE, NOW } from "../../support/component-builders.ts";

const english = new Localizer("en", "Asia/Jakarta");
const indonesian = new Localizer("id", "Asia/Jakarta");
const formsOf = (entry: Entry): string[] => (typeof entry === "string" ? [entry] : Object.values(entry));
const placeholders = (form: string): string[] => [...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();

describe("languages", () => {
  it("I18N-1 both catalogues have the same keys", () => {
    expect(Object.keys(id).sort()).toEqual(Object.keys(en).sort());
  });

  it("I18N-1 both languages fill in the same values; a singular may leave out its number", () => {
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      const master = placeholders(formsOf(en[key]).at(-1) ?? "");
      expect([key, ...placeholders(formsOf(id[key]).at(-1) ?? "")]).toEqual([key, ...master]);
      for (const form of formsOf(en[key]))
        expect(["n", ...placeholders(form)]).toEqual(expect.arrayContaining(["n", ...master]));
    }
  });

  it("I18N-1 no text is empty or forgotten in the other language", () => {
    const alike = Object.keys(en).filter((key) => {
      const [a, b] = [en[key as keyof typeof en], id[key as keyof typeof id]];
      return (
        JSON.stringify(a) === JSON.stringify(b) && !/^(channel|app|role|presence\.o|members\.o|common\.notA)/.test(key)
      );
    });
    // Words that both languages write alike.
    expect(alike.sort()).toEqual(
      [
        "attach.audio",
        "detail.channel",
        "detail.email",
        "division.general",
        "emoji.label",
        "filter.title",
        "keys.filter",
        "list.statusChoice",
        "media.audio",
        "media.video",
        "message.kind.audio",
        "message.kind.video",
        "survey.ces",
        "survey.csat",
        "survey.nps",
      ].sort(),
    );
    for (const entry of [...Object.values(en), ...Object.values(id)])
      for (const form of formsOf(entry)) expect(form.trim()).not.toBe("");
  });

  it("I18N-3 plurals are right in both", () => {
    expect([1, 2, 0].map((n) => english.t("list.unread", { n }))).toEqual([
      "1 unread message",
      "2 unread messages",
      "0 unread messages",
    ]);
    expect(["1.5", "1,234", "99+"].map((n) => english.t("list.unread", { n }))).toEqual([
      "1.5 unread messages",
      "1,234 unread messages",
      "99+ unread messages",
    ]);
    expect([1, 2].map((n) => indonesian.t("list.unread", { n }))).toEqual([
      "1 pesan belum dibaca",
      "2 pesan belum dibaca",
    ]);
  });

  it("I18N-3 dates and times follow the language, GEN-5 the organization's zone", () => {
    expect(english.dateTime(NOW)).toBe("21 Nov 2026 10:00");
    expect(indonesian.dateTime(NOW)).toBe("21 Nov 2026 10:00");
    expect(english.dayName(NOW - 24 * HOUR, NOW)).toBe("Yesterday");
    expect(indonesian.dayName(NOW - 72 * HOUR, NOW)).toBe("Rabu, 18 November");
    expect(new Localizer("en", "America/New_York").time(NOW)).toBe("22:00");
  });

  it("tells durations in whole units, never more than is left", () => {
    expect([30_000, 59 * MINUTE, 60 * MINUTE, 119 * MINUTE, 49 * HOUR].map((ms) => english.duration(ms))).toEqual([
      "1 min",
      "59 min",
      "1 h",
      "1 h",
      "2 d",
    ]);
  });

  it("GEN-8 counters above 99 show 99+", () => {
    expect([99, 100].map((n) => english.count(n))).toEqual(["99", "99+"]);
  });

  it("I18N-2 the first known wish decides", () => {
    expect(chooseLanguage("fr", null, "id")).toBe("id");
    expect(chooseLanguage("id-ID", "en")).toBe("id");
  });

  it("names every channel", () => {
    for (const channel of CHANNELS) expect(english.find(`channel.${channel}`)).toBeDefined();
  });

  it("GEN-7 every refusal has words, none of them a code", () => {
    for (const code of Object.keys(CODES) as (keyof typeof CODES)[])
      for (const text of [english, indonesian])
        expect(refusalText({ code, params: { name: "Dewi" } }, text)).not.toMatch(/[a-z][._][a-z]/);
    expect(refusalText({ code: "assign.taken", params: { name: "Dewi" } }, english)).toBe("Already taken by Dewi");
    expect(refusalText({ code: "assign.taken" }, indonesian)).toBe("Sudah diambil oleh orang lain.");
  });
});

describe("texts of people", () => {
  it("MSG-16 web links are cut out, sentence marks are not part of them, and nothing else is a link", () => {
    expect(partsOf("See https://a.example/x?y=1. Or www.b.example!").filter(({ href }) => href !== null)).toEqual([
      { text: "https://a.example/x?y=1", href: "https://a.example/x?y=1", marks: [] },
      { text: "www.b.example", href: "https://www.b.example/", marks: [] },
    ]);
    expect(partsOf("javascript:alert(1) <b>data:text/html,x</b>").every(({ href }) => href === null)).toBe(true);
    const text = "a https://x.example b";
    expect(
      partsOf(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
  });

  it("knows one to three lone emoji", () => {
    expect(["😀", "👍🏽👨‍👩‍👧", "🇮🇩", "ok 😀", "😀😀😀😀", "12"].map(isBigEmoji)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it("makes initials of any script", () => {
    expect(["Rani Puspita", "dewi", "Ahmad bin Ali", "مريم حسن", "李 小龙", "🙂 Joy", "…"].map(initials)).toEqual([
      "RP",
      "D",
      "AA",
      "مح",
      "李小",
      "J",
      "",
    ]);
  });

  it("gives everybody a steady tint of eight", () => {
    const hues = Array.from({ length: 200 }, (_, index) => hueOf(`con_${index}`));
    expect(new Set(hues).size).toBe(8);
    expect(hueOf("con_1")).toBe(hueOf("con_1"));
  });

  it("joins names and counts the rest", () => {
    expect(joinNames(["A", "B", "C", "D"])).toBe("A, B +2");
  });
});
