import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { ProblemError } from "../../client/api.ts";
import { type ContactsApi, createContactsApi } from "../../client/contacts-api.ts";
import type { RoomContact } from "../../protocol/contacts.schema.ts";
import type { RoomServices } from "../data/room-services.ts";
import { SapaContactOpenedEvent } from "../events.ts";
import { factsStyles } from "../inbox/details/facts.styles.ts";
import { lazy } from "../lazy.ts";
import { contactPanelTexts } from "../strings/contact-panel.ts";
import { Localizer } from "../strings/localizer.ts";
import { base } from "../ui/base.styles.ts";
import { icons } from "../ui/icons.ts";
import type { SapaRoomContactForm } from "./room-contact-form.ts";

/**
 * What an organization knows of a room's contact besides name, phone and email: company and its own fields (ROLE-16).
 *
 * @tag sapa-room-contact
 */
export class SapaRoomContact extends LitElement {
  static override styles = [
    base,
    factsStyles,
    css`
      :host {
        margin-block-start: 12px;
      }

      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }

      dl + .acts {
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

  @query("sapa-room-contact-form") private readonly form!: SapaRoomContactForm | null;
  @state() private contact: RoomContact | null = null;
  @state() private hasFailed = false;
  @state() private hasForm = false;

  @property({ attribute: false }) services!: Pick<RoomServices, "apiOptions" | "onContact">;
  @property({ attribute: false }) roomId = "";
  /** Another value: what is known of the contact may have changed. */
  @property({ attribute: false }) stamp = "";
  @property({ attribute: false }) mayEdit = false;
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
    if (changed.has("roomId")) this.contact = null;
    if (changed.has("roomId") || changed.has("stamp")) void this.#load();
  }

  async #load(): Promise<void> {
    const turn = ++this.#asked;
    const { roomId } = this;
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
    const { contact } = this;
    if (!contact || !(await lazy(() => import("./room-contact-form.ts")))) return;
    this.hasForm = true;
    await this.updateComplete;
    await this.form?.show(this.#contacts, this.roomId, contact);
  }

  private handleOpen(event: MouseEvent, contactId: string): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.dispatchEvent(new SapaContactOpenedEvent(contactId));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { contact, text } = this;
    const { t } = contactPanelTexts(text);
    if (this.hasFailed)
      return html`<p class="failed">
        ${t("panel.failed")}
        <button class="link" type="button" @click=${() => void this.#load()}>${text.t("common.tryAgain")}</button>
      </p>`;
    if (!contact) return nothing;
    return html`${this.renderFacts(contact)}
      <div class="acts">
        ${
          this.mayEdit
            ? html`<button class="button small" type="button" @click=${this.handleEdit}>${icons.pencil}${t("panel.edit")}</button>`
            : nothing
        }
        ${
          this.contactLink
            ? html`<a class="button small" href=${this.contactLink(contact.contactId)} @click=${(event: MouseEvent) => this.handleOpen(event, contact.contactId)}>${icons.userRound}${t("panel.open")}</a>`
            : nothing
        }
      </div>
      ${
        this.hasForm
          ? html`<sapa-room-contact-form
              .text=${text}
              @saved=${(event: CustomEvent<RoomContact>) => {
                this.contact = event.detail;
              }}
            ></sapa-room-contact-form>`
          : nothing
      }`;
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
