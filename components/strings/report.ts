import { areaTexts } from "./area-texts.ts";
import { reportEn } from "./en/report.ts";
import { reportId } from "./id/report.ts";

export const reportTexts = areaTexts({ en: reportEn, id: reportId });
