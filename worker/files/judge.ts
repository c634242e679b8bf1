import { fileTypeFromBuffer } from "file-type";
import { type Watch, watchCompound, watchText, watchZip } from "./watch.ts";

/** What a file is by its content (MSG-6): known at once, known when all of it has passed, or nothing we know. */
export type Verdict = { mime: string } | { watch: Watch } | null;

/** Enough for the headers of pictures with large previews and colour profiles in them. */
export const HEAD_BYTES = 256 * 1024;

/** Other names of the types we list. */
const SAME: Record<string, string> = {
  "image/apng": "image/png",
  "audio/x-m4a": "audio/mp4",
  "video/x-m4v": "video/mp4",
  "audio/vnd.wave": "audio/wav",
  "audio/x-wav": "audio/wav",
  "audio/wave": "audio/wav",
  "audio/opus": "audio/ogg",
};
const ZIPPED = /^application\/(zip|vnd\.openxmlformats)/;
/**
 * Text that a browser would run or draw. Byte order mark, white space and comments may stand before it. A comment ends in
 * one place only: were there a choice, a row of them would be tried in every combination.
 */
const ACTIVE =
  /^\ufeff?(?:\s|<!--(?:(?!-->)[\s\S])*-->)*<(?:\?xml|!doctype|!entity|html|head|body|svg|script|iframe|style|link|meta|object|embed|xml|[a-z]+:)/i;
const ACTIVE_BYTES = 4096;

/** @param head the first HEAD_BYTES, or all if there are fewer. */
export async function judge(head: Uint8Array, name: string): Promise<Verdict> {
  const found = await typeOf(head);
  if (found === "application/x-cfb") return { watch: watchCompound(name) };
  if (found !== undefined && ZIPPED.test(found)) return { watch: watchZip(name) };
  if (found === "video/webm") return isSoundOnly(head) ? { mime: "audio/webm" } : null;
  // Two letters are enough to be taken for some formats: what reads as text is text.
  if (isBinary(head)) return found === undefined ? null : { mime: found };
  if (found === "application/pdf") return { mime: found };
  return isActive(head, found) ? null : { watch: watchText(name) };
}

async function typeOf(head: Uint8Array): Promise<string | undefined> {
  // A head that ends too early for some format must not be the end of us.
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  const mime = found?.mime.split(";")[0];
  return mime === undefined ? undefined : (SAME[mime] ?? mime);
}

/** A recording; a film has a video codec among its tracks, which stand at the beginning. */
function isSoundOnly(head: Uint8Array): boolean {
  const text = new TextDecoder("latin1").decode(head);
  return /A_(OPUS|VORBIS)/.test(text) && !/V_[A-Z]/.test(text);
}

const isBinary = (head: Uint8Array): boolean => {
  const start = head.subarray(0, ACTIVE_BYTES);
  return start.includes(0) || new TextDecoder().decode(start.subarray(0, -4)).includes("\ufffd");
};

const isActive = (head: Uint8Array, found: string | undefined): boolean =>
  /xml|html|rtf|postscript/.test(found ?? "") || ACTIVE.test(new TextDecoder().decode(head.subarray(0, ACTIVE_BYTES)));
