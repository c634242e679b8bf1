import { css, html, LitElement, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import type { ContactsApi } from "../../client/contacts-api.ts";
import { checkFields, tidyFields } from "../../protocol/contact-rules.ts";
import type { ContactField, RoomContact } from "../../protocol/contacts.schema.ts";
import { type BadField, checkLength } from "../../protocol/form-rules.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { SapaConflict } from "../settings/parts/conflict.ts";
import { Editor } from "../settings/parts/editor.ts";
import { contactPanelTexts } from "../strings/contact-panel.ts";
import { Localizer } from "../strings/localizer.ts";
import { base } from "../ui/base.styles.ts";
import { type Question, SapaConfirm } from "../ui/confirm.ts";
import { formStyles } from "../ui/form.styles.ts";
import { ownValues, valueIn } from "./contact-draft.ts";
import { companyField, ownFields } from "./contact-fields-form.ts";
import { contactErrorText } from "./contact-names.ts";
import { describeField } from "./describe-field.ts";

type Draft = { company: string; [field: `fields.${string}`]: string };

const draftOf = ({ company, fields, definitions }: RoomContact): Draft => ({
  company: company ?? "",
  ...ownValues(fields, definitions),
});

const valuesOf = (draft: Draft, fields: readonly ContactField[]) =>
  tidyFields(Object.fromEntries(fields.map((field) => [field.fieldId, valueIn(field, draft)])));

/**
 * The form of what a room's panel shows of its contact: company and own fields.
 *
 * @tag sapa-room-contact-form
 * @fires saved - It was saved; `detail` is what stands now.
 */
export class SapaRoomContactForm extends LitElement {
  static override styles = [
    base,
    formStyles,
    css`
      :host {
        display: contents;
      }

      .editor {
        display: grid;
        gap: 14px;
        padding-block-start: 8px;
      }

      .note.refused {
        display: flex;
        gap: 8px;
        color: var(--s-danger);
        font-size: var(--s-list);
        font-weight: 500;
      }
    `,
  ];

  readonly #editor = new Editor<Draft>(this);
  #fields: readonly ContactField[] = [];

  @query("sapa-confirm") private readonly confirm!: SapaConfirm;
  @property({ attribute: false }) text = new Localizer("en");

  /** What the form asks of the screen around it. */
  readonly desk = {
    ask: (question: Question): Promise<boolean> => this.confirm.ask(question),
    saved: (): void => {},
  };

  async show(api: ContactsApi, roomId: string, contact: RoomContact): Promise<void> {
    this.#fields = contact.definitions;
    let standing = contact;
    const take = (next: RoomContact): { value: Draft; version: number } => {
      standing = next;
      return { value: draftOf(next), version: next.version };
    };
    await this.#editor.open(take(contact), {
      check: (draft) => this.#check(draft, standing),
      send: async ({ company, ...draft }, version) => {
        const fields = valuesOf({ company, ...draft }, this.#fields);
        const saved = await api.saveRoomContact(roomId, { company: company.trim() || null, fields, version });
        this.dispatchEvent(new CustomEvent("saved", { detail: saved }));
        return take(saved);
      },
      readCurrent: (current) => (current ? take(current as RoomContact) : null),
    });
  }

  #check(draft: Draft, before: RoomContact): BadField[] {
    return [
      ...checkLength("/company", draft.company.trim(), LIMITS.companyLength),
      ...checkFields(valuesOf(draft, this.#fields), this.#fields, before.fields),
    ];
  }

  protected override render(): TemplateResult {
    const { text } = this;
    return html`${this.#editor.view({
      heading: contactPanelTexts(text).t("panel.edit"),
      describe: (key, value) => describeField(key, value, { fields: this.#fields, divisions: [] }, text),
      failed: (failure) => html`${contactErrorText(failure, text)}`,
      fields: (form) => {
        const facts = {
          draft: form.draft,
          badAt: (pointer: string) => form.badAt(pointer),
          text,
          onChange: (patch: Partial<Draft>) => form.change(patch),
        };
        return html`${companyField(facts)} ${ownFields({ ...facts, fields: this.#fields })}`;
      },
    })}
      <sapa-confirm .closeLabel=${text.t("common.close")}></sapa-confirm>`;
  }
}

/** A tag that the page has already is left alone. */
const TAGS: Record<string, CustomElementConstructor> = {
  "sapa-confirm": SapaConfirm,
  "sapa-conflict": SapaConflict,
  "sapa-room-contact-form": SapaRoomContactForm,
};

for (const [tag, element] of Object.entries(TAGS)) if (!customElements.get(tag)) customElements.define(tag, element);

declare global {
  interface HTMLElementTagNameMap {
    "sapa-room-contact-form": SapaRoomContactForm;
  }
}
