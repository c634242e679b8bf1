import { css, html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { ProblemError } from "../../../client/api.ts";
import { createWebchatApi, type WebchatApi } from "../../../client/webchat-api.ts";
import type { BadField } from "../../../protocol/form-rules.ts";
import type { MemberRow } from "../../../protocol/http.schema.ts";
import type { Division } from "../../../protocol/settings.schema.ts";
import type { LocalText, WebchatIntegration } from "../../../protocol/webchat.schema.ts";
import { chooseLanguage, type Language } from "../../strings/localizer.ts";
import { icons } from "../../ui/icons.ts";
import { stateView } from "../../ui/states.ts";
import type { Form, Stored } from "../form.ts";
import { type Answered, FormPage } from "../form-page.ts";
import { settingsIcons } from "../icons.ts";
import { languageIn, localTextStyles } from "../parts/local-text.ts";
import { backButton, pageHead, type SaveBarWords } from "../parts/page-parts.ts";
import { appearanceCard, appearanceStyles } from "../webchat/appearance.ts";
import { contentCard, contentStyles } from "../webchat/content.ts";
import { describeDraft } from "../webchat/describe.ts";
import {
  answeredOf,
  checkDraft,
  type PreviewScene,
  previewConfig,
  saveOf,
  tidyDraft,
  type WebchatDraft,
} from "../webchat/draft.ts";
import { generalCards, identityCard } from "../webchat/general.ts";
import type { LogoEvent } from "../webchat/logo-field.ts";
import { besideStyles, previewBeside } from "../webchat/preview-beside.ts";
import { proactiveCard, proactiveStyles } from "../webchat/proactive.ts";
import type { SetupContext } from "../webchat/setup-context.ts";

const SCENES = ["online", "offline", "form", "chat", "closed"] as const satisfies PreviewScene[];

/**
 * Everything about one widget, with the widget itself beside it (WIDGET-6, WIDGET-7, WIDGET-19, BEY-13).
 *
 * @tag sapa-settings-webchat
 */
export class SapaSettingsWebchat extends FormPage<WebchatDraft> {
  static override styles = [
    ...FormPage.styles,
    localTextStyles,
    appearanceStyles,
    contentStyles,
    proactiveStyles,
    besideStyles,
    css`
      .danger-zone {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 12px 24px;
      }
    `,
  ];

  #api: WebchatApi | null = null;
  #divisions: Division[] = [];
  #members: MemberRow[] = [];
  readonly #kept = new Map<string, LocalText>();
  /** Addresses of pictures by their names on the server. */
  readonly #logos = new Map<string, string>();

  @state() private language: Language = "en";
  @state() private scene: PreviewScene = "online";
  /** What the section is seen in that was edited last: the picture follows when another one is. */
  #edited: PreviewScene | null = null;
  @property({ attribute: false }) integrationId = "";

  override connectedCallback(): void {
    super.connectedCallback();
    this.language = chooseLanguage(this.desk.connection.me?.organization.language, this.text.language);
  }

  protected override firstUpdated(): void {
    // A switch does not take the focus everywhere.
    for (const type of ["focusin", "change"]) this.renderRoot.addEventListener(type, (event) => this.#follow(event));
  }

  /** Whoever chose what to see keeps it until another section is edited. */
  #follow({ target }: Event): void {
    const scene = (target as Element).closest<HTMLElement>("[data-scene]")?.dataset.scene as PreviewScene | undefined;
    if (scene === undefined || scene === this.#edited) return;
    this.#edited = scene;
    this.scene = scene;
  }

  get #webchat(): WebchatApi {
    this.#api ??= createWebchatApi(this.desk.connection.apiOptions);
    return this.#api;
  }

  get #isAdmin(): boolean {
    return this.desk.connection.me?.permissions.includes("integrations.manage") ?? false;
  }

  protected override async prepare(): Promise<void> {
    const { api } = this.desk.connection;
    [this.#divisions, this.#members] = await Promise.all([api.divisions(), api.members()]);
  }

  protected async read(): Promise<Answered<WebchatDraft>> {
    return this.#answered(await this.#webchat.read(this.integrationId));
  }

  protected async send(value: WebchatDraft, version: number): Promise<Answered<WebchatDraft>> {
    return this.#answered(await this.#webchat.save(this.integrationId, saveOf(value, version)));
  }

  protected readCurrent(current: unknown): Stored<WebchatDraft> | null {
    return current ? this.#answered(current as WebchatIntegration) : null;
  }

  #answered(widget: WebchatIntegration): Answered<WebchatDraft> {
    const { logo } = widget.settings.appearance;
    if (logo !== null && widget.logoUrl !== null) this.#logos.set(logo, widget.logoUrl);
    return answeredOf(widget);
  }

  protected check(value: WebchatDraft): BadField[] {
    return checkDraft(value);
  }

  protected override tidy(value: WebchatDraft): WebchatDraft {
    return tidyDraft(value);
  }

  protected describe(key: keyof WebchatDraft, value: unknown): { label: string; words: string } {
    return describeDraft(key, value, this.#divisions, this.text);
  }

  protected override showField(pointer: string): void {
    this.language = languageIn(pointer) ?? this.language;
  }

  protected override handleSaved(): void {
    this.desk.saved(this.t("setup.saved", { name: this.form?.saved.name ?? "" }));
  }

  protected override get saveWords(): SaveBarWords {
    return { save: this.t("setup.save"), cancel: this.t("cancel"), onCancel: () => this.desk.go("integrations") };
  }

  private async handleRemove(form: Form<WebchatDraft>): Promise<void> {
    const { t } = this;
    const { name, domain } = form.saved;
    const isSure = await this.desk.ask({
      heading: t("setup.removeTitle", { name }),
      body: t("setup.removeText", { domain }),
      confirm: t("setup.remove"),
      cancel: t("cancel"),
      isDangerous: true,
    });
    if (!isSure) return;
    try {
      await this.#webchat.remove(this.integrationId);
      this.desk.saved(t("setup.removed", { name }));
      this.discard();
      this.desk.go("integrations");
    } catch (error) {
      this.desk.failed(error);
    }
  }

  private handleLogo({ logo, logoUrl }: LogoEvent): void {
    if (logo !== null && logoUrl !== null) this.#logos.set(logo, logoUrl);
    this.form?.change({ logo });
  }

  private async handleAdded(pointer: string): Promise<void> {
    await this.rendered();
    this.renderRoot.querySelector<HTMLElement>(`[data-pointer="${pointer}"]`)?.focus();
  }

  #context(form: Form<WebchatDraft>): SetupContext {
    return {
      form,
      text: this.text,
      language: this.language,
      onLanguage: (language) => {
        this.language = language;
      },
      errorAt: (pointer, invalid) => this.errorAt(pointer, invalid),
      kept: this.#kept,
    };
  }

  #logoUrl(form: Form<WebchatDraft>): string | null {
    return this.#logos.get(form.draft.logo ?? "") ?? null;
  }

  protected renderHead(): TemplateResult {
    const { t, form } = this;
    return html`${backButton(t("webchat.back"), () => this.desk.go("integrations"))}
      ${form ? pageHead(form.saved.name, t("setup.lead", { domain: form.saved.domain })) : nothing}`;
  }

  protected override renderFailed(failure: unknown): TemplateResult {
    if (!(failure instanceof ProblemError) || failure.status !== 404) return super.renderFailed(failure);
    return stateView({
      icon: icons.messageCircle,
      title: this.t("webchat.goneTitle"),
      body: this.t("webchat.goneText"),
      isAlert: true,
      action: html`<button class="button" type="button" @click=${() => this.desk.go("integrations")}>
        ${this.t("webchat.back")}
      </button>`,
    });
  }

  protected renderForm(form: Form<WebchatDraft>): TemplateResult {
    const context = this.#context(form);
    const about = {
      baseUrl: this.desk.connection.baseUrl,
      integrationId: this.integrationId,
      divisions: this.#divisions,
      desk: this.desk,
      api: this.#webchat,
      isAdmin: this.#isAdmin,
    };
    return html`${generalCards(context, about)}
    ${appearanceCard(
      context,
      html`<sapa-logo-field
        .text=${this.text}
        .api=${this.#webchat}
        .integrationId=${this.integrationId}
        .url=${this.#logoUrl(form)}
        .initial=${(this.desk.connection.me?.organization.name ?? "").trim().slice(0, 1).toUpperCase()}
        @logo=${this.handleLogo}
      ></sapa-logo-field>`,
    )}
    ${contentCard(context)} ${proactiveCard(context, (pointer) => void this.handleAdded(pointer))}
    ${identityCard(context, about)} ${this.#isAdmin ? this.renderRemove(form) : nothing}`;
  }

  private renderRemove(form: Form<WebchatDraft>): TemplateResult {
    const { t } = this;
    return html`<section class="card danger-zone">
      <div>
        <h3>${t("setup.removeHead")}</h3>
        <p class="hint">${t("setup.removeHint")}</p>
      </div>
      <button class="button danger" type="button" @click=${() => void this.handleRemove(form)}>
        ${settingsIcons.trash}${t("setup.remove")}
      </button>
    </section>`;
  }

  protected override renderBeside(): TemplateResult | typeof nothing {
    const { form, language } = this;
    const { me, baseUrl } = this.desk.connection;
    if (!form) return nothing;
    const scene = this.scene === "form" && form.draft.prechat === null ? "online" : this.scene;
    const team = this.#members.filter(({ role }) => role !== "admin").slice(0, 3);
    const config = previewConfig(form.draft, form.saved, {
      widgetId: this.integrationId,
      organizationName: me?.organization.name ?? "",
      language,
      logoUrl: this.#logoUrl(form),
      team: team.map(({ name }) => ({ name: name.split(" ")[0] ?? name, isOnline: true })),
      scene,
      now: this.desk.connection.now(),
    });
    return previewBeside({
      text: this.text,
      baseUrl,
      config,
      language,
      address: form.draft.domain.replace(/^https?:\/\//, ""),
      scene,
      scenes: SCENES.filter((one) => one !== "form" || form.draft.prechat !== null),
      isOpen: scene !== "closed",
      sample: scene === "chat" || scene === "form" ? scene : "welcome",
      onLanguage: (next) => {
        this.language = next;
      },
      onScene: (next) => {
        this.scene = next;
      },
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-webchat": SapaSettingsWebchat;
  }
}
