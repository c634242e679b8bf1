import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { ProblemError } from "../../client/api.ts";
import type { ContactDetail } from "../../protocol/contacts.schema.ts";
import type { RoomSummary } from "../../protocol/room-events.schema.ts";
import { contactsTexts } from "../strings/contacts.ts";
import { Localizer } from "../strings/localizer.ts";
import { avatarStyles } from "../ui/avatar.styles.ts";
import { base } from "../ui/base.styles.ts";
import type { SapaDialog } from "../ui/dialog.ts";
import { formStyles } from "../ui/form.styles.ts";
import { textField } from "../ui/form.ts";
import { icons } from "../ui/icons.ts";
import { contactErrorText, nameOf, wordsToType } from "./contact-names.ts";
import type { ContactsDesk } from "./contacts-contract.ts";
import { roomEntry } from "./detail-parts.ts";
import { entryStyles } from "./entry.styles.ts";
import { refusedStyles } from "./refused.styles.ts";

/** What the server counted: rooms that keep the contact from being erased, also those that this person does not see. */
type Open = { count: number; roomId: string | null };

const isOpen = ({ status }: RoomSummary): boolean => status === "unassigned" || status === "assigned";

/**
 * Erases a person for good (CONTACT-7, PRIVACY-6): says what goes and what stays, and wants the name typed. While a room is
 * open it says so instead, and leads there.
 *
 * @tag sapa-contact-erase
 */
export class SapaContactErase extends LitElement {
  static override styles = [
    base,
    avatarStyles,
    formStyles,
    entryStyles,
    refusedStyles,
    css`
      :host {
        display: contents;
      }

      form {
        display: grid;
        gap: 12px;
      }

      .text {
        color: var(--s-muted);
      }

      .forever {
        font-weight: 600;
      }

      .text + .entries {
        margin: 12px -8px 0;
      }
    `,
  ];

  @query("sapa-dialog") private readonly dialog!: SapaDialog;
  @state() private contact: ContactDetail | null = null;
  @state() private typed = "";
  @state() private error: string | undefined;
  @state() private refused: string | null = null;
  @state() private told: Open | null = null;
  @state() private isBusy = false;

  @property({ attribute: false }) desk!: ContactsDesk;
  @property({ attribute: false }) text = new Localizer("en");

  async show(contact: ContactDetail): Promise<void> {
    this.contact = contact;
    this.typed = "";
    this.error = undefined;
    this.refused = this.told = null;
    this.isBusy = false;
    await this.updateComplete;
    await this.dialog.show();
    this.#focusFirst();
    await this.#renew(contact);
  }

  #focusFirst(): void {
    (this.#input ?? this.renderRoot.querySelector<HTMLElement>("button.entry, .link"))?.focus();
  }

  /** A room may have been opened or resolved since the contact was read; what cannot be read now the server says later. */
  async #renew({ contactId }: ContactDetail): Promise<void> {
    const now = await this.desk.api.contact(contactId).catch(() => null);
    if (now?.contactId === this.contact?.contactId) this.contact = now;
  }

  get #input(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>("[data-pointer]");
  }

  private async handleSubmit(event: Event): Promise<void> {
    event.preventDefault();
    const { contact, desk, text } = this;
    if (!contact || this.isBusy || this.#open) return;
    const typed = this.typed.trim();
    if (typed !== wordsToType(contact).trim()) return this.#bad();
    this.isBusy = true;
    this.refused = null;
    try {
      await desk.api.erase(contact.contactId, typed);
      this.dialog.hide();
      desk.gone(contact.contactId);
      desk.tell(contactsTexts(text).t("erase.done", { name: nameOf(contact, text) }));
      await desk.openContact(null);
    } catch (error) {
      await this.#refuse(contact, error);
    }
    this.isBusy = false;
  }

  #bad(): void {
    this.error = contactsTexts(this.text).t("error.contact.name");
    void this.updateComplete.then(() => this.#input?.focus());
  }

  async #refuse(contact: ContactDetail, error: unknown): Promise<void> {
    const refusal = error instanceof ProblemError ? error.refusal : null;
    if (refusal?.code === "contact.name") return this.#bad();
    if (refusal?.code !== "contact.open_room") {
      this.refused = contactErrorText(error, this.text);
      return;
    }
    const { rooms, roomId } = refusal.params ?? {};
    await this.#renew(contact);
    this.told = { count: Number(rooms ?? 1), roomId: roomId === undefined ? null : String(roomId) };
    await this.updateComplete;
    this.#focusFirst();
  }

  /** null: nothing is known that keeps the contact from being erased. */
  get #open(): (Open & { rooms: readonly RoomSummary[] }) | null {
    const rooms = this.contact?.rooms.filter(isOpen) ?? [];
    if (rooms.length === 0 && !this.told) return null;
    return { count: Math.max(rooms.length, this.told?.count ?? 0), roomId: this.told?.roomId ?? null, rooms };
  }

  protected override render(): TemplateResult {
    const { contact, text } = this;
    const { t } = contactsTexts(text);
    const open = this.#open;
    const name = contact ? nameOf(contact, text) : "";
    return html`<sapa-dialog
      .heading=${t(open ? "erase.openTitle" : "erase.title", { name })}
      .closeLabel=${text.t("common.close")}
    >
      ${open ? this.renderOpen(open) : contact ? this.renderForm(contact) : nothing}
      <button slot="foot" class="button" type="button" @click=${() => this.dialog.hide()}>
        ${text.t(open ? "common.close" : "common.cancel")}
      </button>
      ${
        open
          ? nothing
          : html`<button slot="foot" class="button destructive" type="submit" form="erase" aria-disabled=${this.isBusy}>
              ${t("erase.confirm")}
            </button>`
      }
    </sapa-dialog>`;
  }

  private renderOpen({ count, rooms, roomId }: Open & { rooms: readonly RoomSummary[] }): TemplateResult {
    const { text } = this;
    const { t } = contactsTexts(text);
    const openRoom = (id: string): void => {
      this.dialog.hide();
      this.desk.openRoom(id);
    };
    const desk = { openRoom, now: () => this.desk.now() };
    return html`<p class="text" role="status">${t("erase.open", { n: count })}</p>
      ${
        rooms.length > 0
          ? html`<ul class="entries">${rooms.map((room) => html`<li>${roomEntry(room, desk, text)}</li>`)}</ul>`
          : roomId === null
            ? nothing
            : html`<button class="link" type="button" @click=${() => openRoom(roomId)}>${t("erase.openRoom")}</button>`
      }`;
  }

  private renderForm(contact: ContactDetail): TemplateResult {
    const { t } = contactsTexts(this.text);
    return html`<form id="erase" novalidate @submit=${this.handleSubmit}>
      <p class="text">${t("erase.text")}</p>
      <p class="forever">${t("erase.forever")}</p>
      ${textField({
        pointer: "/name",
        label: t("erase.type", { name: wordsToType(contact) }),
        error: this.error,
        value: this.typed,
        onInput: (value) => {
          this.typed = value;
          this.error = undefined;
        },
      })}
      ${this.refused ? html`<p class="refused" role="alert">${icons.circleAlert}<span>${this.refused}</span></p>` : nothing}
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-contact-erase": SapaContactErase;
  }
}
