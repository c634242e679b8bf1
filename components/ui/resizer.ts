import { css, html, LitElement, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";

const STEP_PX = 16;

/** The boundary of two panes was moved to `width`; `isDone` when the person let go. */
export class ResizeEvent extends Event {
  readonly width: number;
  readonly isDone: boolean;
  constructor(width: number, isDone: boolean) {
    super("pane-resize");
    this.width = width;
    this.isDone = isDone;
  }
}

/**
 * The boundary between two panes, moved by pointer or arrow keys.
 *
 * @tag sapa-resizer
 * @fires pane-resize - It was moved.
 */
export class SapaResizer extends LitElement {
  static override styles = css`
    :host {
      position: relative;
      z-index: 4;
      display: block;
      inline-size: 1px;
      background: var(--s-hairline);
      outline: none;
      cursor: col-resize;
      touch-action: none;
    }

    :host([hidden]) {
      display: none;
    }

    :host::before {
      content: "";
      position: absolute;
      inset-block: 0;
      inset-inline: -5px;
    }

    :host(:hover)::after,
    :host(:focus-visible)::after,
    :host(.dragging)::after {
      content: "";
      position: absolute;
      inset-block: 0;
      inset-inline: -1px;
      background: var(--s-accent);
    }
  `;

  #start: { x: number; width: number } | null = null;

  @property({ attribute: false }) bounds: { width: number; min: number; max: number } = { width: 0, min: 0, max: 0 };
  /** The pane it sizes lies at its end side, so moving towards the start makes it wider. */
  @property({ attribute: false }) isAtEnd = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute("role", "separator");
    this.setAttribute("aria-orientation", "vertical");
    this.tabIndex = 0;
    this.addEventListener("pointerdown", this.#handleDown);
    this.addEventListener("keydown", this.#handleKeydown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("pointerdown", this.#handleDown);
    this.removeEventListener("keydown", this.#handleKeydown);
  }

  protected override updated(): void {
    this.setAttribute("aria-valuenow", String(Math.round(this.bounds.width)));
    this.setAttribute("aria-valuemin", String(this.bounds.min));
    this.setAttribute("aria-valuemax", String(this.bounds.max));
  }

  #tell(width: number, isDone: boolean): void {
    const { min, max } = this.bounds;
    this.dispatchEvent(new ResizeEvent(Math.round(Math.max(min, Math.min(max, width))), isDone));
  }

  get #direction(): number {
    const isRtl = getComputedStyle(this).direction === "rtl";
    return this.isAtEnd !== isRtl ? -1 : 1;
  }

  readonly #handleDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    this.setPointerCapture(event.pointerId);
    this.classList.add("dragging");
    this.#start = { x: event.clientX, width: this.bounds.width };
    const move = (moved: PointerEvent): void => this.#move(moved.clientX, false);
    const end = (ended: PointerEvent): void => {
      this.removeEventListener("pointermove", move);
      this.classList.remove("dragging");
      this.#move(ended.clientX, true);
      this.#start = null;
    };
    this.addEventListener("pointermove", move);
    this.addEventListener("pointerup", end, { once: true });
    this.addEventListener("pointercancel", end, { once: true });
  };

  #move(x: number, isDone: boolean): void {
    if (this.#start) this.#tell(this.#start.width + (x - this.#start.x) * this.#direction, isDone);
  }

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowRight" ? STEP_PX : event.key === "ArrowLeft" ? -STEP_PX : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    this.#tell(this.bounds.width + step * this.#direction, true);
  };

  protected override render(): TemplateResult {
    return html``;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-resizer": SapaResizer;
  }
}
