import { css, html, LitElement, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";

const DELAY_MS = 450;
const GAP = 6;
const EDGE = 6;

/** Events that a tooltip nearer to their target has taken. */
const taken = new WeakSet<Event>();

/**
 * One tooltip for everything under its root: it shows the `data-tip` of what the pointer rests on or the keyboard has
 * reached, in any shadow root below. The words repeat what assistive technology already gets as a name or text.
 *
 * @tag sapa-tooltip
 */
export class SapaTooltip extends LitElement {
  static override styles = css`
    :host {
      display: contents;
    }

    .tip {
      position: fixed;
      inset: auto;
      inline-size: max-content;
      max-inline-size: 260px;
      margin: 0;
      padding: 5px 9px;
      border: 0;
      border-radius: var(--s-radius-control);
      background: light-dark(#1d2026, #2c313a);
      color: #f4f5f7;
      font-family: var(--s-font);
      font-size: var(--s-meta);
      line-height: 1.4;
      pointer-events: none;
      box-shadow: var(--s-shadow);
    }
  `;

  @query(".tip") private readonly tip!: HTMLElement;
  @state() private text = "";
  #target: HTMLElement | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #root: Node | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#root = this.getRootNode();
    for (const name of ["pointerover", "focusin"]) this.#root.addEventListener(name, this.#handleOver);
    for (const name of ["pointerdown", "focusout", "pointerleave", "keydown", "wheel"])
      this.#root.addEventListener(name, this.#hide, { passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#hide();
    for (const name of ["pointerover", "focusin"]) this.#root?.removeEventListener(name, this.#handleOver);
    for (const name of ["pointerdown", "focusout", "pointerleave", "keydown", "wheel"])
      this.#root?.removeEventListener(name, this.#hide);
  }

  readonly #handleOver = (event: Event): void => {
    if (event instanceof PointerEvent && event.pointerType === "touch") return;
    const target = event
      .composedPath()
      .find((node): node is HTMLElement => node instanceof HTMLElement && node.dataset.tip !== undefined);
    if (taken.has(event) || target === this.#target) return;
    if (target) taken.add(event);
    this.#hide();
    if (!target) return;
    if (event.type === "focusin" && !target.matches(":focus-visible")) return;
    this.#target = target;
    this.#timer = setTimeout(() => void this.#show(target), DELAY_MS);
  };

  readonly #hide = (): void => {
    clearTimeout(this.#timer);
    this.#target = null;
    if (this.hasUpdated && this.tip.matches(":popover-open")) this.tip.hidePopover();
  };

  async #show(target: HTMLElement): Promise<void> {
    this.text = target.dataset.tip ?? "";
    if (this.text === "" || !target.isConnected) return;
    await this.updateComplete;
    if (this.#target !== target) return;
    this.tip.showPopover();
    const anchor = target.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.tip;
    const below = anchor.bottom + GAP;
    const top = below + height > innerHeight - EDGE ? anchor.top - GAP - height : below;
    const left = anchor.left + anchor.width / 2 - width / 2;
    this.tip.style.top = `${Math.max(EDGE, top)}px`;
    this.tip.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`;
  }

  protected override render(): TemplateResult {
    return html`<div class="tip" popover="manual" aria-hidden="true">${this.text}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-tooltip": SapaTooltip;
  }
}
