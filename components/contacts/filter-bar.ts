import { html, nothing, type TemplateResult } from "lit";
import { CHANNELS, type Channel } from "../../protocol/channels.ts";
import { rangeOfDays } from "../inbox/filter/day-range.ts";
import { listIcons } from "../inbox/list/list-icons.ts";
import { contactsTexts } from "../strings/contacts.ts";
import type { Localizer } from "../strings/localizer.ts";
import { segmentField, selectField, textField } from "../ui/form.ts";
import { icons } from "../ui/icons.ts";
import { activeFields, type ContactFilter, cleared, GENERAL } from "./contact-filter.ts";
import type { ContactsDesk } from "./contacts-contract.ts";

type Facts = {
  filter: ContactFilter;
  divisions: ContactsDesk["divisions"];
  /** Channels that there are; null: not known yet. */
  channels: readonly Channel[] | null;
  text: Localizer;
  onChange: (filter: ContactFilter) => void;
};

/** The button with what narrows and orders the list. */
export function filterButton(facts: Facts): TemplateResult {
  const { filter, text } = facts;
  const n = activeFields(filter);
  const label = n > 0 ? contactsTexts(text).t("filter.button", { n }) : text.t("filter.title");
  return html`<sapa-popover side="end" class="filter">
    <button slot="trigger" class="button ${n > 0 ? "on" : ""}" type="button" aria-haspopup="dialog" aria-expanded="false">
      ${listIcons.listFilter}<span class="label" aria-hidden="true">${text.t("filter.title")}</span>
      <span class="visually-hidden">${label}</span>
      ${n > 0 ? html`<span class="count" aria-hidden="true">${n}</span>` : nothing}
    </button>
    <div class="panel" role="dialog" aria-label=${text.t("filter.title")}>${fields(facts)}</div>
  </sapa-popover>`;
}

function fields({ filter, divisions, channels, text, onChange }: Facts): TemplateResult {
  const { t } = contactsTexts(text);
  const offered = CHANNELS.filter((channel) => channel === filter.channel || (channels?.includes(channel) ?? true));
  return html`${selectField({
    pointer: "/channel",
    label: t("column.channel"),
    value: filter.channel ?? "",
    options: [
      { value: "", label: t("filter.anyChannel") },
      ...offered.map((channel) => ({ value: channel, label: text.t(`channel.${channel}`) })),
    ],
    onChange: (channel) => onChange({ ...filter, channel: channel === "" ? null : (channel as Channel) }),
  })}
  ${selectField({
    pointer: "/divisionId",
    label: t("column.division"),
    value: filter.divisionId ?? "",
    options: [
      { value: "", label: t("filter.anyDivision") },
      { value: GENERAL, label: text.t("division.general") },
      ...divisions.map(({ divisionId, name }) => ({ value: divisionId, label: name })),
    ],
    onChange: (divisionId) => onChange({ ...filter, divisionId: divisionId === "" ? null : divisionId }),
  })}
  <fieldset>
    <legend>${t("filter.created")}</legend>
    <div class="days">${day("from", filter, text, onChange)}${day("until", filter, text, onChange)}</div>
  </fieldset>
  ${segmentField({
    pointer: "/sort",
    label: t("filter.sort"),
    value: filter.sort,
    options: [
      { value: "updated", label: t("filter.sortUpdated") },
      { value: "name", label: t("filter.sortName") },
    ],
    onChange: (sort) => onChange({ ...filter, sort }),
  })}`;
}

/** Days of the organization, both included; the server takes the first moment that is no longer meant. */
function day(end: "from" | "until", filter: ContactFilter, text: Localizer, onChange: Facts["onChange"]) {
  const days = daysOf(filter, text);
  return textField({
    pointer: `/${end}`,
    label: contactsTexts(text).t(`filter.${end}`),
    type: "date",
    value: days[end],
    onInput: () => {},
    onChange: (value) => {
      const range = rangeOfDays({ ...days, [end]: value }, text.timeZone);
      onChange({ ...filter, from: range.from ?? null, to: range.until === undefined ? null : range.until + 1 });
    },
  });
}

const daysOf = ({ from, to }: ContactFilter, text: Localizer): { from: string; until: string } => ({
  from: from === null ? "" : text.dayKey(from),
  until: to === null ? "" : text.dayKey(to - 1),
});

/** What narrows the list, one by one, to be taken away. */
export function filterChips({ filter, divisions, text, onChange }: Facts): TemplateResult | typeof nothing {
  const chips = chipsOf(filter, divisions, text);
  if (chips.length === 0) return nothing;
  return html`<div class="chips" role="group" aria-label=${text.t("filter.chips")}>
    ${chips.map(
      ({
        label,
        without,
      }) => html`<button class="chip" type="button" aria-label=${text.t("filter.remove", { name: label })} @click=${() => onChange({ ...filter, ...without })}>
        <span class="truncate" dir="auto">${label}</span>${icons.x}
      </button>`,
    )}
    <button class="link" type="button" @click=${() => onChange(cleared(filter))}>${text.t("filter.reset")}</button>
  </div>`;
}

type Chip = { label: string; without: Partial<ContactFilter> };

function chipsOf(filter: ContactFilter, divisions: Facts["divisions"], text: Localizer): Chip[] {
  const { channel, divisionId } = filter;
  const division =
    divisionId === GENERAL ? text.t("division.general") : divisions.find((one) => one.divisionId === divisionId)?.name;
  const dates = datesLabel(filter, text);
  return [
    ...(channel ? [{ label: text.t(`channel.${channel}`), without: { channel: null } }] : []),
    ...(divisionId === null ? [] : [{ label: division ?? divisionId, without: { divisionId: null } }]),
    ...(dates === null ? [] : [{ label: dates, without: { from: null, to: null } }]),
  ];
}

function datesLabel({ from, to }: ContactFilter, text: Localizer): string | null {
  const { t } = contactsTexts(text);
  const first = from === null ? "" : text.date(from);
  const last = to === null ? "" : text.date(to - 1);
  if (from !== null && to !== null) return t("filter.createdBetween", { from: first, until: last });
  if (from !== null) return t("filter.createdFrom", { date: first });
  return to === null ? null : t("filter.createdUntil", { date: last });
}
