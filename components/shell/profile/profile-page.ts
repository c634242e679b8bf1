import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { checkOwnProfile, fullName, normalisePerson } from "../../../protocol/account-rules.ts";
import type { OwnProfile, SaveOwnProfile } from "../../../protocol/accounts.schema.ts";
import type { Me } from "../../../protocol/http.schema.ts";
import { Patience } from "../../controllers/patience.ts";
import { Subscription } from "../../controllers/subscription.ts";
import { UnloadGuard } from "../../controllers/unload-guard.ts";
import { remember } from "../../data/browser-storage.ts";
import { errorText } from "../../data/texts-of-errors.ts";
import { setSound } from "../../notify/desk-alerts.ts";
import { Form } from "../../settings/form.ts";
import { pageStyles } from "../../settings/page.styles.ts";
import { pageHead, skeleton } from "../../settings/parts/page-parts.ts";
import { badFieldText } from "../../settings/settings-texts.ts";
import { LANGUAGES, type Language, Localizer } from "../../strings/localizer.ts";
import { base, scrollbars } from "../../ui/base.styles.ts";
import type { Question, SapaConfirm } from "../../ui/confirm.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { focusFirstBad, selectField, switchField, textField } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import { leaveQuestion } from "../../ui/leave-question.ts";
import { skeletonStyles } from "../../ui/skeleton.styles.ts";
import { statesStyles, stateView } from "../../ui/states.ts";
import type { SapaToasts } from "../../ui/toasts.ts";
import type { Account } from "../account.ts";
import { LanguageChosenEvent, LanguageKnownEvent } from "../events.ts";
import { LANGUAGE_NAMES } from "../sign-in/screen.ts";
import type { PhotoEvent } from "./photo-field.ts";
import { profileTexts } from "./profile-texts.ts";

/** `name`: what stands for both parts of a name from before there were two. */
function asSaved({ firstName, lastName, phone, language, sound }: OwnProfile, name: string): SaveOwnProfile {
  const first = firstName === "" && lastName === "" ? name : firstName;
  return { firstName: first, lastName, phone, language, sound };
}

/**
 * Name, photo, language and sound; password; live sessions (AUTH-17, 19).
 *
 * @tag sapa-profile-page
 */
export class SapaProfilePage extends LitElement {
  static override styles = [
    base,
    scrollbars,
    formStyles,
    skeletonStyles,
    statesStyles,
    pageStyles,
    css`
      :host {
        position: relative;
        min-block-size: 0;
        background: var(--s-surface);
      }

      .scroll {
        block-size: 100%;
      }

      .acts {
        display: flex;
        align-items: center;
        justify-content: flex-end;
        gap: 8px;
      }

      .acts .hint {
        margin-inline-end: auto;
      }
    `,
  ];

  readonly #patience = new Patience(this);

  @query("sapa-confirm") private readonly confirm!: SapaConfirm;
  @query("sapa-toasts") private readonly toasts!: SapaToasts;
  @state() private form: Form<SaveOwnProfile> | null = null;
  @state() private email = "";
  @state() private hasFailed = false;

  @property({ attribute: false }) account!: Account;
  @property({ attribute: false }) text = new Localizer("en");
  @property({ attribute: false }) me: Me | null = null;

  constructor() {
    super();
    new UnloadGuard(this, () => this.isDirty);
    new Subscription(this, () => this.form);
    new Subscription(this, () => this.account);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.account.loadOptions();
    void this.#load();
  }

  get isDirty(): boolean {
    return this.form?.isDirty ?? false;
  }

  get #t() {
    return profileTexts(this.text).t;
  }

  async confirmLeave(): Promise<boolean> {
    if (!this.isDirty) return true;
    const isLeaving = await this.confirm.ask(leaveQuestion(this.text));
    if (isLeaving) this.form?.discard();
    return isLeaving;
  }

  #saved(profile: OwnProfile): SaveOwnProfile {
    return asSaved(profile, this.account.session?.account.name ?? "");
  }

  async #load(): Promise<void> {
    this.hasFailed = false;
    try {
      const profile = await this.account.calls.profile();
      this.email = profile.email;
      this.account.showPhoto(profile.photoUrl);
      this.form = new Form(
        { value: this.#saved(profile), version: 0 },
        {
          check: (value) => checkOwnProfile(normalisePerson(value)),
          tidy: normalisePerson,
          send: async (value) => ({ value: this.#saved(await this.account.calls.saveProfile(value)), version: 0 }),
          readCurrent: () => null,
        },
      );
    } catch {
      this.hasFailed = true;
    }
  }

  private async handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { form } = this;
    if (!form?.isDirty) return;
    const before = form.saved;
    const result = await form.save();
    this.requestUpdate();
    await this.updateComplete;
    const bad = form.bad.map(({ pointer }) => pointer);
    if (result === "bad") focusFirstBad(this.renderRoot, bad);
    if (result === "failed") this.toasts.error(errorText(form.failure, this.text));
    if (result === "saved") this.#apply(before, form.saved);
  }

  /** What was saved holds on this page at once. */
  #apply(before: SaveOwnProfile, saved: SaveOwnProfile): void {
    this.account.renamed(fullName(saved));
    setSound(saved.sound);
    const { language } = this.text;
    const spoken = saved.language === before.language ? language : this.#speak(saved.language);
    this.toasts.done(profileTexts(new Localizer(spoken)).t("saved"));
  }

  /** Which language everything is in from now on. */
  #speak(language: Language | null): Language {
    const spoken = language ?? this.me?.organization.language ?? this.text.language;
    if (language === null) remember("language", null);
    this.dispatchEvent(language === null ? new LanguageKnownEvent(spoken) : new LanguageChosenEvent(spoken));
    return spoken;
  }

  private handlePhoto({ photoUrl }: PhotoEvent): void {
    this.account.showPhoto(photoUrl);
    this.toasts.done(photoUrl === null ? this.#t("photoRemoved") : this.text.t("common.saved"));
  }

  #errorAt(pointer: string): string | undefined {
    return badFieldText(this.form?.badAt(pointer), this.text);
  }

  protected override render(): TemplateResult {
    const { form, hasFailed, text } = this;
    const t = this.#t;
    const isLong = this.#patience.isOver(form === null && !hasFailed);
    return html`<div class="scroll">
        <div class="page">
          ${pageHead(this.account.session?.account.name ?? t("title"), t("lead"))}
          ${form ? html`<div class="cards">${this.renderPerson(form)}${this.renderCards()}</div>` : hasFailed ? this.renderFailed() : skeleton(text, isLong)}
        </div>
      </div>
      <sapa-confirm .closeLabel=${text.t("common.close")}></sapa-confirm>
      <sapa-toasts .closeLabel=${text.t("common.close")}></sapa-toasts>`;
  }

  private renderFailed(): TemplateResult {
    return stateView({
      icon: icons.wifiOff,
      title: this.#t("failed"),
      body: this.text.t("error.unavailable"),
      isAlert: true,
      action: html`<button class="button" type="button" @click=${() => this.#load()}>
        ${this.text.t("common.tryAgain")}
      </button>`,
    });
  }

  private renderPerson(form: Form<SaveOwnProfile>): TemplateResult {
    const t = this.#t;
    const { draft } = form;
    return html`<form class="card" novalidate @submit=${this.handleSubmit}>
      <h3>${t("person")}</h3>
      <sapa-photo-field
        .account=${this.account}
        .text=${this.text}
        .name=${fullName(draft)}
        @photo=${this.handlePhoto}
      ></sapa-photo-field>
      <div class="pair-of-fields">
        ${this.renderText(form, "firstName", draft.firstName)}${this.renderText(form, "lastName", draft.lastName)}
      </div>
      <div class="pair-of-fields">
        ${this.renderText(form, "phone", draft.phone ?? "")}${this.renderEmail()}
      </div>
      <div class="pair-of-fields">
        ${selectField({
          pointer: "/language",
          label: t("language"),
          value: draft.language ?? "auto",
          options: [
            { value: "auto", label: t("languageAuto") },
            ...LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] })),
          ],
          onChange: (value) => form.change({ language: value === "auto" ? null : (value as Language) }),
        })}
      </div>
      ${switchField({
        pointer: "/sound",
        label: t("sound"),
        hint: t("soundHint"),
        isOn: draft.sound,
        onChange: (sound) => form.change({ sound }),
      })}
      <div class="acts">
        ${form.isDirty ? html`<p class="hint" role="status">${t("unsaved")}</p>` : nothing}
        ${
          form.isDirty
            ? html`<button class="button quiet" type="button" @click=${() => form.discard()}>${t("discard")}</button>`
            : nothing
        }
        <button class="button primary" type="submit" aria-disabled=${!form.isDirty || form.isSaving}>${t("save")}</button>
      </div>
    </form>`;
  }

  private renderText(
    form: Form<SaveOwnProfile>,
    key: "firstName" | "lastName" | "phone",
    value: string,
  ): TemplateResult {
    const t = this.#t;
    return textField({
      pointer: `/${key}`,
      label: t(key),
      ...(key !== "firstName" && { optional: t("optional") }),
      value,
      error: this.#errorAt(`/${key}`),
      onInput: (typed) => form.change({ [key]: key === "phone" && typed === "" ? null : typed }),
    });
  }

  private renderEmail(): TemplateResult {
    const t = this.#t;
    const support = this.account.options?.support;
    return textField({
      pointer: "/email",
      label: t("email"),
      hint: support
        ? html`${t("emailHintSupport")} <a class="link" href=${support.url} rel="noreferrer" dir="auto">${support.text}</a>`
        : t("emailHint"),
      value: this.email,
      isDisabled: true,
      onInput: () => {},
    });
  }

  private renderCards(): TemplateResult {
    const tell = (words: string): void => this.toasts.done(words);
    const ask = (question: Question): Promise<boolean> => this.confirm.ask(question);
    return html`<sapa-password-card .account=${this.account} .text=${this.text} .tell=${tell}></sapa-password-card>
      <sapa-sessions-card
        .account=${this.account}
        .text=${new Localizer(this.text.language, this.me?.organization.timeZone)}
        .tell=${tell}
        .ask=${ask}
      ></sapa-sessions-card>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-profile-page": SapaProfilePage;
  }
}
