/// <reference path="../../ui/lucide.d.ts" />
import arrowDownUpSvg from "lucide-static/dist/esm/icons/arrow-down-up.mjs";
import calendarClockSvg from "lucide-static/dist/esm/icons/calendar-clock.mjs";
import listChecksSvg from "lucide-static/dist/esm/icons/list-checks.mjs";
import listFilterSvg from "lucide-static/dist/esm/icons/list-filter.mjs";
import moonSvg from "lucide-static/dist/esm/icons/moon.mjs";
import timerOffSvg from "lucide-static/dist/esm/icons/timer-off.mjs";
import { icon } from "../../ui/icons.ts";

export const listIcons = {
  arrowDownUp: icon(arrowDownUpSvg),
  calendarClock: icon(calendarClockSvg),
  listChecks: icon(listChecksSvg),
  listFilter: icon(listFilterSvg),
  moon: icon(moonSvg),
  timerOff: icon(timerOffSvg),
} as const;
