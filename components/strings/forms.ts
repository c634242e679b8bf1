import { areaTexts } from "./area-texts.ts";
import { formsEn } from "./en/forms.ts";
import { formsId } from "./id/forms.ts";

export const formTexts = areaTexts({ en: formsEn, id: formsId });
