import { css, html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { base } from "./base.styles.ts";
import { formStyles } from "./form.styles.ts";
import { field } from "./form.ts";

/** A unit one may count in. */
export type DurationUnit = { ms: number; label: string };

/** A person entered `ms`; NaN while the number is missing. */
export class DurationEvent extends Event {
  readonly ms: number;
  constructor(ms: number) {
    super("duration");
    this.ms = ms;
  }
}

/**
 * A length of time as a number and its unit. The unit is the largest that counts the given time in whole numbers, until
 * the person chooses another.
 *
 * @tag sapa-duration-field
 * @fires duration - The time was changed; `ms` holds it.
 */
export class SapaDurationField extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    base,
    formStyles,
    css`
      .pair {
        display: grid;
        grid-template-columns: 88px minmax(0, 130px);
        gap: 8px;
      }
    `,
  ];

  /** What the person entered last: their unit stays, also for one and a half of it. */
  #toldMs: number | null = null;

  @state() private unitMs = 0;
  @property({ attribute: false }) pointer = "";
  @property({ attribute: false }) label = "";
  @property({ attribute: false }) unitLabel = "";
  @property({ attribute: false }) hint = "";
  @property({ attribute: false }) error: string | undefined = undefined;
  @property({ attribute: false }) units: readonly DurationUnit[] = [];
  @property({ attribute: false }) ms = Number.NaN;
  @property({ type: Boolean }) disabled = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOwn = Object.is(this.ms, this.#toldMs) && this.unitMs > 0;
    if (isOwn || !(changed.has("ms") || changed.has("units"))) return;
    if (this.unitMs > 0 && this.ms % this.unitMs === 0) return;
    const sizes = this.units.map(({ ms }) => ms).sort((one, other) => other - one);
    this.unitMs = sizes.find((ms) => this.ms % ms === 0) ?? sizes.at(-1) ?? 1;
  }

  #tell(count: number, unitMs: number): void {
    this.ms = count * unitMs;
    this.#toldMs = this.ms;
    this.dispatchEvent(new DurationEvent(this.ms));
  }

  private handleUnit(event: Event): void {
    const count = this.ms / this.unitMs;
    this.unitMs = Number((event.target as HTMLSelectElement).value);
    this.#tell(count, this.unitMs);
  }

  protected override render(): TemplateResult {
    const { pointer, label, hint, error, ms, unitMs } = this;
    const id = `field${pointer.replaceAll("/", "-")}`;
    const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].join(" ").trim();
    return field(
      { pointer, label, hint, error },
      html`<span class="pair">
        <input
          class="field numbers"
          id=${id}
          type="number"
          inputmode="numeric"
          min="1"
          autocomplete="off"
          aria-describedby=${described}
          aria-invalid=${error ? "true" : "false"}
          ?disabled=${this.disabled}
          .value=${live(Number.isNaN(ms) ? "" : String(ms / unitMs))}
          @input=${(event: Event) => this.#tell((event.target as HTMLInputElement).valueAsNumber, unitMs)}
        />
        <select class="field" aria-label=${this.unitLabel} ?disabled=${this.disabled} @change=${this.handleUnit}>
          ${this.units.map(
            (unit) => html`<option value=${unit.ms} .selected=${live(unit.ms === unitMs)}>${unit.label}</option>`,
          )}
        </select>
      </span>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-duration-field": SapaDurationField;
  }
}
