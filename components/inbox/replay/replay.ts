import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { RoomEvent, RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { RoomServices } from "../../data/room-services.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { avatarStyles } from "../../ui/avatar.styles.ts";
import { base, scrollbars } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { sheetStyles } from "../../ui/sheet.styles.ts";
import type { BubbleContext } from "../conversation/bubble-context.ts";
import { bubblesStyles } from "../conversation/bubbles.styles.ts";
import { timelineItem } from "../conversation/bubbles.ts";
import { choicesStyles } from "../conversation/choices.styles.ts";
import { linesStyles } from "../conversation/lines.styles.ts";
import { timelineOf } from "../conversation/timeline-view.ts";
import { dialogTexts } from "../dialogs/dialog-texts.ts";
import { contactName } from "../people.ts";
import type { Viewer } from "../viewer.ts";
import { momentPanel } from "./moment-panel.ts";
import { replayStyles } from "./replay.styles.ts";
import { type Moment, momentsOf, pauseAfter } from "./replay-frames.ts";
import { replayIcons } from "./replay-icons.ts";
import { wholeLog } from "./whole-log.ts";

const SPEEDS = [1, 2, 4] as const;
/** Bubbles shown at once; the scrubber reaches everything. */
const SHOWN_MAX = 200;

/**
 * BEY-17: a room is a log, so it can be looked at as it was at any moment: messages on one side, on the other who looked
 * after it, how long the customer waited, what the session clock said.
 *
 * @tag sapa-replay
 */
export class SapaReplay extends LitElement {
  static override styles = [
    base,
    scrollbars,
    avatarStyles,
    bubblesStyles,
    linesStyles,
    choicesStyles,
    sheetStyles,
    replayStyles,
  ];

  #timer: ReturnType<typeof setTimeout> | undefined;
  #moments: readonly Moment[] = [];

  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @query(".log") private readonly log!: HTMLElement | null;
  @state() private events: readonly RoomEvent[] | null = null;
  @state() private hasFailed = false;
  @state() private index = 0;
  @state() private isPlaying = false;
  @state() private speed: (typeof SPEEDS)[number] = 1;

  @property({ attribute: false }) room!: RoomSummary;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) services!: RoomServices;

  async show(): Promise<void> {
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
    await this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pause();
  }

  async #load(): Promise<void> {
    this.events = null;
    this.hasFailed = false;
    const { roomId } = this.room;
    try {
      const events = await wholeLog((page) => this.services.api.events(roomId, page));
      this.#moments = momentsOf(this.room, events, this.viewer.session);
      this.events = events;
      this.index = Math.max(0, events.length - 1);
    } catch {
      this.hasFailed = true;
    }
  }

  #pause(): void {
    clearTimeout(this.#timer);
    this.isPlaying = false;
  }

  #play(): void {
    if (this.index >= this.#moments.length - 1) this.index = 0;
    this.isPlaying = true;
    this.#next();
  }

  #next(): void {
    this.#timer = setTimeout(
      () => {
        this.index += 1;
        if (this.index >= this.#moments.length - 1) this.#pause();
        else this.#next();
      },
      pauseAfter(this.#moments, this.index, this.speed),
    );
  }

  #goTo(index: number): void {
    this.#pause();
    this.index = Math.min(Math.max(0, index), this.#moments.length - 1);
  }

  protected override updated(changed: PropertyValues): void {
    if (this.log && (changed.has("index") || changed.has("events"))) this.log.scrollTop = this.log.scrollHeight;
  }

  private handleKeydown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key !== " " || (event.target as HTMLElement).matches("button, input, summary")) return;
    event.preventDefault();
    if (this.isPlaying) this.#pause();
    else this.#play();
  }

  protected override render(): TemplateResult {
    const { t } = dialogTexts(this.text);
    const name = contactName(this.room.contact, this.room.channel, this.text);
    return html`<dialog aria-labelledby="title" @keydown=${this.handleKeydown} @close=${() => this.#pause()}>
      <div class="head">
        <h2 id="title" dir="auto">${t("replay.title", { name })}</h2>
        <button class="button icon-only" type="button" aria-label=${this.text.t("common.close")} @click=${() => this.dialog.close()}>
          ${icons.x}
        </button>
      </div>
      ${this.renderBody()}
    </dialog>`;
  }

  private renderBody(): TemplateResult {
    const { t } = dialogTexts(this.text);
    if (this.hasFailed)
      return html`<p class="empty" role="alert">${t("replay.failed")}
        <button class="button" type="button" @click=${() => void this.#load()}>${this.text.t("common.tryAgain")}</button>
      </p>`;
    if (!this.events) return html`<p class="empty" role="status">${this.text.t("common.loading")}</p>`;
    const moment = this.#moments[this.index];
    if (!moment) return html`<p class="empty">${t("replay.empty")}</p>`;
    return html`<div class="sides">
        <div class="log scroll" tabindex="0" role="region" aria-label=${t("reader.label")}>${this.renderLog(this.events)}</div>
        ${momentPanel(moment, this.text)}
      </div>
      ${this.renderControls(moment)}`;
  }

  private renderLog(events: readonly RoomEvent[]): unknown {
    const { text, room, viewer } = this;
    const upTo = events.slice(Math.max(0, this.index + 1 - SHOWN_MAX), this.index + 1);
    const items = timelineOf({
      events: upTo,
      outgoing: [],
      positions: { contactDelivered: 0, contactRead: 0, staffRead: 0 },
      summary: { ...room, isBlocked: this.#moments[this.index]?.isBlocked ?? false },
      viewer,
      unreadAfterSeq: null,
      text,
    });
    const nothingToDo = (): void => {};
    const context: BubbleContext = {
      text,
      now: Date.now(),
      channel: room.channel,
      isOffline: false,
      links: this.services.files(room.roomId, room.channel).links,
      nameOf: this.services.memberName,
      onFailed: nothingToDo,
      onSendAgain: nothingToDo,
      onCopy: nothingToDo,
      onGoTo: (seq) => this.#goTo(events.findIndex((event) => event.seq === seq)),
      onNote: nothingToDo,
      onScheduled: nothingToDo,
      isReadOnly: true,
    };
    return repeat(
      items,
      (item) => item.key,
      (item) => timelineItem(item, context),
    );
  }

  private renderControls(moment: Moment): TemplateResult {
    const { t } = dialogTexts(this.text);
    const last = this.#moments.length - 1;
    const when = this.text.dateTime(moment.at);
    const button = (label: string, icon: TemplateResult, onClick: () => void): TemplateResult => html`<button
      class="button icon-only"
      type="button"
      aria-label=${label}
      data-tip=${label}
      @click=${onClick}
    >
      ${icon}
    </button>`;
    return html`<div class="controls">
      ${button(t("replay.first"), replayIcons.first, () => this.#goTo(0))}
      ${
        this.isPlaying
          ? button(t("replay.pause"), replayIcons.pause, () => this.#pause())
          : button(t("replay.play"), replayIcons.play, () => this.#play())
      }
      ${button(t("replay.last"), replayIcons.last, () => this.#goTo(last))}
      <input
        type="range"
        min="0"
        max=${last}
        step="1"
        aria-label=${t("replay.position")}
        aria-valuetext=${`${when}, ${t("replay.step", { at: this.index + 1, all: last + 1 })}`}
        .value=${String(this.index)}
        @input=${(event: InputEvent) => this.#goTo(Number((event.currentTarget as HTMLInputElement).value))}
      />
      <output class="numbers">${when}<span>${t("replay.step", { at: this.index + 1, all: last + 1 })}</span></output>
      <button class="button small numbers" type="button" aria-label=${`${t("replay.speed")} ${this.speed}×`} @click=${this.handleSpeed}>
        ${this.speed}×
      </button>
    </div>`;
  }

  private handleSpeed(): void {
    this.speed = SPEEDS[(SPEEDS.indexOf(this.speed) + 1) % SPEEDS.length] ?? 1;
  }
}

if (!customElements.get("sapa-replay")) customElements.define("sapa-replay", SapaReplay);

declare global {
  interface HTMLElementTagNameMap {
    "sapa-replay": SapaReplay;
  }
}
