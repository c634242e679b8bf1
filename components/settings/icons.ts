/// <reference path="../ui/lucide.d.ts" />
import calendarClockSvg from "lucide-static/dist/esm/icons/calendar-clock.mjs";
import calendarPlusSvg from "lucide-static/dist/esm/icons/calendar-plus.mjs";
import chevronLeftSvg from "lucide-static/dist/esm/icons/chevron-left.mjs";
import archiveSvg from "lucide-static/dist/esm/icons/circle-check-big.mjs";
import gaugeSvg from "lucide-static/dist/esm/icons/gauge.mjs";
import hourglassSvg from "lucide-static/dist/esm/icons/hourglass.mjs";
import quoteSvg from "lucide-static/dist/esm/icons/message-square-quote.mjs";
import replySvg from "lucide-static/dist/esm/icons/message-square-reply.mjs";
import shieldSvg from "lucide-static/dist/esm/icons/shield-check.mjs";
import shuffleSvg from "lucide-static/dist/esm/icons/shuffle.mjs";
import tagsSvg from "lucide-static/dist/esm/icons/tags.mjs";
import trashSvg from "lucide-static/dist/esm/icons/trash.mjs";
import type { SettingsMenuKey } from "../strings/settings-menu.ts";
import { icon, icons } from "../ui/icons.ts";

/** Icons that only the settings use. */
export const settingsIcons = {
  calendarPlus: icon(calendarPlusSvg),
  chevronLeft: icon(chevronLeftSvg),
  trash: icon(trashSvg),
  tags: icon(tagsSvg),
  quote: icon(quoteSvg),
} as const;

export const pageIcons: Partial<Record<SettingsMenuKey, ReturnType<typeof icon>>> = {
  divisions: icons.usersRound,
  allocation: icon(shuffleSvg),
  workload: icon(gaugeSvg),
  idle: icon(hourglassSvg),
  masking: icons.eyeOff,
  autoResponder: icon(replySvg),
  officeHours: icon(calendarClockSvg),
  templates: settingsIcons.quote,
  tags: settingsIcons.tags,
  autoResolve: icon(archiveSvg),
  security: icon(shieldSvg),
};
