/// <reference path="../../ui/lucide.d.ts" />
import pauseSvg from "lucide-static/dist/esm/icons/pause.mjs";
import playSvg from "lucide-static/dist/esm/icons/play.mjs";
import firstSvg from "lucide-static/dist/esm/icons/skip-back.mjs";
import lastSvg from "lucide-static/dist/esm/icons/skip-forward.mjs";
import { icon } from "../../ui/icons.ts";

export const replayIcons = {
  first: icon(firstSvg),
  last: icon(lastSvg),
  pause: icon(pauseSvg),
  play: icon(playSvg),
} as const;
