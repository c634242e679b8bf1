import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import { live } from "lit/directives/live.js";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { Subscription } from "../../controllers/subscription.ts";
import type { DraftMode, Drafts } from "../../data/drafts.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { CommandEvent, TellEvent } from "../internal-events.ts";
import { contactName, joinNames } from "../people.ts";
import { sessionView } from "../session-view.ts";
import { mayIn, type Viewer } from "../viewer.ts";
import { composerStyles } from "./composer.styles.ts";
import { canSend, counterFor, type ReplyState, replyState } from "./composer-view.ts";

const TYPING_PAUSE_MS = 4_000;
const GROWS_BY_ITSELF = CSS.supports("field-sizing", "content");

/**
 * Where answers and notes are written. What is typed is kept per room and browser; where no answer is possible, a calm
 * panel says why and offers what is.
 *
 * @tag sapa-composer
 * @fires command - A message or note to send, or the take-over.
 * @fires typing - The person began or stopped writing an answer; read `isTyping`.
 * @fires tell - Something short to say.
 */
export class SapaComposer extends LitElement {
  static override styles = [base, composerStyles];

  #typingTimer: ReturnType<typeof setTimeout> | undefined;
  isTyping = false;

  @query("textarea") private readonly box!: HTMLTextAreaElement | null;
  @state() private mode: DraftMode = "reply";

  @property({ attribute: false }) room!: RoomSummary;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) drafts!: Drafts;
  @property({ attribute: false }) now: () => number = Date.now;

  constructor() {
    super();
    new Subscription(this, () => this.drafts);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#setTyping(false);
  }

  /** Puts the cursor where an answer or a note is written. */
  async write(mode: DraftMode): Promise<void> {
    if (mode === "note" && !this.#mayNote()) return;
    this.mode = mode;
    await this.updateComplete;
    this.box?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("room") || changed.get("room")?.roomId === this.room.roomId) return;
    this.mode = "reply";
    this.#setTyping(false);
  }

  protected override updated(): void {
    this.#fit();
  }

  #mayNote(): boolean {
    return mayIn(this.viewer, "room.note", this.room);
  }

  /** Grows with the text where the browser does not do it by itself; the limit stands in the styles. */
  #fit(): void {
    const { box } = this;
    if (!box || GROWS_BY_ITSELF) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  }

  #setTyping(isTyping: boolean): void {
    clearTimeout(this.#typingTimer);
    if (isTyping) this.#typingTimer = setTimeout(() => this.#setTyping(false), TYPING_PAUSE_MS);
    if (this.isTyping === isTyping && !isTyping) return;
    this.isTyping = isTyping;
    this.dispatchEvent(new Event("typing"));
  }

  private handleInput(): void {
    const value = this.box?.value ?? "";
    this.drafts.set(this.room.roomId, this.mode, value);
    if (this.mode === "reply") this.#setTyping(value.trim() !== "");
    this.requestUpdate();
  }

  private handleKeydown(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.box?.blur();
    }
  }

  private handleTabKeydown(event: KeyboardEvent): void {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    this.mode = this.mode === "reply" ? "note" : "reply";
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  }

  #send(): void {
    const value = this.drafts.get(this.room.roomId, this.mode);
    if (!canSend(value, counterFor(value, this.room.channel, this.mode))) return;
    const written = value.trim();
    this.dispatchEvent(
      new CommandEvent(
        this.mode === "note"
          ? { type: "note.add", text: written }
          : { type: "message.send", content: { type: "text", text: written } },
      ),
    );
    this.drafts.set(this.room.roomId, this.mode, "");
    this.#setTyping(false);
    this.box?.focus();
  }

  private async handleCopyDraft(value: string): Promise<void> {
    await navigator.clipboard.writeText(value);
    this.dispatchEvent(new TellEvent(this.text.t("common.copied")));
  }

  protected override render(): TemplateResult {
    const session = sessionView(this.room, this.now(), this.text, this.viewer.session);
    const reply = replyState(this.room, session.state, this.viewer);
    if (reply.kind === "read_only") return html`<div class="card">${this.renderPanel(reply)}</div>`;
    const mode = this.#mayNote() ? this.mode : "reply";
    const isWriting = mode === "note" || reply.kind === "write";
    return html`<div class=${classMap({ card: true, note: mode === "note" })}>
      ${this.#mayNote() ? this.renderTabs() : nothing} ${isWriting ? this.renderBox() : this.renderPanel(reply)}
    </div>`;
  }

  private renderTabs(): TemplateResult {
    const tab = (mode: DraftMode, label: string): TemplateResult => html`<button
      class="tab"
      type="button"
      role="tab"
      aria-selected=${this.mode === mode}
      tabindex=${this.mode === mode ? 0 : -1}
      @click=${() => void this.write(mode)}
    >
      ${label}
    </button>`;
    return html`<div class="tabs" role="tablist" aria-label=${this.text.t("composer.label")} @keydown=${this.handleTabKeydown}>
      ${tab("reply", this.text.t("composer.reply"))} ${tab("note", this.text.t("composer.note"))}
    </div>`;
  }

  private renderBox(): TemplateResult {
    const { text, room, mode } = this;
    const value = this.drafts.get(room.roomId, mode);
    const counter = counterFor(value, room.channel, mode);
    const isNote = mode === "note";
    const placeholder = isNote
      ? text.t("composer.notePlaceholder")
      : text.t("composer.replyPlaceholder", { name: contactName(room.contact, room.channel, text) });
    return html`
      <textarea
        rows="1"
        dir="auto"
        aria-label=${placeholder}
        aria-describedby="hint"
        aria-invalid=${counter.left < 0 ? "true" : nothing}
        placeholder=${placeholder}
        .value=${live(value)}
        @input=${this.handleInput}
        @keydown=${this.handleKeydown}
        @blur=${() => this.#setTyping(false)}
      ></textarea>
      <div class="foot">
        <span class="hint truncate" id="hint">${isNote ? text.t("composer.noteOnly") : text.t("composer.hint")}</span>
        ${counter.isShown ? this.renderCounter(counter.left) : nothing}
        <button
          class="button primary small send"
          type="button"
          ?disabled=${!canSend(value, counter)}
          @click=${() => this.#send()}
        >
          ${isNote ? icons.lock : icons.sendHorizontal}${text.t(isNote ? "composer.addNote" : "composer.send")}
        </button>
      </div>
    `;
  }

  private renderCounter(left: number): TemplateResult {
    const words = left < 0 ? this.text.t("composer.over", { n: -left }) : this.text.t("composer.left", { n: left });
    return html`<span class="counter ${left < 0 ? "over" : ""}" role="status">${words}</span>`;
  }

  private renderPanel(reply: ReplyState): TemplateResult {
    const { text } = this;
    const draft = this.drafts.get(this.room.roomId, "reply");
    return html`<div class="panel">
      ${this.#why(reply)}
      <div class="actions">
        ${
          reply.kind === "take_over"
            ? html`<button class="button primary" type="button" @click=${() => this.dispatchEvent(new CommandEvent({ type: "room.take" }))}>
                ${icons.hand}${text.t("room.takeOver")}
              </button>`
            : nothing
        }
      </div>
      ${
        draft.trim() === ""
          ? nothing
          : html`<div class="kept">
              <span>${text.t("composer.draftKept")}</span><q class="truncate" dir="auto">${draft}</q>
              <button class="button small" type="button" @click=${() => this.handleCopyDraft(draft)}>${icons.copy}${text.t("common.copy")}</button>
            </div>`
      }
    </div>`;
  }

  #why(reply: ReplyState): TemplateResult {
    const { text } = this;
    const lines: Record<Exclude<ReplyState["kind"], "write">, [icon: TemplateResult, main: string, more?: string]> = {
      resolved: [
        icons.badgeCheck,
        text.t("composer.resolved"),
        reply.kind === "resolved" && reply.isWebchat ? text.t("composer.resolvedWebchat") : undefined,
      ] as [TemplateResult, string, string?],
      campaign: [icons.info, text.t("composer.campaign")],
      expired: [icons.clock, text.t("composer.expired")],
      take_over: [icons.hand, text.t("composer.takeOverTitle"), text.t("composer.takeOverText")],
      not_yours: [
        icons.usersRound,
        reply.kind === "not_yours" && reply.names.length > 0
          ? text.t("composer.notYours", { names: joinNames(reply.names) })
          : text.t("composer.readOnly"),
      ],
      read_only: [icons.eye, text.t("composer.readOnly")],
    };
    const [icon, main, more] = lines[reply.kind === "write" ? "read_only" : reply.kind];
    return html`<div class="why ${reply.kind === "resolved" ? "is-resolved" : ""}">
      ${icon}
      <p><b>${main}</b>${more ?? nothing}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-composer": SapaComposer;
  }
}
