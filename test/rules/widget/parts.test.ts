import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solve } from "../../../widget/panel/challenge/challenge.ts";
import { leadingZeroBits, sha256 } from "../../../widget/panel/challenge/sha256.ts";
import { isNeeded } from "../../../widget/panel/form/form.ts";
import { whenOpen } from "../../../widget/panel/format.ts";
import { isPath } from "../../../widget/panel/greeting/greeting.ts";
import { placeOf } from "../../../widget/panel/page/page.ts";
import { en } from "../../../widget/panel/strings/en.ts";
import { id } from "../../../widget/panel/strings/id.ts";

const hex = (words: Uint32Array): string => [...words].map((word) => word.toString(16).padStart(8, "0")).join("");

describe("BEY-20 the proof of work", () => {
  it("hashes every text as the standard says", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        expect(hex(sha256(text))).toBe(createHash("sha256").update(text).digest("hex"));
      }),
    );
  });

  it("finds a number whose hash begins with so many zero bits", async () => {
    const nonce = await solve("a.seed", 12);
    const hash = createHash("sha256").update(`a.seed.${nonce}`).digest();
    expect(hash.readUInt32BE(0) >>> 20).toBe(0);
    expect(leadingZeroBits(sha256(`a.seed.${nonce}`))).toBeGreaterThanOrEqual(12);
  });
});

describe("BEY-12 where a visitor is", () => {
  it.each([
    ["https://shop.example/a/b?token=secret&size=m#top", "https://shop.example/a/b?token&size"],
    ["https://shop.example/?q=1&q=2", "https://shop.example/?q"],
    ["https://user:word@shop.example/x", "https://shop.example/x"],
    ["", ""],
    ["about:blank", "nullblank"],
  ])("%s is told as %s", (address, told) => {
    expect(placeOf(address)).toBe(told);
  });

  it("never tells a value of the query or a fragment", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
        const [path, query = ""] = placeOf(address).split("?");
        expect(path).not.toContain("#");
        expect(query).not.toMatch(/[#=]/);
      }),
    );
  });
});

describe("BEY-13 pages of greetings", () => {
  it.each([
    ["/pricing", "/pricing", true],
    ["/pricing", "/pricing/team", false],
    ["/pricing*", "/pricing/team?x=1", true],
    ["/*/sale", "/shoes/sale", true],
    ["/a.b", "/axb", false],
    ["/a(b)+[c]", "/a(b)+[c]", true],
    ["*", "/anything", true],
  ])("%s and %s: %s", (pattern, path, fits) => {
    expect(isPath(pattern, path)).toBe(fits);
  });

  it("BEY-13 stops no page, however many signs for anything there are and however long its address is", () => {
    expect(isPath(`/${"a*".repeat(90)}b`, `/${"a".repeat(5_000)}`)).toBe(false);
    expect(isPath(`/${"a*".repeat(90)}b`, `/${"a".repeat(5_000)}b`)).toBe(true);
    expect(isPath("/x**", "/y")).toBe(false);
    // What two parts would share is there only once.
    expect(isPath("/aba*aba", "/ababa")).toBe(false);
  });
});

describe("WIDGET-11 the form", () => {
  const prechat = { title: null, subtitle: null, email: "required", phone: "optional" } as const;
  it("is needed until everything required is known and right", () => {
    expect(isNeeded(prechat, {})).toBe(true);
    expect(isNeeded(prechat, { name: "Ayu" })).toBe(true);
    expect(isNeeded(prechat, { name: "Ayu", email: "ayu@" })).toBe(true);
    expect(isNeeded(prechat, { name: "Ayu", email: "ayu@kopi.example" })).toBe(false);
    expect(isNeeded(prechat, { name: "Ayu", email: "ayu@kopi.example", phone: "12" })).toBe(true);
    expect(isNeeded({ ...prechat, email: "off" }, { name: "Ayu" })).toBe(false);
  });
});

describe("WIDGET-13 what is promised", () => {
  it("says in words how soon an answer comes, in hours once minutes say little", () => {
    expect([1, 5, 90, 91, 150].map((minutes) => en.replies(minutes))).toEqual([
      "Replies in about a minute",
      "Replies in about 5 minutes",
      "Replies in about 90 minutes",
      "Replies in about 2 hours",
      "Replies in about 3 hours",
    ]);
    expect(id.replies(5)).toBe("Biasanya membalas dalam 5 menit");
  });

  it("says when the office opens, with the day unless it is today", () => {
    const now = new Date(2026, 10, 20, 7, 0).getTime();
    expect(whenOpen(new Date(2026, 10, 20, 9, 0).getTime(), now, en)).toBe("09:00");
    expect(whenOpen(new Date(2026, 10, 23, 9, 0).getTime(), now, en)).toBe("Monday 09:00");
    expect(whenOpen(new Date(2026, 10, 23, 9, 0).getTime(), now, id)).toBe("Senin 09.00");
  });
});
