import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { ProblemError } from "../../client/api.ts";
import { type ContactsApi, createContactsApi } from "../../client/contacts-api.ts";
import type { RoomContact } from "../../protocol/contacts.schema.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import type { RoomServices } from "../data/room-services.ts";
import { SapaContactOpenedEvent } from "../events.ts";
import { factsStyles } from "../inbox/details/facts.styles.ts";
import { CommandEvent, TellEvent } from "../inbox/internal-events.ts";
import { mayIn, type Viewer } from "../inbox/viewer.ts";
import { lazy } from "../lazy.ts";
import { isSame } from "../settings/merge.ts";
import { contactPanelTexts } from "../strings/contact-panel.ts";
import { Localizer } from "../strings/localizer.ts";
import { base } from "../ui/base.styles.ts";
import { icons } from "../ui/icons.ts";

/**
 * Who a room's contact is (ROOM-23): its content, then company and own fields, which are read with it; and the one form
 * that changes all of them (ROLE-16).
 *
 * @tag sapa-room-contact
 * @slot - What the room itself tells of its contact; gives way to the form.
 * @fires command - What the room is to be told.
 * @fires tell - It was saved.
 */
export class SapaRoomContact extends LitElement {
  static override styles = [
    base,
    factsStyles,
    css`
      dl,
      .failed {
        margin-block-start: 7px;
      }

      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-block-start: 12px;
      }

      .failed {
        color: var(--s-muted);
        font-size: var(--s-meta);
      }
    `,
  ];

  #api: ContactsApi | null = null;
  #asked = 0;
  #stop: (() => void) | null = null;

  @query(".edit") private readonly editButton!: HTMLElement | null;
  @state() private contact: RoomContact | null = null;
  @state() private hasFailed = false;
  @state() private isEditing = false;

  @property({ attribute: false }) services!: Pick<RoomServices, "apiOptions" | "onContact">;
  @property({ attribute: false }) room!: RoomSummary;
  @property({ attribute: false }) viewer!: Viewer;
  /** Gives a contact's address on the host's site; null: there is no page for contacts. */
  @property({ attribute: false }) contactLink: ((contactId: string) => string) | null = null;
  @property({ attribute: false }) text = new Localizer("en");

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#handleShown);
    if (this.hasUpdated) this.#listen();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#handleShown);
    this.#stop?.();
    this.#stop = null;
  }

  readonly #handleShown = (): void => {
    if (document.visibilityState === "visible") void this.#load();
  };

  get #contacts(): ContactsApi {
    this.#api ??= createContactsApi(this.services.apiOptions);
    return this.#api;
  }

  #listen(): void {
    this.#stop?.();
    this.#stop = this.services.onContact((contactId) => {
      const isOther = contactId !== null && this.contact !== null && this.contact.contactId !== contactId;
      if (!isOther) void this.#load();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("services")) {
      this.#api = null;
      this.#listen();
    }
    if (!changed.has("room")) return;
    const before = changed.get("room");
    const isOther = before?.roomId !== this.room.roomId;
    if (isOther) {
      this.contact = null;
      this.isEditing = false;
    }
    if (isOther || !isSame(before?.contact, this.room.contact)) void this.#load();
  }

  async #load(): Promise<void> {
    const turn = ++this.#asked;
    const { roomId } = this.room;
    try {
      const contact = await this.#contacts.roomContact(roomId);
      if (turn !== this.#asked) return;
      this.contact = contact;
      this.hasFailed = false;
    } catch (error) {
      if (turn !== this.#asked) return;
      // What is shown stays when it cannot be read again; of a room that was just begun nothing is known yet.
      const isUnknown = error instanceof ProblemError && error.status === 404;
      this.hasFailed = this.contact === null && !isUnknown;
    }
  }

  private async handleEdit(): Promise<void> {
    if (await lazy(() => import("./room-contact-form.ts"))) this.isEditing = true;
  }

  private async handleClose(): Promise<void> {
    this.isEditing = false;
    await this.updateComplete;
    this.editButton?.focus();
  }

  private handleOpen(event: MouseEvent, contactId: string): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.dispatchEvent(new SapaContactOpenedEvent(contactId));
  }

  protected override render(): TemplateResult {
    if (this.isEditing) return this.renderForm();
    return html`<slot></slot>${this.renderKnown()}
      <div class="acts">${this.renderEdit()} ${this.renderLink()}</div>`;
  }

  private renderKnown(): TemplateResult | typeof nothing {
    const { contact, text } = this;
    if (contact) return this.renderFacts(contact);
    if (!this.hasFailed) return nothing;
    return html`<p class="failed">
      ${contactPanelTexts(text).t("panel.failed")}
      <button class="link" type="button" @click=${() => void this.#load()}>${text.t("common.tryAgain")}</button>
    </p>`;
  }

  private renderEdit(): TemplateResult | typeof nothing {
    if (!mayIn(this.viewer, "room.reply", this.room)) return nothing;
    const label = contactPanelTexts(this.text).t("panel.edit");
    return html`<button class="button small edit" type="button" @click=${this.handleEdit}>${icons.pencil}${label}</button>`;
  }

  private renderLink(): TemplateResult | typeof nothing {
    const { contact, contactLink, text } = this;
    if (!contactLink || !contact) return nothing;
    const { contactId } = contact;
    const open = (event: MouseEvent): void => this.handleOpen(event, contactId);
    const label = contactPanelTexts(text).t("panel.open");
    return html`<a class="button small" href=${contactLink(contactId)} @click=${open}>${icons.userRound}${label}</a>`;
  }

  private renderForm(): TemplateResult {
    return html`<sapa-room-contact-form
      .api=${this.#contacts}
      .roomId=${this.room.roomId}
      .told=${this.room.contact}
      .known=${this.contact}
      .mayBeMasked=${this.viewer.role === "agent"}
      .text=${this.text}
      @saved=${(event: CustomEvent<RoomContact>) => {
        this.contact = event.detail;
      }}
      @command=${(event: CommandEvent) => this.dispatchEvent(new CommandEvent(event.command))}
      @tell=${(event: TellEvent) => this.dispatchEvent(new TellEvent(event.text, event.isError))}
      @close=${this.handleClose}
    ></sapa-room-contact-form>`;
  }

  /** Only what is filled in: empty lines help nobody who is answering. */
  private renderFacts({ company, fields, definitions }: RoomContact): TemplateResult | typeof nothing {
    const { t } = contactPanelTexts(this.text);
    const rows: [string, string][] = [
      ...(company === null ? [] : [[t("panel.company"), company] as [string, string]]),
      ...definitions.flatMap(({ fieldId, label }) =>
        fields[fieldId] === undefined ? [] : [[label, String(fields[fieldId])] as [string, string]],
      ),
    ];
    if (rows.length === 0) return nothing;
    return html`<dl>
      ${rows.map(([name, value]) => html`<dt dir="auto">${name}</dt><dd class="numbers"><bdi>${value}</bdi></dd>`)}
    </dl>`;
  }
}

if (!customElements.get("sapa-room-contact")) customElements.define("sapa-room-contact", SapaRoomContact);

declare global {
  interface HTMLElementTagNameMap {
    "sapa-room-contact": SapaRoomContact;
  }
}
