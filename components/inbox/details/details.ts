import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { MemberCommand } from "../../../protocol/commands.schema.ts";
import type { MemberPresence } from "../../../protocol/feed-frames.schema.ts";
import type { TagRow } from "../../../protocol/http.schema.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import { Clock } from "../../controllers/clock.ts";
import { Subscription } from "../../controllers/subscription.ts";
import { recall, remember } from "../../data/browser-storage.ts";
import type { RoomStore } from "../../data/room-store.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { avatarStyles } from "../../ui/avatar.styles.ts";
import { avatar, channelIcon } from "../../ui/avatar.ts";
import { base, scrollbars } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { menuStyles } from "../../ui/menu.styles.ts";
import type { PickEvent, SapaPicker } from "../../ui/picker.ts";
import type { SapaPopover } from "../../ui/popover.ts";
import { TellEvent } from "../internal-events.ts";
import { contactName, hueOf, initials } from "../people.ts";
import { sessionView } from "../session-view.ts";
import { mayIn, type Viewer } from "../viewer.ts";
import { detailsStyles } from "./details.styles.ts";
import { conversationsOf, type PastConversation } from "./history-view.ts";

type Section = "about" | "agents" | "tags" | "history";

/** The person asked to see where a conversation began. */
export class GoToConversationEvent extends Event {
  readonly number: number;
  constructor(number: number) {
    super("go-to-conversation");
    this.number = number;
  }
}

/**
 * Who the customer is and what happened in this room (ROOM-23), in sections that remember whether they are open.
 *
 * @tag sapa-details
 * @fires go-to-conversation - A former conversation was chosen; `number` names it.
 * @fires back - Back to the conversation, on narrow containers.
 * @fires tell - Something short to say.
 */
export class SapaDetails extends LitElement {
  static override styles = [base, scrollbars, avatarStyles, menuStyles, detailsStyles];

  @query(".name-field") private readonly nameField!: HTMLInputElement | null;
  @query("sapa-popover") private readonly tagPopover!: SapaPopover | null;
  @query("sapa-picker") private readonly picker!: SapaPicker | null;
  @state() private isEditingName = false;
  @state() private tags: readonly TagRow[] | null = null;

  @property({ attribute: false }) store!: RoomStore;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) now: () => number = Date.now;
  @property({ attribute: false }) presence: readonly MemberPresence[] = [];
  @property({ attribute: false }) loadTags!: () => Promise<TagRow[]>;
  @property({ type: Boolean, attribute: "has-back" }) hasBack = false;

  constructor() {
    super();
    new Clock(this);
    new Subscription(this, () => this.store);
  }

  /** Opens the choice of tags; the keyboard's way there. */
  async openTags(): Promise<void> {
    const section = this.renderRoot.querySelector<HTMLDetailsElement>('details[data-section="tags"]');
    if (section) section.open = true;
    await this.updateComplete;
    this.tagPopover?.show();
    this.#askTags();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("store")) this.isEditingName = false;
  }

  #send(command: MemberCommand): void {
    this.store.send(command);
  }

  #askTags(): void {
    this.picker?.reset();
    this.loadTags().then(
      (tags) => {
        this.tags = tags;
        void this.updateComplete.then(() => this.tagPopover?.reposition());
      },
      () => this.dispatchEvent(new TellEvent(this.text.t("error.unavailable"), true)),
    );
  }

  private async handleEditName(): Promise<void> {
    this.isEditingName = true;
    await this.updateComplete;
    this.nameField?.select();
  }

  private handleNameKeydown(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.isEditingName = false;
  }

  private handleNameSubmit(event: SubmitEvent): void {
    event.preventDefault();
    const name = this.nameField?.value.trim() ?? "";
    this.isEditingName = false;
    if (name === "" || name === this.store.summary?.contact.name) return;
    this.#send({ type: "contact.update", name });
    this.dispatchEvent(new TellEvent(this.text.t("common.saved")));
  }

  private handlePickTag(event: PickEvent): void {
    this.tagPopover?.hide();
    this.#send({ type: "tag.add", tagId: event.id });
  }

  private handleToggle(event: Event): void {
    const section = event.currentTarget as HTMLDetailsElement;
    remember(`section.${section.dataset.section}`, section.open ? "open" : "closed");
  }

  protected override render(): TemplateResult {
    const room = this.store.summary;
    return html`
      <div class="bar">
        <button class="button icon-only" type="button" aria-label=${this.text.t("room.backToRoom")} @click=${() => this.dispatchEvent(new Event("back"))}>
          ${icons.arrowLeft}
        </button>
        ${this.text.t("detail.label")}
      </div>
      <div class="content scroll" tabindex="0" role="group" aria-label=${this.text.t("detail.label")}>
        ${room ? html`${this.renderWho(room)} ${this.renderSections(room)}` : nothing}
      </div>
    `;
  }

  private renderWho(room: RoomSummary): TemplateResult {
    const { text } = this;
    const name = contactName(room.contact, room.channel, text);
    return html`<div class="who">
      ${avatar({
        initials: room.contact.name === null ? "" : initials(name),
        hue: hueOf(room.contact.contactId),
        session: sessionView(room, this.now(), text, this.viewer.session),
      })}
      ${this.isEditingName ? this.renderNameForm(room) : this.renderName(room, name)}
      <p class="sub">${channelIcon(room.channel)} ${text.t(`channel.${room.channel}`)} · ${room.integrationName}</p>
    </div>`;
  }

  private renderName(room: RoomSummary, name: string): TemplateResult {
    const label = this.text.t("detail.editName");
    return html`<div class="name-line">
      <h2 dir="auto">${name}</h2>
      ${
        mayIn(this.viewer, "room.reply", room)
          ? html`<button class="button icon-only" type="button" aria-label=${label} data-tip=${label} @click=${this.handleEditName}>
              ${icons.pencil}
            </button>`
          : nothing
      }
    </div>`;
  }

  private renderNameForm(room: RoomSummary): TemplateResult {
    const { text } = this;
    return html`<form class="name-form" @submit=${this.handleNameSubmit} @keydown=${this.handleNameKeydown}>
      <input
        class="field name-field"
        dir="auto"
        aria-label=${text.t("detail.name")}
        placeholder=${text.t("detail.namePlaceholder")}
        maxlength=${LIMITS.nameLength}
        .value=${room.contact.name ?? ""}
      />
      <button class="button primary" type="submit">${text.t("common.save")}</button>
    </form>`;
  }

  private renderSections(room: RoomSummary): TemplateResult {
    const { text } = this;
    return html`
      ${this.#section("about", text.t("detail.about"), this.renderAbout(room))}
      ${this.#section("agents", text.t("detail.agents"), this.renderAgents(room))}
      ${this.#section("tags", text.t("detail.tags"), this.renderTags(room))}
      ${this.#section("history", text.t("detail.history"), this.renderHistory())}
    `;
  }

  #section(name: Section, title: string, content: TemplateResult): TemplateResult {
    const isOpen = recall(`section.${name}`) !== "closed";
    return html`<details data-section=${name} ?open=${isOpen} @toggle=${this.handleToggle}>
      <summary><h3>${title}</h3>${icons.chevronDown}</summary>
      <div class="section">${content}</div>
    </details>`;
  }

  private renderAbout(room: RoomSummary): TemplateResult {
    const { text } = this;
    const session = sessionView(room, this.now(), text, this.viewer.session);
    const when = (at: number | null): string => (at === null ? "–" : text.dateTime(at));
    const rows: [string, string][] = [
      ["detail.firstInteraction", when(room.firstInboundAt)],
      ["detail.lastInteraction", when(room.lastInboundAt)],
      ["detail.sessionStart", when(session.startAt)],
      ["detail.sessionEnd", when(session.endAt)],
      ...(room.lastSeenAt === null ? [] : [["detail.lastSeen", when(room.lastSeenAt)] as [string, string]]),
      ...(room.contact.email === null ? [] : [["detail.email", room.contact.email] as [string, string]]),
      ...(room.contact.phone === null ? [] : [["detail.phone", room.contact.phone] as [string, string]]),
    ];
    return html`<dl>
      ${rows.map(([key, value]) => html`<dt>${text.find(key)}</dt><dd class="numbers">${value}</dd>`)}
    </dl>`;
  }

  private renderAgents(room: RoomSummary): TemplateResult {
    const { text, viewer } = this;
    if (room.participants.length === 0) return html`<p class="muted">${text.t("detail.noAgents")}</p>`;
    const online = new Set(this.presence.filter(({ isOnline }) => isOnline).map(({ memberId }) => memberId));
    const mayRemove = room.status !== "resolved" && mayIn(viewer, "room.assign", room);
    return html`<ul class="people">
      ${repeat(
        room.participants,
        ({ memberId }) => memberId,
        ({ memberId, name }) => {
          const label = text.t("detail.removeAgent", { name });
          return html`<li class="person">
            ${avatar({ initials: initials(name), hue: hueOf(memberId), size: "small", isOnline: online.has(memberId) })}
            <span class="truncate" dir="auto">${name}${memberId === viewer.memberId ? ` (${text.t("common.you")})` : ""}</span>
            <span class="visually-hidden">${text.t(online.has(memberId) ? "members.online" : "members.offline")}</span>
            ${
              mayRemove && memberId !== viewer.memberId
                ? html`<button
                    class="button icon-only"
                    type="button"
                    aria-label=${label}
                    data-tip=${label}
                    @click=${() => this.#send({ type: "room.remove_participant", memberId })}
                  >
                    ${icons.x}
                  </button>`
                : nothing
            }
          </li>`;
        },
      )}
    </ul>`;
  }

  private renderTags(room: RoomSummary): TemplateResult {
    const { text } = this;
    const mayTag = mayIn(this.viewer, "room.tag", room);
    const isFull = room.tags.length >= LIMITS.tagsPerConversation;
    const taken = new Set(room.tags.map(({ tagId }) => tagId));
    const options =
      this.tags?.filter(({ tagId }) => !taken.has(tagId)).map(({ tagId, name }) => ({ id: tagId, label: name })) ??
      null;
    return html`<div class="tags">
      ${room.tags.length === 0 && !mayTag ? html`<span class="muted">${text.t("detail.noTags")}</span>` : nothing}
      ${repeat(
        room.tags,
        ({ tagId }) => tagId,
        ({ tagId, name }) => html`<span class="chip"
          ><span class="truncate" dir="auto">${name}</span>${
            mayTag
              ? html`<button
                  type="button"
                  aria-label=${text.t("detail.removeTag", { tag: name })}
                  @click=${() => this.#send({ type: "tag.remove", tagId })}
                >
                  ${icons.x}
                </button>`
              : nothing
          }</span
        >`,
      )}
      ${
        mayTag && !isFull
          ? html`<sapa-popover side="end">
              <button slot="trigger" class="button small" type="button" aria-expanded="false" aria-haspopup="listbox" @click=${() => this.#askTags()}>
                ${icons.plus}${text.t("detail.addTag")}
              </button>
              <sapa-picker
                autofocus
                .label=${text.t("detail.searchTags")}
                .loadingText=${text.t("common.loading")}
                .emptyText=${text.t("detail.noTags")}
                .noMatchText=${text.t("detail.noTagMatches")}
                .options=${options}
                @pick=${this.handlePickTag}
              ></sapa-picker>
            </sapa-popover>`
          : nothing
      }
      ${isFull ? html`<span class="muted">${text.t("detail.tagsFull", { max: LIMITS.tagsPerConversation })}</span>` : nothing}
    </div>`;
  }

  private renderHistory(): TemplateResult {
    const { view } = this.store;
    return html`<ul class="history">
        ${repeat(
          conversationsOf(view.events),
          ({ number }) => number,
          (past) => html`<li>${this.renderPast(past)}</li>`,
        )}
      </ul>
      ${view.hasOlder ? html`<p class="muted">${this.text.t("detail.olderHistory")}</p>` : nothing}`;
  }

  private renderPast(past: PastConversation): TemplateResult {
    const { text } = this;
    const about = [...past.agents, ...past.tags].join(" · ");
    return html`<button class="past" type="button" @click=${() => this.dispatchEvent(new GoToConversationEvent(past.number))}>
      <b>${text.t("detail.conversation", { n: past.number })}${past.resolvedAt === null ? nothing : icons.badgeCheck}</b>
      <span class="numbers">${
        past.resolvedAt === null
          ? text.t("detail.openNow", { time: text.dateTime(past.openedAt) })
          : text.t("detail.closed", { from: text.dateTime(past.openedAt), to: text.dateTime(past.resolvedAt) })
      }</span>
      ${about === "" ? nothing : html`<span class="truncate" dir="auto">${about}</span>`}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-details": SapaDetails;
  }
}
