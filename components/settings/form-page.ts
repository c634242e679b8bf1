import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { BadField } from "../../protocol/form-rules.ts";
import { Patience } from "../controllers/patience.ts";
import { Subscription } from "../controllers/subscription.ts";
import { Localizer } from "../strings/localizer.ts";
import { base } from "../ui/base.styles.ts";
import { formStyles } from "../ui/form.styles.ts";
import { focusFirstBad } from "../ui/form.ts";
import { skeletonStyles } from "../ui/skeleton.styles.ts";
import { statesStyles } from "../ui/states.ts";
import type { Desk, GuardedPage } from "./desk-contract.ts";
import { type Conflict, Form, type Stored } from "./form.ts";
import { pageStyles } from "./page.styles.ts";
import { failedState, type SaveBarWords, saveBar, skeleton } from "./parts/page-parts.ts";
import { badFieldText, settingsTexts } from "./settings-texts.ts";

/** What the server holds, and who saved it last. */
export type Answered<T> = Stored<T> & { changedBy: string | null; changedAt: number | null };

/**
 * A page with one form: loads it, saves it, follows what others save, and settles what two people saved at once (GEN-11).
 * Each page says where its value is and what the form looks like.
 */
export abstract class FormPage<T extends object> extends LitElement implements GuardedPage {
  static override styles = [base, formStyles, skeletonStyles, statesStyles, pageStyles];

  readonly #patience = new Patience(this);
  #stopConfig: (() => void) | null = null;
  #answer: Answered<T> | null = null;

  @query("h2") private readonly heading!: HTMLElement | null;
  @state() protected form: Form<T> | null = null;
  @state() private failure: unknown = null;
  /** Saved by somebody else while this form was being changed. */
  @state() private ahead: Conflict<T> | null = null;

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) text = new Localizer("en");

  protected abstract read(): Promise<Answered<T>>;
  protected abstract send(value: T, version: number): Promise<Answered<T>>;
  /** Reads what a conflict's problem says stands now. */
  protected abstract readCurrent(current: unknown): Stored<T> | null;
  protected abstract check(value: T): BadField[];
  protected abstract renderHead(): TemplateResult;
  protected abstract renderForm(form: Form<T>): TemplateResult;
  /** A field's name and a value of it in words, for the choice between two versions. */
  protected abstract describe(key: keyof T & string, value: unknown): { label: string; words: string };

  constructor() {
    super();
    new Subscription(this, () => this.form);
  }

  /** As it is stored: blanks around single lines go (GEN-3). */
  protected tidy(value: T): T {
    return value;
  }

  /** What else the form needs before it can be shown. */
  protected async prepare(): Promise<void> {}

  /** Before the first bad field gets the focus: it may have to be brought into sight. */
  protected showField(_pointer: string): void {}

  /** Beside the form: dialogs, pictures. */
  protected renderBeside(): TemplateResult | typeof nothing {
    return nothing;
  }

  protected renderFailed(_failure: unknown): TemplateResult {
    return failedState(this.text, () => void this.#load());
  }

  protected get saveWords(): SaveBarWords | undefined {
    return undefined;
  }

  protected handleSaved(): void {
    this.desk.saved();
  }

  get isDirty(): boolean {
    return this.form?.isDirty ?? false;
  }

  discard(): void {
    this.form?.discard();
    this.ahead = null;
  }

  override focus(): void {
    void this.updateComplete.then(() => this.heading?.focus());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopConfig = this.desk.connection.feed.onConfig(() => void this.#look());
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopConfig?.();
  }

  protected get t() {
    return settingsTexts(this.text).t;
  }

  /** Until what was just changed is on the screen: a form tells its changes a moment later. */
  protected async rendered(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
  }

  /** What is wrong with a field; `invalid` says what it may hold. */
  protected errorAt(pointer: string, invalid?: string): string | undefined {
    return badFieldText(this.form?.badAt(pointer), this.text, invalid);
  }

  /** Reads everything anew; what was changed and not saved goes. */
  protected reload(): Promise<void> {
    return this.#load();
  }

  async #load(): Promise<void> {
    this.failure = null;
    try {
      await this.prepare();
      this.#take(await this.read());
    } catch (error) {
      this.failure = error;
    }
  }

  #take(answer: Answered<T>): void {
    this.#answer = answer;
    if (this.form) this.form.reset(answer);
    else
      this.form = new Form(answer, {
        check: (value) => this.check(value),
        tidy: (value) => this.tidy(value),
        send: async (value, version) => {
          const saved = await this.send(value, version);
          this.#answer = saved;
          return saved;
        },
        readCurrent: (current) => this.readCurrent(current),
      });
  }

  /** Somebody changed something: an untouched form follows, a changed one is told. */
  async #look(): Promise<void> {
    const { form } = this;
    const answer = await this.read().catch(() => null);
    if (!form || !answer || answer.version <= form.version || form.isSaving) return;
    if (form.isDirty) this.ahead = { name: answer.changedBy ?? "", theirs: answer };
    else this.#take(answer);
  }

  private async handleSubmit(event: Event): Promise<void> {
    event.preventDefault();
    await this.#save();
  }

  async #save(): Promise<void> {
    const { form } = this;
    if (!form?.isDirty) return;
    const result = await form.save();
    if (result === "bad") await this.#leadToBad(form);
    else await this.rendered();
    if (result === "failed" && form.failure) this.desk.failed(form.failure);
    if (result !== "saved") return;
    this.ahead = null;
    this.handleSaved();
  }

  async #leadToBad(form: Form<T>): Promise<void> {
    const pointers = form.bad.map(({ pointer }) => pointer);
    if (pointers[0] !== undefined) this.showField(pointers[0]);
    await this.rendered();
    focusFirstBad(this.renderRoot, pointers);
  }

  private handleCompare(): void {
    if (this.form && this.ahead) this.form.meet(this.ahead);
  }

  private async handleSettled(): Promise<void> {
    this.ahead = null;
    if (this.form?.isDirty) await this.#save();
  }

  protected override render(): TemplateResult {
    const { form, text } = this;
    const isWaiting = form === null && this.failure === null;
    const isLong = this.#patience.isOver(isWaiting);
    return html`<form class="page" novalidate @submit=${this.handleSubmit}>
        ${this.renderHead()}
        ${
          form
            ? html`<div class="cards">${this.ahead ? this.renderAhead(this.ahead) : nothing}${this.renderForm(form)}</div>
                ${saveBar({ form, text, answer: this.#answer, words: this.saveWords, onDiscard: () => this.discard() })}`
            : isWaiting
              ? skeleton(text, isLong)
              : this.renderFailed(this.failure)
        }
      </form>
      ${this.renderBeside()}
      <sapa-conflict
        .text=${text}
        .form=${form}
        .describe=${(key: string, value: unknown) => this.describe(key as keyof T & string, value)}
        @settled=${this.handleSettled}
      ></sapa-conflict>`;
  }

  private renderAhead({ name }: Conflict<T>): TemplateResult {
    const { t } = this;
    return html`<div class="banner" role="status">
      <p>${t("conflict.heading", { name: name || this.text.t("common.somebody") })}</p>
      <button class="button small" type="button" @click=${this.handleCompare}>${t("conflict.compare")}</button>
    </div>`;
  }
}
