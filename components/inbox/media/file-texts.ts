import type { Refusal } from "../../../protocol/codes.ts";
import { FILE_ENDINGS, MB } from "../../../protocol/files.ts";
import type { FileRef } from "../../../protocol/room-events.schema.ts";
import { refusalText } from "../../data/texts-of-errors.ts";
import type { Localizer } from "../../strings/localizer.ts";

const KB = 1024;

/** "1.2 MB", "340 KB"; GEN-6. Never rounded up to more than there is, so that a limit and what exceeds it differ. */
export function bytesText(bytes: number, text: Localizer): string {
  if (bytes < KB) return `${text.number(bytes)} B`;
  if (bytes < MB) return `${text.number(Math.floor(bytes / KB))} KB`;
  const tenths = Math.floor((bytes / MB) * 10) / 10;
  return `${text.number(tenths < 100 ? tenths : Math.floor(tenths))} MB`;
}

/** "PDF · 1.2 MB" */
export const factsText = ({ mime, size }: Pick<FileRef, "mime" | "size">, text: Localizer): string =>
  [FILE_ENDINGS[mime]?.[0]?.toUpperCase(), bytesText(size, text)].filter(Boolean).join(" · ");

/** Why a file was not taken, with its name and the numbers that decided (MSG-6). */
export function fileRefusalText({ code, params = {} }: Refusal, text: Localizer): string {
  const { size, limit, pixels, pixelsMax } = params;
  if (code === "required") return text.t("media.empty");
  if (code !== "msg.file_size") return refusalText({ code, params }, text);
  const megapixels = (count: string | number | undefined): string => text.number(Math.floor(Number(count) / 1e6));
  if (pixels !== undefined)
    return text.t("media.tooManyPixels", { pixels: megapixels(pixels), limit: megapixels(pixelsMax) });
  // Both would read alike when only bytes are between them.
  const [given, most] = [bytesText(Number(size), text), bytesText(Number(limit), text)];
  return refusalText(
    {
      code,
      params: { ...params, size: given === most ? `${text.number(Number(size))} B` : given, limit: most },
    },
    text,
  );
}
