import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { MemberPresence } from "../../../protocol/feed-frames.schema.ts";
import type { MemberRow } from "../../../protocol/http.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { SessionClock } from "../../controllers/session-clock.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { avatarStyles } from "../../ui/avatar.styles.ts";
import { avatar, channelIcon } from "../../ui/avatar.ts";
import { base } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { menuStyles } from "../../ui/menu.styles.ts";
import type { PickEvent, SapaPicker } from "../../ui/picker.ts";
import type { SapaPopover } from "../../ui/popover.ts";
import { CommandEvent, TellEvent } from "../internal-events.ts";
import { contactName, hueOf, initials } from "../people.ts";
import { roomIcons } from "../room-icons.ts";
import { sessionView } from "../session-view.ts";
import type { Viewer } from "../viewer.ts";
import { headerPeople } from "./header-people.ts";
import { loadOf, memberOptions } from "./member-options.ts";
import { moreItems } from "./more-menu.ts";
import { type RoomActions, roomActions } from "./room-actions.ts";
import { DialogEvent, type PlainDialog } from "./room-dialog.ts";
import { roomHeaderStyles } from "./room-header.styles.ts";
import { sessionBadge } from "./session-badge.ts";

type Giving = "room.assign" | "room.hand_over";

/**
 * Who this is, how much time is left, who looks after it, and what can be done (ROOM-22).
 *
 * @tag sapa-room-header
 * @fires command - An action was chosen.
 * @fires room-dialog - An action that asks something first was chosen; read `dialog`.
 * @fires back - Back to the list, on narrow containers.
 * @fires toggle-detail - Show or hide the details.
 * @fires tell - Something short to say.
 */
export class SapaRoomHeader extends LitElement {
  static override styles = [base, avatarStyles, menuStyles, roomHeaderStyles];

  @query("sapa-popover.give") private readonly givePopover!: SapaPopover;
  @query("sapa-popover.more") private readonly morePopover!: SapaPopover | null;
  @query("sapa-picker") private readonly picker!: SapaPicker;
  @state() private giving: Giving = "room.assign";
  @state() private members: readonly MemberRow[] | null = null;
  @state() private hasMembersFailed = false;

  @property({ attribute: false }) room!: RoomSummary;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) now: () => number = Date.now;
  @property({ attribute: false }) lookers: readonly { memberId: string; name: string }[] = [];
  @property({ attribute: false }) presence: readonly MemberPresence[] = [];
  @property({ attribute: false }) loadMembers!: () => Promise<MemberRow[]>;
  /** Address of this room for people; without it there is no "Copy link". */
  @property({ attribute: false }) link: string | null = null;
  @property({ type: Boolean, attribute: "has-back" }) hasBack = false;
  @property({ type: Boolean, attribute: false }) hasDetail = true;
  @property({ type: Boolean, attribute: false }) isDetailOpen = false;

  constructor() {
    super();
    new SessionClock(this, () => ({ room: this.room, thresholds: this.viewer.session, now: this.now }));
  }

  /** Opens the choice of people; the keyboard's way to "+ Agent" and "Hand over". */
  openGive(giving: Giving): void {
    const { assign, handOver } = roomActions(this.room, this.viewer);
    if ((giving === "room.assign" ? assign : handOver) === "yes") this.#give(giving);
  }

  #send(command: MemberCommand): void {
    this.morePopover?.hide();
    this.dispatchEvent(new CommandEvent(command));
  }

  #ask(dialog: PlainDialog): void {
    this.morePopover?.hide();
    this.dispatchEvent(new DialogEvent({ kind: dialog }));
  }

  #give(giving: Giving): void {
    this.morePopover?.hide();
    this.giving = giving;
    this.hasMembersFailed = false;
    this.picker?.reset();
    this.givePopover.show(this.#visibleButton(giving));
    this.loadMembers().then(
      (members) => {
        this.members = members;
        void this.updateComplete.then(() => this.givePopover.reposition());
      },
      () => {
        this.hasMembersFailed = true;
      },
    );
  }

  /** The button that was pressed, or the menu that holds the action on narrow containers. */
  #visibleButton(giving: Giving): HTMLElement | null {
    const button = this.renderRoot.querySelector<HTMLElement>(`[data-giving="${giving}"]`);
    return button && button.offsetParent !== null
      ? button
      : (this.morePopover?.querySelector<HTMLElement>("button") ?? null);
  }

  /** ASSIGN-12: more than the limit is allowed by hand, after a warning. */
  private handlePick(event: PickEvent): void {
    this.givePopover.hide();
    const member = this.members?.find(({ memberId }) => memberId === event.id);
    const load = member ? loadOf(member, this.room.channel) : null;
    const command = { type: this.giving, memberId: event.id };
    if (member && load?.isFull)
      this.dispatchEvent(new DialogEvent({ kind: "overload", command, name: member.name, ...load }));
    else this.#send(command);
  }

  private async handleCopyLink(): Promise<void> {
    this.morePopover?.hide();
    await navigator.clipboard.writeText(this.link ?? "");
    this.dispatchEvent(new TellEvent(this.text.t("room.linkCopied")));
  }

  #markUnread(): void {
    this.#send({ type: "room.mark_unread" });
    this.dispatchEvent(new TellEvent(this.text.t("room.markedUnread")));
    if (this.hasBack) this.dispatchEvent(new Event("back"));
  }

  protected override render(): TemplateResult {
    const { room, text } = this;
    const name = contactName(room.contact, room.channel, text);
    const session = sessionView(room, this.now(), text, this.viewer.session);
    const channel = text.t(`channel.${room.channel}`);
    return html`<header>
      <button
        class="button icon-only back"
        type="button"
        aria-label=${text.t("room.backToList")}
        @click=${() => this.dispatchEvent(new Event("back"))}
      >
        ${icons.arrowLeft}
      </button>
      ${avatar({
        initials: room.contact.name === null ? "" : initials(name),
        hue: hueOf(room.contact.contactId),
        size: "medium",
        session,
      })}
      <div class="who">
        <h2 data-tip=${room.contact.name === null && room.channel !== "web_chat" ? text.t("common.nameNotTold") : nothing}><bdi>${name}</bdi></h2>
        <div class="sub">
          ${channelIcon(room.channel)}
          <div class="facts">
            <span class="account">
              <span class="visually-hidden">${channel}</span>
              <span class="truncate" data-tip=${`${channel} · ${room.integrationName}`}>${room.integrationName}</span>
              <span class="dot" aria-hidden="true">·</span>
            </span>
            ${sessionBadge(room, session, text)}
          </div>
        </div>
      </div>
      ${headerPeople(room, this.lookers, this.viewer.memberId, text)} ${this.renderActions(roomActions(room, this.viewer))}
    </header>`;
  }

  private renderActions(actions: RoomActions): TemplateResult {
    const { text } = this;
    return html`<div class="actions">
      ${
        actions.take
          ? html`<button class="button wide" type="button" @click=${() => this.#send({ type: "room.take" })}>
              ${icons.hand}${text.t("room.takeOver")}
            </button>`
          : nothing
      }
      ${this.renderGive(actions.assign, "room.assign", html`${icons.plus}${text.t("room.addAgent")}`)}
      ${this.renderGive(actions.handOver, "room.hand_over", html`${text.t("room.handOver")}`)} ${this.renderPicker()}
      ${actions.resolve ? this.renderResolve() : nothing} ${actions.block ? this.renderBlock() : nothing}
      ${this.renderMore(actions)} ${this.hasDetail ? this.renderDetailSwitch() : nothing}
    </div>`;
  }

  private renderPicker(): TemplateResult {
    const { text } = this;
    return html`<sapa-popover class="give" side="end">
      <div class="menu-title">${text.t(this.giving === "room.assign" ? "room.addAgentLabel" : "room.handOverTo")}</div>
      <sapa-picker
        autofocus
        .label=${text.t("members.search")}
        .loadingText=${text.t("common.loading")}
        .emptyText=${text.t("members.noneOther")}
        .noMatchText=${text.t("members.none")}
        .errorText=${this.hasMembersFailed ? text.t("members.failed") : null}
        .options=${this.members ? memberOptions(this.members, this.presence, this.room, this.viewer.memberId, text) : null}
        @pick=${this.handlePick}
      ></sapa-picker>
    </sapa-popover>`;
  }

  private renderResolve(): TemplateResult {
    const label = this.text.t("room.resolve");
    return html`<button
      class="button primary resolve"
      type="button"
      aria-label=${label}
      @click=${() => this.#send({ type: "conversation.resolve" })}
    >
      ${icons.check}<span class="word">${label}</span>
    </button>`;
  }

  /** BLOCK-1 */
  private renderBlock(): TemplateResult {
    const label = this.text.t("block.menu");
    return html`<button class="button icon-only block" type="button" aria-label=${label} data-tip=${label} @click=${() => this.#ask("block")}>
      ${roomIcons.userX}
    </button>`;
  }

  private renderDetailSwitch(): TemplateResult {
    const label = this.text.t(this.isDetailOpen ? "room.hideDetails" : "room.showDetails");
    return html`<button
      class="button icon-only"
      type="button"
      aria-label=${label}
      aria-pressed=${this.isDetailOpen}
      data-tip=${label}
      @click=${() => this.dispatchEvent(new Event("toggle-detail"))}
    >
      ${icons.panelRight}
    </button>`;
  }

  private renderGive(
    state: RoomActions["assign"],
    giving: Giving,
    label: TemplateResult,
  ): TemplateResult | typeof nothing {
    if (state === "no") return nothing;
    const name = this.text.t(giving === "room.assign" ? "room.addAgentLabel" : "room.handOver");
    const isBlocked = state === "blocked";
    return html`<button
      class="button wide"
      type="button"
      data-giving=${giving}
      aria-label=${name}
      aria-disabled=${isBlocked ? "true" : nothing}
      data-tip=${isBlocked ? this.text.t("room.assignOff") : nothing}
      aria-description=${isBlocked ? this.text.t("room.assignOff") : nothing}
      @click=${() => (isBlocked ? undefined : this.#give(giving))}
    >
      ${label}
    </button>`;
  }

  private renderMore(actions: RoomActions): TemplateResult | typeof nothing {
    const label = this.text.t("room.actions");
    const items = moreItems({
      room: this.room,
      actions,
      text: this.text,
      link: this.link,
      onCommand: (command) => this.#send(command),
      onGive: (giving) => this.#give(giving),
      onDialog: (dialog) => this.#ask(dialog),
      onCopyLink: () => void this.handleCopyLink(),
      onMarkUnread: () => this.#markUnread(),
    });
    if (items.length === 0) return nothing;
    return html`<sapa-popover class="more" side="end">
      <button slot="trigger" class="button icon-only" type="button" aria-label=${label} aria-haspopup="menu" aria-expanded="false" data-tip=${label}>
        ${icons.ellipsisVertical}
      </button>
      <div class="menu" role="menu" aria-label=${label}>
        ${items}
      </div>
    </sapa-popover>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-room-header": SapaRoomHeader;
  }
}
