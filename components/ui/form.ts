import { html, nothing, type TemplateResult } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import { live } from "lit/directives/live.js";
import { icons } from "./icons.ts";

/**
 * Fields as native controls with everything tied to them: label, hint, error, counter. The control carries its JSON
 * pointer as `data-pointer`, so that a form can lead to its first bad field. Needs `formStyles`.
 */
export type FieldFacts = {
  /** JSON pointer of the value; also makes the ids. */
  pointer: string;
  label: string;
  /** Said, but not shown: the place explains the field to those who see it. */
  isLabelHidden?: boolean;
  hint?: string | TemplateResult | undefined;
  error?: string | undefined;
  /** Behind the label, for fields that may stay empty. */
  optional?: string;
  isDisabled?: boolean;
};

export const idOf = (pointer: string): string => `field${pointer.replaceAll("/", "-")}`;

const describedBy = (facts: FieldFacts): string | undefined => {
  const ids = [facts.hint ? `${idOf(facts.pointer)}-hint` : "", facts.error ? `${idOf(facts.pointer)}-error` : ""];
  return ids.filter(Boolean).join(" ") || undefined;
};

/** What every control of ours carries. */
const tied = (facts: FieldFacts) => ({
  id: idOf(facts.pointer),
  describedBy: ifDefined(describedBy(facts)),
  invalid: facts.error ? "true" : nothing,
});

export const fieldError = (facts: Pick<FieldFacts, "pointer" | "error">): TemplateResult | typeof nothing =>
  facts.error
    ? html`<p class="field-error" id="${idOf(facts.pointer)}-error">${icons.circleAlert}<span>${facts.error}</span></p>`
    : nothing;

/** Label, control, then hint, counter and error. */
export const field = (
  facts: FieldFacts,
  control: TemplateResult,
  counter: TemplateResult | typeof nothing = nothing,
): TemplateResult => html`<div class="form-field">
  <label class=${facts.isLabelHidden ? "visually-hidden" : "label"} for=${idOf(facts.pointer)}
    >${facts.label}${facts.optional ? html`<span class="optional">${facts.optional}</span>` : nothing}</label
  >
  ${control}
  ${
    facts.hint || counter !== nothing
      ? html`<div class="under">
          ${facts.hint ? html`<p class="hint" id="${idOf(facts.pointer)}-hint">${facts.hint}</p>` : nothing}${counter}
        </div>`
      : nothing
  }
  ${fieldError(facts)}
</div>`;

type TextFacts = FieldFacts & {
  value: string;
  placeholder?: string;
  type?: "text" | "url" | "search" | "date";
  inputMode?: "numeric" | "decimal" | "text" | "url";
  onInput: (value: string) => void;
  onChange?: (value: string) => void;
};

const textOf = (event: Event): string => (event.target as HTMLInputElement).value;

export function textField(facts: TextFacts): TemplateResult {
  const { id, describedBy, invalid } = tied(facts);
  return field(
    facts,
    html`<input
      class="field"
      id=${id}
      data-pointer=${facts.pointer}
      type=${facts.type ?? "text"}
      inputmode=${ifDefined(facts.inputMode)}
      dir=${facts.type === undefined ? "auto" : nothing}
      autocomplete="off"
      aria-describedby=${describedBy}
      aria-invalid=${invalid}
      placeholder=${facts.placeholder ?? ""}
      ?disabled=${facts.isDisabled ?? false}
      .value=${live(facts.value)}
      @input=${(event: Event) => facts.onInput(textOf(event))}
      @change=${(event: Event) => facts.onChange?.(textOf(event))}
    />`,
  );
}

type NumberFacts = FieldFacts & {
  /** NaN while the field is empty. */
  value: number;
  min: number;
  max: number;
  step?: number;
  unit?: string;
  onInput: (value: number) => void;
};

export function numberField(facts: NumberFacts): TemplateResult {
  const { id, describedBy, invalid } = tied(facts);
  return field(
    facts,
    html`<span class="number">
      <input
        class="field numbers"
        id=${id}
        data-pointer=${facts.pointer}
        type="number"
        inputmode="decimal"
        min=${facts.min}
        max=${facts.max}
        step=${facts.step ?? 1}
        autocomplete="off"
        aria-describedby=${describedBy}
        aria-invalid=${invalid}
        ?disabled=${facts.isDisabled ?? false}
        .value=${live(Number.isNaN(facts.value) ? "" : String(facts.value))}
        @input=${(event: Event) => facts.onInput((event.target as HTMLInputElement).valueAsNumber)}
      />${facts.unit ? html`<span class="unit">${facts.unit}</span>` : nothing}
    </span>`,
  );
}

type AreaFacts = Omit<TextFacts, "type"> & { counter: TemplateResult | typeof nothing };

export function textArea(facts: AreaFacts): TemplateResult {
  const { id, describedBy, invalid } = tied(facts);
  return field(
    facts,
    html`<textarea
      class="field"
      id=${id}
      data-pointer=${facts.pointer}
      dir="auto"
      aria-describedby=${describedBy}
      aria-invalid=${invalid}
      placeholder=${facts.placeholder ?? ""}
      ?disabled=${facts.isDisabled ?? false}
      .value=${live(facts.value)}
      @input=${(event: Event) => facts.onInput(textOf(event))}
    ></textarea>`,
    facts.counter,
  );
}

export type SelectOption = { value: string; label: string };
type SelectFacts = FieldFacts & {
  value: string;
  options: readonly SelectOption[];
  /** Shown while nothing is chosen; not an answer. */
  prompt?: string;
  onChange: (value: string) => void;
};

export function selectField(facts: SelectFacts): TemplateResult {
  const { id, describedBy, invalid } = tied(facts);
  return field(
    facts,
    html`<select
      class="field"
      id=${id}
      data-pointer=${facts.pointer}
      aria-describedby=${describedBy}
      aria-invalid=${invalid}
      ?disabled=${facts.isDisabled ?? false}
      @change=${(event: Event) => facts.onChange((event.target as HTMLSelectElement).value)}
    >
      ${
        facts.prompt === undefined
          ? nothing
          : html`<option value="" disabled ?selected=${facts.value === ""}>${facts.prompt}</option>`
      }
      ${facts.options.map(
        ({ value, label }) => html`<option value=${value} .selected=${live(value === facts.value)}>${label}</option>`,
      )}
    </select>`,
  );
}

type SwitchFacts = FieldFacts & { isOn: boolean; onChange: (isOn: boolean) => void };

/** The whole row is the label. */
export function switchField(facts: SwitchFacts): TemplateResult {
  const { id, describedBy, invalid } = tied(facts);
  return html`<div class="form-field">
    <label class="switch-row">
      <span class="label" id="${id}-label">${facts.label}</span>
      <input
        class="switch"
        id=${id}
        data-pointer=${facts.pointer}
        type="checkbox"
        role="switch"
        aria-labelledby="${id}-label"
        aria-describedby=${describedBy}
        aria-invalid=${invalid}
        ?disabled=${facts.isDisabled ?? false}
        .checked=${live(facts.isOn)}
        @change=${(event: Event) => facts.onChange((event.target as HTMLInputElement).checked)}
      />
      ${facts.hint ? html`<span class="hint" id="${id}-hint">${facts.hint}</span>` : nothing}
    </label>
    ${fieldError(facts)}
  </div>`;
}

type SegmentFacts<V extends string> = FieldFacts & {
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
};

/** One of a few, all in sight. */
export function segmentField<V extends string>(facts: SegmentFacts<V>): TemplateResult {
  const { id, describedBy } = tied(facts);
  return html`<div class="form-field" role="radiogroup" aria-labelledby="${id}-label" aria-describedby=${describedBy}>
    <span class=${facts.isLabelHidden ? "visually-hidden" : "label"} id="${id}-label">${facts.label}</span>
    <div>
      <span class="segments">
        ${facts.options.map(
          ({ value, label }) => html`<label class="segment"
            ><input
              type="radio"
              name=${id}
              data-pointer=${facts.pointer}
              ?disabled=${facts.isDisabled ?? false}
              .checked=${live(value === facts.value)}
              @change=${() => facts.onChange(value)}
            />${label}</label
          >`,
        )}
      </span>
    </div>
    ${facts.hint ? html`<p class="hint" id="${id}-hint">${facts.hint}</p>` : nothing}${fieldError(facts)}
  </div>`;
}

/** How much of a limit is used, from 80 % on; `words` says it. */
export const counterOf = (used: number, max: number, words: string): TemplateResult | typeof nothing =>
  used < max * 0.8 ? nothing : html`<span class="counter ${used > max ? "over" : ""}">${words}</span>`;

/** Leads to the first control of the bad fields, in the order of the page. */
export function focusFirstBad(root: Pick<ParentNode, "querySelectorAll">, pointers: readonly string[]): void {
  const controls = [...root.querySelectorAll<HTMLElement>("[data-pointer]")];
  const first = controls.find(({ dataset }) => {
    const own = dataset.pointer ?? "";
    return pointers.some((pointer) => pointer === own || pointer.startsWith(`${own}/`));
  });
  first?.focus();
  first?.scrollIntoView({ block: "nearest" });
}
