import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { ProblemError } from "../../client/api.ts";
import type { ContactDetail } from "../../protocol/contacts.schema.ts";
import { contactsTexts } from "../strings/contacts.ts";
import { Localizer } from "../strings/localizer.ts";
import { base } from "../ui/base.styles.ts";
import type { SapaDialog } from "../ui/dialog.ts";
import { formStyles } from "../ui/form.styles.ts";
import { textField } from "../ui/form.ts";
import { icons } from "../ui/icons.ts";
import { contactErrorText, nameOf, wordsToType } from "./contact-names.ts";
import type { ContactsDesk } from "./contacts-contract.ts";

type Refused = { words: string; roomId: string | null };

/**
 * Erases a person for good (CONTACT-7, PRIVACY-6): says what goes and what stays, and wants the name typed.
 *
 * @tag sapa-contact-erase
 */
export class SapaContactErase extends LitElement {
  static override styles = [
    base,
    formStyles,
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

      .strong {
        font-weight: 600;
      }

      .refused {
        display: flex;
        gap: 8px;
        color: var(--s-danger);
        font-size: var(--s-list);
        font-weight: 500;
        line-height: 1.45;
      }
    `,
  ];

  @query("sapa-dialog") private readonly dialog!: SapaDialog;
  @state() private contact: ContactDetail | null = null;
  @state() private typed = "";
  @state() private error: string | undefined;
  @state() private refused: Refused | null = null;
  @state() private isBusy = false;

  @property({ attribute: false }) desk!: ContactsDesk;
  @property({ attribute: false }) text = new Localizer("en");

  async show(contact: ContactDetail): Promise<void> {
    this.contact = contact;
    this.typed = "";
    this.error = undefined;
    this.refused = null;
    this.isBusy = false;
    await this.updateComplete;
    await this.dialog.show();
    this.#input?.focus();
  }

  get #input(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>("[data-pointer]");
  }

  private async handleSubmit(event: Event): Promise<void> {
    event.preventDefault();
    const { contact, desk, text } = this;
    if (!contact || this.isBusy) return;
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
      this.#refuse(error);
    }
    this.isBusy = false;
  }

  #bad(): void {
    this.error = contactsTexts(this.text).t("error.contact.name");
    void this.updateComplete.then(() => this.#input?.focus());
  }

  #refuse(error: unknown): void {
    const { t } = contactsTexts(this.text);
    const refusal = error instanceof ProblemError ? error.refusal : null;
    if (refusal?.code === "contact.name") {
      this.#bad();
      return;
    }
    const roomId = refusal?.params?.roomId;
    this.refused =
      refusal?.code === "contact.open_room"
        ? {
            words: t("erase.open", { n: Number(refusal.params?.rooms ?? 1) }),
            roomId: roomId === undefined ? null : String(roomId),
          }
        : { words: contactErrorText(error, this.text), roomId: null };
  }

  protected override render(): TemplateResult {
    const { contact, text } = this;
    const { t } = contactsTexts(text);
    return html`<sapa-dialog
      .heading=${contact ? t("erase.title", { name: nameOf(contact, text) }) : ""}
      .closeLabel=${text.t("common.close")}
    >
      ${contact ? this.renderForm(contact) : nothing}
      <button slot="foot" class="button" type="button" @click=${() => this.dialog.hide()}>${text.t("common.cancel")}</button>
      <button slot="foot" class="button destructive" type="submit" form="erase" aria-disabled=${this.isBusy}>
        ${t("erase.confirm")}
      </button>
    </sapa-dialog>`;
  }

  private renderForm(contact: ContactDetail): TemplateResult {
    const { desk, refused, text } = this;
    const { t } = contactsTexts(text);
    return html`<form id="erase" novalidate @submit=${this.handleSubmit}>
      <p class="text">${t("erase.text")}</p>
      <p class="strong">${t("erase.forever")}</p>
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
      ${
        refused
          ? html`<div role="alert">
              <p class="refused">${icons.circleAlert}<span>${refused.words}</span></p>
              ${refused.roomId === null ? nothing : html`<button class="link" type="button" @click=${() => desk.openRoom(refused.roomId as string)}>${t("erase.openRoom")}</button>`}
            </div>`
          : nothing
      }
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-contact-erase": SapaContactErase;
  }
}
