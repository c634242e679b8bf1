import { areaTexts } from "../../strings/area-texts.ts";
import { filesEn } from "../../strings/en/files.ts";
import { filesId } from "../../strings/id/files.ts";

/** Texts of the upload tray and the lightbox. */
export const filesTexts = areaTexts({ en: filesEn, id: filesId });
