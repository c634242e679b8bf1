import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { MemberPresence } from "../../../protocol/feed-frames.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { SurveyKind } from "../../../protocol/survey.ts";
import { Clock } from "../../controllers/clock.ts";
import { CutWatch } from "../../controllers/cut-watch.ts";
import { Subscription } from "../../controllers/subscription.ts";
import type { DraftMode, Drafts } from "../../data/drafts.ts";
import type { RoomServices } from "../../data/room-services.ts";
import type { RoomStore } from "../../data/room-store.ts";
import { lazy } from "../../lazy.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { statesStyles, stateView } from "../../ui/states.ts";
import { type Collision, collisionOf } from "../composer/collision.ts";
import type { SapaComposer } from "../composer/composer.ts";
import { marksRead, replyState } from "../composer/composer-view.ts";
import type { SapaRoomDialogs } from "../dialogs/room-dialogs.ts";
import { CommandEvent, type FailedEvent, TellEvent } from "../internal-events.ts";
import type { RoomFiles } from "../media/index.ts";
import { contactName, joinNames } from "../people.ts";
import { roomIcons } from "../room-icons.ts";
import { sessionView } from "../session-view.ts";
import { mayIn, type Viewer } from "../viewer.ts";
import { ChannelSwitch } from "./channel-switch.ts";
import { conversationStyles } from "./conversation.styles.ts";
import { FileDrop } from "./file-drop.ts";
import { quoteOf } from "./quotes.ts";
import { roomActions } from "./room-actions.ts";
import type { DialogEvent, RoomDialog } from "./room-dialog.ts";
import type { SapaRoomHeader } from "./room-header.ts";
import { manualSurveys } from "./surveys.ts";
import type { SapaTimeline } from "./timeline.ts";
import type { NoteEvent, ReplyToEvent, ScheduledEvent } from "./timeline-events.ts";

/**
 * One open room: header, timeline, composer.
 *
 * @tag sapa-conversation
 * @fires back - Back to the list.
 * @fires toggle-detail - Show or hide the details.
 * @fires tell - Something short to say.
 */
export class SapaConversation extends LitElement {
  static override styles = [base, statesStyles, conversationStyles];

  readonly #cut = new CutWatch(
    this,
    () => (this.store.view.state === "ended" ? null : this.store.view.disconnectedAt),
    () => {},
  );
  readonly #drop = new FileDrop(
    this,
    () => this.#mayWrite,
    (files) => this.composer?.addFiles(files),
  );
  readonly #channel = new ChannelSwitch(
    this,
    () => this.services,
    () => this.store,
  );
  /** The newest event when the answer that is being written was begun; null: none is. */
  #startedSeq: number | null = null;

  @query("sapa-timeline") readonly timeline!: SapaTimeline | null;
  @query("sapa-composer") private readonly composer!: SapaComposer | null;
  @query("sapa-room-header") private readonly header!: SapaRoomHeader | null;
  @query("sapa-room-dialogs") private readonly dialogs!: SapaRoomDialogs | null;
  @state() private hasDialogs = false;

  @property({ attribute: false }) store!: RoomStore;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) drafts!: Drafts;
  @property({ attribute: false }) services!: RoomServices;
  @property({ attribute: false }) now: () => number = Date.now;
  @property({ attribute: false }) presence: readonly MemberPresence[] = [];
  @property({ attribute: false }) link: string | null = null;
  @property({ attribute: false }) hasList = true;
  @property({ attribute: false }) hasBack = false;
  @property({ attribute: false }) hasDetail = true;
  @property({ attribute: false }) isDetailOpen = false;
  /** The host tells that the connection is lost. */
  @property({ attribute: false }) isCutToldElsewhere = false;

  constructor() {
    super();
    new Clock(this);
    new Subscription(this, () => this.store);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#handleVisible);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#handleVisible);
  }

  /** What stands below the timeline. */
  get foot(): Element | null {
    return this.composer;
  }

  write(mode: DraftMode): void {
    void this.composer?.write(mode);
  }

  openAssign(): void {
    this.header?.openGive("room.assign");
  }

  openHandOver(): void {
    this.header?.openGive("room.hand_over");
  }

  openSnooze(): void {
    const { summary } = this.store;
    if (summary && roomActions(summary, this.viewer).snooze) void this.open({ kind: "snooze" });
  }

  resolve(): void {
    const { summary } = this.store;
    if (summary && roomActions(summary, this.viewer).resolve)
      this.#act(new CommandEvent({ type: "conversation.resolve" }));
  }

  /** Opens a question or choice of the room; the palette's way to them. */
  async open(dialog: RoomDialog): Promise<void> {
    const { summary } = this.store;
    if (!summary) return;
    if (!(await lazy(() => import("../dialogs/room-dialogs.ts")))) return;
    this.hasDialogs = true;
    await this.updateComplete;
    await this.dialogs?.show(dialog);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("store")) {
      this.#startedSeq = null;
      void this.drafts?.refresh();
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("store")) this.#markRead();
  }

  readonly #handleVisible = (): void => this.#markRead();

  /** ROOM-28: what is on a visible screen in a room one may answer in counts as read. */
  #markRead(): void {
    const { summary, view } = this.store;
    const newest = view.events.at(-1)?.seq;
    if (!summary || newest === undefined || document.visibilityState !== "visible" || this.store.isHeldUnread) return;
    if (view.state === "live" && newest > view.positions.staffRead && marksRead(summary, this.viewer))
      this.store.markRead(newest);
  }

  get #mayWrite(): boolean {
    const { summary } = this.store;
    if (!summary) return false;
    const session = sessionView(summary, this.now(), this.text, this.viewer.session);
    return replyState(summary, session.state, this.viewer, this.#channel.isOff).kind === "write";
  }

  /** What a person asked for; resolving may have a question first (ROOM-18). */
  #act(event: CommandEvent): void {
    const surveys = event.command.type === "conversation.resolve" ? this.#surveysToAsk() : [];
    if (surveys.length > 0) void this.open({ kind: "resolve", surveys });
    else this.#send(event);
  }

  #surveysToAsk(): SurveyKind[] {
    const { summary: room, view } = this.store;
    return room ? manualSurveys({ room, events: view.events, viewer: this.viewer, now: this.now() }) : [];
  }

  #send(event: CommandEvent): void {
    this.store.send(event.command);
    if (event.command.type === "message.send") this.store.clearUnreadLine();
  }

  private handleFailed(event: FailedEvent): void {
    if (event.fate === "retry") this.store.retry(event.id);
    else this.store.discard(event.id);
  }

  private handleTyping(): void {
    const { composer, store } = this;
    if (!composer?.isWriting) this.#startedSeq = null;
    else this.#startedSeq ??= store.view.events.at(-1)?.seq ?? 0;
    store.setTyping(composer?.isTyping ?? false);
    this.requestUpdate();
  }

  private handleNote({ note, what }: NoteEvent): void {
    if (note.seq === null) return;
    if (what === "edit") void this.composer?.editNote(note.seq, note.text);
    else void this.open({ kind: "delete-note", noteSeq: note.seq });
  }

  private handleScheduled({ scheduled, what }: ScheduledEvent): void {
    if (what === "edit") void this.composer?.editScheduled(scheduled);
    else this.#send(new CommandEvent({ type: "message.unschedule", scheduleId: scheduled.scheduleId }));
  }

  #pass(name: string): () => void {
    return () => this.dispatchEvent(new Event(name));
  }

  private handleTell(event: TellEvent): void {
    this.dispatchEvent(new TellEvent(event.text, event.isError));
  }

  protected override render(): TemplateResult {
    const { store } = this;
    const { endedWith } = store.view;
    if (endedWith?.code === "not_found" || endedWith?.code === "forbidden") return this.renderGone();
    const room = store.summary;
    const files = room ? this.services.files(room.roomId, room.channel) : null;
    return html`
      ${room ? this.renderHeader(room) : html`<div class="header-space"></div>`} ${this.renderStrip()}
      ${room?.snoozedUntil ? this.renderSnoozed(room, room.snoozedUntil) : nothing} ${this.renderTimeline(files)}
      <div class="below" aria-live="polite">${this.renderTyping(room)}</div>
      ${room && files ? this.renderComposer(room, files) : nothing} ${this.#drop.view(this.text)}
      ${room && this.hasDialogs ? this.renderDialogs(room) : nothing}
    `;
  }

  private renderTimeline(files: RoomFiles | null): TemplateResult {
    return html`<sapa-timeline
      .store=${this.store}
      .viewer=${this.viewer}
      .text=${this.text}
      .now=${this.now}
      .links=${files?.links ?? null}
      .mayReply=${this.#mayWrite}
      .services=${this.services}
      @failed=${this.handleFailed}
      @command=${this.#send}
      @reply-to=${(event: ReplyToEvent) => void this.composer?.quote(event.seq)}
      @note=${this.handleNote}
      @scheduled=${this.handleScheduled}
      @seen=${() => this.#markRead()}
      @tell=${this.handleTell}
    ></sapa-timeline>`;
  }

  private renderComposer(room: RoomSummary, files: RoomFiles): TemplateResult {
    const { store } = this;
    return html`<sapa-composer
      .room=${room}
      .viewer=${this.viewer}
      .text=${this.text}
      .drafts=${this.drafts}
      .services=${this.services}
      .files=${files}
      .now=${this.now}
      .quoteOf=${(seq: number) => quoteOf(seq, store.shown.events, room, this.viewer, this.text)}
      .collision=${this.#collision()}
      .isChannelOff=${this.#channel.isOff}
      @command=${this.#send}
      @typing=${this.handleTyping}
      @tell=${this.handleTell}
    ></sapa-composer>`;
  }

  #collision(): Collision | null {
    const { events, typing } = this.store.view;
    return collisionOf(events, typing, this.#startedSeq, this.viewer.memberId);
  }

  private renderHeader(room: RoomSummary): TemplateResult {
    return html`<sapa-room-header
      .room=${room}
      .viewer=${this.viewer}
      .text=${this.text}
      .now=${this.now}
      .lookers=${this.store.view.lookers}
      .presence=${this.presence}
      .loadMembers=${this.services.members}
      .link=${this.link}
      .hasBack=${this.hasBack}
      .hasDetail=${this.hasDetail}
      .isDetailOpen=${this.isDetailOpen}
      ?has-back=${this.hasBack}
      @command=${this.#act}
      @room-dialog=${(event: DialogEvent) => void this.open(event.dialog)}
      @back=${this.#pass("back")}
      @toggle-detail=${this.#pass("toggle-detail")}
      @tell=${this.handleTell}
    ></sapa-room-header>`;
  }

  private renderDialogs(room: RoomSummary): TemplateResult {
    return html`<sapa-room-dialogs
      .room=${room}
      .store=${this.store}
      .viewer=${this.viewer}
      .text=${this.text}
      .services=${this.services}
      .now=${this.now}
      @command=${this.#send}
      @tell=${this.handleTell}
    ></sapa-room-dialogs>`;
  }

  private renderStrip(): TemplateResult | typeof nothing {
    if (this.isCutToldElsewhere || !this.#cut.isCut) return nothing;
    const key = navigator.onLine ? "room.reconnecting" : "room.offline";
    return html`<div class="strip" role="status">${icons.wifiOff}<span>${this.text.t(key)}</span></div>`;
  }

  private renderSnoozed(room: RoomSummary, until: number): TemplateResult {
    const { text } = this;
    return html`<div class="strip calm" role="status">
      ${roomIcons.moon}<span>${text.t("snooze.until", { time: text.dateTime(until) })}</span>
      ${
        mayIn(this.viewer, "room.reply", room)
          ? html`<button class="link" type="button" @click=${() => this.#send(new CommandEvent({ type: "room.unsnooze" }))}>
              ${text.t("snooze.end")}
            </button>`
          : nothing
      }
    </div>`;
  }

  private renderTyping(room: RoomSummary | null): TemplateResult | typeof nothing {
    const names = this.store.view.typing
      .filter((actor) => actor.type === "contact" || actor.memberId !== this.viewer.memberId)
      .map((actor) =>
        actor.type === "member" ? actor.name : room ? contactName(room.contact, room.channel, this.text) : "",
      );
    if (names.length === 0) return nothing;
    return html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>
      <span class="truncate" dir="auto">${this.text.t("room.typing", { name: joinNames(names) })}</span>`;
  }

  private renderGone(): TemplateResult {
    return stateView({
      icon: icons.ban,
      title: this.text.t("room.goneTitle"),
      body: this.text.t("room.goneText"),
      ...(this.hasList && {
        action: html`<button class="button" type="button" @click=${this.#pass("back")}>${this.text.t("room.backToList")}</button>`,
      }),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-conversation": SapaConversation;
  }
}
