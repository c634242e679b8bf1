import { areaTexts } from "./area-texts.ts";
import { settingsMenuEn } from "./en/settings-menu.ts";
import { settingsMenuId } from "./id/settings-menu.ts";

export type SettingsMenuKey = keyof typeof settingsMenuEn;
export const settingsMenuTexts = areaTexts({ en: settingsMenuEn, id: settingsMenuId });
