import { afterEach, expect, it, vi } from "vitest";

afterEach(() => vi.restoreAllMocks());

it("WIDGET-5 a tag that lost its data-widget, as in a tag manager, says so in the console and does nothing else", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  await import("../../../widget/loader.ts");
  expect(warn.mock.calls).toEqual([["Sapa: no data-widget"]]);
  expect(document.querySelector("sapa-widget")).toBe(null);
});
