import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { SessionClock } from "../../controllers/session-clock.ts";
import { Subscription } from "../../controllers/subscription.ts";
import type { DraftMode, Drafts } from "../../data/drafts.ts";
import type { RoomServices } from "../../data/room-services.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { avatarStyles } from "../../ui/avatar.styles.ts";
import { base } from "../../ui/base.styles.ts";
import { menuStyles } from "../../ui/menu.styles.ts";
import type { Scheduled } from "../conversation/message-facts.ts";
import type { Quote } from "../conversation/timeline-items.ts";
import { CommandEvent, TellEvent } from "../internal-events.ts";
import { filesIn, loadUploadTray, type RoomFiles } from "../media/index.ts";
import { contactName } from "../people.ts";
import { sessionView } from "../session-view.ts";
import { mayIn, type Viewer } from "../viewer.ts";
import { barsStyles } from "./bars.styles.ts";
import type { Collision } from "./collision.ts";
import { composerStyles } from "./composer.styles.ts";
import { replyBars, taskBar } from "./composer-bars.ts";
import { composerFoot } from "./composer-foot.ts";
import { composerPanel } from "./composer-panel.ts";
import { composerTabs, fitBox } from "./composer-parts.ts";
import { type ComposerTask, commandOfTask, scheduling, taskOfScheduled } from "./composer-task.ts";
import { canSend, counterFor, isWritten, replyState } from "./composer-view.ts";
import { EmojiButton } from "./emoji-button.ts";
import { LaterButton } from "./later-button.ts";
import { Outbound } from "./outbound.ts";
import { SuggestionBox } from "./suggestion-box.ts";
import { filledInFor } from "./suggestions.ts";
import { forgetSlash, takeReply } from "./take-reply.ts";
import { textBox } from "./text-box.ts";
import { TypingMark } from "./typing-mark.ts";

/**
 * Where answers and notes are written. What is typed is kept per room, here and on the server; where no answer is
 * possible, a calm panel says why and offers what is.
 *
 * @tag sapa-composer
 * @fires command - A message or note to send, or the one thing a locked composer offers.
 * @fires typing - The person began or stopped writing an answer; read `isTyping` and `isWriting`.
 * @fires tell - Something short to say.
 */
export class SapaComposer extends LitElement {
  static override styles = [base, avatarStyles, menuStyles, composerStyles, barsStyles];

  readonly #typing = new TypingMark(() => this.dispatchEvent(new Event("typing")));
  readonly #suggestions = new SuggestionBox(this, {
    services: () => this.services,
    text: () => this.text,
    ownId: () => this.viewer.memberId,
    fill: (value) => filledInFor(this, value),
    onChoose: (asked, insert) => this.#replace(asked.from, asked.to, insert),
  });
  readonly #emoji = new EmojiButton(
    this,
    () => this.text,
    (emoji) => this.#insert(emoji),
  );
  readonly #later = new LaterButton(
    this,
    () => this.text,
    () => this.now,
    (at, cancelOnReply) => this.#sendAt(at, cancelOnReply),
  );
  readonly #outbound = new Outbound(this, (command) => this.#send(command));

  @query("textarea") private readonly box!: HTMLTextAreaElement | null;
  @state() private mode: DraftMode = "reply";
  @state() private task: ComposerTask | null = null;

  @property({ attribute: false }) room!: RoomSummary;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) drafts!: Drafts;
  @property({ attribute: false }) services!: RoomServices;
  @property({ attribute: false }) files!: RoomFiles;
  @property({ attribute: false }) now: () => number = Date.now;
  /** A message as it is quoted. */
  @property({ attribute: false }) quoteOf: (seq: number) => Quote = (seq) => ({ seq, author: null, text: null });
  /** Somebody else answers, or just did. */
  @property({ attribute: false }) collision: Collision | null = null;
  /** WIDGET-9: nobody can write here. */
  @property({ attribute: false }) isChannelOff = false;

  constructor() {
    super();
    new Subscription(this, () => this.drafts);
    new Subscription(
      this,
      () => this.files?.uploads,
      () => this.#outbound.look(this.files),
    );
    new SessionClock(this, () => ({ room: this.room, thresholds: this.viewer.session, now: this.now }));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#typing.set(false);
  }

  /** An answer is being typed right now. */
  get isTyping(): boolean {
    return this.#typing.isOn;
  }

  /** Something is written here that has not been sent. */
  get isWriting(): boolean {
    return isWritten(this.drafts.get(this.room.roomId, "reply"));
  }

  /** Puts the cursor where an answer or a note is written. */
  async write(mode: DraftMode): Promise<void> {
    if (mode === "note" && !this.#mayNote()) return;
    if (this.task && (this.task.kind === "note") !== (mode === "note")) this.task = null;
    this.mode = mode;
    await this.updateComplete;
    this.box?.focus();
  }

  /** The next answer quotes this message. */
  async quote(seq: number): Promise<void> {
    this.drafts.setReplyTo(this.room.roomId, seq);
    await this.write("reply");
  }

  /** Takes the text of a note into the box, to change it. */
  async editNote(noteSeq: number, text: string): Promise<void> {
    this.mode = "note";
    await this.#begin({ kind: "note", noteSeq, text });
  }

  async editScheduled(scheduled: Scheduled): Promise<void> {
    this.mode = "reply";
    const task = taskOfScheduled(scheduled);
    if (task) await this.#begin(task);
  }

  /** Files that were picked, dropped or pasted; only answers carry them. */
  addFiles(files: readonly File[]): void {
    if (files.length === 0) return;
    this.mode = "reply";
    void loadUploadTray();
    const left = this.files.uploads.add(files);
    if (left > 0) this.dispatchEvent(new TellEvent(this.text.t("attach.tooMany", { n: left }), true));
    void this.updateComplete.then(() => this.box?.focus());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("room");
    if (!changed.has("room") || before?.roomId === this.room.roomId) return;
    if (before) forgetSlash(this.drafts, before.roomId);
    // What waits is shown where it was typed.
    this.mode = this.#mayNote() ? this.drafts.tab(this.room.roomId) : "reply";
    this.task = null;
    this.#outbound.forget();
    this.#suggestions.close();
    this.#typing.set(false);
  }

  protected override updated(): void {
    fitBox(this.box);
  }

  #mayNote(): boolean {
    return mayIn(this.viewer, "room.note", this.room);
  }

  get #value(): string {
    return this.task?.text ?? this.drafts.get(this.room.roomId, this.mode);
  }

  set #value(text: string) {
    if (this.task) this.task = { ...this.task, text };
    else this.drafts.set(this.room.roomId, this.mode, text);
  }

  async #begin(task: ComposerTask): Promise<void> {
    this.task = task;
    await this.updateComplete;
    this.box?.focus();
    this.box?.setSelectionRange(task.text.length, task.text.length);
  }

  readonly #handleInput = (): void => {
    const value = this.box?.value ?? "";
    this.#value = value;
    this.#suggestions.look(value, this.box?.selectionStart ?? value.length, this.mode);
    if (this.mode === "reply" && !this.task) this.#typing.set(isWritten(value));
    this.requestUpdate();
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (this.#suggestions.handleKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (this.task) this.task = null;
      else this.box?.blur();
    }
  };

  readonly #handlePaste = (event: ClipboardEvent): void => {
    const files = filesIn(event.clipboardData);
    if (files.length === 0) return;
    event.preventDefault();
    this.addFiles(files);
  };

  #turnTo(mode: DraftMode): void {
    this.task = null;
    this.mode = mode;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  }

  #insert(words: string): void {
    const { box } = this;
    const at = box?.selectionStart ?? this.#value.length;
    this.#replace(at, box?.selectionEnd ?? at, words);
  }

  #replace(from: number, to: number, words: string): void {
    const value = this.#value;
    this.#value = value.slice(0, from) + words + value.slice(to);
    const caret = from + words.length;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.box?.focus();
      this.box?.setSelectionRange(caret, caret);
    });
  }

  #send(command: MemberCommand): void {
    this.dispatchEvent(new CommandEvent(command));
  }

  get #canSend(): boolean {
    const value = this.#value;
    const counter = counterFor(value, this.room.channel, this.mode);
    const hasFiles = this.mode === "reply" && !this.task && this.files.uploads.items.length > 0;
    return hasFiles ? counter.left >= 0 && this.#outbound.canSend(this.files) : canSend(value, counter);
  }

  #submit(): void {
    if (!this.#canSend) return;
    const text = this.#value.trim();
    const { task, mode } = this;
    this.#suggestions.forget();
    this.task = null;
    if (task) this.#send(commandOfTask(task, text, this.#suggestions.mentionsIn(text)));
    else if (mode === "note") this.#addNote(text);
    else if (this.files.uploads.items.length > 0) {
      // Text and files go together once everything has arrived; until then both stay where they can be changed.
      this.#outbound.start(this.files, () => this.#takeReply());
      return;
    } else this.#send({ type: "message.send", content: { type: "text", text }, ...this.#takeReply().quote });
    this.box?.focus();
  }

  #takeReply(): ReturnType<typeof takeReply> {
    this.#typing.set(false);
    return takeReply(this.drafts, this.room.roomId);
  }

  #addNote(text: string): void {
    const mentions = this.#suggestions.mentionsIn(text);
    this.#send({ type: "note.add", text, ...(mentions.length > 0 ? { mentions } : {}) });
    this.drafts.set(this.room.roomId, "note", "");
  }

  /** BEY-5: not now. A text that is already planned only changes its time. */
  #sendAt(dueAt: number, cancelOnReply: boolean): void {
    const text = this.#value.trim();
    if (!canSend(text, counterFor(text, this.room.channel, "reply"))) return;
    this.#send(scheduling(this.task, text, dueAt, cancelOnReply));
    if (this.task) this.task = null;
    else this.#takeReply();
    this.dispatchEvent(new TellEvent(this.text.t("later.planned", { time: this.text.dateTime(dueAt) })));
    this.box?.focus();
  }

  protected override render(): TemplateResult {
    const { room, text } = this;
    const session = sessionView(room, this.now(), text, this.viewer.session);
    const reply = replyState(room, session.state, this.viewer, this.isChannelOff);
    const mode = this.#mayNote() ? this.mode : "reply";
    const draft = this.drafts.get(room.roomId, "reply");
    const panel =
      reply.kind === "write"
        ? null
        : composerPanel({
            reply,
            text,
            draft,
            onCommand: (command) => this.#send(command),
            onCopyDraft: () => void this.#copy(draft),
          });
    if (reply.kind === "read_only") return html`<div class="card">${panel}</div>`;
    return html`<div class=${classMap({ card: true, note: mode === "note" })}>
      ${
        this.#mayNote()
          ? composerTabs({
              mode,
              text,
              onMode: (wanted) => void this.write(wanted),
              onTurn: (wanted) => this.#turnTo(wanted),
            })
          : nothing
      } ${mode === "note" || !panel ? this.renderBox(mode) : panel}
    </div>`;
  }

  private renderBox(mode: DraftMode): TemplateResult {
    const { text, room, task } = this;
    const value = this.#value;
    const counter = counterFor(value, room.channel, mode);
    const hasFiles = this.files.uploads.items.length > 0;
    const isNote = mode === "note";
    const name = contactName(room.contact, room.channel, text);
    return html`
      ${this.renderBars(mode)} ${this.#suggestions.view()}
      ${textBox({
        value,
        placeholder: isNote ? text.t("composer.notePlaceholder") : text.t("composer.replyPlaceholder", { name }),
        isTooLong: counter.left < 0,
        suggestions: this.#suggestions,
        onInput: this.#handleInput,
        onKeydown: this.#handleKeydown,
        onPaste: this.#handlePaste,
        onBlur: this.#handleBlur,
      })}
      ${composerFoot({
        text,
        task,
        mode,
        counter,
        channel: room.channel,
        isWaiting: this.#outbound.isWaiting,
        canSend: this.#canSend,
        emoji: this.#emoji.view(),
        later: hasFiles && !task ? null : this.#later.view(!this.#canSend),
        onFiles: (files) => this.addFiles(files),
        onSend: () => this.#submit(),
      })}
    `;
  }

  readonly #handleBlur = (): void => {
    this.#typing.set(false);
    this.#suggestions.close();
  };

  private renderBars(mode: DraftMode): TemplateResult {
    const { text, task, room, drafts } = this;
    if (task) return taskBar(task, text, () => this.#stopTask());
    if (mode === "note") return html``;
    const replyTo = drafts.replyTo(room.roomId);
    return replyBars({
      text,
      collision: this.isWriting ? this.collision : null,
      quote: replyTo === null ? null : this.quoteOf(replyTo),
      onEndQuote: () => drafts.setReplyTo(room.roomId, null),
      uploads: this.files.uploads,
    });
  }

  async #copy(draft: string): Promise<void> {
    await navigator.clipboard.writeText(draft);
    this.dispatchEvent(new TellEvent(this.text.t("common.copied")));
  }

  #stopTask(): void {
    this.task = null;
    this.box?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-composer": SapaComposer;
  }
}
