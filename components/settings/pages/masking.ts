import { css, html, type TemplateResult } from "lit";
import { maskContact } from "../../../protocol/masking.ts";
import type { Settings } from "../../../protocol/settings.schema.ts";
import { avatarStyles } from "../../ui/avatar.styles.ts";
import { avatar } from "../../ui/avatar.ts";
import { switchField } from "../../ui/form.ts";
import type { Form } from "../form.ts";
import { SectionPage } from "../section-page.ts";

type Masking = Settings["masking"];
const NAME = "Rani Puspita";
const PHONE = "628123456789";
const EMAIL = "rani.puspita@example.com";

/**
 * Whether agents see how to reach a customer (CONTACT-8).
 *
 * @tag sapa-settings-masking
 */
export class SapaSettingsMasking extends SectionPage<"masking"> {
  static override styles = [
    ...SectionPage.styles,
    avatarStyles,
    css`
      .views {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(220px, 1fr));
        gap: 12px;
      }

      figure {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px 12px;
        margin: 0;
        padding: 14px 16px;
        border-radius: var(--s-radius-card);
        background: var(--s-sunken);
      }

      figcaption {
        grid-column: 1 / -1;
        margin-block-end: 8px;
        color: var(--s-muted);
        font-size: var(--s-meta);
        font-weight: 500;
      }

      .avatar {
        grid-row: 2 / span 3;
      }

      .name {
        font-weight: 600;
      }

      .way {
        color: var(--s-muted);
        font-size: var(--s-list);
      }
    `,
  ];

  protected readonly section = "masking";
  protected readonly titleKey = "masking";
  protected readonly leadKey = "masking.lead";

  protected describe(_key: keyof Masking, value: unknown): { label: string; words: string } {
    return { label: this.t("masking.switch"), words: this.t(value === true ? "switch.on" : "switch.off") };
  }

  protected renderForm(form: Form<Masking>): TemplateResult {
    const { t } = this;
    const { contactMasking } = form.draft;
    return html`<section class="card">
      ${switchField({
        pointer: "/contactMasking",
        label: t("masking.switch"),
        hint: t("masking.hint"),
        isOn: contactMasking,
        onChange: (isOn) => form.change({ contactMasking: isOn }),
      })}
      <div class="views">
        ${this.renderView(t("masking.agents"), contactMasking)}${this.renderView(t("masking.others"), false)}
      </div>
    </section>`;
  }

  private renderView(caption: string, isMasked: boolean): TemplateResult {
    const shown = (value: string): string => (isMasked ? maskContact(value) : value);
    return html`<figure>
      <figcaption>${caption}</figcaption>
      ${avatar({ initials: "RP", hue: 3, size: "medium" })}
      <p class="name truncate">${NAME}</p>
      <p class="way numbers truncate">${shown(PHONE)}</p>
      <p class="way truncate">${shown(EMAIL)}</p>
    </figure>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-masking": SapaSettingsMasking;
  }
}
