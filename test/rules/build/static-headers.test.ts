import { describe, expect, it } from "vitest";
import { staticHeaders } from "../../../scripts/support/static-headers.ts";

const cachingOf = (path: string): string | undefined =>
  new RegExp(`^${path.replace(/[.*/]/g, "\\$&")}\\n(?: .*\\n)*? {2}Cache-Control: (.*)$`, "m").exec(
    staticHeaders(),
  )?.[1];

describe("how long browsers keep our files", () => {
  it("WIDGET-22 what names files of one build is asked for anew, so that a visitor of yesterday never asks for files that a deployment took away", () => {
    for (const path of ["/widget-late.js", "/widget-preview.js", "/components/sapa.js"])
      expect([path, cachingOf(path)]).toEqual([path, "public, no-cache"]);
  });

  it("files named after their bytes are kept for a year, the one that sites name for five minutes", () => {
    for (const path of ["/widget-assets/*", "/components/chunks/*"]) expect(cachingOf(path)).toContain("immutable");
    expect(cachingOf("/widget.js")).toBe("public, max-age=300, stale-while-revalidate=86400");
  });
});
