/// <reference path="./lucide.d.ts" />
import { html, type TemplateResult } from "lit";
import arrowDownSvg from "lucide-static/dist/esm/icons/arrow-down.mjs";
import arrowDownWideNarrowSvg from "lucide-static/dist/esm/icons/arrow-down-wide-narrow.mjs";
import arrowLeftSvg from "lucide-static/dist/esm/icons/arrow-left.mjs";
import arrowRightLeftSvg from "lucide-static/dist/esm/icons/arrow-right-left.mjs";
import arrowUpSvg from "lucide-static/dist/esm/icons/arrow-up.mjs";
import arrowUpNarrowWideSvg from "lucide-static/dist/esm/icons/arrow-up-narrow-wide.mjs";
import atSignSvg from "lucide-static/dist/esm/icons/at-sign.mjs";
import badgeCheckSvg from "lucide-static/dist/esm/icons/badge-check.mjs";
import banSvg from "lucide-static/dist/esm/icons/ban.mjs";
import bellSvg from "lucide-static/dist/esm/icons/bell.mjs";
import botSvg from "lucide-static/dist/esm/icons/bot.mjs";
import buildingSvg from "lucide-static/dist/esm/icons/building.mjs";
import checkSvg from "lucide-static/dist/esm/icons/check.mjs";
import checkCheckSvg from "lucide-static/dist/esm/icons/check-check.mjs";
import chevronDownSvg from "lucide-static/dist/esm/icons/chevron-down.mjs";
import chevronsLeftSvg from "lucide-static/dist/esm/icons/chevrons-left.mjs";
import chevronsRightSvg from "lucide-static/dist/esm/icons/chevrons-right.mjs";
import circleAlertSvg from "lucide-static/dist/esm/icons/circle-alert.mjs";
import circleCheckSvg from "lucide-static/dist/esm/icons/circle-check.mjs";
import clockSvg from "lucide-static/dist/esm/icons/clock.mjs";
import copySvg from "lucide-static/dist/esm/icons/copy.mjs";
import cornerUpLeftSvg from "lucide-static/dist/esm/icons/corner-up-left.mjs";
import doorOpenSvg from "lucide-static/dist/esm/icons/door-open.mjs";
import ellipsisVerticalSvg from "lucide-static/dist/esm/icons/ellipsis-vertical.mjs";
import eyeSvg from "lucide-static/dist/esm/icons/eye.mjs";
import eyeOffSvg from "lucide-static/dist/esm/icons/eye-off.mjs";
import globeSvg from "lucide-static/dist/esm/icons/globe.mjs";
import handSvg from "lucide-static/dist/esm/icons/hand.mjs";
import headsetSvg from "lucide-static/dist/esm/icons/headset.mjs";
import inboxSvg from "lucide-static/dist/esm/icons/inbox.mjs";
import infoSvg from "lucide-static/dist/esm/icons/info.mjs";
import keyboardSvg from "lucide-static/dist/esm/icons/keyboard.mjs";
import linkSvg from "lucide-static/dist/esm/icons/link.mjs";
import lockSvg from "lucide-static/dist/esm/icons/lock.mjs";
import logOutSvg from "lucide-static/dist/esm/icons/log-out.mjs";
import mailSvg from "lucide-static/dist/esm/icons/mail.mjs";
import menuSvg from "lucide-static/dist/esm/icons/menu.mjs";
import messageCircleSvg from "lucide-static/dist/esm/icons/message-circle.mjs";
import messageSquareSvg from "lucide-static/dist/esm/icons/message-square.mjs";
import messageSquareTextSvg from "lucide-static/dist/esm/icons/message-square-text.mjs";
import monitorSvg from "lucide-static/dist/esm/icons/monitor.mjs";
import panelRightSvg from "lucide-static/dist/esm/icons/panel-right.mjs";
import pencilSvg from "lucide-static/dist/esm/icons/pencil.mjs";
import phoneSvg from "lucide-static/dist/esm/icons/phone.mjs";
import plusSvg from "lucide-static/dist/esm/icons/plus.mjs";
import rotateCcwSvg from "lucide-static/dist/esm/icons/rotate-ccw.mjs";
import searchSvg from "lucide-static/dist/esm/icons/search.mjs";
import sendSvg from "lucide-static/dist/esm/icons/send.mjs";
import sendHorizontalSvg from "lucide-static/dist/esm/icons/send-horizontal.mjs";
import smartphoneSvg from "lucide-static/dist/esm/icons/smartphone.mjs";
import userPlusSvg from "lucide-static/dist/esm/icons/user-plus.mjs";
import userRoundSvg from "lucide-static/dist/esm/icons/user-round.mjs";
import usersRoundSvg from "lucide-static/dist/esm/icons/users-round.mjs";
import wifiOffSvg from "lucide-static/dist/esm/icons/wifi-off.mjs";
import xSvg from "lucide-static/dist/esm/icons/x.mjs";

/**
 * Each icon becomes a template of one constant string, so that Lit parses it once however often it is shown.
 * The texts are part of the package, never data.
 */
export function icon(svg: string): TemplateResult {
  const text = svg
    .replace(/<!--.*?-->/s, "")
    .replace(/class="[^"]*"/, 'class="icon" aria-hidden="true" focusable="false"')
    .replace(/stroke-width="[^"]*"/, "")
    .replace(/\s+/g, " ");
  const strings = Object.assign([text], { raw: [text] });
  return html(strings as unknown as TemplateStringsArray);
}

export const icons = {
  building: icon(buildingSvg),
  arrowUp: icon(arrowUpSvg),
  arrowUpNarrowWide: icon(arrowUpNarrowWideSvg),
  arrowDownWideNarrow: icon(arrowDownWideNarrowSvg),
  arrowDown: icon(arrowDownSvg),
  arrowLeft: icon(arrowLeftSvg),
  arrowRightLeft: icon(arrowRightLeftSvg),
  atSign: icon(atSignSvg),
  badgeCheck: icon(badgeCheckSvg),
  ban: icon(banSvg),
  bell: icon(bellSvg),
  bot: icon(botSvg),
  check: icon(checkSvg),
  checkCheck: icon(checkCheckSvg),
  chevronDown: icon(chevronDownSvg),
  chevronsLeft: icon(chevronsLeftSvg),
  chevronsRight: icon(chevronsRightSvg),
  circleAlert: icon(circleAlertSvg),
  circleCheck: icon(circleCheckSvg),
  clock: icon(clockSvg),
  copy: icon(copySvg),
  cornerUpLeft: icon(cornerUpLeftSvg),
  doorOpen: icon(doorOpenSvg),
  ellipsisVertical: icon(ellipsisVerticalSvg),
  eye: icon(eyeSvg),
  eyeOff: icon(eyeOffSvg),
  globe: icon(globeSvg),
  hand: icon(handSvg),
  headset: icon(headsetSvg),
  inbox: icon(inboxSvg),
  info: icon(infoSvg),
  keyboard: icon(keyboardSvg),
  link: icon(linkSvg),
  lock: icon(lockSvg),
  logOut: icon(logOutSvg),
  mail: icon(mailSvg),
  menu: icon(menuSvg),
  messageCircle: icon(messageCircleSvg),
  messageSquare: icon(messageSquareSvg),
  messageSquareText: icon(messageSquareTextSvg),
  monitor: icon(monitorSvg),
  panelRight: icon(panelRightSvg),
  pencil: icon(pencilSvg),
  phone: icon(phoneSvg),
  plus: icon(plusSvg),
  rotateCcw: icon(rotateCcwSvg),
  search: icon(searchSvg),
  send: icon(sendSvg),
  sendHorizontal: icon(sendHorizontalSvg),
  smartphone: icon(smartphoneSvg),
  userPlus: icon(userPlusSvg),
  userRound: icon(userRoundSvg),
  usersRound: icon(usersRoundSvg),
  wifiOff: icon(wifiOffSvg),
  x: icon(xSvg),
} as const;

export type IconName = keyof typeof icons;
