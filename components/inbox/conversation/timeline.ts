import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { FileLinks } from "../../../client/file-links.ts";
import { Patience } from "../../controllers/patience.ts";
import { Subscription } from "../../controllers/subscription.ts";
import type { RoomServices } from "../../data/room-services.ts";
import type { RoomStore } from "../../data/room-store.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { avatarStyles } from "../../ui/avatar.styles.ts";
import { base, scrollbars } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { skeletonStyles } from "../../ui/skeleton.styles.ts";
import { statesStyles, stateView } from "../../ui/states.ts";
import { CommandEvent, FailedEvent, TellEvent } from "../internal-events.ts";
import { mediaBubbleStyles } from "../media/index.ts";
import type { Viewer } from "../viewer.ts";
import { Announcer } from "./announcer.ts";
import { BubbleActs } from "./bubble-acts.ts";
import type { BubbleContext } from "./bubble-context.ts";
import { bubblesStyles } from "./bubbles.styles.ts";
import { timelineItem } from "./bubbles.ts";
import { choicesStyles } from "./choices.styles.ts";
import { linesStyles } from "./lines.styles.ts";
import { type Anchor, ReadingPlace } from "./reading-place.ts";
import { timelineStyles } from "./timeline.styles.ts";
import { NoteEvent, ReplyToEvent, ScheduledEvent } from "./timeline-events.ts";
import type { Bubble, TimelineItem } from "./timeline-items.ts";
import { jumpView, moreView, skeletonView } from "./timeline-parts.ts";
import { inboundAfter, timelineOf } from "./timeline-view.ts";

/** How near an edge more is loaded by itself. */
const LOAD_MORE_PX = 240;
const MARKED_MS = 2_000;

/**
 * The messages of one room, oldest on top. Keeps the reader's place whatever is added above or below it.
 *
 * @tag sapa-timeline
 * @fires failed - A failed message is to be sent again or thrown away.
 * @fires command - A message is to be sent once more, or a scheduled one cancelled.
 * @fires reply-to - A message is to be answered with a quote.
 * @fires note - A note is to be edited or deleted.
 * @fires scheduled - A scheduled message is to be edited.
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
    mediaBubbleStyles,
    linesStyles,
    choicesStyles,
    timelineStyles,
  ];

  readonly #patience = new Patience(this);
  readonly #announcer = new Announcer(this);
  readonly #place = new ReadingPlace(
    () => this.renderRoot,
    () => this.viewport,
    () => this.store.shown.isDetached,
  );
  readonly #acts = new BubbleActs(this, {
    text: () => this.text,
    bubbleOf: (key) => this.#bubbles.get(key),
    onReply: () => (this.mayReply ? (bubble) => this.#replyTo(bubble) : null),
    onCopy: (value) => void this.#copy(value),
  });
  #resize: ResizeObserver | null = null;
  #isPlaced = false;
  #anchor: Anchor | null = null;
  #firstSeq = 0;
  #outgoingCount = 0;
  #seenSeq = 0;
  #target: { seq: number; isAsked: boolean } | null = null;
  #items: { from: readonly unknown[]; made: readonly TimelineItem[] } | null = null;
  #hasAskedNames = false;
  #bubbles: ReadonlyMap<string, Bubble> = new Map();

  @query(".viewport") private readonly viewport!: HTMLElement | null;
  @query(".inner") private readonly inner!: HTMLElement | null;
  @state() private isJumpShown = false;
  @state() private failed: "older" | "newer" | null = null;

  @property({ attribute: false }) store!: RoomStore;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) now: () => number = Date.now;
  /** Answers can be written, so that messages can be quoted. */
  @property({ attribute: false }) mayReply = false;
  /** What is read out for it where there is more than one on the page. */
  @property({ attribute: false }) label = "";
  /** Nothing can be changed, as in history. */
  @property({ attribute: false }) isReadOnly = false;
  @property({ attribute: false }) services!: RoomServices;
  @property({ attribute: false }) links: FileLinks | null = null;

  constructor() {
    super();
    new Subscription(this, () => this.store);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize?.disconnect();
    this.#resize = null;
  }

  /** Brings a message, note or line into view and marks it, wherever in the room it is (SEARCH-3). */
  scrollToSeq(seq: number): void {
    this.#target = { seq, isAsked: false };
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("store")) {
      this.#isPlaced = false;
      this.#place.reset();
      this.#seenSeq = 0;
      this.#firstSeq = 0;
      this.isJumpShown = false;
      this.failed = null;
      this.#announcer.reset();
    }
    const first = this.store.shown.events[0]?.seq ?? 0;
    this.#anchor = this.#firstSeq > 0 && first < this.#firstSeq && !changed.has("store") ? this.#place.anchor() : null;
    this.#firstSeq = first;
  }

  protected override updated(): void {
    this.#observe();
    const { view } = this.store;
    const sent = view.outgoing.length > this.#outgoingCount;
    this.#outgoingCount = view.outgoing.length;
    if (sent) this.store.toLatest();
    if (this.#anchor) this.#place.restore(this.#anchor);
    else if (!this.#isPlaced) this.#placeFirst();
    else if (this.#place.isAtEnd || sent) this.#place.toEnd();
    this.#seekTarget();
    this.#noteSeen();
    this.isJumpShown = this.#place.isFarFromEnd;
    this.#announcer.heard({ events: view.events, room: this.store.summary, text: this.text }, view.state === "live");
  }

  #observe(): void {
    if (this.#resize || !this.inner || !this.viewport) return;
    // Fonts, wrapping and the composer change heights without a render of ours.
    this.#resize = new ResizeObserver(() => {
      if (this.#isPlaced && this.#place.isAtEnd) this.#place.toEnd();
    });
    this.#resize.observe(this.inner);
    this.#resize.observe(this.viewport);
  }

  /** First sight of a room: at the first unread message, else at the end. */
  #placeFirst(): void {
    const { view } = this.store;
    if (view.events.length === 0 || !this.viewport) return;
    this.#place.toStart();
    this.#isPlaced = view.state === "live";
  }

  #noteSeen(): void {
    if (this.store.shown.isDetached) return;
    const newest = this.store.view.events.at(-1)?.seq ?? 0;
    if (!this.#isPlaced || newest <= this.#seenSeq || !(this.#place.isAtEnd || this.#seenSeq === 0)) return;
    this.#seenSeq = newest;
    this.dispatchEvent(new Event("seen"));
  }

  #seekTarget(): void {
    const target = this.#target;
    if (!target || !this.#isPlaced) return;
    const element = this.#elementOf(target.seq);
    if (element) {
      this.#target = null;
      this.#place.center(element);
      this.#mark(element);
    } else if (!target.isAsked) {
      target.isAsked = true;
      void this.#reach(target.seq);
    }
  }

  async #reach(seq: number): Promise<void> {
    try {
      const isThere = await this.store.reach(seq);
      await this.updateComplete;
      if (isThere && this.#elementOf(seq)) return this.requestUpdate();
      this.dispatchEvent(new TellEvent(this.text.t("timeline.targetGone"), true));
    } catch {
      this.dispatchEvent(new TellEvent(this.text.t("room.olderFailed"), true));
    }
    this.#target = null;
  }

  /** What shows this event; for one that shows nothing by itself the next thing that does. */
  #elementOf(seq: number): HTMLElement | null {
    const exact = this.renderRoot.querySelector<HTMLElement>(`[data-seq="${seq}"]`);
    if (exact) return exact;
    const { events } = this.store.shown;
    if (seq < (events[0]?.seq ?? Number.POSITIVE_INFINITY) || seq > (events.at(-1)?.seq ?? 0)) return null;
    const shown = [...this.renderRoot.querySelectorAll<HTMLElement>("[data-seq]")];
    return shown.find((element) => Number(element.dataset.seq) > seq) ?? shown.at(-1) ?? null;
  }

  #mark(element: HTMLElement): void {
    for (const marked of this.renderRoot.querySelectorAll(".flash")) marked.classList.remove("flash");
    element.classList.add("flash");
    setTimeout(() => element.classList.remove("flash"), MARKED_MS);
    if (element.tabIndex >= -1) element.focus({ preventScroll: true });
  }

  async #load(what: "older" | "newer"): Promise<void> {
    const { shown, isLoadingMore } = this.store;
    if (isLoadingMore || !(what === "older" ? shown.hasOlder : shown.isDetached)) return;
    this.failed = null;
    try {
      await (what === "older" ? this.store.loadOlder() : this.store.loadNewer());
    } catch {
      this.failed = what;
    }
  }

  private handleScroll(): void {
    const { viewport } = this;
    if (!viewport) return;
    const wentBy = this.#place.measure(true);
    this.isJumpShown = this.#place.isFarFromEnd;
    if (this.#place.isAtEnd) this.#noteSeen();
    const { scrollTop, scrollHeight, clientHeight } = viewport;
    if (wentBy < 0 && scrollTop < LOAD_MORE_PX && this.failed !== "older") void this.#load("older");
    const left = scrollHeight - clientHeight - scrollTop;
    if (wentBy > 0 && left < LOAD_MORE_PX && this.failed !== "newer") void this.#load("newer");
  }

  async #copy(value: string): Promise<void> {
    if (value === "") return;
    await navigator.clipboard.writeText(value);
    this.dispatchEvent(new TellEvent(this.text.t("common.copied")));
  }

  #replyTo(bubble: Bubble): void {
    if (bubble.seq !== null) this.dispatchEvent(new ReplyToEvent(bubble.seq));
  }

  #sendAgain({ content }: Bubble): void {
    if (content.type === "text") this.dispatchEvent(new CommandEvent({ type: "message.send", content }));
  }

  private async handleJump(): Promise<void> {
    this.store.toLatest();
    await this.updateComplete;
    this.#place.toEnd();
    this.isJumpShown = false;
    this.#noteSeen();
    this.viewport?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const { store, text } = this;
    const isLong = this.#patience.isOver(store.isWaiting);
    return html`
      <div
        class="viewport scroll"
        tabindex="0"
        role="region"
        aria-label=${this.label || text.t("room.timeline")}
        aria-description=${this.isReadOnly ? nothing : text.t("timeline.keys")}
        @scroll=${this.handleScroll}
        @pointerover=${this.#acts.handleOver}
        @pointerleave=${this.#acts.handleLeave}
        @focusin=${this.#acts.handleOver}
        @keydown=${this.#acts.handleKeydown}
      >
        <div class="inner">${store.isWaiting ? (isLong ? skeletonView(this.text) : nothing) : this.renderItems()}</div>
      </div>
      ${this.renderJump()}
      <div class="visually-hidden" aria-live="polite">${this.#announcer.words}</div>
    `;
  }

  /** Typing and positions of others come often; the log itself is read anew only when something of it changed. */
  #timeline(): readonly TimelineItem[] {
    const { store, text, viewer } = this;
    const { view, shown, summary, unreadAfterSeq, scheduledBefore } = store;
    const from = [shown, view.outgoing, view.positions, summary, viewer, unreadAfterSeq, scheduledBefore, text];
    if (this.#items && from.every((value, index) => value === this.#items?.from[index])) return this.#items.made;
    const made = timelineOf({
      events: shown.events,
      outgoing: view.outgoing,
      positions: view.positions,
      summary,
      viewer,
      unreadAfterSeq,
      text,
      scheduledBefore,
      isDetached: shown.isDetached,
    });
    this.#items = { from, made };
    const bubbles = made.flatMap((item) => (item.kind === "group" ? item.bubbles : []));
    this.#bubbles = new Map(bubbles.map((bubble) => [bubble.key, bubble]));
    this.#learnNames(made);
    return made;
  }

  /** Notes name members by id; who they are is asked for once, when a note speaks to somebody unknown. */
  #learnNames(items: readonly TimelineItem[]): void {
    const isUnknown = (item: TimelineItem): boolean =>
      item.kind === "note" && item.mentions.some((id) => this.services.memberName(id) === undefined);
    if (this.#hasAskedNames || !items.some(isUnknown)) return;
    this.#hasAskedNames = true;
    this.services.members().then(
      () => this.requestUpdate(),
      () => {
        this.#hasAskedNames = false;
      },
    );
  }

  private renderItems(): TemplateResult {
    const { store, text } = this;
    const items = this.#timeline();
    if (items.length === 0 && !store.shown.hasOlder)
      return stateView({ icon: icons.messageSquare, title: text.t("room.emptyTitle"), body: text.t("room.emptyText") });
    const context = this.#context();
    return html`${store.shown.hasOlder ? this.#more("older") : nothing}
    ${repeat(
      items,
      (item) => item.key,
      (item) => timelineItem(item, context),
    )}
    ${store.shown.isDetached ? this.#more("newer") : nothing}`;
  }

  #context(): BubbleContext {
    const { store, text } = this;
    return {
      text,
      now: this.now(),
      channel: store.summary?.channel,
      isOffline: store.view.state !== "live",
      links: this.links,
      nameOf: this.services.memberName,
      isReadOnly: this.isReadOnly,
      onFailed: (id, fate) => this.dispatchEvent(new FailedEvent(id, fate)),
      onSendAgain: (bubble) => this.#sendAgain(bubble),
      onCopy: (value) => void this.#copy(value),
      onGoTo: (seq) => this.scrollToSeq(seq),
      onNote: (note, what) => this.dispatchEvent(new NoteEvent(note, what)),
      onScheduled: (scheduled, what) => this.dispatchEvent(new ScheduledEvent(scheduled, what)),
    };
  }

  #more(what: "older" | "newer"): TemplateResult {
    return moreView({
      what,
      isLoading: this.store.isLoadingMore,
      hasFailed: this.failed === what,
      text: this.text,
      onLoad: () => void this.#load(what),
    });
  }

  private renderJump(): TemplateResult | typeof nothing {
    const { isDetached } = this.store.shown;
    if (!this.isJumpShown && !isDetached) return nothing;
    const count = inboundAfter(this.store.view.events, this.#seenSeq);
    return jumpView({ count, isDetached, text: this.text, onJump: () => void this.handleJump() });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-timeline": SapaTimeline;
  }
}
