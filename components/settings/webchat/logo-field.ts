import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { ProblemError } from "../../../client/api.ts";
import type { WebchatApi } from "../../../client/webchat-api.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { fieldError } from "../../ui/form.ts";
import { pictureFieldStyles } from "../../ui/picture-field.styles.ts";
import { PICTURE_TYPES } from "../../ui/picture-types.ts";
import { settingsIcons } from "../icons.ts";
import { type PlainSettingsKey, settingsErrorText, settingsTexts } from "../settings-texts.ts";

const REFUSALS: Record<string, PlainSettingsKey> = {
  too_large: "setup.logoSize",
  "msg.file_size": "setup.logoSize",
  unsupported_media_type: "setup.logoType",
  "msg.file_type": "setup.logoType",
};

/** Another logo was stored, or none is wanted. `logo` is its name on the server. */
export class LogoEvent extends Event {
  readonly logo: string | null;
  readonly logoUrl: string | null;
  constructor(logo: string | null, logoUrl: string | null) {
    super("logo");
    this.logo = logo;
    this.logoUrl = logoUrl;
  }
}

/**
 * The picture above a widget's chat: chosen or dropped, uploaded at once, the widget's own once the form is saved.
 *
 * @tag sapa-logo-field
 * @fires logo - Another one was uploaded, or it was taken away.
 */
export class SapaLogoField extends LitElement {
  static override styles = [
    base,
    formStyles,
    pictureFieldStyles,
    css`
      .logo {
        padding: 2px;
        border-radius: var(--s-radius-card);
      }

      .logo.aimed {
        outline: 2px dashed var(--s-accent);
      }

      .picture {
        inline-size: 64px;
        block-size: 64px;
        border: 1px solid var(--s-hairline);
        background: var(--s-sunken);
        color: var(--s-muted);
      }
    `,
  ];

  @query("input") private readonly input!: HTMLInputElement;
  @query(".choose") private readonly button!: HTMLElement;
  @state() private isUploading = false;
  @state() private isAimed = false;
  @state() private error: string | undefined = undefined;

  @property({ attribute: false }) text = new Localizer("en");
  @property({ attribute: false }) api!: WebchatApi;
  @property({ attribute: false }) integrationId = "";
  @property({ attribute: false }) url: string | null = null;
  /** Shown while there is no picture. */
  @property({ attribute: false }) initial = "";

  override focus(): void {
    this.button.focus();
  }

  async #upload(file: File | undefined): Promise<void> {
    if (!file || this.isUploading) return;
    const { t } = settingsTexts(this.text);
    this.error = !PICTURE_TYPES.includes(file.type)
      ? t("setup.logoType")
      : file.size > LIMITS.logoBytes
        ? t("setup.logoSize")
        : undefined;
    if (this.error) return;
    this.isUploading = true;
    try {
      const { logo, logoUrl } = await this.api.uploadLogo(this.integrationId, file);
      this.dispatchEvent(new LogoEvent(logo, logoUrl));
    } catch (error) {
      const own = error instanceof ProblemError ? REFUSALS[error.refusal.code] : undefined;
      this.error = own ? t(own) : settingsErrorText(error, this.text);
    }
    this.isUploading = false;
  }

  private handleChange(): void {
    const [file] = this.input.files ?? [];
    // The same file again must be a change, too.
    this.input.value = "";
    void this.#upload(file);
  }

  private handleDrag(event: DragEvent): void {
    event.preventDefault();
    this.isAimed = true;
  }

  private handleDrop(event: DragEvent): void {
    event.preventDefault();
    this.isAimed = false;
    void this.#upload(event.dataTransfer?.files[0]);
  }

  private async handleRemove(): Promise<void> {
    this.error = undefined;
    this.dispatchEvent(new LogoEvent(null, null));
    await this.updateComplete;
    this.focus();
  }

  protected override render(): TemplateResult {
    const { t } = settingsTexts(this.text);
    const { url, error, isUploading } = this;
    return html`<div
      class="logo picture-field ${this.isAimed ? "aimed" : ""}"
      role="group"
      aria-labelledby="label"
      @dragover=${this.handleDrag}
      @dragleave=${() => {
        this.isAimed = false;
      }}
      @drop=${this.handleDrop}
    >
      <span class="picture" aria-hidden="true">${url ? html`<img src=${url} alt="" />` : this.initial}</span>
      <span class="label" id="label">${t("setup.logo")}</span>
      <div class="acts">
        <button
          class="button small choose"
          type="button"
          aria-describedby="hint ${error ? "field-logo-error" : ""}"
          ?disabled=${isUploading}
          @click=${() => this.input.click()}
        >
          ${settingsIcons.image}${t(isUploading ? "setup.logoUploading" : url ? "setup.logoReplace" : "setup.logoChoose")}
        </button>
        ${
          url
            ? html`<button class="button small quiet" type="button" aria-label=${t("setup.logoRemove")} @click=${this.handleRemove}>
                ${t("setup.remove")}
              </button>`
            : nothing
        }
        <input type="file" hidden accept=${PICTURE_TYPES.join(",")} aria-label=${t("setup.logo")} @change=${this.handleChange} />
      </div>
      <p class="hint" id="hint">${url ? t("setup.logoHint") : `${t("setup.logoNone")}. ${t("setup.logoHint")}`}</p>
      ${fieldError({ pointer: "/logo", error })}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-logo-field": SapaLogoField;
  }
}
