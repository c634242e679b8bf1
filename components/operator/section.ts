import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { base } from "../ui/base.styles.ts";
import type { SapaDialog } from "../ui/dialog.ts";
import { icons } from "../ui/icons.ts";
import type { FormSpec } from "./form.ts";
import type { OperatorServer } from "./server.ts";
import type { OperatorStrings, Texts } from "./strings.ts";
import { sectionStyles } from "./styles.ts";

/** What a dialog of a section holds: words and a form, or only what is to be read. */
export type Sheet = { heading: string; about?: string; form?: FormSpec; content?: () => TemplateResult };

/** A page of the Operator's: it loads what it shows, changes it by forms, and says what was done. */
export abstract class OperatorSection<T> extends LitElement {
  static override styles = [base, sectionStyles];

  @query("sapa-dialog") private readonly dialog!: SapaDialog;
  @query("h2") private readonly heading!: HTMLElement;
  @state() protected data: T | undefined;
  @state() private isAway = false;
  @state() private sheet: Sheet | null = null;
  @state() private notice = "";
  @property({ attribute: false }) server!: OperatorServer;
  @property({ attribute: false }) texts!: Texts;

  protected abstract readonly path: string;
  protected abstract readonly titleKey: keyof OperatorStrings;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override focus(): void {
    this.heading?.focus();
  }

  protected async load(): Promise<void> {
    this.isAway = false;
    const answer = await this.server.call<T>("GET", this.path);
    if (answer.ok) this.data = answer.value;
    this.isAway = !answer.ok;
  }

  protected async open(sheet: Sheet): Promise<void> {
    this.notice = "";
    this.sheet = sheet;
    await this.updateComplete;
    await this.dialog.show();
    this.dialog.querySelector("sapa-operator-form")?.focus();
  }

  /** After a change: what stands now, and what was done. */
  protected async done(notice: string): Promise<void> {
    this.dialog.hide();
    await this.load();
    this.notice = notice;
  }

  protected close(): void {
    this.dialog.hide();
  }

  protected abstract renderData(data: T): TemplateResult;
  protected renderButton(): TemplateResult | typeof nothing {
    return nothing;
  }
  protected renderAbout(): TemplateResult | typeof nothing {
    return nothing;
  }

  protected addButton(label: string, act: () => void): TemplateResult {
    return html`<button class="button primary" type="button" @click=${act}>${icons.plus}${label}</button>`;
  }

  #renderState(): TemplateResult {
    const { texts } = this;
    if (!this.isAway) return html`<p class="state" aria-busy="true">${texts.t("loading")}</p>`;
    return html`<div class="state" role="alert">
      <p>${texts.t("unreachable")}</p>
      <button class="button" type="button" @click=${() => void this.load()}>${texts.t("again")}</button>
    </div>`;
  }

  #renderSheet({ about, form, content }: Sheet): TemplateResult {
    const { texts } = this;
    const cancel = html`<button class="button" type="button" @click=${() => this.dialog.hide()}>
      ${texts.t("cancel")}
    </button>`;
    return html`${about ? html`<p>${about}</p>` : nothing}${content?.() ?? nothing}
    ${form ? html`<sapa-operator-form .spec=${form} .texts=${texts}>${cancel}</sapa-operator-form>` : nothing}`;
  }

  protected override render(): TemplateResult {
    const { texts, data, sheet } = this;
    return html`<div class="head"><h2 tabindex="-1">${texts.t(this.titleKey)}</h2>${this.renderButton()}</div>
      ${this.renderAbout()}
      <p class="notice" role="status">${this.notice}</p>
      ${data === undefined ? this.#renderState() : this.renderData(data)}
      <sapa-dialog
        .heading=${sheet?.heading ?? ""}
        close-label=${texts.t("close")}
        @close=${() => {
          this.sheet = null;
        }}
      >
        ${sheet ? this.#renderSheet(sheet) : nothing}
      </sapa-dialog>`;
  }
}
