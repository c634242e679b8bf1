import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { Localizer } from "../strings/localizer.ts";
import { shellTexts } from "../strings/shell.ts";
import { base } from "../ui/base.styles.ts";

/**
 * Banners in order of weight: one is seen, the rest stands behind "+n" (NAV-5). Whatever is put into it is a banner; one
 * that has nothing to say is `hidden`.
 *
 * @tag sapa-banners
 * @slot - The banners, the weightiest first.
 */
export class SapaBanners extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
      }

      .more {
        justify-self: end;
        position: relative;
        z-index: 1;
        block-size: 0;
      }

      .more .button {
        position: absolute;
        inset-block-start: 4px;
        inset-inline-end: 12px;
        min-block-size: 26px;
      }

      ::slotted(.behind) {
        display: none !important;
      }

      ::slotted(.leads) {
        --banner-end: 64px;
      }
    `,
  ];

  #observer: MutationObserver | null = null;

  @query("slot") private readonly slotted!: HTMLSlotElement;
  @state() private behind = 0;
  @state() private isOpen = false;
  @property({ attribute: false }) text = new Localizer("en");

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new MutationObserver(() => this.#look());
    this.#observer.observe(this, { subtree: true, attributeFilter: ["hidden"] });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  #look(): void {
    const banners = this.slotted.assignedElements();
    const speaking = banners.filter((banner) => !banner.hasAttribute("hidden"));
    this.behind = Math.max(0, speaking.length - 1);
    if (this.behind === 0) this.isOpen = false;
    for (const banner of banners) {
      const isFirst = banner === speaking[0];
      banner.classList.toggle("behind", !isFirst && !this.isOpen);
      banner.classList.toggle("leads", isFirst && this.behind > 0);
    }
  }

  private handleMore(): void {
    this.isOpen = !this.isOpen;
    this.#look();
  }

  protected override render(): TemplateResult {
    const { behind, isOpen, text } = this;
    return html`${
      behind === 0
        ? nothing
        : html`<div class="more">
              <button
                class="button small numbers"
                type="button"
                aria-expanded=${isOpen}
                aria-label=${`+${behind}, ${shellTexts(text).t("shell.moreNotices", { n: behind })}`}
                @click=${this.handleMore}
              >
                +${behind}
              </button>
            </div>`
    }<slot @slotchange=${this.#look}></slot>`;
  }
}
