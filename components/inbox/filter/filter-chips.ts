import { html, nothing, type TemplateResult } from "lit";
import type { RoomFilter } from "../../../protocol/inbox.schema.ts";
import { SESSION_STATES } from "../../../protocol/session.ts";
import type { KnownNames } from "../../data/name-book.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { icons } from "../../ui/icons.ts";
import {
  FLAG_FIELDS,
  GENERAL,
  LIST_FIELDS,
  type ListField,
  MYSELF,
  NO_FILTER,
  UNTAGGED,
  without,
} from "./room-filter.ts";

export type Chip = { field: keyof RoomFilter | "dates"; value?: string; label: string };

/** What narrows the list, one by one, in words. What is not known yet is left out until it is. */
export function chipsOf(filter: RoomFilter, names: KnownNames, text: Localizer): Chip[] {
  const values = LIST_FIELDS.flatMap((field) =>
    valuesOf(filter, field).flatMap((value) => {
      const label = labelOf(field, value, names, text);
      return label === undefined ? [] : [{ field, value, label }];
    }),
  );
  const flags = FLAG_FIELDS.filter((field) => filter[field]).map((field) => ({
    field,
    label: text.t(`filter.${field}`),
  }));
  const dates = datesLabel(filter, text);
  return [...values, ...flags, ...(dates === null ? [] : [{ field: "dates" as const, label: dates }])];
}

/** Sessions in the order of their life, whatever the address says; the rest as it was chosen. */
const valuesOf = (filter: RoomFilter, field: ListField): readonly string[] =>
  field === "sessions" ? SESSION_STATES.filter((state) => filter.sessions?.includes(state)) : (filter[field] ?? []);

function labelOf(field: ListField, value: string, names: KnownNames, text: Localizer): string | undefined {
  switch (field) {
    case "sessions":
      return text.find(`session.${value}`);
    case "agentIds":
      return value === MYSELF ? text.t("filter.myself") : names.members?.find((one) => one.memberId === value)?.name;
    case "tagIds":
      return value === UNTAGGED ? text.t("filter.untagged") : names.tags?.find((one) => one.tagId === value)?.name;
    case "integrationIds":
      return names.integrations?.find((one) => one.integrationId === value)?.name;
    case "divisionIds":
      return value === GENERAL
        ? text.t("division.general")
        : names.divisions?.find((one) => one.divisionId === value)?.name;
  }
}

function datesLabel({ from, until }: RoomFilter, text: Localizer): string | null {
  if (from !== undefined && until !== undefined)
    return text.t("filter.between", { from: text.date(from), until: text.date(until) });
  if (from !== undefined) return text.t("filter.from", { date: text.date(from) });
  return until === undefined ? null : text.t("filter.until", { date: text.date(until) });
}

type Chips = { filter: RoomFilter; names: KnownNames; text: Localizer; onChange: (filter: RoomFilter) => void };

/** The active filter, to be seen and taken away field by field (SEARCH-9). */
export function filterChips({ filter, names, text, onChange }: Chips): TemplateResult | typeof nothing {
  const chips = chipsOf(filter, names, text);
  if (chips.length === 0) return nothing;
  return html`<div slot="chips" class="chips" role="group" aria-label=${text.t("filter.chips")}>
    ${chips.map(
      ({ field, value, label }) => html`<button
        class="chip"
        type="button"
        aria-label=${text.t("filter.remove", { name: label })}
        @click=${() => onChange(without(filter, field, value))}
      >
        <span class="truncate" dir="auto">${label}</span>${icons.x}
      </button>`,
    )}
    <button class="link" type="button" @click=${() => onChange(NO_FILTER)}>${text.t("filter.reset")}</button>
  </div>`;
}
