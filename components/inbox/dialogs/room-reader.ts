import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { RoomServices } from "../../data/room-services.ts";
import { RoomStore } from "../../data/room-store.ts";
import { stillRoom } from "../../data/still-room.ts";
import { errorText } from "../../data/texts-of-errors.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { sheetStyles } from "../../ui/sheet.styles.ts";
import { RoomSelectEvent } from "../internal-events.ts";
import { contactName } from "../people.ts";
import type { Viewer } from "../viewer.ts";
import { dialogTexts } from "./dialog-texts.ts";

/**
 * ROOM-24: another room of the same contact, to read only. Nothing in it counts as read by that.
 *
 * @tag sapa-room-reader
 * @fires room-select - The person wants to open it for good.
 */
export class SapaRoomReader extends LitElement {
  static override styles = [
    base,
    sheetStyles,
    css`
      sapa-timeline {
        display: block;
        flex: 1;
        min-block-size: 0;
        container-type: inline-size;
      }

      .note {
        padding: 6px 20px;
        background: var(--s-sunken);
        color: var(--s-muted);
        font-size: var(--s-meta);
      }
    `,
  ];

  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @state() private store: RoomStore | null = null;
  @state() private failure: string | null = null;
  #roomId = "";

  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;
  @property({ attribute: false }) services!: RoomServices;
  @property({ attribute: false }) now: () => number = Date.now;

  async show(roomId: string): Promise<void> {
    this.#roomId = roomId;
    this.store = null;
    this.failure = null;
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
    try {
      const { api, memberName } = this.services;
      const connection = await stillRoom(api, roomId);
      if (this.#roomId !== roomId) return;
      this.store = new RoomStore({
        roomId,
        connection,
        self: this.viewer,
        known: undefined,
        listSummary: () => null,
        resolves: null,
        history: (page) => api.events(roomId, page),
        memberName,
        tagName: () => undefined,
        onRefused: () => {},
      });
    } catch (error) {
      if (this.#roomId === roomId) this.failure = errorText(error, this.text);
    }
  }

  private handleOpen(): void {
    this.dialog.close();
    this.dispatchEvent(new RoomSelectEvent(this.#roomId));
  }

  protected override render(): TemplateResult {
    const { text, store } = this;
    const room = store?.summary ?? null;
    const { t } = dialogTexts(text);
    return html`<dialog aria-labelledby="title" @keydown=${(event: Event) => event.stopPropagation()}>
      <div class="head">
        <h2 id="title" dir="auto">${
          room
            ? `${contactName(room.contact, room.channel, text)} · ${text.t(`channel.${room.channel}`)} · ${room.integrationName}`
            : text.t("room.pane")
        }</h2>
        ${room ? html`<button class="button" type="button" @click=${this.handleOpen}>${t("reader.open")}</button>` : nothing}
        <button class="button icon-only" type="button" aria-label=${text.t("common.close")} @click=${() => this.dialog.close()}>
          ${icons.x}
        </button>
      </div>
      <p class="note">${t("reader.note")}</p>
      ${
        store && room
          ? html`<sapa-timeline
              .store=${store}
              .label=${t("reader.label")}
              .viewer=${this.viewer}
              .text=${text}
              .services=${this.services}
              .links=${this.services.files(room.roomId, room.channel).links}
              .now=${this.now}
              .isReadOnly=${true}
            ></sapa-timeline>`
          : html`<p class="empty" role="status">${this.failure ?? text.t("common.loading")}</p>`
      }
    </dialog>`;
  }
}

if (!customElements.get("sapa-room-reader")) customElements.define("sapa-room-reader", SapaRoomReader);

declare global {
  interface HTMLElementTagNameMap {
    "sapa-room-reader": SapaRoomReader;
  }
}
