import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { ContactRow } from "../../protocol/contacts.schema.ts";
import { contactsTexts } from "../strings/contacts.ts";
import type { Localizer } from "../strings/localizer.ts";
import { avatar, channelIcon } from "../ui/avatar.ts";
import { icons } from "../ui/icons.ts";
import { faceOf, isNameUntold, nameOf } from "./contact-names.ts";

export type RowFacts = {
  row: ContactRow;
  /** From 0. */
  position: number;
  isOpen: boolean;
  isTabStop: boolean;
  /** null: nobody may choose here. */
  isChosen: boolean | null;
  /** Two are chosen already. */
  isChoiceFull: boolean;
  division: string | null;
  now: number;
  text: Localizer;
};

/** One contact, as a row of the table or, in a narrow container, a card: the same parts, placed by the styles. */
export function contactRow(facts: RowFacts): TemplateResult {
  const { row, position, isOpen, isTabStop, text } = facts;
  const name = nameOf(row, text);
  const untold = isNameUntold(row) ? text.t("common.nameNotTold") : null;
  return html`<div
    class="row ${isOpen ? "open" : ""} ${facts.isChosen ? "chosen" : ""}"
    role="row"
    aria-rowindex=${position + 2}
    data-contact=${row.contactId}
  >
    ${choice(facts, name)}
    <div class="cell name" role="cell">
      ${avatar({ ...faceOf(row, text), size: "medium" })}
      <button
        class="opener truncate ${row.name === null ? "nameless" : ""}"
        type="button"
        dir="auto"
        tabindex=${isTabStop ? 0 : -1}
        data-open=${row.contactId}
        data-tip=${untold ?? nothing}
        aria-current=${isOpen ? "true" : nothing}
      >${name}${untold ? html`<span class="visually-hidden">: ${untold}</span>` : nothing}</button>
      ${row.isVerified ? mark("verified", icons.badgeCheck, contactsTexts(text).t("detail.verified")) : nothing}
      ${row.isBlocked ? mark("blocked", icons.ban, contactsTexts(text).t("blocked.title")) : nothing}
    </div>
    <div class="cell channels" role="cell">${channels(row, text)}</div>
    <div class="cell account numbers ${(row.account ?? row.email) ? "" : "vacant"}" role="cell"><bdi class="truncate">${row.account ?? row.email ?? "–"}</bdi></div>
    <div class="cell division" role="cell"><span class="truncate" dir="auto">${facts.division ?? "–"}</span></div>
    <div class="cell updated numbers" role="cell">
      <time datetime=${new Date(row.updatedAt).toISOString()} title=${text.dateTime(row.updatedAt)}
        >${text.activity(row.updatedAt, facts.now)}</time
      >
    </div>
  </div>`;
}

const mark = (kind: string, icon: TemplateResult, words: string): TemplateResult =>
  html`<span class="mark ${kind}" data-tip=${words}>${icon}<span class="visually-hidden">${words}</span></span>`;

function choice({ row, isChosen, isChoiceFull, text }: RowFacts, name: string): TemplateResult | typeof nothing {
  if (isChosen === null) return nothing;
  return html`<div class="cell check" role="cell">
    <label class="tick-area"
      ><input
        class="tick"
        type="checkbox"
        tabindex="-1"
        data-choose=${row.contactId}
        aria-label=${contactsTexts(text).t("list.choose", { name })}
        .checked=${live(isChosen)}
        ?disabled=${isChoiceFull && !isChosen}
    /></label>
  </div>`;
}

function channels({ channels: known }: ContactRow, text: Localizer): TemplateResult {
  const [first, ...rest] = known;
  if (first === undefined) return html`<span class="none">–</span>`;
  const names = known.map((channel) => text.t(`channel.${channel}`)).join(", ");
  return html`<span class="ways" title=${names}>
    ${known.slice(0, 3).map((channel) => html`<span class="way channel-${channel}">${channelIcon(channel)}</span>`)}
    <span class="way-name truncate"
      >${text.t(`channel.${first}`)}${
        rest.length > 0
          ? html`<span aria-hidden="true"> +${rest.length}</span><span class="visually-hidden">, ${names}</span>`
          : nothing
      }</span
    >
  </span>`;
}

/** The shape of rows to come. */
export const skeletonRows = (count: number): TemplateResult[] =>
  Array.from(
    { length: count },
    () => html`<div class="row bones" aria-hidden="true">
      <span class="bone round"></span><span class="bone wide"></span><span class="bone"></span>
    </div>`,
  );
