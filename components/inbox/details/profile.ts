import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { CommandEvent, TellEvent } from "../internal-events.ts";
import { mayIn, type Viewer } from "../viewer.ts";
import { factsStyles } from "./facts.styles.ts";
import {
  changeOf,
  cleaned,
  errorsIn,
  FIELDS,
  MAX,
  type ProfileErrors,
  type ProfileField,
  valuesOf,
} from "./profile-form.ts";

const TYPES: Record<ProfileField, string> = { name: "text", email: "email", phone: "tel" };

/**
 * What is known of the customer, and the form that changes it (ROOM-23).
 *
 * @tag sapa-customer-profile
 * @fires command - What was changed.
 * @fires tell - It was saved.
 */
export class SapaCustomerProfile extends LitElement {
  static override styles = [base, factsStyles];

  @state() private isEditing = false;
  @state() private errors: ProfileErrors = {};

  @property({ attribute: false }) room!: RoomSummary;
  @property({ attribute: false }) viewer!: Viewer;
  @property({ attribute: false }) text!: Localizer;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("room");
    if (before && before.roomId !== this.room.roomId) this.isEditing = false;
  }

  async edit(): Promise<void> {
    this.isEditing = true;
    this.errors = {};
    await this.updateComplete;
    this.#field("name")?.select();
  }

  #field(field: ProfileField): HTMLInputElement | null {
    return this.renderRoot.querySelector(`[name="${field}"]`);
  }

  private async handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const read = (field: ProfileField): string => String(data.get(field) ?? "");
    const values = cleaned({ name: read("name"), email: read("email"), phone: read("phone") });
    const known = valuesOf(this.room.contact);
    this.errors = errorsIn(values, known, this.text);
    const firstBad = FIELDS.find((field) => this.errors[field] !== undefined);
    if (firstBad) {
      await this.updateComplete;
      this.#field(firstBad)?.focus();
      return;
    }
    this.isEditing = false;
    const command = changeOf(values, known);
    if (!command) return;
    this.dispatchEvent(new CommandEvent(command));
    this.dispatchEvent(new TellEvent(this.text.t("common.saved")));
  }

  private handleKeydown(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.isEditing = false;
  }

  protected override render(): TemplateResult {
    return this.isEditing ? this.renderForm() : this.renderFacts();
  }

  private renderFacts(): TemplateResult {
    const { room, text } = this;
    const { contact } = room;
    const rows: [string, string | null, TemplateResult | typeof nothing][] = [
      [text.t("detail.name"), contact.name, nothing],
      [text.t("detail.phone"), contact.phone, this.#verification(contact.phone)],
      [text.t("detail.email"), contact.email, this.#verification(contact.email)],
      [text.t("detail.channel"), `${text.t(`channel.${room.channel}`)} · ${room.integrationName}`, nothing],
    ];
    return html`<dl>
        ${rows.map(
          ([name, value, mark]) => html`<dt>${name}</dt><dd class="numbers"><bdi>${value || "–"}</bdi>${mark}</dd>`,
        )}
      </dl>
      ${
        mayIn(this.viewer, "room.reply", room)
          ? html`<button class="button small" type="button" @click=${() => void this.edit()}>${icons.pencil}${text.t("detail.edit")}</button>`
          : nothing
      }`;
  }

  /** WIDGET-11, 19: whether anybody who knows has said so. */
  #verification(value: string | null): TemplateResult | typeof nothing {
    const { isVerified } = this.room.contact;
    if (!value || isVerified === undefined) return nothing;
    const { text } = this;
    return isVerified
      ? html` <span class="mark verified" data-tip=${text.t("detail.verifiedWhy")}
            >${icons.badgeCheck}<span class="visually-hidden">${text.t("detail.verifiedWhy")}</span></span
          >`
      : html` <span class="mark" data-tip=${text.t("detail.unverifiedWhy")}
            >${text.t("detail.unverified")}<span class="visually-hidden">: ${text.t("detail.unverifiedWhy")}</span></span
          >`;
  }

  private renderForm(): TemplateResult {
    const known = valuesOf(this.room.contact);
    return html`<form novalidate @submit=${this.handleSubmit} @keydown=${this.handleKeydown}>
      ${FIELDS.map((field) => this.renderField(field, known[field]))}
      <div class="buttons">
        <button
          class="button"
          type="button"
          @click=${() => {
            this.isEditing = false;
          }}
        >
          ${this.text.t("common.cancel")}
        </button>
        <button class="button primary" type="submit">${this.text.t("common.save")}</button>
      </div>
    </form>`;
  }

  private renderField(field: ProfileField, value: string): TemplateResult {
    const error = this.errors[field];
    return html`<label>${this.text.t(`detail.${field}`)}
      <input
        class="field"
        type=${TYPES[field]}
        name=${field}
        dir="auto"
        autocomplete="off"
        maxlength=${MAX[field] * 2}
        .value=${value}
        aria-invalid=${error === undefined ? nothing : "true"}
        aria-describedby=${error === undefined ? nothing : `${field}-error`}
      />
      ${error === undefined ? nothing : html`<span class="error" id="${field}-error">${error}</span>`}
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-customer-profile": SapaCustomerProfile;
  }
}
