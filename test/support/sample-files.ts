/** Small files of many kinds, as bytes: real enough for whoever looks at their content. */
type Bytes = Uint8Array<ArrayBuffer>;

const latin = (text: string): Bytes => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
export const utf8 = (text: string): Bytes => Uint8Array.from(new TextEncoder().encode(text));

export function joined(...parts: readonly (Uint8Array | string)[]): Bytes {
  const all = parts.map((part) => (typeof part === "string" ? latin(part) : part));
  const bytes = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of all) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Filled up with zeros to exactly this length, which no header minds. */
export const padded = (bytes: Uint8Array, length: number): Bytes => {
  const filled = new Uint8Array(length);
  filled.set(bytes);
  return filled;
};

const le16 = (value: number): string => String.fromCharCode(value & 255, value >>> 8);
const le32 = (value: number): string => le16(value & 0xffff) + le16(value >>> 16);
const be16 = (value: number): string => String.fromCharCode(value >>> 8, value & 255);

/** A ZIP of uncompressed entries. */
export function zip(entries: Record<string, string>): Bytes {
  let body = "";
  let directory = "";
  for (const [name, text] of Object.entries(entries)) {
    const shared = `${le16(0)}${le16(0)}${le16(0)}${le32(0)}${le32(text.length)}${le32(text.length)}${le16(name.length)}${le16(0)}`;
    directory += `PK\x01\x02${le16(20)}${le16(20)}${le16(0)}${shared}${le16(0)}${le16(0)}${le16(0)}${le32(0)}${le32(body.length)}${name}`;
    body += `PK\x03\x04${le16(20)}${le16(0)}${shared}${name}${text}`;
  }
  const count = Object.keys(entries).length;
  const end = `PK\x05\x06${le16(0)}${le16(0)}${le16(count)}${le16(count)}${le32(directory.length)}${le32(body.length)}${le16(0)}`;
  return latin(body + directory + end);
}

const TYPES = "[Content_Types].xml";
export const docx = (): Bytes => zip({ "_rels/.rels": "<r/>", "word/document.xml": "<w/>", [TYPES]: "<Types/>" });
export const xlsx = (): Bytes => zip({ [TYPES]: "<Types/>", "xl/workbook.xml": "<x/>" });
export const pptx = (): Bytes => zip({ [TYPES]: "<Types/>", "ppt/presentation.xml": "<p/>" });
export const docm = (): Bytes => zip({ [TYPES]: "<Types/>", "word/document.xml": "<w/>", "word/vbaProject.bin": "x" });

/** The container of DOC, XLS and PPT with these streams in it. */
export const compound = (...streams: string[]): Bytes =>
  joined(
    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    new Uint8Array(600),
    ...streams.map((name) => joined([...name].map((letter) => `${letter}\0`).join(""), new Uint8Array(64))),
  );

/** The header of a JPEG of this size, taken by a camera held sideways that noted where it was. */
export function jpeg(width: number, height: number, options: { orientation?: number; place?: string } = {}): Bytes {
  const { orientation = 1, place = "" } = options;
  const directory = `${be16(1)}${be16(0x0112)}${be16(3)}\0\0\0\x01${be16(orientation)}\0\0\0\0\0\0`;
  const exif = `Exif\0\0MM\0*\0\0\0\x08${directory}${place}`;
  const segment = (kind: number, body: string): string =>
    `\xff${String.fromCharCode(kind)}${be16(body.length + 2)}${body}`;
  const frame = `\x08${be16(height)}${be16(width)}\x03\x01\x11\0\x02\x11\x01\x03\x11\x01`;
  return latin(
    `\xff\xd8${segment(0xe1, exif)}${segment(0xc0, frame)}${segment(0xda, "\x03\x01\0\x02\x11\x03\x11\0?\0")}\0\xff\xd9`,
  );
}

/** The header of a PNG of this size. */
export const pngHeader = (width: number, height: number): Bytes =>
  latin(`\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0${be16(width)}\0\0${be16(height)}\x08\x02\0\0\0\0\0\0\0\0\0\0\0IDAT`);
export const gif = (): Bytes => latin(`GIF89a${le16(3)}${le16(2)}\0\0\0;`);
export const webp = (): Bytes => latin(`RIFF${le32(26)}WEBPVP8L${le32(13)}\x2f\0\0\0\0\0\0\0\0\0\0\0\0\0`);
export const mp4 = (): Bytes => latin("\0\0\0\x18ftypisom\0\0\x02\0isomiso2\0\0\0\x08mdat");
export const mov = (): Bytes => latin("\0\0\0\x14ftypqt  \0\0\0\0qt  \0\0\0\x08mdat");
export const m4a = (): Bytes => latin("\0\0\0\x18ftypM4A \0\0\0\0M4A mp42\0\0\0\x08mdat");
export const mp3 = (): Bytes => joined("ID3\x03\0\0\0\0\0\0", "\xff\xfb\x90\x64", new Uint8Array(400));
export const ogg = (): Bytes => joined("OggS\0\x02", new Uint8Array(20), "\x01\x13OpusHead\x01", new Uint8Array(40));
export const wav = (): Bytes => latin(`RIFF${le32(36)}WAVEfmt ${le32(16)}${"\0".repeat(16)}data${le32(0)}`);
export const amr = (): Bytes => joined("#!AMR\n", new Uint8Array(32));
export const pdfHead = (): Bytes => latin("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n%%EOF\n");
/** EBML with one track of this codec. */
export const webm = (codec: string): Bytes =>
  joined(
    "\x1a\x45\xdf\xa3\x87\x42\x82\x84webm",
    "\x18\x53\x80\x67",
    new Uint8Array(8),
    `\x86${codec}`,
    new Uint8Array(64),
  );
export const exe = (): Bytes =>
  joined("MZ\x90\0\x03\0\0\0", new Uint8Array(120), "This program cannot be run in DOS mode.");
