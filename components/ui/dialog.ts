import { html, LitElement, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { base } from "./base.styles.ts";
import { dialogStyles } from "./dialog.styles.ts";
import { icons } from "./icons.ts";

/**
 * A question or a sheet above the page; the browser's own modal dialog traps and returns the focus.
 *
 * @tag sapa-dialog
 * @slot - The content.
 * @slot foot - Buttons at the end.
 * @fires close - It was closed by whatever way.
 */
export class SapaDialog extends LitElement {
  static override styles = [base, dialogStyles];

  @query("dialog") private readonly dialog!: HTMLDialogElement;

  @property() heading = "";
  @property({ attribute: "close-label" }) closeLabel = "";
  /** Room for a form beside its preview. */
  @property({ type: Boolean, reflect: true }) wide = false;
  /** Asked before a person closes it by its own ways; false keeps it open. `hide` does not ask. */
  @property({ attribute: false }) mayClose: (() => boolean) | null = null;

  get isOpen(): boolean {
    return this.hasUpdated && this.dialog.open;
  }

  async show(): Promise<void> {
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  hide(): void {
    if (this.isOpen) this.dialog.close();
  }

  private handleBackdrop(event: MouseEvent): void {
    if (event.target !== this.dialog) return;
    const box = this.dialog.getBoundingClientRect();
    const isInside =
      event.clientX >= box.left &&
      event.clientX <= box.right &&
      event.clientY >= box.top &&
      event.clientY <= box.bottom;
    if (!isInside) this.#leave();
  }

  #leave(): void {
    if (this.mayClose?.() ?? true) this.hide();
  }

  private handleClose(): void {
    this.dispatchEvent(new Event("close"));
  }

  /** Keys in a dialog are nobody else's. */
  private handleKeydown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key !== "Escape" || event.defaultPrevented || !this.mayClose) return;
    // Browsers close at the second Escape whatever a listener of `cancel` says; not if the key was taken.
    event.preventDefault();
    this.#leave();
  }

  /** Other ways to dismiss, such as the back gesture. */
  private handleCancel(event: Event): void {
    if (event.target === this.dialog && !(this.mayClose?.() ?? true)) event.preventDefault();
  }

  protected override render(): TemplateResult {
    return html`
      <dialog
        aria-labelledby="heading"
        @pointerdown=${this.handleBackdrop}
        @close=${this.handleClose}
        @cancel=${this.handleCancel}
        @keydown=${this.handleKeydown}
      >
        <div class="head">
          <h2 id="heading">${this.heading}</h2>
          <button class="button icon-only" type="button" aria-label=${this.closeLabel} @click=${this.#leave}>${icons.x}</button>
        </div>
        <slot></slot>
        <div class="foot"><slot name="foot"></slot></div>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-dialog": SapaDialog;
  }
}
