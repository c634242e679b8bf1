import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesText, fileRefusalText } from "../../../components/inbox/media/file-texts.ts";
import { frameOf } from "../../../components/inbox/media/media-size.ts";
import { FITTING, moved, SCALE_MAX, scaled } from "../../../components/inbox/media/zoom.ts";
import { Localizer } from "../../../components/strings/localizer.ts";
import { MB } from "../../../protocol/files.ts";

const en = new Localizer("en");
const id = new Localizer("id");

describe("GEN-6 sizes in words", () => {
  it.each([
    [1, "1 B", "1 B"],
    [1023, "1,023 B", "1.023 B"],
    [1024, "1 KB", "1 KB"],
    [MB - 1, "1,023 KB", "1.023 KB"],
    [MB, "1 MB", "1 MB"],
    [1.29 * MB, "1.2 MB", "1,2 MB"],
    [5 * MB, "5 MB", "5 MB"],
    [104.9 * MB, "104 MB", "104 MB"],
  ])("%d", (bytes, english, indonesian) => {
    expect([bytesText(bytes, en), bytesText(bytes, id)]).toEqual([english, indonesian]);
  });

  it("MSG-6 the file, its size and the limit are named, also when only a byte is between them", () => {
    const refused = (size: number) =>
      fileRefusalText({ code: "msg.file_size", params: { name: "foto.png", size, limit: 5 * MB } }, en);
    expect(refused(6.2 * MB)).toBe("foto.png has 6.2 MB; at most 5 MB are allowed here");
    expect(refused(5 * MB + 1)).toBe("foto.png has 5,242,881 B; at most 5 MB are allowed here");
  });

  it("MSG-6 the allowed kinds are named", () => {
    const params = { name: "a.exe", allowed: "JPG, PNG" };
    expect(fileRefusalText({ code: "msg.file_type", params }, id)).toBe(
      "a.exe tidak dapat dikirim di sini. Yang boleh: JPG, PNG",
    );
  });
});

describe("a picture's place", () => {
  it("has its shape, is never larger than allowed nor too small to hit", () => {
    const pixels = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(pixels, pixels, (width, height) => {
        const frame = frameOf({ width, height });
        expect(frame.width).toBeGreaterThanOrEqual(96);
        expect(frame.height).toBeGreaterThanOrEqual(96);
        expect(frame.width).toBeLessThanOrEqual(320);
        expect(frame.height).toBeLessThanOrEqual(340);
        const isFree = Math.min(frame.width, frame.height) > 96;
        if (isFree) expect(Math.abs(frame.width / frame.height - width / height)).toBeLessThan(width / height / 40);
      }),
    );
    expect(frameOf({ width: 200, height: 150 })).toEqual({ width: 200, height: 150 });
  });

  it("is kept also where nothing is known of it", () => {
    expect(frameOf({})).toEqual({ width: 280, height: 210 });
  });
});

describe("zooming", () => {
  const box = { width: 800, height: 600 };
  const point = fc.record({ x: fc.integer({ min: -600, max: 600 }), y: fc.integer({ min: -400, max: 400 }) });
  const step = fc.oneof(
    fc.record({ factor: fc.double({ min: 0.2, max: 5, noNaN: true }), point }),
    fc.record({ by: point }),
  );

  it("stays between fitting and its maximum, and never loses the picture from the screen", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let zoom = FITTING;
        for (const one of steps)
          zoom = "by" in one ? moved(zoom, one.by, box) : scaled(zoom, one.factor, one.point, box);
        expect(zoom.scale).toBeGreaterThanOrEqual(1);
        expect(zoom.scale).toBeLessThanOrEqual(SCALE_MAX);
        expect(Math.abs(zoom.x)).toBeLessThanOrEqual((box.width * (zoom.scale - 1)) / 2 + 1e-6);
        expect(Math.abs(zoom.y)).toBeLessThanOrEqual((box.height * (zoom.scale - 1)) / 2 + 1e-6);
      }),
    );
  });

  it("keeps what lies under the pointer there", () => {
    const at = { x: 100, y: -50 };
    const zoom = scaled(FITTING, 2, at, box);
    expect([zoom.x + (at.x - 0) * 2, zoom.y + (at.y - 0) * 2]).toEqual([at.x, at.y]);
  });
});
