import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { LIMITS } from "../../../protocol/limits.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { menuStyles } from "../../ui/menu.styles.ts";
import { fieldsOf, type Preset, presetsAt, type TimeKind, timeOf } from "./presets.ts";
import { timeChoiceStyles } from "./time-choice.styles.ts";

/** A time was chosen. */
export class TimeChosenEvent extends Event {
  readonly at: number;
  readonly cancelOnReply: boolean;
  constructor(at: number, cancelOnReply: boolean) {
    super("time-chosen");
    this.at = at;
    this.cancelOnReply = cancelOnReply;
  }
}

const DAY_MS = 24 * 3_600_000;

/**
 * A time ahead: the usual ones at a press, any other by date and clock, all in the organization's zone (BEY-5).
 *
 * @tag sapa-time-choice
 * @fires time-chosen - Read `at` (ms UTC) and `cancelOnReply`.
 */
export class SapaTimeChoice extends LitElement {
  static override styles = [base, menuStyles, timeChoiceStyles];

  @state() private isCustom = false;
  @state() private isWrong = false;
  @state() private isCancelled = true;

  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) now: () => number = Date.now;
  @property() kind: TimeKind = "send";

  /** Starts anew with the presets. */
  reset(): void {
    this.isCustom = false;
    this.isWrong = false;
    this.requestUpdate();
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>(".menu-item, input")?.focus();
  }

  #choose(at: number): void {
    this.dispatchEvent(new TimeChosenEvent(at, this.kind === "send" && this.isCancelled));
  }

  async #openCustom(): Promise<void> {
    this.isCustom = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>("[name=date]")?.focus();
  }

  private handleArrows(event: KeyboardEvent): void {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const items = [...this.renderRoot.querySelectorAll<HTMLElement>(".menu-item")];
    const from = items.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    items[(from + step + items.length) % items.length]?.focus();
  }

  private handleSubmit(event: SubmitEvent): void {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const at = timeOf({ date: String(data.get("date")), time: String(data.get("time")) }, this.text.timeZone);
    const now = this.now();
    this.isWrong = at === null || at <= now || at > now + LIMITS.scheduleAheadMs;
    if (at !== null && !this.isWrong) this.#choose(at);
    else this.renderRoot.querySelector<HTMLInputElement>("[name=date]")?.focus();
  }

  protected override render(): TemplateResult {
    return html`${this.isCustom ? this.renderCustom() : this.renderPresets()} ${this.kind === "send" ? this.renderTick() : nothing}
      <p class="zone">${this.text.t("time.zone", { zone: this.text.timeZone ?? "" })}</p>`;
  }

  private renderPresets(): TemplateResult {
    const { text } = this;
    return html`<div class="menu" role="group" aria-label=${text.t(this.kind === "send" ? "later.send" : "snooze.label")} @keydown=${this.handleArrows}>
      ${presetsAt(this.now(), text.timeZone, this.kind).map((preset) => this.renderPreset(preset))}
      <button class="menu-item" type="button" @click=${() => this.#openCustom()}>
        <span class="grow">${text.t("time.custom")}</span>
      </button>
    </div>`;
  }

  private renderPreset({ name, at }: Preset): TemplateResult {
    const { text } = this;
    const isToday = text.dayKey(at) === text.dayKey(this.now());
    return html`<button class="menu-item" type="button" @click=${() => this.#choose(at)}>
      <span class="grow">${text.t(`time.${name}`)}</span>
      <span class="side numbers">${isToday ? text.time(at) : `${text.weekday(at)} ${text.time(at)}`}</span>
    </button>`;
  }

  private renderCustom(): TemplateResult {
    const { text } = this;
    const now = this.now();
    const start = fieldsOf(presetsAt(now, text.timeZone, this.kind).at(-1)?.at ?? now + DAY_MS, text.timeZone);
    return html`<form class="custom" novalidate @submit=${this.handleSubmit}>
      <label>${text.t("time.date")}
        <input
          class="field"
          type="date"
          name="date"
          min=${fieldsOf(now, text.timeZone).date}
          max=${fieldsOf(now + LIMITS.scheduleAheadMs, text.timeZone).date}
          .value=${start.date}
          aria-invalid=${this.isWrong ? "true" : nothing}
          aria-describedby="wrong"
        />
      </label>
      <label>${text.t("time.clock")}
        <input class="field" type="time" name="time" .value=${start.time} aria-describedby="wrong" />
      </label>
      <p class="wrong" id="wrong" role="alert">${this.isWrong ? text.t("time.wrong") : nothing}</p>
      <div class="buttons">
        <button class="button" type="button" @click=${() => this.reset()}>${text.t("common.back")}</button>
        <button class="button primary" type="submit">${text.t(this.kind === "send" ? "later.plan" : "snooze.confirm")}</button>
      </div>
    </form>`;
  }

  private renderTick(): TemplateResult {
    return html`<label class="tick-line">
      <input
        type="checkbox"
        .checked=${this.isCancelled}
        @change=${(event: Event) => {
          this.isCancelled = (event.currentTarget as HTMLInputElement).checked;
        }}
      />
      <span>${this.text.t("later.cancelOnReply")}</span>
    </label>`;
  }
}

if (!customElements.get("sapa-time-choice")) customElements.define("sapa-time-choice", SapaTimeChoice);

declare global {
  interface HTMLElementTagNameMap {
    "sapa-time-choice": SapaTimeChoice;
  }
}
