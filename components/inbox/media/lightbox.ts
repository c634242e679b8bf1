import { html, LitElement, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import chevronLeftSvg from "lucide-static/dist/esm/icons/chevron-left.mjs";
import chevronRightSvg from "lucide-static/dist/esm/icons/chevron-right.mjs";
import zoomInSvg from "lucide-static/dist/esm/icons/zoom-in.mjs";
import zoomOutSvg from "lucide-static/dist/esm/icons/zoom-out.mjs";
import type { FileAddress } from "../../../client/file-links.ts";
import type { FileContent } from "../../../protocol/room-events.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { icon, icons } from "../../ui/icons.ts";
import { lightboxStyles } from "./lightbox.styles.ts";
import type { SapaMedia } from "./media.ts";
import { mediaIcons } from "./media-icons.ts";
import { filesTexts } from "./texts.ts";
import { FITTING, moved, SCALE_MAX, STEP, scaled, type Zoom } from "./zoom.ts";

const OWN_ICONS = {
  previous: icon(chevronLeftSvg),
  next: icon(chevronRightSvg),
  zoomIn: icon(zoomInSvg),
  zoomOut: icon(zoomOutSvg),
} as const;

/** A finger that goes so far turns the page. */
const SWIPE_PX = 60;

type Picture = Pick<SapaMedia, "content" | "links">;

/**
 * Pictures of a conversation, one at a time and as large as they go. Arrows turn pages, plus and minus zoom, a drag moves,
 * Escape leads back to where it was opened. Removes itself when it is closed.
 *
 * @tag sapa-lightbox
 */
export class SapaLightbox extends LitElement {
  static override styles = [base, lightboxStyles];

  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @query("img") private readonly image!: HTMLImageElement | null;
  @state() private address: FileAddress | null = null;
  @state() private phase: "loading" | "shown" | "failed" = "loading";
  @state() private zoom: Zoom = FITTING;
  @state() private index = 0;
  #pictures: readonly Picture[] = [];
  #text!: Localizer;
  /** Where each finger is. */
  readonly #fingers = new Map<number, { x: number; y: number }>();
  #hasDragged = false;
  #downAt = { x: 0, y: 0 };

  async open(pictures: readonly Picture[], index: number, text: Localizer): Promise<void> {
    this.#pictures = pictures;
    this.#text = text;
    this.index = index;
    void this.#load(false);
    await this.updateComplete;
    this.dialog.showModal();
  }

  get #picture(): Picture | undefined {
    return this.#pictures[this.index];
  }

  get #content(): FileContent | undefined {
    return this.#picture?.content;
  }

  async #load(isAgain: boolean): Promise<void> {
    const picture = this.#picture;
    if (!picture) return;
    const { fileId } = picture.content.file;
    this.phase = "loading";
    this.zoom = FITTING;
    this.address = isAgain ? null : picture.links.peek(fileId);
    await this.updateComplete;
    try {
      const address = this.address ?? (await picture.links.renew(fileId));
      if (picture === this.#picture) this.address = address;
    } catch {
      if (picture === this.#picture) this.phase = "failed";
    }
    for (const near of [this.#pictures[this.index - 1], this.#pictures[this.index + 1]]) void fetchAhead(near);
  }

  #turn(by: number): void {
    const index = this.index + by;
    if (index < 0 || index >= this.#pictures.length) return;
    this.index = index;
    void this.#load(false);
  }

  /** The picture's place on the screen as it fits, for the edges of its zoom. */
  #box(): { width: number; height: number } {
    return { width: this.image?.offsetWidth ?? 0, height: this.image?.offsetHeight ?? 0 };
  }

  #zoomBy(factor: number, at = { x: innerWidth / 2, y: innerHeight / 2 }): void {
    const point = { x: at.x - innerWidth / 2, y: at.y - innerHeight / 2 };
    this.zoom = scaled(this.zoom, factor, point, this.#box());
  }

  private handleKeydown(event: KeyboardEvent): void {
    // Keys in a dialog are nobody else's.
    event.stopPropagation();
    const isRtl = this.#isRtl;
    const acts: Record<string, () => void> = {
      ArrowLeft: () => this.#turn(isRtl ? 1 : -1),
      ArrowRight: () => this.#turn(isRtl ? -1 : 1),
      Home: () => this.#turn(-this.index),
      End: () => this.#turn(this.#pictures.length - 1 - this.index),
      "+": () => this.#zoomBy(STEP),
      "=": () => this.#zoomBy(STEP),
      "-": () => this.#zoomBy(1 / STEP),
      "0": () => {
        this.zoom = FITTING;
      },
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  private handleWheel(event: WheelEvent): void {
    event.preventDefault();
    this.#zoomBy(Math.exp(-event.deltaY / 300), { x: event.clientX, y: event.clientY });
  }

  private handleDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.#hasDragged = false;
    this.#downAt = { x: event.clientX, y: event.clientY };
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  }

  private handleMove(event: PointerEvent): void {
    const before = this.#fingers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1];
    this.#fingers.set(event.pointerId, now);
    if (Math.hypot(now.x - before.x, now.y - before.y) > 0) this.#hasDragged = true;
    if (other) {
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      this.#zoomBy(distance(now, other) / Math.max(1, distance(before, other)), middle);
    } else this.zoom = moved(this.zoom, { x: now.x - before.x, y: now.y - before.y }, this.#box());
  }

  private handleUp(event: PointerEvent): void {
    const wasAlone = this.#fingers.size === 1 && this.#fingers.delete(event.pointerId);
    this.#fingers.delete(event.pointerId);
    const across = event.clientX - this.#downAt.x;
    const isSwipe = Math.abs(across) > SWIPE_PX && Math.abs(across) > 2 * Math.abs(event.clientY - this.#downAt.y);
    if (wasAlone && isSwipe && event.type === "pointerup" && this.zoom.scale === 1)
      this.#turn(across > 0 === this.#isRtl ? 1 : -1);
  }

  get #isRtl(): boolean {
    return getComputedStyle(this).direction === "rtl";
  }

  /** A click beside the picture closes; a drag that ends there does not. */
  private handleStageClick(event: MouseEvent): void {
    const [target] = event.composedPath();
    if (target === event.currentTarget && !this.#hasDragged) this.dialog.close();
  }

  private handleDouble(event: MouseEvent): void {
    if (this.zoom.scale > 1) this.zoom = FITTING;
    else this.#zoomBy(2.5, { x: event.clientX, y: event.clientY });
  }

  protected override updated(): void {
    const { scale, x, y } = this.zoom;
    if (this.image) this.image.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  }

  protected override render(): TemplateResult | typeof nothing {
    const content = this.#content;
    if (!content) return nothing;
    const texts = filesTexts(this.#text);
    return html`<dialog aria-label=${texts.t("lightbox.label")} @close=${() => this.remove()} @keydown=${this.handleKeydown}>
      <div class="bar">
        <p class="title" aria-live="polite">
          <b class="truncate" dir="auto">${content.file.name}</b>
          ${
            this.#pictures.length > 1
              ? html`<span>${texts.t("lightbox.at", { n: this.index + 1, all: this.#pictures.length })}</span>`
              : nothing
          }
        </p>
        ${this.#button(OWN_ICONS.zoomOut, texts.t("lightbox.zoomOut"), () => this.#zoomBy(1 / STEP), { isDisabled: this.zoom.scale <= 1 })}
        ${this.#button(OWN_ICONS.zoomIn, texts.t("lightbox.zoomIn"), () => this.#zoomBy(STEP), { isDisabled: this.zoom.scale >= SCALE_MAX })}
        <a
          class="button icon-only"
          href=${this.address?.downloadUrl ?? nothing}
          download=${content.file.name}
          aria-label=${this.#text.t("media.downloadName", { name: content.file.name })}
          >${mediaIcons.download}</a
        >
        ${this.#button(icons.x, texts.t("lightbox.close"), () => this.dialog.close(), { isFirst: true })}
      </div>
      <div
        class="stage ${this.zoom.scale > 1 ? "zoomed" : ""}"
        @wheel=${this.handleWheel}
        @pointerdown=${this.handleDown}
        @pointermove=${this.handleMove}
        @pointerup=${this.handleUp}
        @pointercancel=${this.handleUp}
        @click=${this.handleStageClick}
        @dblclick=${this.handleDouble}
      >
        ${this.#stage(content)}
      </div>
      ${this.#arrow("previous", -1)} ${this.#arrow("next", 1)}
      ${content.caption === undefined ? nothing : html`<p class="caption" dir="auto">${content.caption}</p>`}
    </dialog>`;
  }

  #stage(content: FileContent): TemplateResult | typeof nothing {
    if (this.phase === "failed")
      return html`<div class="lost" role="status">
        ${mediaIcons.imageOff}<span>${this.#text.t("media.notLoaded")}</span>
        <button class="button" type="button" @click=${() => this.#load(true)}>${this.#text.t("common.tryAgain")}</button>
      </div>`;
    if (!this.address) return nothing;
    return html`<img
      class=${this.phase}
      src=${this.address.url}
      width=${content.file.width ?? nothing}
      height=${content.file.height ?? nothing}
      alt=${this.#text.t("media.photo", { name: content.file.name })}
      draggable="false"
      @load=${() => {
        this.phase = "shown";
      }}
      @error=${() => {
        this.phase = "failed";
      }}
    />`;
  }

  #button(
    sign: TemplateResult,
    label: string,
    act: () => void,
    { isDisabled = false, isFirst = false }: { isDisabled?: boolean; isFirst?: boolean } = {},
  ): TemplateResult {
    return html`<button
      class="button icon-only"
      type="button"
      aria-label=${label}
      ?autofocus=${isFirst}
      ?disabled=${isDisabled}
      @click=${act}
    >
      ${sign}
    </button>`;
  }

  #arrow(which: "previous" | "next", by: number): TemplateResult | typeof nothing {
    if (this.#pictures[this.index + by] === undefined) return nothing;
    const label = filesTexts(this.#text).t(`lightbox.${which}`);
    return html`<button class="button icon-only turn ${which}" type="button" aria-label=${label} @click=${() => this.#turn(by)}>
      ${OWN_ICONS[which]}
    </button>`;
  }
}

type Point = { x: number; y: number };
const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);

/** The neighbours are there when the page is turned. */
async function fetchAhead(picture: Picture | undefined): Promise<void> {
  const address = await picture?.links.get(picture.content.file.fileId).catch(() => null);
  if (address) new Image().src = address.url;
}

if (!customElements.get("sapa-lightbox")) customElements.define("sapa-lightbox", SapaLightbox);

/** Shows this picture among all pictures that stand around it, in their order. */
export function openLightbox(opener: SapaMedia): void {
  const root = opener.getRootNode() as ParentNode & Node;
  const pictures = [...root.querySelectorAll("sapa-media")].filter(({ content }) => content.type === "image");
  const lightbox = document.createElement("sapa-lightbox");
  // Beside the opener, so that it inherits colours and direction.
  opener.after(lightbox);
  void lightbox.open(
    pictures.map(({ content, links }) => ({ content, links })),
    pictures.indexOf(opener),
    opener.text,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-lightbox": SapaLightbox;
  }
}
