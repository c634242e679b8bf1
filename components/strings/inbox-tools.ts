import { areaTexts } from "./area-texts.ts";
import { inboxToolsEn } from "./en/inbox-tools.ts";
import { inboxToolsId } from "./id/inbox-tools.ts";

export type InboxToolsKey = keyof typeof inboxToolsEn;
export const inboxToolsTexts = areaTexts({ en: inboxToolsEn, id: inboxToolsId });
