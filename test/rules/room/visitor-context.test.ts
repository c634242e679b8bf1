import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskVisitor } from "../../../protocol/masking.ts";
import { keptContext, plainAddress } from "../../../worker/room/rules/visitor-context.ts";

describe("what is kept of a visitor's page", () => {
  it.each([
    ["https://shop.example/a?q=secret&q=2&page=3#token", "https://shop.example/a?q&page"],
    ["https://me:pw@shop.example/", "https://shop.example/"],
    ["javascript:alert(1)", ""],
    ["data:text/html,x", ""],
    ["not an address", ""],
    ["", ""],
  ])("BEY-12 of %s stays %s", (given, kept) => {
    expect(plainAddress(given)).toBe(kept);
  });

  it("BEY-12 PRIVACY no value of a query and no fragment survives, whatever the address", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const kept = plainAddress(url);
        expect(kept).not.toContain("#");
        expect(kept.split("?")[1] ?? "").not.toContain("=");
        expect(plainAddress(kept)).toBe(kept);
      }),
    );
  });

  it("BEY-12 keeps title, attributes and time, and cleans the referrer too", () => {
    const page = { url: "https://a.example/x#y", title: "Menu", referrer: "https://b.example/?q=1" };
    expect(keptContext({ page, attributes: { plan: "gold", visits: 3 } }, 7)).toEqual({
      page: { url: "https://a.example/x", title: "Menu", referrer: "https://b.example/?q" },
      attributes: { plan: "gold", visits: 3 },
      at: 7,
    });
  });

  it("CONTACT-8 BEY-12 hides addresses and numbers in it from those who see contacts masked", () => {
    const masked = maskVisitor({
      page: {
        url: "https://shop.example/u/rina%40example.id/orders/123456789",
        title: "Order of rina@example.id",
        referrer: "",
      },
      attributes: {
        email: "rina@example.id",
        note: "call +62 812-3456-7890 soon",
        phone: 6281234567890,
        plan: "gold",
        paid: true,
        size: 42,
      },
      at: 1,
      isHere: true,
    });
    const shown = JSON.stringify(masked);
    expect(shown).not.toMatch(/rina@|rina%40|812-|81234/);
    expect(masked.page.url).toContain("/orders/123456789");
    expect(masked.attributes).toMatchObject({
      plan: "gold",
      paid: true,
      size: 42,
      note: expect.stringMatching(/^call .*soon$/),
    });
    expect(maskVisitor(masked)).toEqual(masked);
  });

  it("CONTACT-8 BEY-12 takes no longer for addresses that are made to be slow to read", () => {
    // So long that anything but one pass over it would not end within a test run.
    const page = { title: "", referrer: "" };
    for (const part of ["@", "%40", "a@", "a%40", "a@b.", "a", "1(", "a@a.%40"]) {
      const url = `https://shop.example/${part.repeat(5_000)}`;
      const masked = maskVisitor({ page: { ...page, url }, attributes: { note: url }, at: 1, isHere: true });
      expect(masked.page.url.startsWith("https://shop.example/")).toBe(true);
    }
  });
});
