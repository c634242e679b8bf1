import { html, nothing, type TemplateResult } from "lit";
import type { MessageContent } from "../../../protocol/room-events.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { icons } from "../../ui/icons.ts";

export type Interactive = Extract<MessageContent, { type: "buttons" | "list" }>;
type Choice = Extract<Interactive, { type: "buttons" }>["buttons"][number];

export const isInteractive = (content: MessageContent): content is Interactive =>
  content.type === "buttons" || content.type === "list";

/** The choices of a message as the customer sees them, to be read only; what was chosen of them has a check (MSG-1). */
export const choicesView = (content: Interactive, chosen: ReadonlySet<string>, text: Localizer): TemplateResult =>
  content.type === "buttons" ? buttonsView(content.buttons, chosen, text) : listView(content, chosen, text);

const buttonsView = (
  buttons: readonly Choice[],
  chosen: ReadonlySet<string>,
  text: Localizer,
): TemplateResult => html`<ul class="choices" aria-label=${text.t("message.choices")}>
  ${buttons.map(
    (one) => html`<li class="choice ${chosen.has(one.choiceId) ? "is-chosen" : ""}">
      ${checkOf(one, chosen, text)}<span dir="auto">${one.title}</span>
    </li>`,
  )}
</ul>`;

function listView(
  { label, sections }: Extract<Interactive, { type: "list" }>,
  chosen: ReadonlySet<string>,
  text: Localizer,
): TemplateResult {
  const count = sections.reduce((sum, { rows }) => sum + rows.length, 0);
  return html`<details class="choice-list">
    <summary>
      <span class="choice-label"><bdi>${label}</bdi></span>
      <bdi class="choice-count">${text.t("message.choiceCount", { n: count })}</bdi>${icons.chevronDown}
    </summary>
    ${sections.map(
      ({
        title,
        rows,
      }) => html`${title === undefined ? nothing : html`<b class="section-title"><bdi>${title}</bdi></b>`}
        <ul aria-label=${title ?? text.t("message.choices")}>
          ${rows.map(
            (row) => html`<li class="choice-row ${chosen.has(row.choiceId) ? "is-chosen" : ""}">
              <bdi>${row.title}</bdi>${checkOf(row, chosen, text)}
              ${row.description === undefined ? nothing : html`<small><bdi>${row.description}</bdi></small>`}
            </li>`,
          )}
        </ul>`,
    )}
  </details>`;
}

const checkOf = (
  { choiceId }: Choice,
  chosen: ReadonlySet<string>,
  text: Localizer,
): TemplateResult | typeof nothing =>
  chosen.has(choiceId)
    ? html`${icons.check}<span class="visually-hidden">${text.t("message.isChosen")}: </span>`
    : nothing;
