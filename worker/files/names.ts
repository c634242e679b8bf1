import { endingOf, FILE_ENDINGS } from "../../protocol/files.ts";
import { LIMITS } from "../../protocol/limits.ts";

/** Directions and invisible marks that make a name read other than it is; the joiners that emoji and scripts need stay. */
const INVISIBLE = /[\p{Cc}\p{Co}\p{Cs}\u2028\u2029]|(?![\u200c\u200d])\p{Cf}/gu;
/** No file system takes these; a name that is saved must not be a path, a stream or a pattern. */
const FORBIDDEN = /[<>:"|?*]/g;

/** Any text as a part of a file's name: no path, nothing invisible, at most `max` long. May be empty. */
export function namePart(text: string, max = 60): string {
  const plain = text
    .toWellFormed()
    .normalize("NFC")
    .replace(INVISIBLE, "")
    .replace(FORBIDDEN, "_")
    .replace(/[\\/]/g, "_")
    .replace(/\s+/g, " ");
  return shortened(plain.replace(/^[\s.]+/, ""), max).replace(/[\s.]+$/, "");
}

/**
 * A name that is safe to show and to save: no path, nothing invisible, at most `LIMITS.fileNameLength` long, and with an
 * ending of what the file really is.
 */
export function cleanName(given: string, mime: string): string {
  const plain = namePart(given.split(/[\\/]/).at(-1) ?? "", Number.POSITIVE_INFINITY);
  const named = plain === "" ? "file" : plain;
  const endings = FILE_ENDINGS[mime] ?? [];
  const ending = endings.includes(endingOf(named)) ? named.slice(named.lastIndexOf(".")) : `.${endings[0] ?? "bin"}`;
  const stem = named.endsWith(ending) ? named.slice(0, -ending.length) : named;
  return shortened(stem, LIMITS.fileNameLength - ending.length) + ending;
}

/** Cut between characters as people see them, never inside one. */
function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  let length = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (length + segment.length > max) break;
    length += segment.length;
  }
  return text.slice(0, length);
}
