import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import type { RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { factsStyles } from "./facts.styles.ts";

/**
 * What the room itself tells of the customer (ROOM-23).
 *
 * @tag sapa-customer-profile
 */
export class SapaCustomerProfile extends LitElement {
  static override styles = [base, factsStyles];

  @property({ attribute: false }) room!: RoomSummary;
  @property({ attribute: false }) text!: Localizer;

  protected override render(): TemplateResult {
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
    </dl>`;
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
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-customer-profile": SapaCustomerProfile;
  }
}
