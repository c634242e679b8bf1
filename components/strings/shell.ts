import { type AreaTexts, areaTexts } from "./area-texts.ts";
import { shellEn } from "./en/shell.ts";
import { shellId } from "./id/shell.ts";

/** Of the hosted app only: elements in companies' portals do not carry them. */
export const shellTexts = areaTexts({ en: shellEn, id: shellId });
export type ShellTexts = AreaTexts<typeof shellEn>;
