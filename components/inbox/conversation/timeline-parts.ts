import { html, nothing, type TemplateResult } from "lit";
import type { Localizer } from "../../strings/localizer.ts";
import { icons } from "../../ui/icons.ts";

/** What stands at the edges of a timeline. */

const MORE_WORDS = {
  older: { load: "room.loadOlder", loading: "room.loadingOlder" },
  newer: { load: "timeline.loadNewer", loading: "timeline.loadingNewer" },
} as const;

type More = {
  what: "older" | "newer";
  isLoading: boolean;
  hasFailed: boolean;
  text: Localizer;
  onLoad: () => void;
};

export function moreView({ what, isLoading, hasFailed, text, onLoad }: More): TemplateResult {
  return html`<div class="older">
    ${hasFailed ? html`<span role="alert">${text.t("room.olderFailed")}</span>` : nothing}
    <button class="button small" type="button" ?disabled=${isLoading} @click=${onLoad}>
      ${text.t(MORE_WORDS[what][isLoading ? "loading" : "load"])}
    </button>
  </div>`;
}

type Jump = {
  /** Messages of customers below what has been seen. */
  count: number;
  /** Something far back is shown. */
  isDetached: boolean;
  text: Localizer;
  onJump: () => void;
};

export function jumpView({ count, isDetached, text, onJump }: Jump): TemplateResult {
  const action = count > 0 ? text.t("room.jumpNew", { n: count }) : text.t("room.jumpLatest");
  const label = isDetached ? `${text.t("timeline.detached")}. ${action}` : action;
  return html`<button class="jump ${count > 0 ? "has-new" : ""}" type="button" aria-label=${label} data-tip=${label} @click=${onJump}>
    ${isDetached ? html`<span aria-hidden="true">${text.t("timeline.detached")}</span>` : nothing}
    ${count > 0 ? html`<span aria-hidden="true">${text.count(count)}</span>` : nothing}${icons.arrowDown}
  </button>`;
}

export const skeletonView = (
  text: Localizer,
): TemplateResult => html`<div class="skeleton" role="status" aria-label=${text.t("common.loading")}>
  <span class="bone a"></span><span class="bone b"></span><span class="bone c"></span><span class="bone a"></span>
  <span class="bone c"></span>
</div>`;
