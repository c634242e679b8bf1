/// <reference path="../ui/lucide.d.ts" />
import downloadSvg from "lucide-static/dist/esm/icons/download.mjs";
import mergeSvg from "lucide-static/dist/esm/icons/git-merge.mjs";
import { icon } from "../ui/icons.ts";

/** Icons that only the contacts use. */
export const contactIcons = {
  download: icon(downloadSvg),
  merge: icon(mergeSvg),
} as const;
