import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import { ROOM_KINDS } from "../../protocol/channels.ts";
import { CutWatch } from "../controllers/cut-watch.ts";
import { PaneLayout } from "../controllers/pane-layout.ts";
import { Patience } from "../controllers/patience.ts";
import { ShortcutKeys } from "../controllers/shortcut-keys.ts";
import { Subscription } from "../controllers/subscription.ts";
import type { ConnectionPhase, TokenProvider } from "../data/connection.ts";
import type { RoomStore } from "../data/room-store.ts";
import { refusalText } from "../data/texts-of-errors.ts";
import {
  SapaBadgesChangedEvent,
  SapaConnectionChangedEvent,
  SapaErrorEvent,
  SapaRoomOpenedEvent,
  SapaRoomResolvedEvent,
  SapaTokenExpiredEvent,
  SapaViewChangedEvent,
} from "../events.ts";
import { LANGUAGES, Localizer, localizerFor } from "../strings/localizer.ts";
import { tokens } from "../tokens.css.ts";
import { base } from "../ui/base.styles.ts";
import type { SapaDialog } from "../ui/dialog.ts";
import { icons } from "../ui/icons.ts";
import type { ResizeEvent } from "../ui/resizer.ts";
import { skeletonStyles } from "../ui/skeleton.styles.ts";
import { statesStyles } from "../ui/states.ts";
import type { SapaToasts } from "../ui/toasts.ts";
import type { SapaConversation } from "./conversation/conversation.ts";
import type { GoToConversationEvent, SapaDetails } from "./details/details.ts";
import { inboxStyles } from "./inbox.styles.ts";
import { InboxModel } from "./inbox-model.ts";
import { detailsPane, presenceBar } from "./inbox-panes.ts";
import {
  failedView,
  forbiddenView,
  outdatedView,
  pickView,
  searchButton,
  searchField,
  shortcutSheet,
  signInView,
  waitingView,
} from "./inbox-states.ts";
import type { ChoiceEvent, RoomSelectEvent, TellEvent } from "./internal-events.ts";
import { warnUnknown } from "./known-values.ts";
import { choiceFrom, DEFAULT_CHOICE, SORT_CHOICES, STATUS_CHOICES } from "./list/list-choice.ts";
import type { SapaRoomList } from "./list/room-list.ts";
import { roomRowStyles } from "./list/room-row.styles.ts";

const KNOWN_VALUES = {
  kind: ROOM_KINDS,
  status: STATUS_CHOICES,
  sort: SORT_CHOICES,
  language: LANGUAGES,
  theme: ["light", "dark", "system"],
};

/**
 * The inbox: list of rooms, conversation, composer and details, live, in the space its container gives it
 * (three panes from 1,080 px, two from 720 px, one below).
 *
 * @tag sapa-inbox
 * @fires sapa-room-opened - A person opened or closed a room.
 * @fires sapa-room-resolved - The open room's conversation was resolved.
 * @fires sapa-view-changed - A person chose another tab, status or order.
 * @fires sapa-badges-changed - The numbers of unanswered and unassigned rooms changed.
 * @fires sapa-connection-changed - The live connection was lost or is back. Cancelable: then the host tells it.
 * @fires sapa-token-expired - There is no valid token; "Sign-in needed" is shown.
 * @fires sapa-error - Something did not work; `code` tells what.
 * @csspart list - The pane with the rooms.
 * @csspart conversation - The pane in the middle.
 * @csspart details - The pane with the details.
 */
export class SapaInbox extends LitElement {
  static override styles = [base, tokens, skeletonStyles, roomRowStyles, statesStyles, inboxStyles];

  readonly #patience = new Patience(this);
  readonly #layout = new PaneLayout(this, () => this.panes);
  readonly #cut = new CutWatch(
    this,
    () => (this.#model?.lists ? this.#model.connection.feed.view.disconnectedAt : null),
    (isConnected) => {
      this.#isHostTellingCut = !this.dispatchEvent(new SapaConnectionChangedEvent(isConnected));
    },
  );
  #model: InboxModel | null = null;
  #text = new Localizer("en");
  #isHostTellingCut = false;
  #hasToldExpiry = false;

  @query("sapa-room-list") private readonly list!: SapaRoomList | null;
  @query("sapa-conversation") private readonly conversation!: SapaConversation | null;
  @query("sapa-details") private readonly details!: SapaDetails | null;
  @query("sapa-toasts") private readonly toasts!: SapaToasts;
  @query("sapa-dialog") private readonly sheet!: SapaDialog;
  @query(".search-field input") private readonly searchField!: HTMLInputElement | null;
  @query(".panes") private readonly panes!: HTMLElement | null;
  @state() private searched: string | null = null;

  /** Address of the Sapa server; empty: the page's own. */
  @property({ attribute: "base-url" }) baseUrl = "";
  /** `en` or `id`; otherwise the member's, the organization's or the browser's. */
  @property() language: string | null = null;
  /** `light`, `dark` or `system` (default). */
  @property({ reflect: true }) theme: string | null = null;
  /** The open room. */
  @property({ attribute: "room-id" }) roomId: string | null = null;
  /** `message` (default) or `comment`. */
  @property() kind: string = DEFAULT_CHOICE.kind;
  /** `all` (default), `unassigned`, `assigned` or `resolved`. */
  @property() status: string = DEFAULT_CHOICE.status;
  /** `newest` (default) or `oldest`. */
  @property() sort: string = DEFAULT_CHOICE.sort;
  /** Leaves out the details. */
  @property({ type: Boolean, attribute: "hide-detail" }) hideDetail = false;
  /** Leaves out the list; `room-id` says which room is shown. */
  @property({ type: Boolean, attribute: "hide-list" }) hideList = false;
  /** Leaves out the online switch. */
  @property({ type: Boolean, attribute: "hide-presence" }) hidePresence = false;
  /** Leaves out all that writes into rooms or changes them. A matter of the screen: rights are the token's. */
  @property({ type: Boolean, attribute: "read-only" }) readOnly = false;
  /** Leaves the keys to the page. */
  @property({ type: Boolean, attribute: "no-shortcuts" }) noShortcuts = false;
  /** Gives a fresh `{ token, expiresAt }`. Elements with the same function share one connection. */
  @property({ attribute: false }) tokenProvider: TokenProvider | null = null;
  /** Gives a room's address on the host's site; with it there is "Copy link". */
  @property({ attribute: false }) roomLink: ((roomId: string) => string) | null = null;

  constructor() {
    super();
    new Subscription(this, () => this.#model);
    new ShortcutKeys(this, () => !this.noShortcuts && !this.sheet?.isOpen, {
      next: () => this.list?.move(1),
      previous: () => this.list?.move(-1),
      reply: () => this.conversation?.write("reply"),
      note: () => this.conversation?.write("note"),
      resolve: () => this.conversation?.resolve(),
      assign: () => this.conversation?.openAssign(),
      tag: () => this.#openTags(),
      search: () => (this.hideList ? null : this.#search()),
      help: () => this.sheet.show(),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  #start(): void {
    if (this.#model || !this.tokenProvider || !this.isConnected) return;
    this.#model = new InboxModel(this.baseUrl.replace(/\/$/, ""), this.tokenProvider, () => this.readOnly, {
      onRefused: (refusal) => this.toasts.error(refusalText(refusal, this.#text)),
      onError: (code) => this.dispatchEvent(new SapaErrorEvent(code)),
      onCounters: (counters) => this.dispatchEvent(new SapaBadgesChangedEvent(counters)),
      onResolved: (roomId, number) => this.dispatchEvent(new SapaRoomResolvedEvent(roomId, number)),
    });
    this.requestUpdate();
  }

  #stop(): void {
    this.#model?.close();
    this.#model = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && (changed.has("tokenProvider") || changed.has("baseUrl"))) this.#stop();
    this.#start();
    this.#text = localizerFor(this.#text, this.language, this.#model?.connection.me ?? null);
    const model = this.#model;
    if (!model) return;
    if (model.connection.phase === "ready" && model.lists) model.openRoom(this.roomId);
    this.#tellExpiry(model.connection.phase === "sign-in");
    if (changed.has("roomId")) this.#layout.endOverlay();
    for (const [name, known] of Object.entries(KNOWN_VALUES)) warnUnknown(name, this.getAttribute(name), known);
  }

  #tellExpiry(isNeeded: boolean): void {
    if (isNeeded && !this.#hasToldExpiry) this.dispatchEvent(new SapaTokenExpiredEvent());
    this.#hasToldExpiry = isNeeded;
  }

  #openRoom(roomId: string | null): void {
    if (this.roomId === roomId) return;
    this.roomId = roomId;
    this.dispatchEvent(new SapaRoomOpenedEvent(roomId));
  }

  private async handleSelect(event: RoomSelectEvent): Promise<void> {
    this.#openRoom(event.roomId);
    if (event.seq === null) return;
    await this.updateComplete;
    await this.conversation?.updateComplete;
    this.conversation?.timeline?.scrollToSeq(event.seq);
  }

  private handleChoice({ choice }: ChoiceEvent): void {
    this.kind = choice.kind;
    this.status = choice.status;
    this.sort = choice.sort;
    this.dispatchEvent(new SapaViewChangedEvent(choice));
  }

  private async handleBack(): Promise<void> {
    const from = this.roomId;
    this.#openRoom(null);
    await this.updateComplete;
    void this.list?.focusRow(from);
  }

  private handleToggleDetail(): void {
    this.#layout.showDetail(!this.#layout.isDetailOpen);
  }

  private handleTell(event: TellEvent): void {
    if (event.isError) this.toasts.error(event.text);
    else this.toasts.done(event.text);
  }

  private handleEscape(event: KeyboardEvent): void {
    if (event.key === "Escape") this.#layout.endOverlay();
  }

  private handleGoTo(event: GoToConversationEvent): void {
    this.#layout.endOverlay();
    this.conversation?.timeline?.scrollToConversation(event.number);
  }

  async #search(): Promise<void> {
    this.searched ??= "";
    await this.updateComplete;
    this.searchField?.focus();
    this.searchField?.select();
  }

  private async handleEndSearch(): Promise<void> {
    this.searched = null;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".search-button")?.focus();
  }

  async #openTags(): Promise<void> {
    if (this.hideDetail || !this.#model?.room) return;
    this.#layout.showDetail(true);
    await this.updateComplete;
    await this.details?.openTags();
  }

  protected override render(): TemplateResult {
    const model = this.#model;
    const phase = model?.connection.phase ?? "starting";
    const text = this.#text;
    const isWaiting = phase === "starting" || (phase === "ready" && !model?.lists);
    const isLong = this.#patience.isOver(isWaiting);
    return html`<div class="whole" lang=${text.language}>${this.renderPhase(phase, isWaiting, isLong)}</div>
      <sapa-toasts .closeLabel=${text.t("common.close")}></sapa-toasts>
      <sapa-tooltip></sapa-tooltip>
      <sapa-dialog .heading=${text.t("keys.title")} .closeLabel=${text.t("common.close")}>${shortcutSheet(text)}</sapa-dialog>`;
  }

  private renderPhase(phase: ConnectionPhase, isWaiting: boolean, isLong: boolean): TemplateResult | typeof nothing {
    const handleRetry = (): void => void this.#model?.connection.start();
    if (phase === "sign-in") return signInView(this.#text, handleRetry);
    if (phase === "failed") return failedView(this.#text, handleRetry);
    if (phase === "forbidden") return forbiddenView(this.#text);
    if (phase === "outdated") return outdatedView(this.#text);
    return isWaiting ? waitingView(this.#text, isLong) : this.renderPanes();
  }

  private renderPanes(): TemplateResult | typeof nothing {
    const model = this.#model;
    const { viewer, room } = model ?? { viewer: null, room: null };
    if (!model?.lists || !viewer) return nothing;
    const hasDetail = !this.hideDetail && room !== null && this.#layout.isDetailOpen;
    const classes = {
      panes: true,
      "room-open": room !== null || this.hideList,
      "with-detail": hasDetail,
      "no-list": this.hideList,
    };
    return html`<div class=${classMap(classes)} @keydown=${this.handleEscape}>
      ${this.hideList ? nothing : this.renderList(model)}
      <section class="pane middle ${room ? "" : "empty"}" part="conversation" aria-label=${this.#text.t("room.pane")}>
        ${room ? this.renderConversation(model, room) : pickView(this.#text, this.noShortcuts ? null : () => void this.sheet.show())}
      </section>
      ${
        hasDetail && room
          ? detailsPane({
              model,
              room,
              text: this.#text,
              layout: this.#layout,
              onBack: () => this.handleToggleDetail(),
              onGoTo: (event) => this.handleGoTo(event),
              onTell: (event) => this.handleTell(event),
            })
          : nothing
      }
    </div>`;
  }

  private renderList(model: InboxModel): TemplateResult {
    const text = this.#text;
    const feed = model.connection.feed.view;
    return html`<section class="pane list" part="list" aria-label=${text.t("list.label")}>
        <sapa-room-list
          .store=${model.lists}
          .drafts=${model.drafts}
          .choice=${choiceFrom(this, model.viewer)}
          .viewer=${model.viewer}
          .text=${text}
          .counters=${feed.counters}
          .now=${model.now}
          .selectedId=${this.roomId}
          .lagMs=${feed.lagMs}
          .isSearching=${this.searched !== null}
          @room-select=${this.handleSelect}
          @choice=${this.handleChoice}
        >
          ${this.hidePresence || !model.viewer?.permissions.has("presence.switch") ? nothing : presenceBar(this, text)}
          ${
            this.searched === null
              ? searchButton(text, () => void this.#search())
              : searchField({
                  text,
                  value: this.searched,
                  onInput: (value) => {
                    this.searched = value;
                  },
                  onEnd: () => void this.handleEndSearch(),
                })
          }
          ${
            this.searched === null
              ? nothing
              : html`<sapa-search-results
                  slot="results"
                  .api=${model.connection.api}
                  .text=${text}
                  .searched=${this.searched}
                  .now=${model.now}
                  @room-select=${this.handleSelect}
                ></sapa-search-results>`
          }
        </sapa-room-list>
        ${
          !this.#cut.isCut || this.#isHostTellingCut || model.room
            ? nothing
            : html`<p class="strip" role="status">${icons.wifiOff}${text.t("room.reconnecting")}</p>`
        }
      </section>
      <sapa-resizer
        class="list-resizer"
        aria-label=${text.t("pane.resizeList")}
        .bounds=${this.#layout.boundsOf("list")}
        @pane-resize=${(event: ResizeEvent) => this.#layout.resize("list", event)}
      ></sapa-resizer>`;
  }

  private renderConversation(model: InboxModel, room: RoomStore): TemplateResult {
    return html`<sapa-conversation
      .store=${room}
      .viewer=${model.viewer}
      .text=${this.#text}
      .drafts=${model.drafts}
      .now=${model.now}
      .presence=${model.connection.feed.view.presence}
      .loadMembers=${model.loadMembers}
      .link=${this.roomLink?.(room.roomId) ?? null}
      .hasBack=${this.#layout.count === 1 && !this.hideList}
      .hasDetail=${!this.hideDetail}
      .isDetailOpen=${this.#layout.isDetailOpen}
      .isCutToldElsewhere=${this.#isHostTellingCut}
      @back=${this.handleBack}
      @toggle-detail=${this.handleToggleDetail}
      @tell=${this.handleTell}
    ></sapa-conversation>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-inbox": SapaInbox;
  }
}
