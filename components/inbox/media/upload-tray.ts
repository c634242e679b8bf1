import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { UploadItem, Uploads } from "../../../client/uploads.ts";
import { Subscription } from "../../controllers/subscription.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { bytesText, fileRefusalText } from "./file-texts.ts";
import { fileIcon } from "./media-icons.ts";
import { filesTexts } from "./texts.ts";
import { uploadTrayStyles } from "./upload-tray.styles.ts";

/**
 * The files that wait to be sent with the next message: what they are, how far they are, and what stands in the way.
 * Takes no room while there are none.
 *
 * @tag sapa-upload-tray
 */
export class SapaUploadTray extends LitElement {
  static override styles = [base, uploadTrayStyles];

  @property({ attribute: false }) uploads!: Uploads;
  @property({ attribute: false }) text!: Localizer;
  /** Pictures as they are on this device, by upload. */
  readonly #previews = new Map<string, string>();

  constructor() {
    super();
    new Subscription(this, () => this.uploads);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forgetPreviews(new Set());
  }

  protected override updated(): void {
    this.#forgetPreviews(new Set(this.uploads.items.map(({ id }) => id)));
    for (const bar of this.renderRoot.querySelectorAll<HTMLElement>(".progress"))
      bar.style.setProperty("--done", `${bar.dataset.percent}%`);
  }

  #forgetPreviews(kept: ReadonlySet<string>): void {
    for (const [id, url] of this.#previews) {
      if (kept.has(id)) continue;
      URL.revokeObjectURL(url);
      this.#previews.delete(id);
    }
  }

  #previewOf({ id, file }: UploadItem): string {
    const url = this.#previews.get(id) ?? URL.createObjectURL(file);
    this.#previews.set(id, url);
    return url;
  }

  /** The tray's own place for the focus, so that taking a file out does not lose it. */
  private async handleCancel(index: number): Promise<void> {
    const item = this.uploads.items[index];
    if (!item) return;
    this.uploads.cancel(item.id);
    this.requestUpdate();
    await this.updateComplete;
    const buttons = this.renderRoot.querySelectorAll<HTMLElement>(".out");
    const next = buttons[Math.min(index, buttons.length - 1)];
    if (next) next.focus();
    else this.dispatchEvent(new Event("emptied", { bubbles: true, composed: true }));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { items } = this.uploads;
    const texts = filesTexts(this.text);
    return html`<p class="visually-hidden" role="status">${this.#news()}</p>
      ${
        items.length === 0
          ? nothing
          : html`<ul aria-label=${texts.t("upload.label")}>
              ${repeat(
                items,
                ({ id }) => id,
                (item, index) => this.#row(item, index),
              )}
            </ul>`
      }`;
  }

  /** Said when all has come to rest; the way there is shown, not told. */
  #news(): string {
    const { items, isBusy } = this.uploads;
    const texts = filesTexts(this.text);
    const failed = items.find(({ refusal }) => refusal !== null);
    if (failed?.refusal)
      return texts.t("upload.oneFailed", { name: failed.name, cause: fileRefusalText(failed.refusal, this.text) });
    return isBusy || items.length === 0 ? "" : texts.t("upload.allDone", { n: items.length });
  }

  #row(item: UploadItem, index: number): TemplateResult {
    const { name, kind, file, state } = item;
    const texts = filesTexts(this.text);
    const percent = Math.floor((item.sentBytes / Math.max(1, file.size)) * 100);
    const isMoving = state === "sending" || state === "queued" || state === "waiting";
    return html`<li class=${state}>
      <span class="sign">
        ${fileIcon(kind, file.type)}
        ${
          kind === "image" && state !== "failed"
            ? html`<img
                src=${this.#previewOf(item)}
                alt=""
                @error=${({ currentTarget }: Event) => {
                  (currentTarget as HTMLElement).hidden = true;
                }}
              />`
            : nothing
        }
      </span>
      <span class="facts">
        <b class="truncate" dir="auto">${name}</b>
        <span class="state">${this.#stateText(item, percent)}</span>
      </span>
      ${
        item.canRetry
          ? html`<button
              class="button icon-only small"
              type="button"
              aria-label=${texts.t("upload.again", { name })}
              data-tip=${this.text.t("common.tryAgain")}
              @click=${() => this.uploads.retry(item.id)}
            >
              ${icons.rotateCcw}
            </button>`
          : nothing
      }
      <button
        class="button icon-only small out"
        type="button"
        aria-label=${texts.t("upload.cancel", { name })}
        @click=${() => this.handleCancel(index)}
      >
        ${icons.x}
      </button>
      ${
        isMoving
          ? html`<span
              class="progress"
              role="progressbar"
              aria-label=${name}
              aria-valuenow=${percent}
              data-percent=${percent}
            ></span>`
          : nothing
      }
    </li>`;
  }

  #stateText({ state, file, refusal }: UploadItem, percent: number): string {
    const texts = filesTexts(this.text);
    if (state === "failed") return refusal ? fileRefusalText(refusal, this.text) : this.text.t("media.notLoaded");
    if (state === "done") return texts.t("upload.done", { size: bytesText(file.size, this.text) });
    if (state === "sending") return texts.t("upload.sending", { percent });
    return texts.t(state === "waiting" ? "upload.waiting" : "upload.queued");
  }
}

if (!customElements.get("sapa-upload-tray")) customElements.define("sapa-upload-tray", SapaUploadTray);

declare global {
  interface HTMLElementTagNameMap {
    "sapa-upload-tray": SapaUploadTray;
  }
}
