import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judge } from "../../../worker/files/judge.ts";
import { watchCompound, watchText, watchZip } from "../../../worker/files/watch.ts";
import * as sample from "../../support/sample-files.ts";

/** Cut as a sender likes: down to a byte at a time. */
function pieces(bytes: Uint8Array, sizes: number[]): Uint8Array[] {
  const cut: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const end = at + (sizes[turn % sizes.length] ?? 1);
    cut.push(bytes.subarray(at, end));
    at = end;
  }
  return cut;
}

describe("MSG-6 hostile text", () => {
  it.each([
    ["empty comments", "<!---->".repeat(580)],
    ["comments in lines", "<!-- a -->\n".repeat(370)],
    ["comments that never end", "<!-- ".repeat(819)],
    ["ends without beginnings", `<!--${"-->".repeat(1360)}`],
    ["one long name", `<${"a".repeat(4095)}`],
    ["blanks", " ".repeat(4096)],
  ])("%s are judged in time that grows with their length alone", async (_, text) => {
    expect(await judge(sample.utf8(`${text}x`), "catatan.txt")).toHaveProperty("watch");
  });

  it.each(["<!---->".repeat(500), "<!-- a -->\n <!----> ", "\ufeff\n"])(
    "what a browser would run is found behind %j",
    async (before) => {
      for (const active of ["<svg>", "<!DOCTYPE html>", "<script>"])
        expect(await judge(sample.utf8(before + active), "catatan.txt")).toBeNull();
    },
  );
});

describe("MSG-6 a file that comes in pieces", () => {
  const size = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 });
  const ends = (watch: ReturnType<typeof watchZip>, bytes: Uint8Array, sizes: number[]): string | null => {
    for (const piece of pieces(bytes, sizes)) if (!watch.see(piece)) return null;
    return watch.end();
  };

  it("is what it is, however it is cut", () => {
    const docx = sample.docx();
    const padded = sample.joined(docx.subarray(0, 4), new Uint8Array(700_000), docx);
    const doc = sample.compound("WordDocument");
    const text = sample.utf8("Kopi susu ☕ dua\n".repeat(20));
    fc.assert(
      fc.property(size, (sizes) => {
        expect(ends(watchZip("surat.docx"), docx, sizes)).toBe(ends(watchZip("surat.docx"), docx, [docx.length]));
        expect(ends(watchCompound("surat.doc"), doc, sizes)).toBe("application/msword");
        expect(ends(watchText("a.txt"), text, sizes)).toBe("text/plain");
      }),
      { numRuns: 30 },
    );
    expect(ends(watchZip("surat.docx"), docx, [1])).toContain("wordprocessingml");
    expect(ends(watchZip("surat.docx"), padded, [100_003, 1])).toContain("wordprocessingml");
  });
});
