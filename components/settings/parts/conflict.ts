import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { Subscription } from "../../controllers/subscription.ts";
import { formTexts } from "../../strings/forms.ts";
import { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import type { SapaDialog } from "../../ui/dialog.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { sidesStyles } from "../../ui/sides.styles.ts";
import type { Form } from "../form.ts";
import { type Difference, differences, merged, type Side } from "../merge.ts";

type Describe = (key: string, value: unknown) => { label: string; words: string };

/**
 * Two people saved the same form: shows both values of every field that differs, and lets the second choose (GEN-11).
 *
 * @tag sapa-conflict
 * @fires settled - The person chose; the form holds the result and stands on what the other one saved.
 */
export class SapaConflict extends LitElement {
  static override styles = [
    base,
    formStyles,
    sidesStyles,
    css`
      :host {
        display: contents;
      }

      .whose {
        font-size: var(--s-list);
        font-weight: 500;
      }

      .words {
        grid-column: 2;
        max-block-size: 132px;
        overflow: auto;
        color: var(--s-muted);
        font-size: var(--s-list);
        line-height: 1.45;
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @query("sapa-dialog") private readonly dialog!: SapaDialog;
  @state() private found: Difference<object>[] = [];
  @property({ attribute: false }) text = new Localizer("en");
  @property({ attribute: false }) form: Form<object> | null = null;
  @property({ attribute: false }) describe: Describe = (label, value) => ({ label, words: String(value) });

  constructor() {
    super();
    new Subscription(
      this,
      () => this.form,
      () => this.#follow(),
    );
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("form")) this.#follow();
  }

  #follow(): void {
    const { form } = this;
    if (!this.hasUpdated || !form) return;
    if (form.conflict && !this.dialog.isOpen) {
      this.found = differences(form.saved, form.draft, form.conflict.theirs.value);
      if (this.#shown.length === 0) this.#settle();
      else void this.dialog.show();
    }
    if (!form.conflict) this.dialog.hide();
  }

  /** What differs only in parts that nobody sees is no question: it stays with the side that changed it. */
  get #shown(): Difference<object>[] {
    const wordsOf = (key: string, value: unknown): string => this.describe(key, value).words;
    return this.found.filter(({ key, mine, theirs }) => wordsOf(key, mine) !== wordsOf(key, theirs));
  }

  #settle(): void {
    const { form } = this;
    if (!form?.conflict) return;
    form.settle(merged(form.conflict.theirs.value, this.found));
    this.dispatchEvent(new Event("settled"));
  }

  #choose(key: string, side: Side): void {
    this.found = this.found.map((one) => (one.key === key ? { ...one, side } : one));
  }

  protected override render(): TemplateResult {
    const { t } = formTexts(this.text);
    const conflict = this.form?.conflict;
    const name = conflict?.name || this.text.t("common.somebody");
    return html`<sapa-dialog
      .heading=${t("conflict.heading", { name })}
      .closeLabel=${this.text.t("common.close")}
      @close=${() => this.form?.conflict && this.form.postpone()}
    >
      <p class="hint">${t("conflict.text")}</p>
      ${conflict ? this.#shown.map((one) => this.renderField(one, name)) : nothing}
      <button slot="foot" class="button" type="button" @click=${() => this.form?.postpone()}>${t("conflict.later")}</button>
      <button slot="foot" class="button primary" type="button" @click=${() => this.#settle()}>${t("conflict.save")}</button>
    </sapa-dialog>`;
  }

  private renderField({ key, mine, theirs, side }: Difference<object>, name: string): TemplateResult {
    const { t } = formTexts(this.text);
    const sides: { side: Side; whose: string; value: unknown }[] = [
      { side: "theirs", whose: name, value: theirs },
      { side: "mine", whose: t("conflict.mine"), value: mine },
    ];
    return html`<fieldset>
      <legend>${this.describe(key, mine).label}</legend>
      <div class="sides">
        ${sides.map(
          (one) => html`<label class="side">
            <input
              class="dot"
              type="radio"
              name=${key}
              .checked=${one.side === side}
              @change=${() => this.#choose(key, one.side)}
            />
            <span class="whose">${one.whose}</span>
            <span class="words">${this.describe(key, one.value).words}</span>
          </label>`,
        )}
      </div>
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-conflict": SapaConflict;
  }
}
