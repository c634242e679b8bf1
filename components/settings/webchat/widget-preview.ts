import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import type { WidgetConfig } from "../../../protocol/webchat.schema.ts";
import { LANGUAGES, type Language, Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { settingsIcons } from "../icons.ts";
import { settingsTexts } from "../settings-texts.ts";
import { loadPreview, optionsOf, type Preview, type PreviewSample } from "./preview-module.ts";
import { widgetPreviewStyles } from "./widget-preview.styles.ts";

/** Another language or scene is wanted in the picture. */
export class PreviewLanguageEvent extends Event {
  readonly language: Language;
  constructor(language: Language) {
    super("preview-language");
    this.language = language;
  }
}

/** Something else is to be shown. */
export class PreviewSceneEvent extends Event {
  readonly scene: string;
  constructor(scene: string) {
    super("preview-scene");
    this.scene = scene;
  }
}

type Choice<V extends string> = { value: V; label: string; icon?: TemplateResult };

/**
 * The widget as visitors see it, drawn by its own code on a page that is only hinted at: in both languages and themes,
 * on a computer and a phone.
 *
 * @tag sapa-widget-preview
 * @fires preview-language - Another language was chosen.
 * @fires preview-scene - Something else is to be shown.
 */
export class SapaWidgetPreview extends LitElement {
  static override styles = [base, widgetPreviewStyles];

  #preview: Preview | null = null;
  #isLoading = false;
  #watched: HTMLElement | null = null;
  /** A widget that is drawn where it cannot be seen measures wrongly. */
  readonly #sizes = new ResizeObserver(() => {
    if (!this.#preview) this.requestUpdate();
  });

  @query(".box") private readonly box!: HTMLElement | null;
  @state() private hasFailed = false;
  @state() private theme: "light" | "dark" = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  @state() private device: "desktop" | "phone" = "desktop";

  /** Where there is no room beside the form it is folded first. */
  @property({ type: Boolean, reflect: true }) unfolded = false;
  @property({ attribute: false }) text = new Localizer("en");
  @property({ attribute: false }) baseUrl = "";
  @property({ attribute: false }) language: Language = "en";
  @property({ attribute: false }) config: WidgetConfig | null = null;
  /** What stands in the address line of the page. */
  @property({ attribute: false }) address = "";
  @property({ attribute: false }) shown: PreviewSample = { isOpen: true, sample: "chat" };
  /** What can be shown; empty: there is nothing to choose. */
  @property({ attribute: false }) scenes: readonly Choice<string>[] = [];
  @property({ attribute: false }) scene = "";

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    this.#watched = null;
    this.#end();
  }

  #end(): void {
    this.#preview?.destroy();
    this.#preview = null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    // The box of another device is another page: the widget asks once how much room it has.
    if (changed.has("device")) this.#end();
  }

  protected override updated(): void {
    const { config, box } = this;
    if (!config || !box) return;
    if (box !== this.#watched) this.#sizes.observe(box);
    this.#watched = box;
    if (box.clientWidth === 0) return;
    if (this.#preview) this.#preview.update(config, this.#options);
    else void this.#load();
  }

  get #options(): Parameters<Preview["update"]>[1] {
    return optionsOf(this.shown, this.language, this.theme, this.device === "phone");
  }

  async #load(): Promise<void> {
    if (this.#isLoading || this.hasFailed) return;
    this.#isLoading = true;
    const module = await loadPreview(this.baseUrl.replace(/\/$/, ""));
    this.#isLoading = false;
    this.hasFailed = module === null;
    const { box, config } = this;
    if (module && this.isConnected && box && config) this.#preview = module.mountPreview(box, config, this.#options);
  }

  private handleRetry(): void {
    this.hasFailed = false;
  }

  protected override render(): TemplateResult {
    const { t } = settingsTexts(this.text);
    return html`<button
        class="button fold"
        type="button"
        aria-expanded=${this.unfolded}
        @click=${() => {
          this.unfolded = !this.unfolded;
        }}
      >
        ${icons.eye}${t(this.unfolded ? "preview.hide" : "preview.show")}
      </button>
      <div class=${classMap({ body: true, folded: !this.unfolded })}>${this.renderBody()}</div>`;
  }

  /** A panel that fills a phone says that nothing else is there: it is a picture only. */
  private renderBox(): TemplateResult {
    return this.device === "desktop" ? html`<div class="box"></div>` : html`<div class="box phone" inert></div>`;
  }

  private renderBody(): TemplateResult {
    const { theme, device, address } = this;
    const { t } = settingsTexts(this.text);
    return html`<div class="tools">
        ${
          this.scenes.length > 0
            ? html`<div class="scenes">
                ${this.renderChoice(
                  t("preview.scene"),
                  this.scenes.map((one) => ({ ...one, icon: html`${one.label}` })),
                  this.scene,
                  (next) => this.dispatchEvent(new PreviewSceneEvent(next)),
                )}
              </div>`
            : nothing
        }
        ${this.renderChoice(
          t("preview.language"),
          LANGUAGES.map((one) => ({ value: one, label: `${one.toUpperCase()} ${t(`setup.${one}`)}` })),
          this.language,
          (language) => this.dispatchEvent(new PreviewLanguageEvent(language)),
        )}
        ${this.renderChoice(
          t("preview.theme"),
          [
            { value: "light", label: t("preview.light"), icon: settingsIcons.sun },
            { value: "dark", label: t("preview.dark"), icon: settingsIcons.moon },
          ],
          theme,
          (next) => {
            this.theme = next;
          },
        )}
        ${this.renderChoice(
          t("preview.device"),
          [
            { value: "desktop", label: t("preview.desktop"), icon: icons.monitor },
            { value: "phone", label: t("preview.phone"), icon: icons.smartphone },
          ],
          device,
          (next) => {
            this.device = next;
          },
        )}
      </div>
      <div class=${classMap({ stage: true, [theme]: true, [device]: true })}>
        <p class="address truncate" dir="ltr">${address}</p>
        <div class="site" aria-hidden="true">${[1, 2, 3, 4, 5].map(() => html`<span></span>`)}</div>
        ${this.renderBox()}
        ${
          this.hasFailed
            ? html`<div class="failed" role="alert">
                <p>${t("preview.failed")}</p>
                <button class="button small" type="button" @click=${this.handleRetry}>${this.text.t("common.tryAgain")}</button>
              </div>`
            : nothing
        }
      </div>`;
  }

  private renderChoice<V extends string>(
    label: string,
    choices: readonly Choice<V>[],
    chosen: V,
    onChoose: (value: V) => void,
  ): TemplateResult {
    return html`<span class="choice" role="group" aria-label=${label}>
      ${choices.map(
        (choice) => html`<button
          type="button"
          aria-pressed=${choice.value === chosen}
          aria-label=${choice.label}
          data-tip=${choice.label}
          @click=${() => onChoose(choice.value)}
        >
          ${choice.icon ?? choice.value.toUpperCase()}
        </button>`,
      )}
    </span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-widget-preview": SapaWidgetPreview;
  }
}
