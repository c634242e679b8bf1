import { describe, expect, it } from "vitest";
import { matchScore, ranked } from "../../../components/inbox/palette/match.ts";
import { type MarkedPart, marked, markedParts, markedPhone } from "../../../components/inbox/search/marked-parts.ts";
import { earliest } from "../../../components/inbox/search/search-work.ts";
import { NOW } from "../../support/component-builders.ts";

const marks = (parts: MarkedPart[]): string[] => parts.flatMap((part) => (part.isMarked ? [part.text] : []));
const whole = (parts: MarkedPart[]): string => parts.map((part) => part.text).join("");

describe("what was searched for is marked", () => {
  it("SEARCH-2 in a snippet that begins shortly before it, also when it looks like a pattern", () => {
    expect(marks(markedParts("Pesanan saya, pesanan (2)", "pesanan"))).toEqual(["Pesanan", "pesanan"]);
    expect(marks(markedParts("Price (USD)", "(usd)"))).toEqual(["(USD)"]);
    expect(markedParts(`${"word ".repeat(30)}needle`, "needle")[0]?.text).toMatch(/^…/);
  });

  it("SEARCH-1 ignoring case and accents, and no letter is lost", () => {
    expect(marks(marked("Chloé Dubois", "chloe"))).toEqual(["Chloé"]);
    expect(marks(marked("JOSÉ e\u0301", "é"))).toEqual(["É", "e\u0301"]);
    for (const text of ["Ångström 👩‍👩‍👧 ﬁne", "İstanbul", ""]) expect(whole(marked(text, "an fi"))).toBe(text);
  });

  it("SEARCH-1 overlapping words are one mark", () => {
    expect(marks(marked("banana", "ban anana"))).toEqual(["banana"]);
  });

  it("SEARCH-1 a phone number however it is written", () => {
    for (const searched of ["0812", "+62 812", "62812", "812"])
      expect(marks(markedPhone("+62 812-3456-789", searched))).toEqual(["812"]);
    expect(marks(markedPhone("+62 812-3456-789", "3456789"))).toEqual(["3456-789"]);
    expect(marks(markedPhone("+62 812****789", "0899"))).toEqual([]);
  });

  it("SEARCH-5 reaches two years back and no further", () => {
    const days = (NOW - earliest(NOW)) / 86_400_000;
    expect(days).toBeGreaterThan(728);
    expect(days).toBeLessThanOrEqual(730.5);
  });
});

describe("the palette", () => {
  const labels = ["Resolve", "Resolve all expired chat room", "Reply", "Show resolved rooms", "Sort by newest"];
  const best = (typed: string): string[] =>
    ranked(
      labels.map((label) => ({ label })),
      typed,
    ).map(({ label }) => label);

  it("BEY-8 beginnings come first, then words, then letters in their order", () => {
    expect(best("reso")).toEqual(["Resolve", "Resolve all expired chat room", "Show resolved rooms"]);
    expect(best("expired")).toEqual(["Resolve all expired chat room"]);
    expect(best("sn")[0]).toBe("Sort by newest");
    expect(best("qqq")).toEqual([]);
    expect(best("")).toEqual(labels);
    expect(matchScore("Sélection", "selec")).toBe(100);
  });
});
