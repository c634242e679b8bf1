import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { avatarStyles } from "./avatar.styles.ts";
import { avatar } from "./avatar.ts";
import { base } from "./base.styles.ts";
import { choiceStyles } from "./choice-field.styles.ts";
import { formStyles } from "./form.styles.ts";
import { fieldError, idOf } from "./form.ts";
import { icons } from "./icons.ts";
import type { PickerOption } from "./picker.ts";
import type { SapaPopover } from "./popover.ts";

/** The person chose these options, in the order of the options. */
export class ChoiceOfManyEvent extends Event {
  readonly ids: string[];
  constructor(ids: string[]) {
    super("choice-of-many");
    this.ids = ids;
  }
}

export type ChoiceWords = { add: string; search: string; none: string; remove: (label: string) => string };

/**
 * Some of many, such as agents of a division: what is chosen stands as chips, a panel with a search ticks and unticks.
 *
 * @tag sapa-choice-field
 * @fires choice-of-many - The choice changed; `ids` holds it.
 */
export class SapaChoiceField extends LitElement {
  static override styles = [
    base,
    avatarStyles,
    formStyles,
    choiceStyles,
    css`
      :host {
        min-inline-size: 0;
      }
    `,
  ];

  @query(".add") private readonly addButton!: HTMLElement;
  @query("sapa-popover") private readonly floating!: SapaPopover;
  @state() private filter = "";

  @property({ attribute: false }) pointer = "";
  @property({ attribute: false }) label = "";
  @property({ attribute: false }) isLabelHidden = false;
  @property({ attribute: false }) hint = "";
  @property({ attribute: false }) error: string | undefined = undefined;
  /** null while they are being loaded. */
  @property({ attribute: false }) options: readonly PickerOption[] | null = null;
  @property({ attribute: false }) chosen: readonly string[] = [];
  @property({ attribute: false }) words: ChoiceWords = { add: "", search: "", none: "", remove: (label) => label };

  override focus(): void {
    this.addButton.focus();
  }

  #choose(id: string, isChosen: boolean): void {
    const others = this.chosen.filter((one) => one !== id);
    const wanted = new Set(isChosen ? [...others, id] : others);
    const known = (this.options ?? []).map((option) => option.id).filter((one) => wanted.has(one));
    const unknown = [...wanted].filter((one) => !known.includes(one));
    this.chosen = [...known, ...unknown];
    this.dispatchEvent(new ChoiceOfManyEvent([...this.chosen]));
    void this.updateComplete.then(() => this.floating.reposition());
  }

  private async handleRemove(id: string): Promise<void> {
    this.#choose(id, false);
    await this.updateComplete;
    this.focus();
  }

  private handleToggle(): void {
    if (!this.floating.isOpen) this.filter = "";
  }

  protected override render(): TemplateResult {
    const { pointer, label, hint, error, words } = this;
    const id = idOf(pointer);
    const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].join(" ").trim();
    return html`<div class="form-field" role="group" aria-labelledby="${id}-label" aria-describedby=${described || nothing}>
      <span class=${this.isLabelHidden ? "visually-hidden" : "label"} id="${id}-label">${label}</span>
      <div class="box ${error ? "bad" : ""}">
        <ul class="chips">
          ${repeat(
            this.chosen,
            (one) => one,
            (one) => this.renderChip(one),
          )}
        </ul>
        <sapa-popover @toggle=${this.handleToggle}>
          <button slot="trigger" class="button small add" type="button" aria-haspopup="dialog" aria-describedby=${error ? `${id}-error` : nothing}>
            ${icons.plus}${words.add}
          </button>
          ${this.renderPanel()}
        </sapa-popover>
      </div>
      ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}${fieldError({ pointer, error })}
    </div>`;
  }

  private renderChip(id: string): TemplateResult {
    const option = this.options?.find((one) => one.id === id);
    const name = option?.label ?? id;
    return html`<li class="chip">
      ${option?.face ? avatar({ initials: option.face.initials, hue: option.face.hue, size: "tiny" }) : nothing}
      <span class="truncate" dir="auto">${this.options === null ? "…" : name}</span>
      <button type="button" aria-label=${this.words.remove(name)} @click=${() => this.handleRemove(id)}>${icons.x}</button>
    </li>`;
  }

  private renderPanel(): TemplateResult {
    const { words } = this;
    const wanted = this.filter.trim().toLocaleLowerCase();
    const found = (this.options ?? []).filter(({ label }) => label.toLocaleLowerCase().includes(wanted));
    return html`<div class="panel" role="group" aria-label=${this.label}>
      <input
        class="field"
        type="search"
        autofocus
        autocomplete="off"
        aria-label=${words.search}
        placeholder=${words.search}
        .value=${live(this.filter)}
        @input=${(event: Event) => {
          this.filter = (event.target as HTMLInputElement).value;
        }}
      />
      <div class="options scroll">
        ${found.map(
          (option) => html`<label class="tick-row option">
            <input
              class="tick"
              type="checkbox"
              .checked=${live(this.chosen.includes(option.id))}
              @change=${(event: Event) => this.#choose(option.id, (event.target as HTMLInputElement).checked)}
            />
            ${option.face ? avatar({ ...option.face, size: "small" }) : nothing}
            <span class="grow truncate" dir="auto">${option.label}</span>
            ${option.detail ? html`<span class="side">${option.detail}</span>` : nothing}
          </label>`,
        )}
        ${found.length === 0 ? html`<p class="none" role="status">${words.none}</p>` : nothing}
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-choice-field": SapaChoiceField;
  }
}
