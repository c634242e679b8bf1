import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { LIMITS } from "../../../protocol/limits.ts";
import { refusalText } from "../../data/texts-of-errors.ts";
import { hueOf, initials } from "../../inbox/people.ts";
import { Localizer } from "../../strings/localizer.ts";
import { avatarStyles } from "../../ui/avatar.styles.ts";
import { base } from "../../ui/base.styles.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { fieldError } from "../../ui/form.ts";
import { pictureFieldStyles } from "../../ui/picture-field.styles.ts";
import { PICTURE_TYPES } from "../../ui/picture-types.ts";
import { type Account, failureOf } from "../account.ts";
import { profileTexts } from "./profile-texts.ts";

const REFUSALS: Record<string, "photoSize" | "photoUnreadable"> = {
  too_large: "photoSize",
  "msg.file_size": "photoSize",
  "msg.file_type": "photoUnreadable",
  unsupported_media_type: "photoUnreadable",
};

/** Another photo was stored, or none is wanted. */
export class PhotoEvent extends Event {
  readonly photoUrl: string | null;
  constructor(photoUrl: string | null) {
    super("photo");
    this.photoUrl = photoUrl;
  }
}

/**
 * The own photo: seen as soon as it is chosen, stored at once.
 *
 * @tag sapa-photo-field
 * @fires photo - Another one was stored, or it was taken away.
 */
export class SapaPhotoField extends LitElement {
  static override styles = [
    base,
    avatarStyles,
    formStyles,
    pictureFieldStyles,
    css`
      .picture {
        inline-size: 72px;
        block-size: 72px;
      }

      .picture .face {
        inline-size: 100%;
        block-size: 100%;
        font-size: 1.5rem;
      }

      .uploading {
        opacity: 0.5;
      }
    `,
  ];

  @query("input") private readonly input!: HTMLInputElement;
  @query(".choose") private readonly button!: HTMLElement;
  /** Seen while it is on its way. */
  @state() private preview: string | null = null;
  @state() private error: string | undefined = undefined;

  @property({ attribute: false }) account!: Account;
  @property({ attribute: false }) text = new Localizer("en");
  @property({ attribute: false }) name = "";

  get #t() {
    return profileTexts(this.text).t;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drop();
  }

  #drop(): void {
    if (this.preview !== null) URL.revokeObjectURL(this.preview);
    this.preview = null;
  }

  private handleChange(): void {
    const [file] = this.input.files ?? [];
    // The same file again must be a change, too.
    this.input.value = "";
    if (file && this.preview === null) void this.#upload(file);
  }

  async #upload(file: File): Promise<void> {
    const t = this.#t;
    this.error = PICTURE_TYPES.includes(file.type)
      ? file.size > LIMITS.photoBytes
        ? t("photoSize")
        : undefined
      : t("photoType");
    if (this.error) return;
    this.preview = URL.createObjectURL(file);
    try {
      const { photoUrl } = await this.account.calls.savePhoto(file);
      this.dispatchEvent(new PhotoEvent(photoUrl));
    } catch (error) {
      this.error = this.#words(error);
    }
    this.#drop();
  }

  private async handleRemove(): Promise<void> {
    this.error = undefined;
    try {
      await this.account.calls.deletePhoto();
      this.dispatchEvent(new PhotoEvent(null));
      await this.updateComplete;
      this.button.focus();
    } catch (error) {
      this.error = this.#words(error);
    }
  }

  #words(error: unknown): string {
    const failure = failureOf(error);
    const own = REFUSALS[failure.code];
    return own ? this.#t(own) : refusalText(failure, this.text);
  }

  protected override render(): TemplateResult {
    const t = this.#t;
    const url = this.preview ?? this.account.photoUrl;
    const isUploading = this.preview !== null;
    const hue = hueOf(this.account.session?.current.memberId ?? "");
    return html`<div class="picture-field" role="group" aria-labelledby="label">
      <span class="picture avatar ${isUploading ? "uploading" : ""}" aria-hidden="true"
        >${url ? html`<img src=${url} alt="" />` : html`<span class="face hue-${hue}">${initials(this.name)}</span>`}</span
      >
      <span class="label" id="label">${t("photo")}</span>
      <div class="acts">
        <button
          class="button small choose"
          type="button"
          aria-describedby="hint ${this.error ? "field-photo-error" : ""}"
          ?disabled=${isUploading}
          @click=${() => this.input.click()}
        >
          ${t(isUploading ? "photoUploading" : url ? "photoReplace" : "photoChoose")}
        </button>
        ${
          url && !isUploading
            ? html`<button class="button small quiet" type="button" @click=${this.handleRemove}>${t("photoRemove")}</button>`
            : nothing
        }
        <input type="file" hidden accept=${PICTURE_TYPES.join(",")} aria-label=${t("photo")} @change=${this.handleChange} />
      </div>
      <p class="hint" id="hint">${t("photoHint")}</p>
      <div role="alert">${fieldError({ pointer: "/photo", error: this.error })}</div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-photo-field": SapaPhotoField;
  }
}
