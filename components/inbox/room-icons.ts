/// <reference path="../ui/lucide.d.ts" />
import calendarClockSvg from "lucide-static/dist/esm/icons/calendar-clock.mjs";
import cameraSvg from "lucide-static/dist/esm/icons/camera.mjs";
import clipboardCheckSvg from "lucide-static/dist/esm/icons/clipboard-check.mjs";
import smileSvg from "lucide-static/dist/esm/icons/face-slightly-smiling.mjs";
import fileTextSvg from "lucide-static/dist/esm/icons/file-text.mjs";
import imageSvg from "lucide-static/dist/esm/icons/image.mjs";
import mailOpenSvg from "lucide-static/dist/esm/icons/mail-open.mjs";
import micSvg from "lucide-static/dist/esm/icons/mic.mjs";
import moonSvg from "lucide-static/dist/esm/icons/moon.mjs";
import paperclipSvg from "lucide-static/dist/esm/icons/paperclip.mjs";
import replySvg from "lucide-static/dist/esm/icons/reply.mjs";
import timerOffSvg from "lucide-static/dist/esm/icons/timer-off.mjs";
import trashSvg from "lucide-static/dist/esm/icons/trash.mjs";
import userXSvg from "lucide-static/dist/esm/icons/user-x.mjs";
import { icon } from "../ui/icons.ts";

/** Icons that only an open room needs. */
export const roomIcons = {
  calendarClock: icon(calendarClockSvg),
  camera: icon(cameraSvg),
  clipboardCheck: icon(clipboardCheckSvg),
  fileText: icon(fileTextSvg),
  image: icon(imageSvg),
  mailOpen: icon(mailOpenSvg),
  mic: icon(micSvg),
  moon: icon(moonSvg),
  paperclip: icon(paperclipSvg),
  reply: icon(replySvg),
  smile: icon(smileSvg),
  timerOff: icon(timerOffSvg),
  trash: icon(trashSvg),
  userX: icon(userXSvg),
} as const;
