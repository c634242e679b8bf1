import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { RoomHistory } from "../../../protocol/inbox.schema.ts";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { RoomServices } from "../../data/room-services.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { channelIcon } from "../../ui/avatar.ts";
import { base } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { type AskedSurvey, scoreText } from "../conversation/surveys.ts";
import { historyStyles } from "./room-history.styles.ts";

/** The person asked to see a place in this room. */
export class GoToSeqEvent extends Event {
  readonly seq: number;
  constructor(seq: number) {
    super("go-to-seq");
    this.seq = seq;
  }
}

/** The person asked for another room of the contact. */
export class OtherRoomEvent extends Event {
  readonly roomId: string;
  constructor(roomId: string) {
    super("other-room");
    this.roomId = roomId;
  }
}

/**
 * ROOM-24: earlier conversations of this room and the contact's other rooms, newest first.
 *
 * @tag sapa-room-history
 * @fires go-to-seq - A conversation of this room was chosen; `seq` is its opening.
 * @fires other-room - Another room of the contact was chosen.
 */
export class SapaRoomHistory extends LitElement {
  static override styles = [base, historyStyles];

  @state() private history: RoomHistory | null = null;
  @state() private hasFailed = false;
  #asked = "";

  @property({ attribute: false }) room!: RoomSummary;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) services!: RoomServices;
  /** Surveys by the room's own log, which is ahead of what the history was read from. */
  @property({ attribute: false }) asked: readonly AskedSurvey[] = [];

  /** Read again when a conversation begins or ends, for then there is one more or it has another end. */
  protected override willUpdate(_changed: PropertyValues<this>): void {
    const { roomId, conversation, participants, tags } = this.room;
    const key = `${roomId} ${conversation.number} ${conversation.resolvedAt} ${participants.length} ${tags.length}`;
    if (key === this.#asked) return;
    if (!this.#asked.startsWith(`${roomId} `)) this.history = null;
    this.#asked = key;
    void this.#load(roomId);
  }

  async #load(roomId: string): Promise<void> {
    this.hasFailed = false;
    try {
      const history = await this.services.api.history(roomId);
      if (this.room.roomId === roomId) this.history = history;
    } catch {
      if (this.room.roomId === roomId) this.hasFailed = true;
    }
  }

  protected override render(): TemplateResult {
    const { text, history } = this;
    if (!history) {
      if (!this.hasFailed) return html`<p class="muted" role="status">${text.t("common.loading")}</p>`;
      return html`<p class="muted">${text.t("detail.historyFailed")}
        <button class="link" type="button" @click=${() => void this.#load(this.room.roomId)}>${text.t("common.tryAgain")}</button>
      </p>`;
    }
    return html`<ul>
        ${history.conversations.map((past) => this.renderPast(past))}
      </ul>
      ${history.rooms.length > 0 ? this.renderOthers(history.rooms) : nothing}`;
  }

  private renderPast(past: RoomHistory["conversations"][number]): TemplateResult {
    const { text } = this;
    const about = [...past.agents, ...past.tags].join(" · ");
    return html`<li>
      <button class="past" type="button" @click=${() => this.dispatchEvent(new GoToSeqEvent(past.openedSeq))}>
        <b>${text.t("detail.conversation", { n: past.number })}${past.resolvedAt === null ? nothing : icons.badgeCheck}</b>
        <span class="numbers">${
          past.resolvedAt === null
            ? text.t("detail.openNow", { time: text.dateTime(past.openedAt) })
            : text.t("detail.closed", { from: text.dateTime(past.openedAt), to: text.dateTime(past.resolvedAt) })
        }</span>
        ${about === "" ? nothing : html`<span class="truncate" dir="auto">${about}</span>`}
        ${this.#surveysOf(past).map(
          ({ kind, score, comment }) => html`<span class="survey" dir="auto"
            >${text.t(`survey.${kind}`)}: ${score === null ? text.t("survey.notAnswered") : scoreText(kind, score, text)}${
              comment === null ? nothing : html` — “${comment}”`
            }</span
          >`,
        )}
      </button>
    </li>`;
  }

  /** SURVEY-7 */
  #surveysOf(past: RoomHistory["conversations"][number]): RoomHistory["conversations"][number]["surveys"] {
    const live = this.asked.filter(({ conversationNumber }) => conversationNumber === past.number);
    const isLive = new Set(live.map(({ kind }) => kind));
    return [...past.surveys.filter(({ kind }) => !isLive.has(kind)), ...live];
  }

  private renderOthers(rooms: RoomHistory["rooms"]): TemplateResult {
    const { text } = this;
    return html`<h4>${text.t("detail.otherRooms")}</h4>
      <ul>
        ${rooms.map(
          (room) => html`<li>
            <button class="past other" type="button" @click=${() => this.dispatchEvent(new OtherRoomEvent(room.roomId))}>
              ${channelIcon(room.channel)}
              <div>
                <b class="truncate" dir="auto">${room.integrationName}</b>
                <span class="numbers">${text.find(`status.${room.status}`) ?? room.status} · ${text.dateTime(room.lastActivityAt)}</span>
              </div>
            </button>
          </li>`,
        )}
      </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-room-history": SapaRoomHistory;
  }
}
