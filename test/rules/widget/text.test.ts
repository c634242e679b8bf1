import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pickLanguage } from "../../../widget/language.ts";
import { contrast, readable } from "../../../widget/panel/colours.ts";
import { dayOf } from "../../../widget/panel/format.ts";
import { linkify } from "../../../widget/panel/linkify.ts";
import type { Parts } from "../../../widget/panel/parts.ts";
import { en } from "../../../widget/panel/strings/en.ts";
import { id } from "../../../widget/panel/strings/id.ts";
import { canSend, lengthOf } from "../../../widget/panel/views/composer-view.ts";
import { initialsOf } from "../../../widget/panel/views/header-view.ts";

const written = (draft: string) => ({ draft, isOpen: false, parts: {} as Parts });

describe("MSG-16 links", () => {
  const hrefs = (text: string) => linkify(text).flatMap(({ href }) => href ?? []);

  it.each([
    ["see https://a.example/x.", ["https://a.example/x"]],
    ["(https://a.example/x)", ["https://a.example/x"]],
    ["https://a.example/x_(y)!", ["https://a.example/x_(y)"]],
    ["http://a.example and HTTPS://B.example/?q=1&r=2", ["http://a.example", "HTTPS://B.example/?q=1&r=2"]],
    ["javascript:alert(1) data:text/html,x ftp://a.example //a.example a.example", []],
    ["https:// http://", []],
    ['<a href="https://a.example">x</a>', ["https://a.example"]],
    ["xhttps://a.example", []],
  ])("%s", (text, expected) => {
    expect(hrefs(text)).toEqual(expected);
  });

  it("never changes the text, and never makes anything else than http and https clickable", () => {
    const piece = fc.constantFrom(
      "https://",
      "http://",
      "javascript:",
      "a.example",
      "/x",
      ".",
      ")",
      "(",
      '"',
      "<",
      " ",
      "\n",
      "🍵",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 20 }), (parts) => {
        const text = parts.join("");
        const pieces = linkify(text);
        expect(pieces.map((part) => part.text).join("")).toBe(text);
        for (const { href } of pieces) if (href) expect(["http:", "https:"]).toContain(new URL(href).protocol);
      }),
    );
  });
});

describe("the company's colour", () => {
  it("GEN-10 becomes readable on every surface, whatever it is", () => {
    const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);
    fc.assert(
      fc.property(colour, fc.constantFrom("#f2f4f7", "#23272e"), (accent, surface) => {
        expect(contrast(readable(accent, surface), surface)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  it("stays what it is where it can be read already", () => {
    expect(readable("#2563eb", "#f2f4f7")).toBe("#2563eb");
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  });
});

describe("words", () => {
  it("WIDGET-24 takes the first language it speaks, whatever the region, else English", () => {
    expect(pickLanguage([undefined, "", "fr-FR", "id-ID", "en"])).toBe("id");
    expect(pickLanguage(["EN-gb", "id"])).toBe("en");
    expect(pickLanguage(["fr", "indonesia"])).toBe("en");
  });

  it("I18N-1 every text exists in both languages and differs where it is a sentence", () => {
    const keys = Object.keys(en);
    expect(Object.keys(id).sort()).toEqual([...keys].sort());
    const same = keys.filter((key) => en[key as keyof typeof en] === id[key as keyof typeof id]);
    expect(same).toEqual([]);
  });

  it("ROOM-21 names days by the visitor's calendar", () => {
    const now = new Date(2026, 10, 20, 0, 30).getTime();
    const at = (year: number, month: number, day: number) => new Date(year, month, day, 23, 59).getTime();
    expect(dayOf(now, now, en)).toBe("Today");
    expect(dayOf(at(2026, 10, 19), now, en)).toBe("Yesterday");
    expect(dayOf(at(2026, 10, 18), now, en)).toBe("Wednesday 18 November");
    expect(dayOf(at(2026, 10, 18), now, id)).toBe("Rabu, 18 November");
    expect(dayOf(at(2025, 11, 31), now, id)).toBe("31 Desember 2025");
  });

  it("GEN-6 counts characters as people do, and MSG-2 sends no blanks", () => {
    expect(lengthOf("🍵é")).toBe(2);
    expect(canSend(written(" \n\t "))).toBe(false);
    expect(canSend(written("🍵".repeat(4096)))).toBe(true);
    expect(canSend(written("🍵".repeat(4097)))).toBe(false);
    expect(canSend(written(`  ${"a".repeat(4096)}  `))).toBe(true);
  });

  it("shortens names to initials", () => {
    expect(["Kopi Senja", "Dewi", "ana maria lestari", "", "🍵 Teh"].map(initialsOf)).toEqual([
      "KS",
      "D",
      "AL",
      "",
      "🍵T",
    ]);
  });
});
