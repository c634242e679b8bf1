import { areaTexts } from "./area-texts.ts";
import { contactPanelEn } from "./en/contact-panel.ts";
import { contactPanelId } from "./id/contact-panel.ts";

export const contactPanelTexts = areaTexts({ en: contactPanelEn, id: contactPanelId });
