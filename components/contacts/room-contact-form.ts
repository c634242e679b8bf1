import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { ContactsApi } from "../../client/contacts-api.ts";
import type { RoomContact } from "../../protocol/contacts.schema.ts";
import { Subscription } from "../controllers/subscription.ts";
import { CommandEvent, TellEvent } from "../inbox/internal-events.ts";
import { Form } from "../settings/form.ts";
import { isSame } from "../settings/merge.ts";
import { SapaConflict } from "../settings/parts/conflict.ts";
import { contactsTexts } from "../strings/contacts.ts";
import { Localizer } from "../strings/localizer.ts";
import { base } from "../ui/base.styles.ts";
import { SapaConfirm } from "../ui/confirm.ts";
import { formStyles } from "../ui/form.styles.ts";
import { focusFirstBad } from "../ui/form.ts";
import { icons } from "../ui/icons.ts";
import { leaveQuestion } from "../ui/leave-question.ts";
import { tidyDraft } from "./contact-draft.ts";
import { companyField, hiddenField, ownFields, type ToldKey, toldField } from "./contact-fields-form.ts";
import { contactErrorText, isMasked } from "./contact-names.ts";
import { describeField } from "./describe-field.ts";
import { refusedStyles } from "./refused.styles.ts";
import {
  checkRoomDraft,
  draftOfRoom,
  knownChange,
  type RoomContactDraft,
  type Told,
  toldChange,
} from "./room-contact-draft.ts";

/**
 * The form of a room's contact, in place of what the panel shows of them (ROOM-23, ROLE-16). What the room tells goes to the
 * room, which everybody in it sees change at once; the rest is saved with the contact.
 *
 * @tag sapa-room-contact-form
 * @fires saved - Company or own fields were saved; `detail` is what stands now.
 * @fires command - What the room is to be told.
 * @fires tell - It was saved.
 * @fires close - It is done, or was cancelled.
 */
export class SapaRoomContactForm extends LitElement {
  static override styles = [
    base,
    formStyles,
    refusedStyles,
    css`
      form {
        display: grid;
        gap: 12px;
      }

      .buttons {
        position: sticky;
        inset-block-end: 0;
        display: flex;
        justify-content: end;
        gap: 8px;
        padding-block: 8px;
        background: var(--s-surface);
      }
    `,
  ];

  #known: RoomContact | null = null;

  @query("sapa-confirm") private readonly confirm!: SapaConfirm;
  @state() private form: Form<RoomContactDraft> | null = null;
  @property({ attribute: false }) api!: ContactsApi;
  @property({ attribute: false }) roomId = "";
  @property({ attribute: false }) told: Told = { name: null, phone: null, email: null };
  /** null: nothing is known besides what the room tells. */
  @property({ attribute: false }) known: RoomContact | null = null;
  /** Somebody who sees addresses only in part, where they are masked. */
  @property({ attribute: false }) mayBeMasked = false;
  @property({ attribute: false }) text = new Localizer("en");

  constructor() {
    super();
    new Subscription(this, () => this.form);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("known") && !changed.has("told")) return;
    // What is being changed stands on what was read when it was begun; saving tells what came in between.
    if (this.form?.isDirty || this.form?.isSaving) return;
    this.#known = this.known;
    const stored = { value: draftOfRoom(this.told, this.known), version: this.known?.version ?? 0 };
    const isKnown = this.form !== null && this.form.version === stored.version && isSame(this.form.saved, stored.value);
    if (isKnown) return;
    if (this.form) this.form.reset(stored);
    else this.form = this.#newForm(stored);
  }

  protected override firstUpdated(): void {
    const first = this.renderRoot.querySelector<HTMLInputElement>("[data-pointer]");
    first?.focus();
    first?.select?.();
  }

  #newForm(stored: { value: RoomContactDraft; version: number }): Form<RoomContactDraft> {
    return new Form(stored, {
      check: (draft) => checkRoomDraft(draft, this.told, this.#known),
      tidy: (draft) => tidyDraft(draft, this.form?.saved ?? stored.value),
      send: (draft, version) => this.#send(draft, version),
      readCurrent: (current) => {
        if (!current) return null;
        this.#known = current as RoomContact;
        return { value: draftOfRoom(this.told, this.#known), version: this.#known.version };
      },
    });
  }

  /** The contact first, because it may refuse; the room takes what it is told. */
  async #send(draft: RoomContactDraft, version: number) {
    const before = this.form?.saved ?? draft;
    const rest = this.#known && knownChange(draft, before, this.#known.definitions);
    if (rest) {
      this.#known = await this.api.saveRoomContact(this.roomId, { ...rest, version });
      this.dispatchEvent(new CustomEvent("saved", { detail: this.#known }));
    }
    const change = toldChange(draft, before);
    if (change) this.dispatchEvent(new CommandEvent(change));
    return { value: draft, version: this.#known?.version ?? 0 };
  }

  async #save(event?: Event): Promise<void> {
    event?.preventDefault();
    const { form } = this;
    if (!form) return;
    const wasDirty = form.isDirty;
    const result = await form.save();
    await this.updateComplete;
    if (result === "bad")
      focusFirstBad(
        this.renderRoot,
        form.bad.map(({ pointer }) => pointer),
      );
    if (result !== "saved") return;
    if (wasDirty) this.dispatchEvent(new TellEvent(this.text.t("common.saved")));
    this.#close();
  }

  #close(): void {
    this.dispatchEvent(new Event("close"));
  }

  private async handleKeydown(event: KeyboardEvent): Promise<void> {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    // The key would close the question it asks.
    event.preventDefault();
    if (!this.form?.isDirty || (await this.confirm.ask(leaveQuestion(this.text)))) this.#close();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { form, text } = this;
    if (!form) return nothing;
    const facts = {
      draft: form.draft,
      badAt: (pointer: string) => form.badAt(pointer),
      text,
      onChange: (patch: Partial<RoomContactDraft>) => form.change(patch),
    };
    const told = (key: ToldKey, hint?: string): TemplateResult => {
      const stored = form.saved[key];
      return this.mayBeMasked && isMasked(stored) ? hiddenField(key, stored, text) : toldField(key, facts, hint);
    };
    const fields = this.#known?.definitions ?? [];
    return html`<form novalidate @submit=${(event: Event) => void this.#save(event)} @keydown=${this.handleKeydown}>
        ${told("name")} ${told("phone", contactsTexts(text).t("detail.phoneHint"))} ${told("email")}
        ${this.#known ? html`${companyField(facts)} ${ownFields({ ...facts, fields })}` : nothing}
        ${form.failure ? html`<p class="refused" role="alert">${icons.circleAlert}<span>${contactErrorText(form.failure, text)}</span></p>` : nothing}
        <div class="buttons">
          <button class="button" type="button" @click=${() => this.#close()}>${text.t("common.cancel")}</button>
          <button class="button primary" type="submit" aria-disabled=${form.isSaving}>${text.t("common.save")}</button>
        </div>
      </form>
      <sapa-conflict
        .text=${text}
        .form=${form}
        .describe=${(key: string, value: unknown) => describeField(key, value, { fields, divisions: [] }, text)}
        @settled=${() => void this.#save()}
      ></sapa-conflict>
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
