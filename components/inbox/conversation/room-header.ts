import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { MemberPresence } from "../../../protocol/feed-frames.schema.ts";
import type { MemberRow } from "../../../protocol/http.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { Clock } from "../../controllers/clock.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { avatarStyles } from "../../ui/avatar.styles.ts";
import { avatar, channelIcon } from "../../ui/avatar.ts";
import { base } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { menuStyles } from "../../ui/menu.styles.ts";
import type { PickEvent, SapaPicker } from "../../ui/picker.ts";
import type { SapaPopover } from "../../ui/popover.ts";
import { CommandEvent, TellEvent } from "../internal-events.ts";
import { contactName, hueOf, initials, joinNames } from "../people.ts";
import { sessionView } from "../session-view.ts";
import type { Viewer } from "../viewer.ts";
import { memberOptions } from "./member-options.ts";
import { type RoomActions, roomActions } from "./room-actions.ts";
import { roomHeaderStyles } from "./room-header.styles.ts";

type Giving = "room.assign" | "room.hand_over";

/**
 * Who this is, how much time is left, who looks after it, and what can be done (ROOM-22).
 *
 * @tag sapa-room-header
 * @fires command - An action was chosen.
 * @fires back - Back to the list, on narrow containers.
 * @fires toggle-detail - Show or hide the details.
 * @fires tell - Something short to say.
 */
export class SapaRoomHeader extends LitElement {
  static override styles = [base, avatarStyles, menuStyles, roomHeaderStyles];

  @query("sapa-popover.give") private readonly givePopover!: SapaPopover;
  @query("sapa-popover.more") private readonly morePopover!: SapaPopover;
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
    new Clock(this);
  }

  /** Opens the choice of people; the keyboard's way to "+ Agent". */
  openAssign(): void {
    if (roomActions(this.room, this.viewer).assign === "yes") this.#give("room.assign");
  }

  #send(command: MemberCommand): void {
    this.dispatchEvent(new CommandEvent(command));
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
    return button && button.offsetParent !== null ? button : this.morePopover?.querySelector<HTMLElement>("button");
  }

  private handlePick(event: PickEvent): void {
    this.givePopover.hide();
    this.#send({ type: this.giving, memberId: event.id });
  }

  private async handleCopyLink(): Promise<void> {
    this.morePopover.hide();
    await navigator.clipboard.writeText(this.link ?? "");
    this.dispatchEvent(new TellEvent(this.text.t("room.linkCopied")));
  }

  #fromMenu(command: MemberCommand): void {
    this.morePopover.hide();
    this.#send(command);
  }

  protected override render(): TemplateResult {
    const { room, text } = this;
    const name = contactName(room.contact, room.channel, text);
    const session = sessionView(room, this.now(), text, this.viewer.session);
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
        <h2 dir="auto">${name}</h2>
        <div class="sub">${this.renderSub(session)}</div>
      </div>
      ${this.renderPeople()} ${this.renderActions(roomActions(room, this.viewer))}
    </header>`;
  }

  private renderSub(session: ReturnType<typeof sessionView>): TemplateResult {
    const { room, text } = this;
    return html`
      ${channelIcon(room.channel)}
      <span class="truncate account">${text.t(`channel.${room.channel}`)} · ${room.integrationName}</span>
      <span class="dot account" aria-hidden="true">·</span>
      ${
        room.status === "resolved"
          ? html`<span class="session resolved">${icons.badgeCheck}${text.t("status.resolved")}</span>`
          : html`<span class="session ${session.state} numbers" data-tip=${session.endAt ? text.dateTime(session.endAt) : nothing}
              >${session.state === "expired" ? session.word : session.sentence}</span
            >`
      }
    `;
  }

  private renderPeople(): TemplateResult {
    const { room, text, viewer } = this;
    const others = this.lookers.filter(
      ({ memberId }) => memberId !== viewer.memberId && !room.participants.some((one) => one.memberId === memberId),
    );
    const names = room.participants.map(({ name }) => name);
    const face = ({ memberId, name }: { memberId: string; name: string }): TemplateResult =>
      avatar({ initials: initials(name), hue: hueOf(memberId), size: "small" });
    return html`
      ${
        others.length > 0
          ? html`<span class="people lookers" role="img" aria-label=${this.#lookingWords(others)} data-tip=${this.#lookingWords(others)}>
              ${others.slice(0, 3).map(face)}
            </span>`
          : nothing
      }
      ${
        names.length > 0
          ? html`<span
              class="people"
              role="img"
              aria-label=${text.t("room.assignees", { names: names.join(", ") })}
              data-tip=${text.t("room.assignees", { names: names.join(", ") })}
              >${room.participants.slice(0, 3).map(face)}</span
            >`
          : nothing
      }
    `;
  }

  #lookingWords(others: readonly { name: string }[]): string {
    return this.text.t("room.looking", { names: joinNames(others.map(({ name }) => name)) });
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
      ${this.renderGive(actions.handOver, "room.hand_over", html`${text.t("room.handOver")}`)}
      <sapa-popover class="give" side="end">
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
      </sapa-popover>
      ${
        actions.resolve
          ? html`<button
              class="button primary resolve"
              type="button"
              aria-label=${text.t("room.resolve")}
              @click=${() => this.#send({ type: "conversation.resolve" })}
            >
              ${icons.check}<span class="word">${text.t("room.resolve")}</span>
            </button>`
          : nothing
      }
      ${this.renderMore(actions)}
      ${
        this.hasDetail
          ? html`<button
              class="button icon-only"
              type="button"
              aria-label=${text.t(this.isDetailOpen ? "room.hideDetails" : "room.showDetails")}
              aria-pressed=${this.isDetailOpen}
              data-tip=${text.t(this.isDetailOpen ? "room.hideDetails" : "room.showDetails")}
              @click=${() => this.dispatchEvent(new Event("toggle-detail"))}
            >
              ${icons.panelRight}
            </button>`
          : nothing
      }
    </div>`;
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
    const { text } = this;
    const items = [
      actions.take
        ? this.#item("narrow", icons.hand, text.t("room.takeOver"), () => this.#fromMenu({ type: "room.take" }))
        : nothing,
      actions.assign === "yes"
        ? this.#item("narrow", icons.userPlus, text.t("room.addAgentLabel"), () => this.#give("room.assign"))
        : nothing,
      actions.handOver === "yes"
        ? this.#item("narrow", icons.arrowRightLeft, text.t("room.handOver"), () => this.#give("room.hand_over"))
        : nothing,
      this.link === null
        ? nothing
        : this.#item("", icons.link, text.t("room.copyLink"), () => void this.handleCopyLink()),
      actions.leave
        ? this.#item("", icons.doorOpen, text.t("room.leave"), () => this.#fromMenu({ type: "room.leave" }))
        : nothing,
    ];
    const isOnlyNarrow = this.link === null && !actions.leave;
    if (items.every((item) => item === nothing)) return nothing;
    return html`<sapa-popover class="more ${isOnlyNarrow ? "narrow" : ""}" side="end">
      <button
        slot="trigger"
        class="button icon-only"
        type="button"
        aria-label=${text.t("room.actions")}
        aria-haspopup="menu"
        aria-expanded="false"
        data-tip=${text.t("room.actions")}
      >
        ${icons.ellipsisVertical}
      </button>
      <div class="menu" role="menu">${items}</div>
    </sapa-popover>`;
  }

  #item(className: string, icon: TemplateResult, label: string, onClick: () => void): TemplateResult {
    return html`<button class="menu-item ${className}" type="button" role="menuitem" tabindex="-1" @click=${onClick}>
      ${icon}<span class="grow">${label}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-room-header": SapaRoomHeader;
  }
}
