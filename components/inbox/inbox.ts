import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import { ROOM_KINDS } from "../../protocol/channels.ts";
import { CutWatch } from "../controllers/cut-watch.ts";
import { HostAdvice } from "../controllers/host-advice.ts";
import { MissingPartsWatch } from "../controllers/missing-parts-watch.ts";
import { PaneLayout } from "../controllers/pane-layout.ts";
import { Patience } from "../controllers/patience.ts";
import { ShortcutKeys } from "../controllers/shortcut-keys.ts";
import { Subscription } from "../controllers/subscription.ts";
import type { ConnectionPhase, TokenProvider } from "../data/connection.ts";
import { codeOf, errorText, refusalText } from "../data/texts-of-errors.ts";
import {
  SapaBadgesChangedEvent,
  SapaConnectionChangedEvent,
  SapaErrorEvent,
  SapaRoomResolvedEvent,
  SapaTokenExpiredEvent,
} from "../events.ts";
import { LANGUAGES, Localizer, localizerFor } from "../strings/localizer.ts";
import { tokens } from "../tokens.css.ts";
import { base } from "../ui/base.styles.ts";
import { chipsStyles } from "../ui/chips.styles.ts";
import { menuStyles } from "../ui/menu.styles.ts";
import { skeletonStyles } from "../ui/skeleton.styles.ts";
import { statesStyles } from "../ui/states.ts";
import type { SapaToasts } from "../ui/toasts.ts";
import { BulkWork } from "./control/bulk-work.ts";
import { ChoiceState } from "./control/choice-state.ts";
import { FilterWatch } from "./control/filter-watch.ts";
import { InboxActions } from "./control/inbox-actions.ts";
import { Overlays } from "./control/overlays.ts";
import { resolveTexts } from "./control/resolve-texts.ts";
import { RoomNavigation } from "./control/room-navigation.ts";
import { RowActions } from "./control/row-actions.ts";
import type { Desk } from "./desk.ts";
import { inboxStyles } from "./inbox.styles.ts";
import { type InboxFrame, WHOLE_INBOX } from "./inbox-frame.ts";
import { InboxModel } from "./inbox-model.ts";
import { failedView, forbiddenView, outdatedView, signInView, waitingView } from "./inbox-states.ts";
import type { TellEvent } from "./internal-events.ts";
import { warnUnknown } from "./known-values.ts";
import { DEFAULT_CHOICE, SORT_CHOICES, STATUS_CHOICES } from "./list/list-choice.ts";
import { roomRowStyles } from "./list/room-row.styles.ts";
import { conversationPane } from "./panes/conversation-pane.ts";
import { detailsPane } from "./panes/details-pane.ts";
import { listPane } from "./panes/list-pane.ts";
import { overlayParts } from "./panes/overlay-parts.ts";
import type { Place } from "./places.ts";
import { areShortcutsOn } from "./shortcut-switch.ts";

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
 * @fires sapa-view-changed - A person chose another tab, status, order or filter.
 * @fires sapa-contact-opened - A person wants to see a contact, by `contactLink`.
 * @fires sapa-go - A person wants to be at one of `places`.
 * @fires sapa-badges-changed - The numbers of unanswered and unassigned rooms changed.
 * @fires sapa-connection-changed - The live connection was lost or is back. Cancelable: then the host tells it.
 * @fires sapa-token-expired - There is no valid token; "Sign-in needed" is shown.
 * @fires sapa-error - Something did not work; `code` tells what.
 * @csspart list - The pane with the rooms.
 * @csspart conversation - The pane in the middle.
 * @csspart details - The pane with the details.
 */
export class SapaInbox extends LitElement {
  static override styles = [
    base,
    tokens,
    menuStyles,
    skeletonStyles,
    roomRowStyles,
    statesStyles,
    chipsStyles,
    inboxStyles,
  ];

  readonly #patience = new Patience(this);
  readonly #layout = new PaneLayout(this, () => this.panes);
  readonly #cut = new CutWatch(
    this,
    () => (this.#model?.lists ? this.#model.connection.feed.view.disconnectedAt : null),
    (isConnected) => {
      this.#isHostTellingCut = !this.dispatchEvent(new SapaConnectionChangedEvent(isConnected));
    },
  );
  readonly #desk = this.#makeDesk();
  readonly #navigation = new RoomNavigation(this.#desk);
  readonly #choice = new ChoiceState(this.#desk);
  readonly #rowActions = new RowActions(this.#desk, this.#navigation);
  readonly #bulk = new BulkWork(this.#desk);
  readonly #overlays = new Overlays(this.#desk);
  readonly #filterWatch = new FilterWatch(this.#desk, this.#choice);
  readonly #actions = new InboxActions({
    desk: this.#desk,
    navigation: this.#navigation,
    choice: this.#choice,
    rowActions: this.#rowActions,
    bulk: this.#bulk,
    overlays: this.#overlays,
  });
  #model: InboxModel | null = null;
  #text = new Localizer("en");
  #isHostTellingCut = false;
  #hasToldExpiry = false;
  /** Set once by an element that is made of this one. */
  frame: InboxFrame = WHOLE_INBOX;

  @query("sapa-toasts") private readonly toasts!: SapaToasts;
  @query(".panes") private readonly panes!: HTMLElement | null;

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
  /** `newest` (default), `oldest` or `expires`: what expires soonest. */
  @property() sort: string = DEFAULT_CHOICE.sort;
  /** What narrows the list, as part of an address: `sessions=expiring&tagIds=…`. */
  @property() filter = "";
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
  /** Other places of the host, for the palette and for G and a letter; the inbox fires `sapa-go` for them. */
  @property({ attribute: false }) places: readonly Place[] = [];
  /** Gives a room's address on the host's site; with it there is "Copy link". */
  @property({ attribute: false }) roomLink: ((roomId: string) => string) | null = null;
  /** Gives a contact's address on the host's site; with it there is "Open contact". */
  @property({ attribute: false }) contactLink: ((contactId: string) => string) | null = null;

  constructor() {
    super();
    new Subscription(this, () => this.#model);
    new Subscription(this, () => this.#bulk);
    new Subscription(this, () => this.#bulk.selection);
    new Subscription(this, () => this.#model?.names);
    new HostAdvice(this, {
      tag: () => this.frame.tag,
      connection: () => this.#model?.connection,
      outside: (connection) => this.frame.outside(connection),
    });
    new MissingPartsWatch(
      this,
      () => this.toasts,
      () => this.#text,
    );
    new ShortcutKeys(this, {
      isOn: () => !this.noShortcuts && !this.#overlays.isOpening,
      isPages: () => this.frame === WHOLE_INBOX,
      press: (shortcut) => (shortcut === "palette" || areShortcutsOn()) && this.#actions.press(shortcut),
      go: (letter) => areShortcutsOn() && this.#actions.go(letter),
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
    this.#model = new InboxModel([this.baseUrl.replace(/\/$/, ""), this.tokenProvider], {
      isReadOnly: () => this.readOnly,
      isInScope: (connection) => this.frame.outside(connection) === null,
      onRefused: (refusal) => this.toasts.error(refusalText(refusal, this.#text)),
      onTaken: (roomId, refusal) => {
        this.toasts.error(refusalText(refusal, this.#text));
        this.#navigation.lose(roomId);
      },
      onError: (code) => this.dispatchEvent(new SapaErrorEvent(code)),
      onCounters: (counters) => this.dispatchEvent(new SapaBadgesChangedEvent(counters)),
      onResolved: (roomId, number) => this.dispatchEvent(new SapaRoomResolvedEvent(roomId, number)),
      ...resolveTexts(this.#desk, () => this.toasts),
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
    this.#filterWatch.check();
    for (const [name, known] of Object.entries(KNOWN_VALUES)) warnUnknown(name, this.getAttribute(name), known);
  }

  protected override firstUpdated(): void {
    this.#overlays.prefetch();
  }

  #tellExpiry(isNeeded: boolean): void {
    if (isNeeded && !this.#hasToldExpiry) this.dispatchEvent(new SapaTokenExpiredEvent());
    this.#hasToldExpiry = isNeeded;
  }

  /** Where one writes, or in the only pane what stands below the list. */
  readonly #foot = (): Element | null =>
    this.roomId === null && this.#layout.count === 1
      ? this.#desk.part('[slot="foot"]')
      : (this.#navigation.conversation?.foot ?? null);

  private readonly handleTell = (event: TellEvent): void => this.#desk.tell(event.text, event.isError);

  private handleEscape(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    this.#layout.endOverlay();
    this.#bulk.selection.end();
  }

  protected override render(): TemplateResult {
    const model = this.#model;
    const phase = model?.connection.phase ?? "starting";
    const text = this.#text;
    const isWaiting = phase === "starting" || (phase === "ready" && !model?.lists && !this.#isOutside);
    const isLong = this.#patience.isOver(isWaiting);
    return html`<div class="whole" lang=${text.language}>${this.renderPhase(phase, isWaiting, isLong)}</div>
      <sapa-toasts .closeLabel=${text.t("common.close")} .foot=${this.#foot}></sapa-toasts>
      <sapa-tooltip></sapa-tooltip>
      ${model ? overlayParts({ desk: this.#desk, model, overlays: this.#overlays, actions: this.#actions, navigation: this.#navigation, choice: this.#choice }) : nothing}`;
  }

  private renderPhase(phase: ConnectionPhase, isWaiting: boolean, isLong: boolean): TemplateResult | typeof nothing {
    const handleRetry = (): void => void this.#model?.connection.start();
    if (phase === "sign-in") return signInView(this.#text, handleRetry);
    if (phase === "failed") return failedView(this.#text, handleRetry);
    if (phase === "forbidden" || this.#isOutside) return forbiddenView(this.#text);
    if (phase === "outdated") return outdatedView(this.#text);
    return isWaiting ? waitingView(this.#text, isLong) : this.renderPanes();
  }

  get #isOutside(): boolean {
    const connection = this.#model?.connection;
    return connection?.phase === "ready" && this.frame.outside(connection) !== null;
  }

  private renderPanes(): TemplateResult | typeof nothing {
    const model = this.#model;
    if (!model?.lists || !model.viewer) return nothing;
    const { room } = model;
    const hasDetail = !this.hideDetail && room !== null && this.#layout.isDetailOpen;
    const classes = {
      panes: true,
      "room-open": room !== null || this.hideList,
      "with-detail": hasDetail,
      "no-list": this.hideList,
    };
    const shared = { desk: this.#desk, model, navigation: this.#navigation, onTell: this.handleTell };
    return html`<div class=${classMap(classes)} @keydown=${this.handleEscape}>
      ${
        this.hideList
          ? nothing
          : listPane({
              ...shared,
              choice: this.#choice,
              bulk: this.#bulk,
              overlays: this.#overlays,
              rowActions: this.#rowActions,
              isCut: this.#cut.isCut && !this.#isHostTellingCut,
            })
      }
      ${conversationPane({
        ...shared,
        room,
        isCutToldElsewhere: this.#isHostTellingCut,
        onKeys: this.noShortcuts || this.frame !== WHOLE_INBOX ? null : () => void this.#overlays.open("help"),
      })}
      ${hasDetail && room ? detailsPane({ ...shared, room }) : nothing}
    </div>`;
  }

  #makeDesk(): Desk {
    const inbox = this;
    return {
      inbox,
      get model() {
        return inbox.#model;
      },
      get viewer() {
        return inbox.#model?.viewer ?? null;
      },
      get text() {
        return inbox.#text;
      },
      get layout() {
        return inbox.#layout;
      },
      tell: (words, isError = false) => (isError ? inbox.toasts.error(words) : inbox.toasts.done(words)),
      tellRefused(error) {
        inbox.toasts.error(errorText(error, inbox.#text));
        inbox.dispatchEvent(new SapaErrorEvent(codeOf(error)));
      },
      part: (selector) => inbox.renderRoot.querySelector(selector),
      update: () => inbox.requestUpdate(),
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-inbox": SapaInbox;
  }
}
