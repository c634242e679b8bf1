import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { Patience } from "../../controllers/patience.ts";
import { Subscription } from "../../controllers/subscription.ts";
import type { RoomStore } from "../../data/room-store.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { avatarStyles } from "../../ui/avatar.styles.ts";
import { base, scrollbars } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { skeletonStyles } from "../../ui/skeleton.styles.ts";
import { statesStyles, stateView } from "../../ui/states.ts";
import { FailedEvent, TellEvent } from "../internal-events.ts";
import type { Viewer } from "../viewer.ts";
import { Announcer } from "./announcer.ts";
import { bubblesStyles } from "./bubbles.styles.ts";
import { timelineItem } from "./bubbles.ts";
import { timelineStyles } from "./timeline.styles.ts";
import { inboundAfter, timelineOf } from "./timeline-view.ts";

const NEAR_END_PX = 48;
const SHOW_JUMP_PX = 160;
const LOAD_OLDER_PX = 240;
/** Room left above the unread line, so that the last read message is seen. */
const ABOVE_UNREAD_PX = 72;

type Anchor = { key: string; top: number };

/**
 * The messages of one room, oldest on top. Keeps the reader's place whatever is added above or below it.
 *
 * @tag sapa-timeline
 * @fires failed - A failed message is to be sent again or thrown away.
 * @fires seen - The newest message is on screen.
 * @fires tell - Something short to say.
 */
export class SapaTimeline extends LitElement {
  static override styles = [
    base,
    scrollbars,
    avatarStyles,
    skeletonStyles,
    statesStyles,
    bubblesStyles,
    timelineStyles,
  ];

  readonly #patience = new Patience(this);
  readonly #announcer = new Announcer(this);
  #resize: ResizeObserver | null = null;
  #isAtEnd = true;
  #isPlaced = false;
  #anchor: Anchor | null = null;
  #firstSeq = 0;
  #outgoingCount = 0;
  #seenSeq = 0;
  #lastScrollTop = 0;
  #scrolling: { find: string; tries: number } | null = null;

  @query(".viewport") private readonly viewport!: HTMLElement | null;
  @query(".inner") private readonly inner!: HTMLElement | null;
  @state() private isJumpShown = false;
  @state() private hasOlderFailed = false;

  @property({ attribute: false }) store!: RoomStore;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) now: () => number = Date.now;

  constructor() {
    super();
    new Subscription(this, () => this.store);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize?.disconnect();
    this.#resize = null;
  }

  /** Brings a message into view and marks it; loads older dialogs until it is there. */
  scrollToSeq(seq: number): void {
    this.#scrolling = { find: `[data-seq="${seq}"]`, tries: 40 };
    this.requestUpdate();
  }

  scrollToConversation(number: number): void {
    this.#scrolling = { find: `[data-conversation="${number}"]`, tries: 40 };
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("store")) {
      this.#isPlaced = false;
      this.#isAtEnd = true;
      this.#seenSeq = 0;
      this.#firstSeq = 0;
      this.isJumpShown = false;
      this.hasOlderFailed = false;
      this.#announcer.reset();
    }
    const first = this.store.view.events[0]?.seq ?? 0;
    this.#anchor = this.#firstSeq > 0 && first < this.#firstSeq && !changed.has("store") ? this.#findAnchor() : null;
    this.#firstSeq = first;
  }

  protected override updated(): void {
    this.#observe();
    const { view } = this.store;
    const sent = view.outgoing.length > this.#outgoingCount;
    this.#outgoingCount = view.outgoing.length;
    if (this.#anchor) this.#restore(this.#anchor);
    else if (!this.#isPlaced) this.#place();
    else if (this.#isAtEnd || sent) this.#toEnd();
    this.#seekTarget();
    this.#noteSeen();
    this.#announcer.heard({ events: view.events, room: this.store.summary, text: this.text }, view.state === "live");
  }

  #observe(): void {
    if (this.#resize || !this.inner || !this.viewport) return;
    // Fonts, wrapping and the composer change heights without a render of ours.
    this.#resize = new ResizeObserver(() => {
      if (this.#isPlaced && this.#isAtEnd) this.#toEnd();
    });
    this.#resize.observe(this.inner);
    this.#resize.observe(this.viewport);
  }

  /** The first visible thing and where it stands, measured before older messages come in above it. */
  #findAnchor(): Anchor | null {
    const top = this.viewport?.getBoundingClientRect().top ?? 0;
    for (const element of this.renderRoot.querySelectorAll<HTMLElement>("[data-key]:not(.day)")) {
      const box = element.getBoundingClientRect();
      if (box.bottom > top) return { key: element.dataset.key ?? "", top: box.top };
    }
    return null;
  }

  #restore(anchor: Anchor): void {
    const element = this.renderRoot.querySelector(`[data-key="${CSS.escape(anchor.key)}"]`);
    if (!element || !this.viewport) return;
    this.viewport.scrollTop += element.getBoundingClientRect().top - anchor.top;
    this.#lastScrollTop = this.viewport.scrollTop;
  }

  /** First sight of a room: at the first unread message, else at the end. */
  #place(): void {
    const { view } = this.store;
    if (view.events.length === 0 || !this.viewport) return;
    const line = this.renderRoot.querySelector<HTMLElement>(".unread-line");
    if (line) {
      this.viewport.scrollTop +=
        line.getBoundingClientRect().top - this.viewport.getBoundingClientRect().top - ABOVE_UNREAD_PX;
      this.#measure();
    } else this.#toEnd();
    this.#isPlaced = view.state === "live";
  }

  #toEnd(): void {
    if (!this.viewport) return;
    this.viewport.scrollTop = this.viewport.scrollHeight;
    this.#measure();
  }

  /**
   * Only going up leaves the end: when the composer or a message takes room, the end moves away by itself, and a scroll
   * event that comes before we have followed must not be read as the reader's wish.
   */
  #measure(isReaders = false): void {
    if (!this.viewport) return;
    const { scrollTop, scrollHeight, clientHeight } = this.viewport;
    const left = scrollHeight - clientHeight - scrollTop;
    if (left <= NEAR_END_PX) this.#isAtEnd = true;
    else if (!isReaders || scrollTop < this.#lastScrollTop) this.#isAtEnd = false;
    this.isJumpShown = left > SHOW_JUMP_PX && !this.#isAtEnd;
    this.#lastScrollTop = scrollTop;
  }

  #noteSeen(): void {
    const newest = this.store.view.events.at(-1)?.seq ?? 0;
    if (!this.#isPlaced || newest <= this.#seenSeq || !(this.#isAtEnd || this.#seenSeq === 0)) return;
    this.#seenSeq = newest;
    this.dispatchEvent(new Event("seen"));
  }

  #seekTarget(): void {
    const target = this.#scrolling;
    if (!target || !this.#isPlaced) return;
    const element = this.renderRoot.querySelector<HTMLElement>(target.find);
    if (element) {
      this.#scrolling = null;
      this.#isAtEnd = false;
      this.#center(element);
      element.classList.add("flash");
      element.addEventListener("animationend", () => element.classList.remove("flash"), { once: true });
      this.#measure();
    } else if (this.store.view.hasOlder && target.tries > 0) {
      target.tries -= 1;
      void this.#loadOlder();
    } else if (this.store.view.state === "live") this.#scrolling = null;
  }

  /** Not scrollIntoView: that would scroll the host page too. */
  #center(element: HTMLElement): void {
    if (!this.viewport) return;
    const box = element.getBoundingClientRect();
    const view = this.viewport.getBoundingClientRect();
    this.viewport.scrollTop += box.top - view.top - Math.max(0, (view.height - box.height) / 2);
  }

  async #loadOlder(): Promise<void> {
    const { view } = this.store;
    if (view.isLoadingOlder || !view.hasOlder) return;
    this.hasOlderFailed = false;
    try {
      await this.store.loadOlder();
    } catch {
      this.hasOlderFailed = true;
      this.#scrolling = null;
    }
  }

  private handleScroll(): void {
    const before = this.#lastScrollTop;
    this.#measure(true);
    if (this.#isAtEnd) this.#noteSeen();
    const { scrollTop } = this.viewport ?? { scrollTop: 0 };
    if (scrollTop < before && scrollTop < LOAD_OLDER_PX && !this.hasOlderFailed) void this.#loadOlder();
  }

  private async handleCopy(value: string): Promise<void> {
    await navigator.clipboard.writeText(value);
    this.dispatchEvent(new TellEvent(this.text.t("common.copied")));
  }

  private handleJump(): void {
    this.#toEnd();
    this.viewport?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const { store, text } = this;
    const isLong = this.#patience.isOver(store.isWaiting);
    return html`
      <div class="viewport scroll" tabindex="0" role="region" aria-label=${text.t("room.timeline")} @scroll=${this.handleScroll}>
        <div class="inner">${store.isWaiting ? (isLong ? this.renderSkeleton() : nothing) : this.renderItems()}</div>
      </div>
      ${this.renderJump()}
      <div class="visually-hidden" aria-live="polite">${this.#announcer.words}</div>
    `;
  }

  private renderItems(): TemplateResult {
    const { store, text, viewer } = this;
    const { view } = store;
    const items = timelineOf({
      events: view.events,
      outgoing: view.outgoing,
      positions: view.positions,
      summary: store.summary,
      viewer,
      unreadAfterSeq: store.unreadAfterSeq,
      text,
    });
    if (items.length === 0 && !view.hasOlder)
      return stateView({ icon: icons.messageSquare, title: text.t("room.emptyTitle"), body: text.t("room.emptyText") });
    const context = {
      text,
      now: this.now(),
      isOffline: view.state !== "live",
      onFailed: (id: string, fate: "retry" | "discard") => this.dispatchEvent(new FailedEvent(id, fate)),
      onCopy: (value: string) => void this.handleCopy(value),
    };
    return html`${this.renderOlder()}
    ${repeat(
      items,
      (item) => item.key,
      (item) => timelineItem(item, context),
    )}`;
  }

  private renderOlder(): TemplateResult | typeof nothing {
    const { view } = this.store;
    if (!view.hasOlder) return nothing;
    const key = view.isLoadingOlder ? "room.loadingOlder" : "room.loadOlder";
    return html`<div class="older">
      ${this.hasOlderFailed ? html`<span role="alert">${this.text.t("room.olderFailed")}</span>` : nothing}
      <button class="button small" type="button" ?disabled=${view.isLoadingOlder} @click=${() => this.#loadOlder()}>
        ${this.text.t(key)}
      </button>
    </div>`;
  }

  private renderJump(): TemplateResult | typeof nothing {
    if (!this.isJumpShown) return nothing;
    const count = inboundAfter(this.store.view.events, this.#seenSeq);
    const label = count > 0 ? this.text.t("room.jumpNew", { n: count }) : this.text.t("room.jumpLatest");
    return html`<button class="jump ${count > 0 ? "has-new" : ""}" type="button" aria-label=${label} data-tip=${label} @click=${this.handleJump}>
      ${count > 0 ? html`<span aria-hidden="true">${this.text.count(count)}</span>` : nothing}${icons.arrowDown}
    </button>`;
  }

  private renderSkeleton(): TemplateResult {
    return html`<div class="skeleton" role="status" aria-label=${this.text.t("common.loading")}>
      <span class="bone a"></span><span class="bone b"></span><span class="bone c"></span><span class="bone a"></span>
      <span class="bone c"></span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-timeline": SapaTimeline;
  }
}
