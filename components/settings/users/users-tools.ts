import { html, nothing, type TemplateResult } from "lit";
import type { MemberPage, MemberState } from "../../../protocol/accounts.schema.ts";
import { ROLES, type Role } from "../../../protocol/roles.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { icons } from "../../ui/icons.ts";
import { settingsTexts } from "../settings-texts.ts";

const STATES = ["active", "invited", "waiting", "inactive"] as const satisfies readonly MemberState[];

/** Which members are looked for; empty: all. */
export type Wanted = { q: string; role: Role | ""; state: MemberState | "" };
export const ALL_WANTED: Wanted = { q: "", role: "", state: "" };

export const isNarrowed = ({ q, role, state }: Wanted): boolean => q.trim() !== "" || role !== "" || state !== "";

/** From the end of an address; what is unknown there is left out. */
export function parseWanted(filter: string): Wanted {
  const query = new URLSearchParams(filter);
  const of = <T extends string>(key: string, known: readonly T[]): T | "" =>
    known.find((one) => one === query.get(key)) ?? "";
  return { q: query.get("q") ?? "", role: of("role", ROLES), state: of("state", STATES) };
}

export const filterOf = (wanted: Wanted): string => new URLSearchParams(queryOf(wanted)).toString();

/** As the server is asked. */
export const queryOf = ({ q, role, state }: Wanted): { q?: string; role?: Role; state?: MemberState } => ({
  ...(q.trim() !== "" && { q: q.trim() }),
  ...(role !== "" && { role }),
  ...(state !== "" && { state }),
});

type Tools = {
  wanted: Wanted;
  page: MemberPage;
  text: Localizer;
  onSearch: (q: string) => void;
  onWanted: (patch: Partial<Wanted>) => void;
};

/** Search, filters and seats above the table; needs `usersStyles`. */
export function usersTools({ wanted, page, text, onSearch, onWanted }: Tools): TemplateResult {
  const { t } = settingsTexts(text);
  return html`<div class="tools">
      <div class="find">
        ${icons.search}
        <input
          class="field"
          type="search"
          autocomplete="off"
          aria-label=${t("users.search")}
          placeholder=${t("users.search")}
          .value=${wanted.q}
          @input=${(event: Event) => onSearch((event.target as HTMLInputElement).value)}
        />
      </div>
      ${filter({
        label: t("users.role"),
        any: t("users.anyRole"),
        chosen: wanted.role,
        values: ROLES,
        nameOf: (role) => text.t(`role.${role}`),
        onChoose: (role) => onWanted({ role }),
      })}
      ${filter({
        label: t("users.state"),
        any: t("users.anyState"),
        chosen: wanted.state,
        values: STATES,
        nameOf: (state) => t(`users.state.${state}`),
        onChoose: (state) => onWanted({ state }),
      })}
      <span class="visually-hidden" role="status"
        >${isNarrowed(wanted) ? t("users.found", { n: page.members.length }) : ""}</span
      >
    </div>
    ${seats(page.seats, text)}`;
}

type Filter<V extends string> = {
  label: string;
  any: string;
  chosen: V | "";
  values: readonly V[];
  nameOf: (value: V) => string;
  onChoose: (value: V | "") => void;
};

const filter = <V extends string>({ label, any, chosen, values, nameOf, onChoose }: Filter<V>): TemplateResult =>
  html`<select
    class="field"
    aria-label=${label}
    @change=${(event: Event) => onChoose((event.target as HTMLSelectElement).value as V | "")}
  >
    <option value="" .selected=${chosen === ""}>${any}</option>
    ${values.map((value) => html`<option value=${value} .selected=${value === chosen}>${nameOf(value)}</option>`)}
  </select>`;

/** ROLE-21. */
function seats({ used, limit }: MemberPage["seats"], text: Localizer): TemplateResult {
  const { t } = settingsTexts(text);
  const words = limit === null ? t("users.seatsFree", { n: used }) : t("users.seats", { used, n: limit });
  return html`<p class="seats">
    <span class="used">${words}</span>
    ${
      limit === null
        ? nothing
        : html`<meter aria-label=${words} min="0" max=${Math.max(1, limit)} high=${limit * 0.9} optimum="0" .value=${used}></meter>`
    }
    <span>${t("users.seatsHint")}</span>
  </p>`;
}
