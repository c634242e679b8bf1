import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { createSettingsApi, type SettingsApi } from "../../client/settings-api.ts";
import type { Settings, SettingsAnswer, SettingsSection } from "../../protocol/settings.schema.ts";
import { checkSection } from "../../protocol/settings-rules.ts";
import { Patience } from "../controllers/patience.ts";
import { Subscription } from "../controllers/subscription.ts";
import { Localizer } from "../strings/localizer.ts";
import { type SettingsMenuKey, settingsMenuTexts } from "../strings/settings-menu.ts";
import { base } from "../ui/base.styles.ts";
import { formStyles } from "../ui/form.styles.ts";
import { focusFirstBad } from "../ui/form.ts";
import { skeletonStyles } from "../ui/skeleton.styles.ts";
import { statesStyles } from "../ui/states.ts";
import type { Desk, GuardedPage } from "./desk-contract.ts";
import { type Conflict, Form } from "./form.ts";
import { pageStyles } from "./page.styles.ts";
import { failedState, pageHead, saveBar, skeleton } from "./parts/page-parts.ts";
import { badFieldText, type PlainSettingsKey, settingsTexts } from "./settings-texts.ts";

/**
 * A page over one section: loads it, shows its form, saves it, and settles what two people saved at once. Each page says
 * what its form looks like.
 */
export abstract class SectionPage<S extends SettingsSection> extends LitElement implements GuardedPage {
  static override styles = [base, formStyles, skeletonStyles, statesStyles, pageStyles];

  readonly #patience = new Patience(this);
  #stopConfig: (() => void) | null = null;
  #settings: SettingsApi | null = null;
  protected answer: SettingsAnswer<S> | null = null;

  @query("h2") private readonly heading!: HTMLElement;
  @state() protected form: Form<Settings[S]> | null = null;
  @state() private hasFailed = false;
  /** Saved by somebody else while this form was being changed. */
  @state() private ahead: Conflict<Settings[S]> | null = null;

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) text = new Localizer("en");

  protected abstract readonly section: S;
  protected abstract readonly titleKey: SettingsMenuKey;
  protected abstract readonly leadKey: PlainSettingsKey;
  protected abstract renderForm(form: Form<Settings[S]>): TemplateResult;
  /** A field's name and a value of it in words, for the choice between two versions. */
  protected abstract describe(key: keyof Settings[S] & string, value: unknown): { label: string; words: string };

  constructor() {
    super();
    new Subscription(this, () => this.form);
  }

  /** As it is stored: blanks around single lines go (GEN-3). */
  protected tidy(value: Settings[S]): Settings[S] {
    return value;
  }

  get isDirty(): boolean {
    return this.form?.isDirty ?? false;
  }

  discard(): void {
    this.form?.discard();
    this.ahead = null;
  }

  override focus(): void {
    void this.updateComplete.then(() => this.heading.focus());
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

  protected get settings(): SettingsApi {
    this.#settings ??= createSettingsApi(this.desk.connection.apiOptions);
    return this.#settings;
  }

  async #load(): Promise<void> {
    this.hasFailed = false;
    try {
      await this.prepare();
      this.#take(await this.settings.section(this.section));
    } catch {
      this.hasFailed = true;
    }
  }

  /** What else the form needs before it can be shown. */
  protected async prepare(): Promise<void> {}

  #take(answer: SettingsAnswer<S>): void {
    this.answer = answer;
    const stored = { value: answer.value, version: answer.version };
    if (this.form) this.form.reset(stored);
    else
      this.form = new Form(stored, {
        check: (value) => checkSection(this.section, value),
        tidy: (value) => this.tidy(value),
        send: async (value, version) => {
          const saved = await this.settings.saveSection(this.section, { value, version });
          this.answer = saved;
          return saved;
        },
        readCurrent: (current) => current as SettingsAnswer<S> | null,
      });
  }

  /** Somebody changed something: an untouched form follows, a changed one is told. */
  async #look(): Promise<void> {
    const { form } = this;
    const answer = await this.settings.section(this.section).catch(() => null);
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
    await this.rendered();
    if (result === "bad")
      focusFirstBad(
        this.renderRoot,
        form.bad.map(({ pointer }) => pointer),
      );
    if (result === "failed" && form.failure) this.desk.failed(form.failure);
    if (result !== "saved") return;
    this.ahead = null;
    this.desk.saved();
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
    const isWaiting = form === null && !this.hasFailed;
    const isLong = this.#patience.isOver(isWaiting);
    return html`<form class="page" novalidate @submit=${this.handleSubmit}>
        ${pageHead(settingsMenuTexts(text).t(this.titleKey), this.t(this.leadKey))}
        ${
          form
            ? html`<div class="cards">${this.ahead ? this.renderAhead(this.ahead) : nothing}${this.renderForm(form)}</div>
                ${saveBar({ form, text, answer: this.answer, onDiscard: () => this.discard() })}`
            : this.hasFailed
              ? failedState(text, () => void this.#load())
              : skeleton(text, isLong)
        }
      </form>
      <sapa-conflict
        .text=${text}
        .form=${form}
        .describe=${(key: string, value: unknown) => this.describe(key as keyof Settings[S] & string, value)}
        @settled=${this.handleSettled}
      ></sapa-conflict>`;
  }

  private renderAhead({ name }: Conflict<Settings[S]>): TemplateResult {
    const { t } = this;
    return html`<div class="banner" role="status">
      <p>${t("conflict.heading", { name: name || this.text.t("common.somebody") })}</p>
      <button class="button small" type="button" @click=${this.handleCompare}>${t("conflict.compare")}</button>
    </div>`;
  }
}
