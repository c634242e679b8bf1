import { html, type ReactiveControllerHost, type TemplateResult } from "lit";
import { ProblemError } from "../../client/api.ts";
import { FormEditor } from "../settings/parts/form-editor.ts";
import { contactsTexts } from "../strings/contacts.ts";
import type { Localizer } from "../strings/localizer.ts";
import {
  type ContactDraft,
  checkDraft,
  draftOf,
  EMPTY_DRAFT,
  emptyDraft,
  profileOf,
  tidyDraft,
} from "./contact-draft.ts";
import { ownFields, personFields } from "./contact-fields-form.ts";
import { contactErrorText, nameOf } from "./contact-names.ts";
import type { ContactsDesk } from "./contacts-contract.ts";
import { describeField } from "./describe-field.ts";

type Host = ReactiveControllerHost & { renderRoot: ParentNode; desk: ContactsDesk; text: Localizer };

/** The form of a new contact (CONTACT-3), in a dialog of its host. */
export class CreateContactForm {
  readonly #host: Host;
  readonly #editor: FormEditor<ContactDraft>;

  constructor(host: Host) {
    this.#host = host;
    this.#editor = new FormEditor<ContactDraft>(host);
  }

  get isDirty(): boolean {
    return this.#editor.isDirty;
  }

  discard(): void {
    this.#editor.discard();
  }

  async open(): Promise<void> {
    const { desk } = this.#host;
    const { fields } = desk;
    let createdId = "";
    await this.#editor.open(
      { value: emptyDraft(fields), version: 0 },
      {
        check: (draft) => checkDraft(draft, fields, null),
        tidy: (draft) => tidyDraft(draft, EMPTY_DRAFT),
        send: async (draft) => {
          const created = await desk.api.create(profileOf(draft, fields));
          createdId = created.contactId;
          desk.changed(created);
          desk.saved(contactsTexts(this.#host.text).t("create.created", { name: nameOf(created, this.#host.text) }));
          return { value: draftOf(created, fields), version: created.version };
        },
        readCurrent: () => null,
      },
      () => void desk.openContact(createdId),
    );
  }

  view(): TemplateResult {
    const { desk, text } = this.#host;
    const { t } = contactsTexts(text);
    return this.#editor.view({
      heading: t("create.title"),
      submit: t("create.save"),
      describe: (key, value) => describeField(key, value, desk, text),
      failed: (failure) => this.#failed(failure),
      fields: (form) => {
        const facts = {
          draft: form.draft,
          badAt: (pointer: string) => form.badAt(pointer),
          text,
          onChange: (patch: Partial<ContactDraft>) => form.change(patch),
        };
        return html`${personFields({ ...facts, divisions: desk.divisions })}${ownFields({ ...facts, fields: desk.fields })}`;
      },
    });
  }

  /** `contact.exists` leads to the one that is there. */
  #failed(failure: unknown): TemplateResult {
    const { desk, text } = this.#host;
    const { t } = contactsTexts(text);
    const params = failure instanceof ProblemError ? failure.refusal.params : undefined;
    const words = contactErrorText(failure, text);
    if (params?.contactId === undefined) return html`${words}`;
    const contactId = String(params.contactId);
    const name = params.name === undefined || params.name === "" ? null : String(params.name);
    return html`${words}
      <button
        class="link"
        type="button"
        @click=${() => {
          this.discard();
          void desk.openContact(contactId);
        }}
      >
        ${name === null ? t("create.existsOpenNameless") : t("create.existsOpen", { name })}
      </button>`;
  }
}
