import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import { avatarStyles } from "./avatar.styles.ts";
import { avatar } from "./avatar.ts";
import { base } from "./base.styles.ts";
import { menuStyles } from "./menu.styles.ts";

export type PickerOption = {
  id: string;
  label: string;
  detail?: string;
  face?: { initials: string; hue: number; isOnline: boolean };
};

/** The person picked the option `id`. */
export class PickEvent extends Event {
  readonly id: string;
  constructor(id: string) {
    super("pick");
    this.id = id;
  }
}

/**
 * A list with a search field: type to narrow, arrows and Enter or a click to pick.
 *
 * @tag sapa-picker
 * @fires pick - An option was picked; `id` names it.
 */
export class SapaPicker extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    base,
    avatarStyles,
    menuStyles,
    css`
      :host {
        inline-size: 260px;
      }

      ul {
        max-block-size: 300px;
        overflow: auto;
        scrollbar-width: thin;
      }

      .menu-item.active {
        background: var(--s-hover);
      }
    `,
  ];

  @query("input") private readonly input!: HTMLInputElement;
  @state() private filter = "";
  @state() private activeIndex = 0;

  /** null while they are being loaded. */
  @property({ attribute: false }) options: readonly PickerOption[] | null = null;
  @property({ attribute: false }) label = "";
  @property({ attribute: false }) emptyText = "";
  @property({ attribute: false }) noMatchText = "";
  @property({ attribute: false }) loadingText = "";
  /** Shown in place of the options. */
  @property({ attribute: false }) errorText: string | null = null;

  /** Starts anew: no filter, first option. */
  reset(): void {
    this.filter = "";
    this.activeIndex = 0;
    if (this.hasUpdated) this.input.value = "";
  }

  private get found(): readonly PickerOption[] {
    const wanted = this.filter.trim().toLocaleLowerCase();
    const options = this.options ?? [];
    return wanted === "" ? options : options.filter(({ label }) => label.toLocaleLowerCase().includes(wanted));
  }

  #pick(id: string | undefined): void {
    if (id !== undefined) this.dispatchEvent(new PickEvent(id));
  }

  private handleInput(): void {
    this.filter = this.input.value;
    this.activeIndex = 0;
  }

  private handleKeydown(event: KeyboardEvent): void {
    const matches = this.found;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && matches.length > 0) {
      event.preventDefault();
      this.activeIndex = (this.activeIndex + step + matches.length) % matches.length;
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector(".active")?.scrollIntoView({ block: "nearest" }),
      );
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#pick(matches[this.activeIndex]?.id);
    }
  }

  protected override render(): TemplateResult {
    const matches = this.found;
    const active = matches[this.activeIndex];
    return html`
      <div class="menu-search">
        <input
          class="field"
          type="text"
          role="combobox"
          autocomplete="off"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls="options"
          aria-activedescendant=${active ? `option-${this.activeIndex}` : nothing}
          aria-label=${this.label}
          placeholder=${this.label}
          @input=${this.handleInput}
          @keydown=${this.handleKeydown}
        />
      </div>
      <ul id="options" role="listbox" aria-label=${this.label}>
        ${matches.map((option, index) => this.renderOption(option, index))}
      </ul>
      ${matches.length === 0 ? html`<p class="menu-empty" role="status">${this.#emptyWords()}</p>` : nothing}
    `;
  }

  #emptyWords(): string {
    if (this.errorText !== null) return this.errorText;
    if (this.options === null) return this.loadingText;
    return this.options.length === 0 ? this.emptyText : this.noMatchText;
  }

  private renderOption(option: PickerOption, index: number): TemplateResult {
    return html`<li
      id="option-${index}"
      role="option"
      aria-selected=${index === this.activeIndex}
      class=${classMap({ "menu-item": true, active: index === this.activeIndex })}
      @click=${() => this.#pick(option.id)}
      @pointermove=${() => {
        this.activeIndex = index;
      }}
    >
      ${option.face ? avatar({ ...option.face, size: "small" }) : nothing}
      <span class="grow truncate" dir="auto">${option.label}</span>
      ${option.detail ? html`<span class="side">${option.detail}</span>` : nothing}
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-picker": SapaPicker;
  }
}
