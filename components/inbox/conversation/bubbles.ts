import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { avatar } from "../../ui/avatar.ts";
import { icons } from "../../ui/icons.ts";
import { roomIcons } from "../room-icons.ts";
import { bubbleView } from "./bubble.ts";
import type { BubbleContext } from "./bubble-context.ts";
import { clustersOf } from "./clusters.ts";
import { noteView } from "./note-view.ts";
import { scheduledView } from "./scheduled-view.ts";
import type { SystemLine } from "./system-lines.ts";
import type { Group, TimelineItem } from "./timeline-items.ts";

/** One item of the timeline; `data-key` is what reading positions hold on to. */
export function timelineItem(item: TimelineItem, context: BubbleContext): TemplateResult {
  const { text, now } = context;
  switch (item.kind) {
    case "day":
      return html`<h3 class="day" data-key=${item.key}>${text.dayName(item.at, now)}</h3>`;
    case "unread":
      return html`<div class="unread-line" data-key="unread" role="separator" aria-label=${text.t("room.newMessages")}>
        ${text.t("room.newMessages")}
      </div>`;
    case "line":
      return lineView(item, context);
    case "note":
      return noteView(item, context);
    case "scheduled":
      return scheduledView(item, context);
    default:
      return groupView(item, context);
  }
}

const LINE_ICONS: Partial<Record<SystemLine["kind"], TemplateResult>> = {
  resolved: icons.badgeCheck,
  alert: icons.circleAlert,
  blocked: roomIcons.userX,
  survey: roomIcons.clipboardCheck,
};

function lineView(item: Extract<TimelineItem, { kind: "line" }>, { text }: BubbleContext): TemplateResult {
  const { line } = item;
  return html`<div class="system ${line.kind}" data-key=${item.key} data-seq=${item.seq}>
    <p>
      ${LINE_ICONS[line.kind] ?? nothing}
      <span dir="auto">${line.text}</span>
      <time class="at numbers" data-tip=${text.dateTime(item.at)}>${text.time(item.at)}</time>
    </p>
    ${line.said === undefined ? nothing : html`<p class="said" dir="auto">${line.said}</p>`}
    ${
      line.why === undefined
        ? nothing
        : html`<details class="why"><summary>${text.t("line.why")}</summary><p dir="auto">${line.why}</p></details>`
    }
  </div>`;
}

function groupView(item: Group, context: BubbleContext): TemplateResult {
  const isOthers = item.side === "ours" && item.authorName !== context.text.t("common.you");
  return html`<div class="group ${item.side}" role="group" aria-label=${item.authorName}>
    ${item.side === "theirs" ? avatar({ initials: item.authorInitials, hue: item.hue, size: "small" }) : nothing}
    <div class="stack">
      ${
        isOthers
          ? html`<span class="author" dir="auto">${item.isBot ? icons.bot : nothing}${item.authorName}</span>`
          : nothing
      }
      ${repeat(
        clustersOf(item.bubbles),
        (cluster) => cluster.key,
        (cluster) => bubbleView(cluster, context),
      )}
    </div>
  </div>`;
}
