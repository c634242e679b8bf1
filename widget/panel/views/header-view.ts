import { h, type View } from "../dom.ts";
import { whenOpen } from "../format.ts";
import { ICONS } from "../icons.ts";
import type { PanelActions, PanelState } from "../state.ts";
import { participantsOf } from "../timeline.ts";

/** First letters of the first and last word; a whole emoji or letter stays whole. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toUpperCase();
}

export const avatar = (name: string): View => h("span.avatar", { "aria-hidden": "true" }, initialsOf(name));

/** Only what is known is promised (WIDGET-13). */
function promise({ config, strings, view, now }: PanelState): string {
  const agents = participantsOf(view?.events ?? []);
  if (agents.length) return strings.talkingWith(agents.slice(-2).join(", "));
  const { isOnline, replyMinutes, opensAt } = config;
  if (!isOnline) return opensAt ? strings.back(whenOpen(opensAt, now, strings)) : strings.offline;
  return replyMinutes ? strings.replies(replyMinutes) : strings.online;
}

export function headerView(state: PanelState, actions: PanelActions, isFresh: boolean): View {
  const { strings, config, isBannerDue, parts, isOpen } = state;
  const { logoUrl } = config.appearance;
  const menu = isOpen ? parts.menu() : undefined;
  return h(
    "header",
    null,
    logoUrl
      ? h("img.brand", { src: logoUrl, alt: "", decoding: "async" })
      : h("span.brand", { "aria-hidden": "true" }, initialsOf(config.organizationName)),
    h(
      "div.title",
      null,
      h("h2", { id: "title" }, config.organizationName),
      h("p.presence", null, config.isOnline && !isBannerDue && h("i.dot"), h("span", null, promise(state))),
    ),
    config.team.length > 0 &&
      isFresh &&
      h(
        "div.team",
        { role: "img", "aria-label": config.team.map(({ name }) => name).join(", ") },
        ...config.team.map(({ name }) => avatar(name)),
      ),
    h(
      "button.icon more",
      {
        type: "button",
        "aria-label": strings.menu,
        "aria-haspopup": "menu",
        "aria-expanded": String(!!menu?.isShown),
        onclick: () => parts.menu((it) => it.toggle()),
      },
      ICONS.more(),
    ),
    h("button.icon close", { type: "button", "aria-label": strings.close, onclick: actions.close }, ICONS.cross()),
    menu?.view(),
  );
}
