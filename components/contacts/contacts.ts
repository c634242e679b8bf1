import { html, LitElement, type nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { LateScreen } from "../controllers/late-screen.ts";
import type { TokenProvider } from "../data/connection.ts";
import type { SapaContactOpenedEvent, SapaFilterChangedEvent } from "../events.ts";
import { lazy } from "../lazy.ts";
import { tokens } from "../tokens.css.ts";
import { base } from "../ui/base.styles.ts";
import { screenStyles } from "../ui/screen.styles.ts";
import { statesStyles } from "../ui/states.ts";
import type { SapaContactsDesk } from "./desk.ts";

/**
 * The organization's contacts: table, search and filter, and the profile of one, in the space its container gives it (a
 * table from 720 px, the profile beside it from 1,080 px). The rest of it is loaded when the element is shown.
 *
 * @tag sapa-contacts
 * @fires sapa-contact-opened - A person opened or closed a contact.
 * @fires sapa-filter-changed - A person chose another search, filter or order.
 * @fires sapa-room-opened - A person wants to see one of a contact's conversations.
 * @fires sapa-saved - A person saved something.
 * @fires sapa-token-expired - There is no valid token; "Sign-in needed" is shown.
 * @fires sapa-error - Something did not work; `code` tells what.
 * @csspart list - The pane with the contacts.
 * @csspart detail - The pane with one contact.
 */
export class SapaContacts extends LitElement {
  static override styles = [base, tokens, statesStyles, screenStyles];

  readonly #screen = new LateScreen(this, "contacts", () => lazy(() => import("./define-contacts.ts"), true));
  @query("sapa-contacts-desk") private readonly desk!: SapaContactsDesk | null;

  /** Address of the Sapa server; empty: the page's own. */
  @property({ attribute: "base-url" }) baseUrl = "";
  /** `en` or `id`; otherwise the member's, the organization's or the browser's. */
  @property() language: string | null = null;
  /** `light`, `dark` or `system` (default). */
  @property({ reflect: true }) theme: string | null = null;
  /** The open contact. */
  @property({ attribute: "contact-id" }) contactId: string | null = null;
  /** What is searched, what narrows the list and its order, as part of an address: `q=…&channel=…&sort=name`. */
  @property() filter = "";
  /** Leaves out all that changes contacts. A matter of the screen: rights are the token's. */
  @property({ type: Boolean, attribute: "read-only" }) readOnly = false;
  /** Gives a fresh `{ token, expiresAt }`. Elements with the same function share one connection. */
  @property({ attribute: false }) tokenProvider: TokenProvider | null = null;

  /** Whether something was changed and is not saved. */
  get hasUnsavedChanges(): boolean {
    return this.desk?.isDirty ?? false;
  }

  /** Before the host leads elsewhere: true if nothing is lost by it, or the person agreed to lose it. */
  async confirmLeave(): Promise<boolean> {
    return (await this.desk?.confirmLeave()) ?? true;
  }

  private handleContact({ contactId }: SapaContactOpenedEvent): void {
    this.contactId = contactId;
  }

  private handleFilter({ filter }: SapaFilterChangedEvent): void {
    this.filter = filter;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { text } = this.#screen;
    return this.#screen.render(
      (connection) => html`<sapa-contacts-desk
        class="screen"
        lang=${text.language}
        exportparts="list, detail"
        .connection=${connection}
        .phase=${connection.phase}
        .text=${text}
        .contactId=${this.contactId}
        .address=${this.filter}
        .isReadOnly=${this.readOnly}
        @sapa-contact-opened=${this.handleContact}
        @sapa-filter-changed=${this.handleFilter}
      ></sapa-contacts-desk>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-contacts": SapaContacts;
  }
}
