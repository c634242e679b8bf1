import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import type { MemberPresence } from "../../../protocol/feed-frames.schema.ts";
import type { MemberRow } from "../../../protocol/http.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { Clock } from "../../controllers/clock.ts";
import { CutWatch } from "../../controllers/cut-watch.ts";
import { Subscription } from "../../controllers/subscription.ts";
import type { DraftMode, Drafts } from "../../data/drafts.ts";
import type { RoomStore } from "../../data/room-store.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { statesStyles, stateView } from "../../ui/states.ts";
import type { SapaComposer } from "../composer/composer.ts";
import { marksRead } from "../composer/composer-view.ts";
import { CommandEvent, type FailedEvent, TellEvent } from "../internal-events.ts";
import { contactName, joinNames } from "../people.ts";
import type { Viewer } from "../viewer.ts";
import { conversationStyles } from "./conversation.styles.ts";
import { roomActions } from "./room-actions.ts";
import type { SapaRoomHeader } from "./room-header.ts";
import type { SapaTimeline } from "./timeline.ts";

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

  @query("sapa-timeline") readonly timeline!: SapaTimeline | null;
  @query("sapa-composer") private readonly composer!: SapaComposer | null;
  @query("sapa-room-header") private readonly header!: SapaRoomHeader | null;

  @property({ attribute: false }) store!: RoomStore;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) drafts!: Drafts;
  @property({ attribute: false }) now: () => number = Date.now;
  @property({ attribute: false }) presence: readonly MemberPresence[] = [];
  @property({ attribute: false }) loadMembers!: () => Promise<MemberRow[]>;
  @property({ attribute: false }) link: string | null = null;
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

  write(mode: DraftMode): void {
    void this.composer?.write(mode);
  }

  openAssign(): void {
    this.header?.openAssign();
  }

  resolve(): void {
    const { summary } = this.store;
    if (summary && roomActions(summary, this.viewer).resolve)
      this.#send(new CommandEvent({ type: "conversation.resolve" }));
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("store")) this.#markRead();
  }

  readonly #handleVisible = (): void => this.#markRead();

  /** ROOM-28: what is on a visible screen in a room one may answer in counts as read. */
  #markRead(): void {
    const { summary, view } = this.store;
    const newest = view.events.at(-1)?.seq;
    if (!summary || newest === undefined || document.visibilityState !== "visible") return;
    if (view.state === "live" && newest > view.positions.staffRead && marksRead(summary, this.viewer))
      this.store.markRead(newest);
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
    this.store.setTyping(this.composer?.isTyping ?? false);
  }

  #pass(name: string): () => void {
    return () => this.dispatchEvent(new Event(name));
  }

  private handleTell(event: TellEvent): void {
    this.dispatchEvent(new TellEvent(event.text, event.isError));
  }

  protected override render(): TemplateResult {
    const { store, text } = this;
    const { endedWith } = store.view;
    if (endedWith?.code === "not_found" || endedWith?.code === "forbidden") return this.renderGone();
    const room = store.summary;
    return html`
      ${room ? this.renderHeader(room) : html`<div class="header-space"></div>`} ${this.renderStrip()}
      <sapa-timeline
        .store=${store}
        .viewer=${this.viewer}
        .text=${text}
        .now=${this.now}
        @failed=${this.handleFailed}
        @seen=${() => this.#markRead()}
        @tell=${this.handleTell}
      ></sapa-timeline>
      <div class="below" aria-live="polite">${this.renderTyping(room)}</div>
      ${
        room
          ? html`<sapa-composer
              .room=${room}
              .viewer=${this.viewer}
              .text=${text}
              .drafts=${this.drafts}
              .now=${this.now}
              @command=${this.#send}
              @typing=${this.handleTyping}
              @tell=${this.handleTell}
            ></sapa-composer>`
          : nothing
      }
    `;
  }

  private renderHeader(room: RoomSummary): TemplateResult {
    return html`<sapa-room-header
      .room=${room}
      .viewer=${this.viewer}
      .text=${this.text}
      .now=${this.now}
      .lookers=${this.store.view.lookers}
      .presence=${this.presence}
      .loadMembers=${this.loadMembers}
      .link=${this.link}
      .hasBack=${this.hasBack}
      .hasDetail=${this.hasDetail}
      .isDetailOpen=${this.isDetailOpen}
      ?has-back=${this.hasBack}
      @command=${this.#send}
      @back=${this.#pass("back")}
      @toggle-detail=${this.#pass("toggle-detail")}
      @tell=${this.handleTell}
    ></sapa-room-header>`;
  }

  private renderStrip(): TemplateResult | typeof nothing {
    if (this.isCutToldElsewhere || !this.#cut.isCut) return nothing;
    const key = navigator.onLine ? "room.reconnecting" : "room.offline";
    return html`<div class="strip" role="status">${icons.wifiOff}<span>${this.text.t(key)}</span></div>`;
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
      action: html`<button class="button" type="button" @click=${this.#pass("back")}>${this.text.t("room.backToList")}</button>`,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-conversation": SapaConversation;
  }
}
