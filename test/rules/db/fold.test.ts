import { describe, expect, it } from "vitest";
import { foldPhone, foldText } from "../../../worker/db/fold.ts";
import { decodeCursor, encodeCursor } from "../../../worker/inbox/cursor.ts";

describe("folding for search", () => {
  it("SEARCH-1 ignores case, accents and blanks around", () => {
    expect(foldText("  Déjà   VU ")).toBe("deja vu");
    expect(foldText("ŁÓDŹ")).toBe("łodz");
  });

  it.each(["0812-3456", "+62 812 3456", "628123456", "(62) 8123456"])("SEARCH-1 reads %s as one number", (typed) => {
    expect(foldPhone(typed)).toBe("628123456");
  });
});

describe("cursors", () => {
  it("come back as they went, and nothing else does", () => {
    const cursor = encodeCursor(12, "room_x");
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(decodeCursor(cursor, [/^\d+$/, /^room_/])).toEqual(["12", "room_x"]);
    expect(decodeCursor(cursor, [/^\d+$/])).toBeNull();
    expect(decodeCursor(cursor, [/^room_/, /^\d+$/])).toBeNull();
    expect(decodeCursor("ü", [/^\d+$/])).toBeNull();
  });
});
