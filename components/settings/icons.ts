/// <reference path="../ui/lucide.d.ts" />

import blocksSvg from "lucide-static/dist/esm/icons/blocks.mjs";
import calendarClockSvg from "lucide-static/dist/esm/icons/calendar-clock.mjs";
import calendarPlusSvg from "lucide-static/dist/esm/icons/calendar-plus.mjs";
import chevronLeftSvg from "lucide-static/dist/esm/icons/chevron-left.mjs";
import archiveSvg from "lucide-static/dist/esm/icons/circle-check-big.mjs";
import contactSvg from "lucide-static/dist/esm/icons/contact-round.mjs";
import gaugeSvg from "lucide-static/dist/esm/icons/gauge.mjs";
import gripSvg from "lucide-static/dist/esm/icons/grip-vertical.mjs";
import hourglassSvg from "lucide-static/dist/esm/icons/hourglass.mjs";
import imageSvg from "lucide-static/dist/esm/icons/image-up.mjs";
import keySvg from "lucide-static/dist/esm/icons/key-round.mjs";
import quoteSvg from "lucide-static/dist/esm/icons/message-square-quote.mjs";
import replySvg from "lucide-static/dist/esm/icons/message-square-reply.mjs";
import moonSvg from "lucide-static/dist/esm/icons/moon.mjs";
import logSvg from "lucide-static/dist/esm/icons/scroll-text.mjs";
import shieldSvg from "lucide-static/dist/esm/icons/shield-check.mjs";
import shuffleSvg from "lucide-static/dist/esm/icons/shuffle.mjs";
import starSvg from "lucide-static/dist/esm/icons/star.mjs";
import sunSvg from "lucide-static/dist/esm/icons/sun.mjs";
import tagsSvg from "lucide-static/dist/esm/icons/tags.mjs";
import trashSvg from "lucide-static/dist/esm/icons/trash.mjs";
import warnSvg from "lucide-static/dist/esm/icons/triangle-alert.mjs";
import type { SettingsMenuKey } from "../strings/settings-menu.ts";
import { icon, icons } from "../ui/icons.ts";

/** Icons that only the settings use. */
export const settingsIcons = {
  calendarPlus: icon(calendarPlusSvg),
  chevronLeft: icon(chevronLeftSvg),
  grip: icon(gripSvg),
  trash: icon(trashSvg),
  tags: icon(tagsSvg),
  quote: icon(quoteSvg),
  image: icon(imageSvg),
  key: icon(keySvg),
  sun: icon(sunSvg),
  moon: icon(moonSvg),
  warning: icon(warnSvg),
} as const;

export const pageIcons: Partial<Record<SettingsMenuKey, ReturnType<typeof icon>>> = {
  users: icons.userRound,
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
  contactFields: icon(contactSvg),
  score: icon(starSvg),
  apiTokens: settingsIcons.key,
  embedding: icon(blocksSvg),
  security: icon(shieldSvg),
  audit: icon(logSvg),
};
