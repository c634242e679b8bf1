import { Buffer } from "node:buffer";
import { endingOf } from "../../protocol/files.ts";

/** Looks at bytes in passing, for kinds that their beginning alone does not tell. */
export interface Watch {
  /** The type that its name suggests, among those it can still be. */
  readonly likely: string;
  /** false: it cannot be what it seemed, nothing more needs to come. */
  see(chunk: Uint8Array): boolean;
  /** The type, once everything has passed; null: none of ours. */
  end(): string | null;
}

/** TXT and CSV: valid UTF-8 without NUL. Nothing in a text tells a table, so there the name decides. */
export function watchText(name: string): Watch {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  const isText = (chunk?: Uint8Array): boolean => {
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
      return true;
    } catch {
      return false;
    }
  };
  const likely = endingOf(name) === "csv" ? "text/csv" : "text/plain";
  return {
    likely,
    see: (chunk) => !chunk.includes(0) && isText(chunk),
    end: () => (isText() ? likely : null),
  };
}

const WORD = { mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", folder: "word/" };
const OPEN_XML: Record<string, { mime: string; folder: string }> = {
  docx: WORD,
  xlsx: { mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", folder: "xl/" },
  pptx: { mime: "application/vnd.openxmlformats-officedocument.presentationml.presentation", folder: "ppt/" },
};

const DIRECTORY_ENTRY = Buffer.from("PK\x01\x02", "latin1");
const DIRECTORY_END = Buffer.from("PK\x05\x06", "latin1");
const DIRECTORY_END_BYTES = 22;
const ENTRY_BYTES = 46;
/** Where the list of a ZIP's entries stands: at its end. Enough for some thousand entries. */
const TAIL_BYTES = 256 * 1024;

/** Office's zipped formats, told apart by the list of their parts; any other ZIP, and one with macros, is not ours. */
export function watchZip(name: string): Watch {
  const held = Buffer.alloc(2 * TAIL_BYTES);
  let length = 0;
  return {
    likely: (OPEN_XML[endingOf(name)] ?? WORD).mime,
    see(chunk) {
      const piece = chunk.subarray(-TAIL_BYTES);
      // Seldom, and not at each chunk: they may be as small as the sender likes.
      if (length + piece.length > held.length) {
        held.copyWithin(0, length - TAIL_BYTES, length);
        length = TAIL_BYTES;
      }
      held.set(piece, length);
      length += piece.length;
      return true;
    },
    end() {
      const listed = entriesIn(held.subarray(Math.max(0, length - TAIL_BYTES), length));
      if (listed === null) return null;
      const { names, isCut } = listed;
      const isOffice = isCut || names.includes("[Content_Types].xml");
      if (!isOffice || names.some((name) => name.endsWith("vbaProject.bin"))) return null;
      return Object.values(OPEN_XML).find(({ folder }) => names.some((name) => name.startsWith(folder)))?.mime ?? null;
    },
  };
}

/** Names in the central directory, as far as the tail holds it; null: it has none. */
function entriesIn(tail: Buffer): { names: string[]; isCut: boolean } | null {
  const end = tail.lastIndexOf(DIRECTORY_END);
  if (end < 0 || end + DIRECTORY_END_BYTES > tail.length) return null;
  const begin = end - tail.readUInt32LE(end + 12);
  const names: string[] = [];
  let at = begin >= 0 ? begin : tail.indexOf(DIRECTORY_ENTRY);
  while (at >= 0 && at + ENTRY_BYTES <= end && tail.subarray(at, at + 4).equals(DIRECTORY_ENTRY)) {
    const nameLength = tail.readUInt16LE(at + 28);
    names.push(tail.toString("latin1", at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength));
    at += ENTRY_BYTES + nameLength + tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32);
  }
  return { names, isCut: begin < 0 };
}

const stream = (name: string): Buffer => Buffer.from(`${name}\0`, "utf16le");
/** The stream each of Office's older formats keeps its content in. */
const COMPOUND: { ending: string; mime: string; streams: Buffer[] }[] = [
  { ending: "ppt", mime: "application/vnd.ms-powerpoint", streams: [stream("PowerPoint Document")] },
  { ending: "doc", mime: "application/msword", streams: [stream("WordDocument")] },
  { ending: "xls", mime: "application/vnd.ms-excel", streams: [stream("Workbook"), stream("Book")] },
];
/** Newer Office files with a password are wrapped in the older container. */
const LOCKED = stream("EncryptedPackage");
const LONGEST = Math.max(LOCKED.length, ...COMPOUND.flatMap(({ streams }) => streams.map(({ length }) => length)));

/** DOC, XLS, PPT: one container for all, and for installers and mails too. A document may hold another, then its name decides. */
export function watchCompound(name: string): Watch {
  const ending = endingOf(name);
  const found = new Set<(typeof COMPOUND)[number]>();
  let isLocked = false;
  let rest = Buffer.alloc(0);
  const claimed = COMPOUND.find((one) => ending.startsWith(one.ending));
  return {
    likely: OPEN_XML[ending]?.mime ?? claimed?.mime ?? "application/msword",
    see(chunk) {
      const bytes = Buffer.concat([rest, chunk]);
      for (const one of COMPOUND) if (one.streams.some((needle) => bytes.includes(needle))) found.add(one);
      isLocked ||= bytes.includes(LOCKED);
      rest = bytes.subarray(-LONGEST);
      return true;
    },
    end() {
      if (isLocked) return OPEN_XML[ending]?.mime ?? null;
      if (claimed !== undefined && found.has(claimed)) return claimed.mime;
      return [...found][0]?.mime ?? null;
    },
  };
}
