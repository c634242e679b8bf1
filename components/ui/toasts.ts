import { css, html, LitElement, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { base } from "./base.styles.ts";
import { icons } from "./icons.ts";

type Toast = { id: number; text: string; isError: boolean };
const SHOWN_MS = 3_500;
const ERROR_SHOWN_MS = 8_000;

/**
 * Short messages at the bottom: successes pass by themselves, refusals stay longer and can be closed.
 *
 * @tag sapa-toasts
 */
export class SapaToasts extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: absolute;
        inset-inline: 0;
        inset-block-end: 20px;
        z-index: 30;
        pointer-events: none;
      }

      ul {
        display: grid;
        justify-items: center;
        gap: 8px;
      }

      li {
        display: flex;
        align-items: center;
        gap: 8px;
        max-inline-size: min(440px, calc(100% - 32px));
        padding: 8px 8px 8px 14px;
        border-radius: var(--s-radius-card);
        background: light-dark(#1d2026, #2c313a);
        color: #f4f5f7;
        font-size: var(--s-list);
        line-height: 1.4;
        box-shadow: var(--s-shadow);
        pointer-events: auto;
        animation: rise var(--s-panel) ease-out;
      }

      li .icon {
        font-size: 15px;
      }

      li.error > .icon {
        color: #ff9b92;
      }

      li.done > .icon {
        color: #6fd7a0;
      }

      button {
        display: grid;
        place-items: center;
        inline-size: 26px;
        block-size: 26px;
        border: 0;
        border-radius: var(--s-radius-control);
        background: none;
        color: inherit;
        cursor: pointer;
      }

      button:hover {
        background: rgb(255 255 255 / 12%);
      }

      :focus-visible {
        outline-color: #9dbdff;
      }

      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }
    `,
  ];

  #nextId = 1;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  @state() private toasts: Toast[] = [];
  /** Name of the closing button. */
  closeLabel = "";

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  done(text: string): void {
    this.#add(text, false);
  }

  error(text: string): void {
    this.#add(text, true);
  }

  #add(text: string, isError: boolean): void {
    const others = this.toasts.filter((toast) => toast.text !== text).slice(-2);
    const id = this.#nextId++;
    this.toasts = [...others, { id, text, isError }];
    this.#timers.set(
      id,
      setTimeout(() => this.#remove(id), isError ? ERROR_SHOWN_MS : SHOWN_MS),
    );
  }

  #remove(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }

  protected override render(): TemplateResult {
    return html`<div role="status"><ul>
      ${repeat(
        this.toasts,
        ({ id }) => id,
        ({ id, text, isError }) => html`<li class=${isError ? "error" : "done"}>
          ${isError ? icons.circleAlert : icons.circleCheck}
          <span>${text}</span>
          <button type="button" aria-label=${this.closeLabel} @click=${() => this.#remove(id)}>${icons.x}</button>
        </li>`,
      )}
    </ul></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-toasts": SapaToasts;
  }
}
