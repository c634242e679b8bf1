import { html, type TemplateResult } from "lit";
import type { Localizer } from "../../strings/localizer.ts";
import { icons } from "../../ui/icons.ts";
import type { BubbleContext } from "./bubble-context.ts";
import type { Delivery } from "./ticks.ts";

const GLYPHS = {
  clock: icons.clock,
  sent: icons.check,
  delivered: icons.checkCheck,
  read: icons.checkCheck,
  failed: icons.circleAlert,
} as const;

export const waitingWords = ({ text, isOffline }: BubbleContext): string =>
  text.t(isOffline ? "tick.waiting" : "tick.clock");

/** MSG-8: how far one of our messages has come; on hover when each state was reached. */
export function tickView(delivery: Delivery, isOutgoing: boolean, context: BubbleContext): TemplateResult {
  const isWaiting = isOutgoing && delivery.tick === "clock";
  const label = isWaiting ? waitingWords(context) : tickWords(delivery, context.text);
  return html`<span class="tick ${delivery.tick}" role="img" aria-label=${label} data-tip=${label}
    >${GLYPHS[delivery.tick]}</span
  >`;
}

/** Each state that was reached, with its time where it is known. */
function tickWords(delivery: Delivery, text: Localizer): string {
  if (delivery.tick === "clock") return text.t("tick.clock");
  if (delivery.tick === "failed") return text.t("tick.failed");
  const reached: string[] = [];
  if (delivery.sentAt !== undefined) reached.push(text.t("tick.sent", { time: text.time(delivery.sentAt) }));
  if (delivery.tick === "delivered" || delivery.deliveredAt !== undefined)
    reached.push(
      delivery.deliveredAt === undefined
        ? text.t("tick.delivered")
        : text.t("tick.deliveredAt", { time: text.time(delivery.deliveredAt) }),
    );
  if (delivery.tick === "read")
    reached.push(
      delivery.readAt === undefined ? text.t("tick.read") : text.t("tick.readAt", { time: text.time(delivery.readAt) }),
    );
  return reached.join(" · ");
}
