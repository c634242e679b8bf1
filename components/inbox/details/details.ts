import { html, LitElement, nothing, type TemplateResult } from "lit";
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
import type { RoomServices } from "../../data/room-services.ts";
import type { RoomStore } from "../../data/room-store.ts";
import { lazy } from "../../lazy.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { avatarStyles } from "../../ui/avatar.styles.ts";
import { avatar, channelIcon } from "../../ui/avatar.ts";
import { base, scrollbars } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { menuStyles } from "../../ui/menu.styles.ts";
import type { PickEvent, SapaPicker } from "../../ui/picker.ts";
import type { SapaPopover } from "../../ui/popover.ts";
import { scoreText, surveysOf } from "../conversation/surveys.ts";
import type { SapaRoomReader } from "../dialogs/room-reader.ts";
import { type CommandEvent, RoomSelectEvent, TellEvent } from "../internal-events.ts";
import { contactName, hueOf, initials } from "../people.ts";
import { roomIcons } from "../room-icons.ts";
import { sessionView } from "../session-view.ts";
import { mayIn, type Viewer } from "../viewer.ts";
import { detailsStyles } from "./details.styles.ts";
import { factsStyles } from "./facts.styles.ts";
import { GoToSeqEvent, type OtherRoomEvent } from "./room-history.ts";
import { visitorStyles } from "./visitor.styles.ts";
import { visitorView } from "./visitor-view.ts";

type Section = "profile" | "site" | "about" | "agents" | "tags" | "notes" | "history";

/**
 * Who the customer is and what happened in this room (ROOM-23), in sections that remember whether they are open.
 *
 * @tag sapa-details
 * @fires go-to-seq - A note or a former conversation was chosen; `seq` is where it stands.
 * @fires room-select - Another room of the contact is to be opened.
 * @fires back - Back to the conversation, on narrow containers.
 * @fires tell - Something short to say.
 */
export class SapaDetails extends LitElement {
  static override styles = [base, scrollbars, avatarStyles, menuStyles, factsStyles, visitorStyles, detailsStyles];

  @query("sapa-popover") private readonly tagPopover!: SapaPopover | null;
  @query("sapa-picker") private readonly picker!: SapaPicker | null;
  @query("sapa-room-reader") private readonly reader!: SapaRoomReader | null;
  @state() private hasReader = false;
  @state() private tags: readonly TagRow[] | null = null;

  @property({ attribute: false }) store!: RoomStore;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) now: () => number = Date.now;
  @property({ attribute: false }) presence: readonly MemberPresence[] = [];
  @property({ attribute: false }) services!: RoomServices;
  /** Gives a contact's address on the host's site; null: there is none for this person. */
  @property({ attribute: false }) contactLink: ((contactId: string) => string) | null = null;
  @property({ type: Boolean, attribute: "has-back" }) hasBack = false;

  constructor() {
    super();
    new Clock(this);
    new Subscription(this, () => this.store);
  }

  protected override firstUpdated(): void {
    // Beside what is urgent: a room is answered without it.
    void lazy(() => import("../../contacts/room-contact.ts"), true);
  }

  /** Opens the choice of tags; the keyboard's way there. */
  async openTags(): Promise<void> {
    const section = this.renderRoot.querySelector<HTMLDetailsElement>('details[data-section="tags"]');
    if (section) section.open = true;
    await this.updateComplete;
    this.tagPopover?.show();
    this.#askTags();
  }

  #send(command: MemberCommand): void {
    this.store.send(command);
  }

  #askTags(): void {
    this.picker?.reset();
    this.services.tags().then(
      (tags) => {
        this.tags = tags;
        void this.updateComplete.then(() => this.tagPopover?.reposition());
      },
      () => this.dispatchEvent(new TellEvent(this.text.t("error.unavailable"), true)),
    );
  }

  private handleTell(event: TellEvent): void {
    this.dispatchEvent(new TellEvent(event.text, event.isError));
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
      ${this.hasReader ? this.renderReader() : nothing}
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
      <h2 dir="auto">${name}</h2>
      <p class="sub">${channelIcon(room.channel)} ${text.t(`channel.${room.channel}`)} · ${room.integrationName}</p>
      ${room.isBlocked ? html`<p class="blocked">${roomIcons.userX}${text.t("detail.contactBlocked")}</p>` : nothing}
    </div>`;
  }

  private renderSections(room: RoomSummary): TemplateResult {
    const { text } = this;
    return html`
      ${this.#section(
        "profile",
        text.t("detail.profile"),
        html`<sapa-room-contact
          .services=${this.services}
          .room=${room}
          .viewer=${this.viewer}
          .contactLink=${this.contactLink}
          .text=${text}
          @command=${(event: CommandEvent) => this.#send(event.command)}
          @tell=${this.handleTell}
        >
          <sapa-customer-profile .room=${room} .text=${text}></sapa-customer-profile>
        </sapa-room-contact>`,
      )}
      ${this.renderSite(room)}
      ${this.#section("about", text.t("detail.about"), this.renderAbout(room))}
      ${this.#section("agents", text.t("detail.agents"), this.renderAgents(room))}
      ${this.#section("tags", text.t("detail.tags"), this.renderTags(room))}
      ${this.#section("notes", text.t("detail.notes"), this.renderNotes())}
      ${this.#section("history", text.t("detail.history"), this.renderHistory(room))}
    `;
  }

  #section(name: Section, title: string, content: TemplateResult): TemplateResult {
    const isOpen = recall(`section.${name}`) !== "closed";
    return html`<details data-section=${name} ?open=${isOpen} @toggle=${this.handleToggle}>
      <summary><h3>${title}</h3>${icons.chevronDown}</summary>
      <div class="section">${content}</div>
    </details>`;
  }

  private renderSite(room: RoomSummary): TemplateResult | typeof nothing {
    const { visitor, state } = this.store.view;
    if (room.channel !== "web_chat" || visitor === null) return nothing;
    const { text } = this;
    return this.#section("site", text.t("site.title"), visitorView({ visitor, isLive: state === "live", text }));
  }

  private renderNotes(): TemplateResult {
    return html`<sapa-room-notes
      .store=${this.store}
      .ownId=${this.viewer.memberId}
      .text=${this.text}
      .services=${this.services}
      @go-to-seq=${(event: GoToSeqEvent) => this.dispatchEvent(new GoToSeqEvent(event.seq))}
    ></sapa-room-notes>`;
  }

  /** What was asked after the newest conversation that something was asked after (SURVEY-7). */
  #surveyRows(): [string, string][] {
    const { text } = this;
    const asked = surveysOf(this.store.view.events);
    const newest = asked.at(-1)?.conversationNumber;
    return asked
      .filter(({ conversationNumber }) => conversationNumber === newest)
      .map(({ kind, score }) => [
        `survey.${kind}`,
        score === null ? text.t("survey.notAnswered") : scoreText(kind, score, text),
      ]);
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
      ...this.#surveyRows(),
    ];
    return html`<dl>
      ${rows.map(([key, value]) => html`<dt>${text.find(key)}</dt><dd class="numbers"><bdi>${value}</bdi></dd>`)}
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

  /** ROOM-24: another room opens to be read only. */
  async #read(roomId: string): Promise<void> {
    if (!(await lazy(() => import("../dialogs/room-reader.ts")))) return;
    this.hasReader = true;
    await this.updateComplete;
    await this.reader?.show(roomId);
  }

  private renderReader(): TemplateResult {
    return html`<sapa-room-reader
      .viewer=${this.viewer}
      .text=${this.text}
      .services=${this.services}
      .now=${this.now}
      @room-select=${(event: RoomSelectEvent) => this.dispatchEvent(new RoomSelectEvent(event.roomId))}
    ></sapa-room-reader>`;
  }

  private renderHistory(room: RoomSummary): TemplateResult {
    return html`<sapa-room-history
      .room=${room}
      .text=${this.text}
      .services=${this.services}
      .asked=${surveysOf(this.store.view.events)}
      @go-to-seq=${(event: GoToSeqEvent) => this.dispatchEvent(new GoToSeqEvent(event.seq))}
      @other-room=${(event: OtherRoomEvent) => void this.#read(event.roomId)}
    ></sapa-room-history>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-details": SapaDetails;
  }
}
