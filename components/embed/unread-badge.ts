import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { Subscription } from "../controllers/subscription.ts";
import type { Connection } from "../data/connection.ts";
import { outsideOf } from "../data/host-advice.ts";
import { SapaBadgesChangedEvent } from "../events.ts";
import { warnUnknown } from "../inbox/known-values.ts";
import { tokens } from "../tokens.css.ts";
import { EmbeddedElement } from "./embedded.ts";

const COUNTS = ["messages", "comments", "unassigned"] as const;
type Count = (typeof COUNTS)[number];

/**
 * A live number for the host's own menu: chats that wait for an answer, or for somebody to take them. Nothing at zero, and
 * nothing without a token.
 *
 * @tag sapa-unread-badge
 * @fires sapa-badges-changed - The numbers of unanswered and unassigned rooms changed.
 * @fires sapa-token-expired - There is no valid token; nothing is shown.
 * @csspart badge - The number.
 */
export class SapaUnreadBadge extends EmbeddedElement {
  static override styles = [
    tokens,
    css`
      :host {
        color-scheme: inherit;
        display: inline-block;
        vertical-align: middle;
        font-family: var(--s-font);
      }

      :host([hidden]) {
        display: none;
      }

      .badge {
        display: inline-block;
        min-inline-size: 18px;
        padding: 0 5px;
        border-radius: 9px;
        background: var(--s-accent);
        color: var(--s-on-accent);
        font-size: var(--s-tiny);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        line-height: 18px;
        text-align: center;
      }

      .words {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
        white-space: nowrap;
      }
    `,
  ];

  #told = "";

  /** `messages` (default: rooms that wait for an answer), `comments` or `unassigned`. */
  @property() count: string = COUNTS[0];

  constructor() {
    super();
    new Subscription(this, () => this.#feed);
  }

  get #feed(): Connection["feed"] | null {
    const { connection } = this;
    return connection?.phase === "ready" && this.outside(connection) === null ? connection.feed : null;
  }

  protected override outside({ me }: Connection): string | null {
    return outsideOf(me?.scope, "inbox", "contact-rooms");
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    warnUnknown("count", this.getAttribute("count"), COUNTS, "sapa-unread-badge");
  }

  protected override updated(): void {
    const view = this.#feed?.view;
    const numbers = view?.state === "live" ? JSON.stringify(view.counters) : this.#told;
    if (!view || numbers === this.#told) return;
    this.#told = numbers;
    this.dispatchEvent(new SapaBadgesChangedEvent(view.counters));
  }

  protected override render(): TemplateResult | typeof nothing {
    const feed = this.#feed;
    const count: Count = COUNTS.find((one) => one === this.count) ?? COUNTS[0];
    const n = feed?.view.counters[count] ?? 0;
    if (n === 0) return nothing;
    const { text } = this;
    return html`<span class="badge" part="badge" aria-hidden="true">${text.count(n)}</span
      ><span class="words" lang=${text.language}>${text.t(`badge.${count}`, { n })}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-unread-badge": SapaUnreadBadge;
  }
}
