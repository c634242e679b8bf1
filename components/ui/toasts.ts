import { css, html, LitElement, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { base } from "./base.styles.ts";
import { icons } from "./icons.ts";

/** The one thing that can be done about what a toast says. */
export type ToastAct = {
  label: string;
  run: () => void;
  /** Somebody is about to press it: it must not go away under them. */
  hold?: (isHeld: boolean) => void;
};
type Toast = { id: number; text: string; isError: boolean; act: ToastAct | null };
const SHOWN_MS = 3_500;
const ERROR_SHOWN_MS = 8_000;
const MOST_PASSING = 3;
/** Between the lowest toast and what stands below it, in px. */
const GAP = 12;

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
        min-block-size: 42px;
        padding-block: 8px;
        padding-inline: 14px 8px;
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

      li > span {
        overflow-wrap: anywhere;
      }

      .act {
        flex: none;
        min-block-size: 26px;
        padding: 0 10px;
        border: 0;
        border-radius: var(--s-radius-control);
        background: rgb(255 255 255 / 10%);
        color: #b9d0ff;
        font: inherit;
        font-weight: 600;
        cursor: pointer;
      }

      .close {
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

      .close:hover {
        background: rgb(255 255 255 / 12%);
      }

      .act:hover {
        background: rgb(255 255 255 / 18%);
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
  readonly #resize = new ResizeObserver(() => this.#place());
  #foot: Element | null = null;
  /** Name of the closing button. */
  closeLabel = "";
  /** What stands at the bottom just now and must stay free: toasts appear above it. */
  foot: () => Element | null = () => null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#resize.disconnect();
    this.#foot = null;
  }

  done(text: string): void {
    this.#pass(this.#add(text, false, null), SHOWN_MS);
  }

  error(text: string): void {
    this.#pass(this.#add(text, true, null), ERROR_SHOWN_MS);
  }

  /** Stays until it is pressed or the returned function closes it. */
  offer(text: string, act: ToastAct): () => void {
    const id = this.#add(text, false, act);
    return () => this.#remove(id);
  }

  #add(text: string, isError: boolean, act: ToastAct | null): number {
    const others = this.toasts.filter((toast) => toast.act !== null || toast.text !== text);
    // What only says something makes room for what is new; what can be pressed stays.
    const passing = others.filter(({ act }) => act === null).slice(-MOST_PASSING + 1);
    this.#standAbove(this.foot());
    const id = this.#nextId++;
    this.toasts = [
      ...others.filter((toast) => toast.act !== null || passing.includes(toast)),
      { id, text, isError, act },
    ];
    return id;
  }

  #standAbove(foot: Element | null): void {
    if (this.#foot) this.#resize.unobserve(this.#foot);
    this.#foot = foot;
    if (foot) this.#resize.observe(foot);
    this.#place();
  }

  #place(): void {
    const height = this.#foot?.getBoundingClientRect().height ?? 0;
    this.style.insetBlockEnd = height > 0 ? `${Math.ceil(height) + GAP}px` : "";
  }

  #pass(id: number, afterMs: number): void {
    this.#timers.set(
      id,
      setTimeout(() => this.#remove(id), afterMs),
    );
  }

  #remove(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }

  #press({ id, act }: Toast): void {
    this.#remove(id);
    act?.run();
  }

  protected override render(): TemplateResult {
    return html`<div role="status"><ul>
      ${repeat(
        this.toasts,
        ({ id }) => id,
        (toast) => html`<li class=${toast.isError ? "error" : "done"}>
          ${toast.isError ? icons.circleAlert : icons.circleCheck}
          <span dir="auto">${toast.text}</span>
          ${toast.act ? this.renderAct(toast, toast.act) : this.renderClose(toast)}
        </li>`,
      )}
    </ul></div>`;
  }

  private renderClose({ id }: Toast): TemplateResult {
    return html`<button class="close" type="button" aria-label=${this.closeLabel} @click=${() => this.#remove(id)}>${icons.x}</button>`;
  }

  /** Pressed with a pointer it leaves the focus where it is, because it is gone at once. */
  private renderAct(toast: Toast, { label, hold }: ToastAct): TemplateResult {
    return html`<button
      class="act"
      type="button"
      @pointerenter=${() => hold?.(true)}
      @pointerleave=${() => hold?.(false)}
      @focus=${() => hold?.(true)}
      @blur=${() => hold?.(false)}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#press(toast)}
    >
      ${label}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-toasts": SapaToasts;
  }
}
