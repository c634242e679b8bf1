import { crc32 } from "node:zlib";
import fc from "fast-check";
import { imageSize } from "image-size";
import { describe, expect, it } from "vitest";
import { eraserFor, plainPicture } from "../../../worker/files/metadata/metadata.ts";
import { joined, jpeg } from "../../support/sample-files.ts";

const SECRET = "6.2088 S 106.8456 E, Kamera Ayu";
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
const be32 = (value: number): string => String.fromCharCode(...[24, 16, 8, 0].map((shift) => (value >>> shift) & 255));
const le32 = (value: number): string => [...be32(value)].reverse().join("");

/** A TIFF that says how the picture is held (6: a quarter to the right), and where it was taken. */
const TIFF = `MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0${SECRET}`;
const DUMB = `MM\0*\0\0\0\x08\0\0\0\0\0\0${SECRET}`;

function chunk(type: string, body: string): string {
  const bytes = joined(type, body);
  return be32(body.length) + latin1(bytes) + be32(crc32(bytes));
}
const SIGNATURE = "\x89PNG\r\n\x1a\n";
const IHDR = chunk("IHDR", `${be32(40)}${be32(30)}\x08\x02\0\0\0`);
const DRAWN = [chunk("pHYs", "\0\0\x0b\x13\0\0\x0b\x13\x01"), chunk("IDAT", "\x78\x9c\x03\0\0\0\0\x01")];
const PNG = joined(
  SIGNATURE,
  IHDR,
  chunk("tEXt", `Comment\0${SECRET}`),
  chunk("zTXt", `Location\0\0${SECRET}`),
  chunk("eXIf", DUMB),
  ...DRAWN,
  chunk("iTXt", `XML:com.adobe.xmp\0\0\0\0\0${SECRET}`),
  chunk("tIME", "\x07\xea\x01\x02\x03\x04\x05"),
  chunk("IEND", ""),
  SECRET,
);

const part = (type: string, body: string): string => type + le32(body.length) + body + (body.length % 2 ? "\0" : "");
const riff = (...parts: string[]): string => `RIFF${le32(parts.join("").length + 4)}WEBP${parts.join("")}`;
const vp8x = (flags: number): string => part("VP8X", `${String.fromCharCode(flags)}\0\0\0\x27\0\0\x1d\0\0`);
const VP8L = part("VP8L", `\x2f${"\0".repeat(12)}`);
const ICCP = part("ICCP", "odd");
const WEBP = joined(riff(vp8x(0x2c), ICCP, VP8L, part("EXIF", TIFF), part("XMP ", SECRET)), SECRET);

const box = (type: string, ...bodies: string[]): string => be32(bodies.join("").length + 8) + type + bodies.join("");
const bigBox = (type: string, body: string): string => be32(1) + type + be32(0) + be32(body.length + 16) + body;
const FTYP = box("ftyp", "isom\0\0\x02\0isomiso2");
const MVHD = box("mvhd", "\0".repeat(20));
const MDAT = box("mdat", "film\xff\xd9".repeat(40));
const MP4 = joined(
  FTYP,
  box(
    "moov",
    MVHD,
    box("trak", box("tkhd", "\0".repeat(12)), box("udta", box("loci", SECRET)), box("mdia", "udta stays")),
    box("meta", box("keys", "com.apple.quicktime.location.ISO6709"), box("ilst", SECRET)),
    box("udta", box("\xa9xyz", SECRET), "\0\0\0\0"),
  ),
  MDAT,
  bigBox("uuid", SECRET),
  box("free", `GPS ${SECRET}`),
);

const segment = (kind: number, body: string): string =>
  `\xff${String.fromCharCode(kind)}${be32(body.length + 2).slice(2)}${body}`;
const SCAN = "\x12\xff\0\x34\xff\xd0\x56\xff\xff\xd1";
const SOF = segment(0xc0, "\x08\0\x1e\0\x28\x03\x01\x11\0\x02\x11\x01\x03\x11\x01");
const JPEG = joined(
  "\xff\xd8",
  segment(0xe0, "JFIF\0\x01\x02\0\0\x01\0\x01\0\0"),
  segment(0xe1, `Exif\0\0${TIFF}`),
  segment(0xe1, `http://ns.adobe.com/xap/1.0/\0${SECRET}`),
  segment(0xed, `Photoshop 3.0\0${SECRET}`),
  segment(0xe2, "ICC_PROFILE\0\x01\x01"),
  segment(0xfe, SECRET),
  SOF,
  "\xff\xff",
  segment(0xda, "\x01\x01\0\0\x3f\0"),
  SCAN,
  segment(0xc4, "table"),
  segment(0xda, "\x01\x01\0\0\x3f\0"),
  SCAN,
  "\xff\xd9",
  `\xff\xd8${segment(0xe1, `Exif\0\0${SECRET}`)}\xff\xd9`,
  MP4,
);

/** As it goes into storage, in chunks of these lengths and then of one. */
function stored(mime: string, file: Uint8Array, lengths: readonly number[] = [file.length]): Uint8Array {
  const eraser = eraserFor(mime);
  if (eraser === undefined) throw new Error(`nothing known of ${mime}`);
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const length of [...lengths, ...Array<number>(file.length).fill(1)]) {
    if (at >= file.length) break;
    parts.push(eraser.pass(file.slice(at, at + length)));
    at += length;
  }
  return joined(...parts, eraser.end());
}

/** Types of a PNG's parts; throws where a sum is wrong. */
function partsOf(png: Uint8Array): string[] {
  const view = new DataView(png.buffer, png.byteOffset);
  const types: string[] = [];
  for (let at = SIGNATURE.length; types.at(-1) !== "IEND"; ) {
    const end = at + 8 + view.getUint32(at);
    types.push(latin1(png.subarray(at + 4, at + 8)));
    expect(view.getUint32(end), types.at(-1)).toBe(crc32(png.subarray(at + 4, end)));
    at = end + 4;
  }
  return types;
}

const FILES: [mime: string, file: Uint8Array][] = [
  ["image/png", PNG],
  ["image/webp", WEBP],
  ["image/jpeg", JPEG],
  ["video/mp4", MP4],
  ["audio/mp4", MP4],
];

describe("PRIVACY-3 what a camera or a program wrote beside a picture or film", () => {
  it.each(FILES)("PRIVACY-3 of %s is erased, and the file stays as long as it was announced", (mime, file) => {
    expect(latin1(file)).toContain(SECRET);
    const kept = stored(mime, file);
    expect(kept.length).toBe(file.length);
    expect(latin1(kept)).not.toMatch(/Kamera|106\.8456/);
  });

  it.each(FILES)("PRIVACY-3 of %s is erased the same however the bytes arrive", (mime, file) => {
    const whole = stored(mime, file);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 })), (lengths) => {
        expect(stored(mime, file, lengths)).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it.each(FILES)("MSG-6 a broken %s loses no length and ends no server", (mime, file) => {
    const anyPlace = fc.integer({ min: 0, max: file.length - 1 });
    fc.assert(
      fc.property(fc.array(fc.tuple(anyPlace, fc.integer({ min: 0, max: 255 }))), anyPlace, (changes, length) => {
        const broken = file.slice(0, length);
        for (const [at, byte] of changes) if (at < length) broken[at] = byte;
        expect(stored(mime, broken).length).toBe(length);
        plainPicture(broken, mime);
      }),
    );
  });

  it("MSG-6 a file of endless parts is passed on as it is, and is no logo", () => {
    const file = joined(SIGNATURE, IHDR, chunk("tEXt", "").repeat(30_000), chunk("tEXt", "last"), chunk("IEND", ""));
    expect(latin1(stored("image/png", file))).toContain("last");
    expect(plainPicture(file, "image/png")).toBeNull();
  });

  it("PRIVACY-3 a PNG keeps what it is drawn from, and its sums are right", () => {
    const kept = stored("image/png", PNG);
    expect(partsOf(kept)).toEqual(["IHDR", "skIp", "skIp", "skIp", "pHYs", "IDAT", "skIp", "skIp", "IEND"]);
    for (const drawn of [IHDR, ...DRAWN]) expect(latin1(kept)).toContain(drawn);
  });

  it("PRIVACY-3 a PNG keeps how it is held, and nothing else of its Exif", () => {
    const kept = stored("image/png", joined(SIGNATURE, IHDR, chunk("eXIf", TIFF), ...DRAWN, chunk("IEND", "")));
    expect(partsOf(kept)).toEqual(["IHDR", "eXIf", "pHYs", "IDAT", "IEND"]);
    expect(latin1(kept)).toContain(TIFF.slice(0, 20));
    expect(latin1(kept)).not.toContain("Kamera");
  });

  it("PRIVACY-3 a WebP announces no Exif and no XMP any more, and keeps its other marks", () => {
    const kept = stored("image/webp", WEBP);
    expect(latin1(kept).slice(0, riff(vp8x(0x20), ICCP, VP8L).length)).toBe(
      `RIFF${latin1(WEBP.subarray(4, 8))}WEBP${vp8x(0x20)}${ICCP}${VP8L}`,
    );
    expect(latin1(kept)).not.toMatch(/EXIF|XMP /);
    expect(imageSize(kept)).toMatchObject({ width: 40, height: 30 });
  });

  it("PRIVACY-3 no byte of an MP4 moves, and its sound and picture stay", () => {
    const kept = latin1(stored("video/mp4", MP4));
    for (const one of [FTYP, MVHD, MDAT, "udta stays"]) expect(kept.indexOf(one)).toBe(latin1(MP4).indexOf(one));
    expect(kept).not.toMatch(/loci|xyz|ISO6709|uuid/);
    expect(kept.match(/free/g)).toHaveLength(5);
  });

  it("PRIVACY-3 a JPEG keeps picture, colours and how it is held, and loses every other word and what follows its end", () => {
    const kept = latin1(stored("image/jpeg", JPEG));
    const end = kept.lastIndexOf("\xff\xd9") + 2;
    expect(kept.slice(end)).toBe("\0".repeat(kept.length - end));
    expect(kept.slice(0, end)).toMatch(new RegExp(`${SCAN}\xff\xc4\0\x07table.*${SCAN}\xff\xd9$`, "s"));
    expect(kept).toContain("ICC_PROFILE");
    expect(kept).not.toMatch(/Photoshop|adobe|ftyp/);
    expect(imageSize(stored("image/jpeg", JPEG))).toMatchObject({ width: 40, height: 30, orientation: 6 });
  });

  it("PRIVACY-3 the place is erased also far behind the beginning", () => {
    const far = segment(0xe2, "p".repeat(65_000)).repeat(8);
    const file = joined("\xff\xd8", far, segment(0xe1, `Exif\0\0${SECRET}`), SOF, "\xff\xd9");
    expect(latin1(stored("image/jpeg", file))).not.toContain("Kamera");
  });
});

describe("PRIVACY-3 a picture that may become shorter", () => {
  it("loses those parts altogether, so that the same picture is the same file", () => {
    expect(latin1(plainPicture(PNG, "image/png") ?? PNG)).toBe(SIGNATURE + IHDR + DRAWN.join("") + chunk("IEND", ""));
    expect(latin1(plainPicture(WEBP, "image/webp") ?? WEBP)).toBe(riff(vp8x(0x20), ICCP, VP8L));
    expect(plainPicture(jpeg(4, 3), "image/jpeg")).toEqual(jpeg(4, 3));
  });

  it("is none when its parts do not fit together", () => {
    expect(plainPicture(PNG.subarray(0, PNG.length - SECRET.length - 1), "image/png")).toBeNull();
    expect(plainPicture(WEBP.subarray(0, 60), "image/webp")).toBeNull();
  });
});
