import { html, LitElement, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { base } from "./base.styles.ts";
import { popoverStyles } from "./popover.styles.ts";

const GAP = 4;
const EDGE = 8;

/**
 * A floating panel beside the button that opens it. The browser's own popover brings the top layer, Escape and closing
 * by a click elsewhere; focus goes into the panel and back to the button.
 *
 * @tag sapa-popover
 * @slot - The content of the panel.
 * @slot trigger - The button that opens it; gets `aria-expanded`.
 * @fires toggle - The panel opened or closed; read `isOpen`.
 * @csspart panel - The floating panel.
 */
export class SapaPopover extends LitElement {
  static override styles = [base, popoverStyles];

  #anchor: HTMLElement | null = null;
  #wasOpen = false;

  @query(".panel") private readonly panel!: HTMLElement;

  /** Which edge of the button the panel is aligned with. (`align` would be the old HTML attribute.) */
  @property() side: "start" | "end" = "start";
  /** Opens above the button where there is room. */
  @property({ type: Boolean }) above = false;

  get isOpen(): boolean {
    return this.hasUpdated && this.panel.matches(":popover-open");
  }

  /** Opens it beside `anchor`, or beside its own button. */
  show(anchor: HTMLElement | null = null): void {
    this.#anchor = anchor;
    if (!this.isOpen) this.panel.showPopover();
    this.reposition();
  }

  hide(): void {
    if (this.isOpen) this.panel.hidePopover();
  }

  /** The panel's size changed: put it where it belongs. */
  reposition(): void {
    if (!this.isOpen) return;
    const anchor = (this.#anchor ?? this).getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.panel;
    const isRtl = getComputedStyle(this).direction === "rtl";
    const alignLeft = (this.side === "start") !== isRtl;
    const left = alignLeft ? anchor.left : anchor.right - width;
    const below = anchor.bottom + GAP;
    const overhead = anchor.top - GAP - height;
    const fitsBelow = below + height <= innerHeight - EDGE;
    const top = (this.above || !fitsBelow) && overhead >= EDGE ? overhead : below;
    this.panel.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`;
    this.panel.style.top = `${Math.max(EDGE, Math.min(top, innerHeight - height - EDGE))}px`;
  }

  private get trigger(): HTMLElement | null {
    return this.querySelector<HTMLElement>('[slot="trigger"]');
  }

  /** A press outside closes the panel before the click arrives; that click must not open it again. */
  private handleTriggerDown(): void {
    this.#wasOpen = this.isOpen;
  }

  private handleTriggerClick(event: MouseEvent): void {
    const isByPointer = event.detail > 0;
    if (this.isOpen || (isByPointer && this.#wasOpen)) this.hide();
    else this.show();
  }

  private handleToggle(event: ToggleEvent): void {
    const isOpen = event.newState === "open";
    this.trigger?.setAttribute("aria-expanded", String(isOpen));
    this.dispatchEvent(new Event("toggle"));
    if (isOpen) this.handleOpened();
    else if (this.matches(":focus-within") || document.activeElement === document.body)
      (this.#anchor ?? this.trigger)?.focus();
  }

  private handleOpened(): void {
    this.reposition();
    const wanted = this.querySelector<HTMLElement>(
      ":not([slot='trigger']) [autofocus], [autofocus]:not([slot='trigger'])",
    );
    (wanted ?? this.items[0])?.focus({ preventScroll: true });
  }

  private get items(): HTMLElement[] {
    const all = this.querySelectorAll<HTMLElement>(
      '[role="menuitem"], [role="menuitemradio"], [role="menuitemcheckbox"], [role="option"]',
    );
    return [...all].filter((item) => item.getAttribute("aria-disabled") !== "true" && item.checkVisibility());
  }

  private handleKeydown(event: KeyboardEvent): void {
    if (event.key === "Escape") event.stopPropagation();
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const { items } = this;
    if (step === 0 || items.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const focused = items.indexOf((this.getRootNode() as Document | ShadowRoot).activeElement as HTMLElement);
    const start = focused < 0 && step < 0 ? 0 : focused;
    items[(start + step + items.length) % items.length]?.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <slot name="trigger" @pointerdown=${this.handleTriggerDown} @click=${this.handleTriggerClick}></slot>
      <div class="panel" part="panel" popover="auto" @toggle=${this.handleToggle} @keydown=${this.handleKeydown}>
        <slot></slot>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-popover": SapaPopover;
  }
}
