import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { FileAddress, FileLinks } from "../../../client/file-links.ts";
import type { FileContent } from "../../../protocol/room-events.schema.ts";
import { lazy } from "../../lazy.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { factsText } from "./file-texts.ts";
import { mediaStyles } from "./media.styles.ts";
import { fileIcon, mediaIcons } from "./media-icons.ts";
import { FILM, frameOf } from "./media-size.ts";

/**
 * A file in a conversation: a picture, a film or a recording to look at or hear in its place, a card for anything else.
 * It keeps its place from the first moment. Its address lives minutes: it is renewed when it is next needed.
 *
 * @tag sapa-media
 */
export class SapaMedia extends LitElement {
  static override styles = [base, mediaStyles];

  @property({ attribute: false }) content!: FileContent;
  @property({ attribute: false }) links!: FileLinks;
  @property({ attribute: false }) text!: Localizer;
  /** Fills the cell it stands in. */
  @property({ type: Boolean, reflect: true }) cell = false;

  @state() private address: FileAddress | null = null;
  @state() private phase: "loading" | "shown" | "failed" = "loading";
  /** The address in use was made because the one before did not work. */
  #isSecondTry = false;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("online", this.#whenOnline);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("online", this.#whenOnline);
  }

  readonly #whenOnline = (): void => {
    if (this.phase === "failed") void this.#load(true);
  };

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("content")?.file.fileId;
    if (!changed.has("content") || before === this.content.file.fileId) return;
    this.address = this.links.peek(this.content.file.fileId);
    this.phase = "loading";
    this.#isSecondTry = false;
    this.#keepPlace();
    if (!this.address) void this.#load(false);
  }

  /** Through the object model: pages with a strict policy allow no style attribute. */
  #keepPlace(): void {
    const { type, file } = this.content;
    this.setAttribute("kind", type);
    const size = type === "image" ? frameOf(file) : FILM;
    this.style.setProperty("--width", `${size.width}px`);
    this.style.setProperty("--ratio", `${size.width} / ${size.height}`);
  }

  async #load(isAgain: boolean): Promise<void> {
    const { fileId } = this.content.file;
    this.phase = "loading";
    this.#isSecondTry = isAgain;
    if (isAgain) {
      // Without an address for a moment: the new one may be the same, and is to be loaded all the same.
      this.address = null;
      await this.updateComplete;
    }
    try {
      const address = await (isAgain ? this.links.renew(fileId) : this.links.get(fileId));
      if (fileId === this.content.file.fileId) this.address = address;
    } catch {
      if (fileId === this.content.file.fileId) this.phase = "failed";
    }
  }

  private handleLoaded(): void {
    this.phase = "shown";
    this.#isSecondTry = false;
  }

  /** Most often the address has ended, so the first answer is a new one. */
  private handleError(event: Event): void {
    const { target } = event;
    const played = target instanceof HTMLMediaElement ? target.currentTime : 0;
    if (!this.#isSecondTry) {
      void this.#load(true).then(() => this.#playFrom(played));
      return;
    }
    this.phase = "failed";
  }

  async #playFrom(seconds: number): Promise<void> {
    if (seconds === 0) return;
    await this.updateComplete;
    const player = this.renderRoot.querySelector<HTMLMediaElement>("video, audio");
    if (!player) return;
    player.currentTime = seconds;
    await player.play().catch(() => {});
  }

  private async handleOpen(): Promise<void> {
    if (this.phase !== "shown") return;
    const part = await lazy(() => import("./lightbox.ts"));
    part?.openLightbox(this);
  }

  /** An address that has ended meanwhile is exchanged before the browser follows it. */
  private async handleDownload(event: Event): Promise<void> {
    const { fileId, name } = this.content.file;
    if (this.links.peek(fileId)) return;
    event.preventDefault();
    const address = await this.links.get(fileId).catch(() => null);
    if (!address) return;
    const link = Object.assign(document.createElement("a"), { href: address.downloadUrl, download: name });
    link.click();
  }

  protected override render(): TemplateResult {
    const { type } = this.content;
    if (this.phase === "failed" && type === "image") return this.renderLost();
    if (this.phase === "failed" && type !== "document") return this.renderMute();
    if (type === "image") return this.renderImage();
    if (type === "video") return this.renderVideo();
    return type === "audio" ? this.renderAudio() : this.renderCard();
  }

  private renderImage(): TemplateResult {
    const { name } = this.content.file;
    return html`<button
      class="frame ${this.phase}"
      type="button"
      aria-label=${this.text.t("media.open", { name })}
      @click=${this.handleOpen}
    >
      ${
        this.address
          ? html`<img
              src=${this.address.url}
              alt=""
              decoding="async"
              draggable="false"
              @load=${this.handleLoaded}
              @error=${this.handleError}
            />`
          : nothing
      }
    </button>`;
  }

  private renderVideo(): TemplateResult {
    return html`<div class="frame film">
      <video
        src=${this.address?.url ?? nothing}
        aria-label=${this.text.t("media.video", { name: this.content.file.name })}
        controls
        playsinline
        preload="metadata"
        @loadedmetadata=${this.handleLoaded}
        @error=${this.handleError}
      ></video>
    </div>`;
  }

  private renderAudio(): TemplateResult {
    const { name } = this.content.file;
    return html`<audio
        src=${this.address?.url ?? nothing}
        aria-label=${this.text.t("media.audio", { name })}
        controls
        preload="metadata"
        @loadedmetadata=${this.handleLoaded}
        @error=${this.handleError}
      ></audio>
      <p class="aside truncate" dir="auto">${name}</p>`;
  }

  private renderCard(): TemplateResult {
    const { type, file } = this.content;
    const { text } = this;
    return html`<a
      class="card"
      href=${this.address?.downloadUrl ?? "#"}
      download=${file.name}
      @click=${this.handleDownload}
    >
      <span class="sheet">${fileIcon(type, file.mime)}</span>
      <span class="facts"><span class="visually-hidden">${text.t("media.download")} </span><b dir="auto">${file.name}</b><span>${factsText(file, text)}</span></span>
      <span class="get">${mediaIcons.download}</span>
    </a>`;
  }

  private renderLost(): TemplateResult {
    return html`<div class="frame lost" role="group" aria-label=${this.content.file.name}>
      ${mediaIcons.imageOff}<span>${this.text.t("media.notLoaded")}</span> ${this.renderAgain()}
    </div>`;
  }

  /** Whether it is the address or a format that this browser cannot play is not told: both ways out are offered. */
  private renderMute(): TemplateResult {
    const { text } = this;
    return html`${this.renderCard()}
      <p class="aside">${text.t(this.address ? "media.notPlayable" : "media.notLoaded")} ${this.renderAgain()}</p>`;
  }

  private renderAgain(): TemplateResult {
    return html`<button class="link" type="button" @click=${() => this.#load(true)}>${icons.rotateCcw}${this.text.t("common.tryAgain")}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-media": SapaMedia;
  }
}
