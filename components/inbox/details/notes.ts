import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { LIMITS } from "../../../protocol/limits.ts";
import type { RoomEvent } from "../../../protocol/room-events.schema.ts";
import { Subscription } from "../../controllers/subscription.ts";
import type { RoomServices } from "../../data/room-services.ts";
import type { RoomStore } from "../../data/room-store.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { type NoteView, notesOf } from "../conversation/message-facts.ts";
import { notesStyles } from "./notes.styles.ts";
import { GoToSeqEvent } from "./room-history.ts";

const SHOWN = 5;

/**
 * ROOM-25: the notes of a room, newest first; each leads to where it stands. Those of dialogs that are not loaded are
 * looked for when they are wanted.
 *
 * @tag sapa-room-notes
 * @fires go-to-seq - A note was chosen; `seq` is where it stands.
 */
export class SapaRoomNotes extends LitElement {
  static override styles = [base, notesStyles];

  @state() private areAllShown = false;
  @state() private isSeeking = false;
  @state() private hasFailed = false;
  /** The log before what the store has, as far as it was looked through. */
  @state() private older: readonly RoomEvent[] = [];

  @property({ attribute: false }) store!: RoomStore;
  @property({ attribute: false }) ownId = "";
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) services!: RoomServices;

  constructor() {
    super();
    new Subscription(this, () => this.store);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("store")) return;
    this.older = [];
    this.areAllShown = false;
    this.isSeeking = false;
    this.hasFailed = false;
  }

  get #events(): readonly RoomEvent[] {
    const { events } = this.store.view;
    const first = events[0]?.seq ?? Number.POSITIVE_INFINITY;
    return [...this.older.filter(({ seq }) => seq < first), ...events];
  }

  get #hasOlder(): boolean {
    return (this.#events[0]?.seq ?? 1) > 1;
  }

  /** To the beginning of the room; what has been found is shown meanwhile. */
  async #seek(): Promise<void> {
    const { store, services } = this;
    this.isSeeking = true;
    this.hasFailed = false;
    this.areAllShown = true;
    try {
      while (this.#hasOlder) {
        const before = this.#events[0]?.seq ?? 1;
        const { events } = await services.api.events(store.roomId, { before, limit: LIMITS.historyPage });
        // Another room is open meanwhile.
        if (this.store !== store) return;
        if (events.length === 0) break;
        this.older = [...events, ...this.older];
      }
    } catch {
      if (this.store === store) this.hasFailed = true;
    }
    if (this.store === store) this.isSeeking = false;
  }

  protected override render(): TemplateResult {
    const { text } = this;
    const notes = notesOf(this.#events).toReversed();
    const shown = this.areAllShown ? notes : notes.slice(0, SHOWN);
    const left = notes.length - shown.length;
    return html`${notes.length === 0 ? this.renderNone() : html`<ul>${repeat(shown, ({ seq }) => seq, this.#note)}</ul>`}
      ${left > 0 ? this.#link(text.t("detail.moreNotes", { n: left }), () => this.#showAll()) : nothing}
      ${left === 0 && this.#hasOlder ? this.renderSeek() : nothing}`;
  }

  private renderNone(): TemplateResult {
    return html`<p class="muted">${this.text.t(this.#hasOlder ? "detail.noNotesLoaded" : "detail.noNotes")}</p>`;
  }

  private renderSeek(): TemplateResult {
    const { text } = this;
    if (this.isSeeking) return html`<p class="muted more" role="status">${text.t("detail.seekingNotes")}</p>`;
    return html`${this.hasFailed ? html`<p class="failed" role="alert">${text.t("detail.notesFailed")}</p>` : nothing}
    ${this.#link(text.t(this.hasFailed ? "common.tryAgain" : "detail.moreOlderNotes"), () => void this.#seek())}`;
  }

  #showAll(): void {
    this.areAllShown = true;
  }

  #link(words: string, onClick: () => void): TemplateResult {
    return html`<button class="link more" type="button" @click=${onClick}>${words}</button>`;
  }

  readonly #note = (note: NoteView): TemplateResult => {
    const { text } = this;
    const author = note.authorId === this.ownId ? text.t("common.you") : note.authorName;
    return html`<li>
      <button class="note" type="button" @click=${() => this.dispatchEvent(new GoToSeqEvent(note.seq))}>
        <span class="by"><b dir="auto">${author}</b> <time class="numbers">${text.dateTime(note.at)}</time></span>
        <span class="words" dir="auto">${note.text}</span>
      </button>
    </li>`;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-room-notes": SapaRoomNotes;
  }
}
