import { html, nothing, type TemplateResult } from "lit-html";
import { ICONS } from "../icons.ts";
import type { PanelActions, PanelState } from "../state.ts";
import { participantsOf } from "../timeline.ts";

/** First letters of the first and last word; a whole emoji or letter stays whole. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toUpperCase();
}

export const avatar = (name: string): TemplateResult =>
  html`<span class="avatar" aria-hidden="true">${initialsOf(name)}</span>`;

export function headerView({ strings, config, view, isBannerDue }: PanelState, actions: PanelActions): TemplateResult {
  const agents = participantsOf(view?.events ?? []);
  const presence = config.isOnline ? strings.online : strings.offline;
  return html`
    <header>
      <span class="brand" aria-hidden="true">${initialsOf(config.organizationName)}</span>
      <div class="title">
        <h2 id="title">${config.organizationName}</h2>
        <p class="presence">
          ${config.isOnline && !isBannerDue ? html`<i class="dot"></i>` : nothing}<span
            >${agents.length ? strings.talkingWith(agents.slice(-2).join(", ")) : presence}</span
          >
        </p>
      </div>
      <button class="icon close" type="button" aria-label=${strings.close} @click=${actions.close}>
        ${ICONS.cross()}
      </button>
    </header>
  `;
}
