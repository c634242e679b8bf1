import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { createWebchatApi } from "../../../client/webchat-api.ts";
import { CHANNELS, type Channel } from "../../../protocol/channels.ts";
import type { Settings } from "../../../protocol/settings.schema.ts";
import { SURVEY_KINDS, type SurveyKind } from "../../../protocol/survey.ts";
import type { LocalText } from "../../../protocol/webchat.schema.ts";
import { chooseLanguage, type Language } from "../../strings/localizer.ts";
import type { Form } from "../form.ts";
import { channelOptions, chosenWords } from "../parts/choices.ts";
import { languageIn, localTextStyles } from "../parts/local-text.ts";
import { type Survey, surveyCards } from "../parts/survey-cards.ts";
import { SectionPage } from "../section-page.ts";
import { answeredOf, previewConfig, SAMPLE_WIDGET, type WebchatDraft } from "../webchat/draft.ts";
import { besideStyles, previewBeside } from "../webchat/preview-beside.ts";

type Surveys = Settings["surveys"];

/**
 * What customers are asked after a conversation (SURVEY-1, SURVEY-2).
 *
 * @tag sapa-settings-surveys
 */
export class SapaSettingsSurveys extends SectionPage<"surveys"> {
  static override styles = [
    ...SectionPage.styles,
    localTextStyles,
    besideStyles,
    css`
      .tabs {
        display: flex;
        gap: 4px;
        border-block-end: 1px solid var(--s-hairline);
      }

      .tabs button {
        position: relative;
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 40px;
        padding: 0 14px;
        border: 0;
        background: none;
        color: var(--s-muted);
        font-weight: 500;
        cursor: pointer;
      }

      .tabs button:focus-visible {
        outline-offset: -2px;
      }

      .tabs [aria-selected="true"] {
        color: var(--s-text);
      }

      .tabs [aria-selected="true"]::after {
        content: "";
        position: absolute;
        inset: auto 8px -1px;
        block-size: 2px;
        border-radius: 1px;
        background: var(--s-accent);
      }

      .tabs .mark {
        padding: 0 6px;
        border-radius: 4px;
        background: color-mix(in srgb, var(--s-ok) 14%, transparent);
        color: var(--s-text);
        font-size: var(--s-tiny);
        line-height: 16px;
      }

      .tabs .wrong {
        color: var(--s-danger);
        font-weight: 600;
      }

      .panel {
        display: grid;
        gap: 16px;
      }

      .local textarea.field {
        min-block-size: 60px;
      }
    `,
  ];

  protected readonly section = "surveys";
  protected readonly titleKey = "score";
  protected readonly leadKey = "surveys.lead";
  readonly #keptComments = new Map<SurveyKind, LocalText>();
  #connected: Channel[] = [];
  #widget: WebchatDraft = SAMPLE_WIDGET;
  #logoUrl: string | null = null;

  @state() private language: Language = "en";
  @state() private shown: SurveyKind = "csat";
  /** By the address. */
  @property({ attribute: false }) kind: SurveyKind = "csat";

  override connectedCallback(): void {
    super.connectedCallback();
    this.language = chooseLanguage(this.desk.connection.me?.organization.language, this.text.language);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("kind")) this.shown = this.kind;
  }

  protected override async prepare(): Promise<void> {
    const { api, apiOptions } = this.desk.connection;
    const [integrations, [widget]] = await Promise.all([api.integrations(), createWebchatApi(apiOptions).list()]);
    this.#connected = integrations.map(({ channel }) => channel);
    if (!widget) return;
    this.#widget = answeredOf(widget).value;
    this.#logoUrl = widget.logoUrl;
  }

  protected override tidy(value: Surveys): Surveys {
    const line = (text: LocalText): LocalText => ({ en: text.en.trim(), id: text.id.trim() });
    const tidied = SURVEY_KINDS.map((kind) => {
      const survey = value[kind];
      const { title, question, comment, thanks } = survey;
      return [
        kind,
        {
          ...survey,
          title: line(title),
          question: line(question),
          comment: comment && { ...comment, question: line(comment.question) },
          thanks: line(thanks),
        },
      ];
    });
    return Object.fromEntries(tidied) as Surveys;
  }

  protected override showField(pointer: string): void {
    this.language = languageIn(pointer) ?? this.language;
    this.shown = SURVEY_KINDS.find((kind) => pointer.startsWith(`/${kind}/`)) ?? this.shown;
  }

  protected describe(kind: SurveyKind, value: unknown): { label: string; words: string } {
    const survey = value as Survey;
    const { t, text } = this;
    const both = (words: LocalText): string => `${words.en}\n${words.id}`;
    const words = [
      t(survey.isOn ? "switch.on" : "switch.off"),
      chosenWords(survey.channels, "channels", channelOptions(CHANNELS, text), text),
      t(`surveys.${survey.mode}`),
      both(survey.title),
      both(survey.question),
      survey.comment ? both(survey.comment.question) : t("surveys.commentOff"),
      both(survey.thanks),
    ];
    return { label: t(`surveys.${kind}`), words: words.join("\n") };
  }

  /** What is typed is in one form with the others, so that another tab loses nothing; only a saved page has another address. */
  #choose(kind: SurveyKind): void {
    this.shown = kind;
    if (!this.isDirty) this.desk.go(`score/${kind}`);
  }

  private async handleTabKey(event: KeyboardEvent): Promise<void> {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const isRtl = getComputedStyle(this).direction === "rtl";
    const count = SURVEY_KINDS.length;
    const at = (SURVEY_KINDS.indexOf(this.shown) + (isRtl ? -step : step) + count) % count;
    this.#choose(SURVEY_KINDS[at] ?? this.shown);
    await this.rendered();
    this.renderRoot.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  }

  protected renderForm(form: Form<Surveys>): TemplateResult {
    const { shown } = this;
    return html`<div class="tabs" role="tablist" aria-label=${this.t("surveys.kinds")} @keydown=${this.handleTabKey}>
        ${SURVEY_KINDS.map((kind) => this.renderTab(form, kind))}
      </div>
      <div class="panel" role="tabpanel" id="survey-panel" aria-labelledby="tab-${shown}">
        ${this.renderSurvey(form, shown)}
      </div>`;
  }

  private renderTab(form: Form<Surveys>, kind: SurveyKind): TemplateResult {
    const { t } = this;
    const isShown = kind === this.shown;
    const faults = form.bad.filter(({ pointer }) => pointer.startsWith(`/${kind}/`)).length;
    return html`<button
      type="button"
      role="tab"
      id="tab-${kind}"
      aria-selected=${isShown}
      aria-controls="survey-panel"
      tabindex=${isShown ? 0 : -1}
      @click=${() => this.#choose(kind)}
    >
      ${t(`surveys.${kind}`)}
      ${form.draft[kind].isOn ? html`<span class="mark">${t("surveys.onMark")}</span>` : nothing}
      ${faults > 0 ? html`<span class="wrong" title=${t("page.bad", { n: faults })}>!</span>` : nothing}
    </button>`;
  }

  private renderSurvey(form: Form<Surveys>, kind: SurveyKind): TemplateResult {
    return surveyCards({
      kind,
      survey: form.draft[kind],
      connected: this.#connected,
      text: this.text,
      language: this.language,
      onLanguage: (language) => {
        this.language = language;
      },
      errorAt: (pointer) => this.errorAt(pointer),
      kept: this.#keptComments,
      change: (patch) => form.change({ [kind]: { ...form.draft[kind], ...patch } }),
    });
  }

  protected override renderBeside(): TemplateResult | typeof nothing {
    const { form, shown, language } = this;
    if (!form) return nothing;
    const { connection } = this.desk;
    const { title, question, comment, thanks } = form.draft[shown];
    const config = previewConfig(this.#widget, this.#widget, {
      widgetId: "",
      organizationName: connection.me?.organization.name ?? "",
      language,
      logoUrl: this.#logoUrl,
      team: [],
      scene: "chat",
      now: connection.now(),
    });
    return previewBeside({
      text: this.text,
      baseUrl: connection.baseUrl,
      config,
      language,
      address: this.#widget.domain.replace(/^https?:\/\//, ""),
      isOpen: true,
      sample: "survey",
      survey: { kind: shown, title, question, comment, thanks },
      onLanguage: (next) => {
        this.language = next;
      },
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-surveys": SapaSettingsSurveys;
  }
}
