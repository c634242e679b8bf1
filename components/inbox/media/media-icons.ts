import type { TemplateResult } from "lit";
import downloadSvg from "lucide-static/dist/esm/icons/download.mjs";
import fileSvg from "lucide-static/dist/esm/icons/file.mjs";
import fileImageSvg from "lucide-static/dist/esm/icons/file-image.mjs";
import fileMusicSvg from "lucide-static/dist/esm/icons/file-music.mjs";
import filePlaySvg from "lucide-static/dist/esm/icons/file-play.mjs";
import fileSpreadsheetSvg from "lucide-static/dist/esm/icons/file-spreadsheet.mjs";
import fileTextSvg from "lucide-static/dist/esm/icons/file-text.mjs";
import imageOffSvg from "lucide-static/dist/esm/icons/image-off.mjs";
import presentationSvg from "lucide-static/dist/esm/icons/presentation.mjs";
import type { FileKind } from "../../../protocol/files.ts";
import { icon } from "../../ui/icons.ts";

export const mediaIcons = {
  download: icon(downloadSvg),
  imageOff: icon(imageOffSvg),
} as const;

const KINDS: Record<FileKind, TemplateResult> = {
  image: icon(fileImageSvg),
  video: icon(filePlaySvg),
  audio: icon(fileMusicSvg),
  document: icon(fileSvg),
};
const TEXT = icon(fileTextSvg);
const TABLE = icon(fileSpreadsheetSvg);
const SLIDES = icon(presentationSvg);

/** By what a document holds; a file we know nothing about has the plain sheet. */
export function fileIcon(kind: FileKind | undefined, mime: string): TemplateResult {
  if (kind !== "document") return KINDS[kind ?? "document"];
  if (/sheet|excel|csv/.test(mime)) return TABLE;
  if (/presentation|powerpoint/.test(mime)) return SLIDES;
  return /word|pdf|text/.test(mime) ? TEXT : KINDS.document;
}
