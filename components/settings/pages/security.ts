import { css, html, nothing, type TemplateResult } from "lit";
import type { Settings } from "../../../protocol/settings.schema.ts";
import { SETTING_LIMITS } from "../../../protocol/settings-rules.ts";
import type { DurationEvent } from "../../ui/duration-field.ts";
import { numberField, switchField } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import type { Form } from "../form.ts";
import { sessionPicture, sessionPictureStyles } from "../parts/session-picture.ts";
import { durationWords } from "../parts/time-words.ts";
import { SectionPage } from "../section-page.ts";

type Sessions = Settings["sessions"];
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * How long staff may answer, and how long a browser stays signed in (SESS-4, BEY-2, AUTH-17).
 *
 * @tag sapa-settings-security
 */
export class SapaSettingsSecurity extends SectionPage<"sessions"> {
  static override styles = [
    ...SectionPage.styles,
    sessionPictureStyles,
    css`
      .clock {
        display: grid;
        gap: 20px;
      }

      .fields {
        display: grid;
        align-content: start;
        gap: 16px;
      }

      @container page (inline-size >= 620px) {
        .clock {
          grid-template-columns: minmax(0, 1fr) 240px;
        }
      }
    `,
  ];

  protected readonly section = "sessions";
  protected readonly titleKey = "security";
  protected readonly leadKey = "sessions.lead";

  protected describe(key: keyof Sessions, value: unknown): { label: string; words: string } {
    const words = typeof value === "number" ? durationWords(value, this.text) : this.t("switch.off");
    return { label: this.t(`sessions.${key}`), words };
  }

  protected renderForm(form: Form<Sessions>): TemplateResult {
    const { t } = this;
    const { draft } = form;
    return html`<section class="card">
        <header>
          <h3>${t("sessions.clock")}</h3>
          <p class="hint">${t("sessions.clockHint")}</p>
        </header>
        <div class="clock">
          <div class="fields">
            ${this.renderHours(form, "expiringMs")}${this.renderHours(form, "expiredMs")}
            <p class="note">${icons.info}<span>${t("sessions.whatsapp")}</span></p>
          </div>
          ${sessionPicture(draft, this.text)}
        </div>
      </section>
      <section class="card">
        ${switchField({
          pointer: "/isReminding",
          label: t("sessions.remind"),
          hint: t("sessions.remindHint"),
          isOn: draft.remindBeforeMs !== null,
          onChange: (isOn) => form.change({ remindBeforeMs: isOn ? (form.saved.remindBeforeMs ?? HOUR_MS) : null }),
        })}
        ${
          draft.remindBeforeMs === null
            ? nothing
            : this.renderDuration("/remindBeforeMs", draft.remindBeforeMs, t("sessions.remindRange"), (ms) =>
                form.change({ remindBeforeMs: ms }),
              )
        }
      </section>
      <section class="card">
        <header>
          <h3>${t("sessions.web")}</h3>
          <p class="hint">${t("sessions.webHint")}</p>
        </header>
        ${this.renderDuration("/webIdleMs", draft.webIdleMs, t("sessions.webRange"), (ms) => form.change({ webIdleMs: ms }))}
      </section>
      <section class="card">
        <sapa-sign-in-codes .desk=${this.desk} .text=${this.text}></sapa-sign-in-codes>
      </section>
      ${this.desk.connection.me?.isOwner ? this.renderOwnData(this.desk.connection.me.organization.name) : nothing}`;
  }

  private renderOwnData(organization: string): TemplateResult {
    const { t } = this;
    return html`<section class="card">
      <header>
        <h3>${t("data.title")}</h3>
        <p class="hint">${t("data.hint", { organization })}</p>
      </header>
      <sapa-own-data .desk=${this.desk} .text=${this.text}></sapa-own-data>
    </section>`;
  }

  private renderHours(form: Form<Sessions>, key: "expiringMs" | "expiredMs"): TemplateResult {
    return numberField({
      pointer: `/${key}`,
      label: this.t(`sessions.${key}`),
      hint: this.t(`sessions.${key}Hint`),
      value: form.draft[key] / HOUR_MS,
      min: SETTING_LIMITS.sessionMinMs / HOUR_MS,
      max: SETTING_LIMITS.sessionMaxMs / HOUR_MS,
      step: 0.5,
      unit: this.t("duration.hours"),
      error: this.errorAt(`/${key}`),
      onInput: (hours) => form.change({ [key]: hours * HOUR_MS }),
    });
  }

  private renderDuration(pointer: string, ms: number, range: string, onChange: (ms: number) => void): TemplateResult {
    return html`<sapa-duration-field
      data-pointer=${pointer}
      .pointer=${pointer}
      .label=${this.t(`sessions.${pointer.slice(1) as "webIdleMs" | "remindBeforeMs"}`)}
      .unitLabel=${this.t("duration.unit")}
      .hint=${range}
      .error=${this.errorAt(pointer, range)}
      .units=${[{ ms: MINUTE_MS, label: this.t("duration.minutes") }, { ms: HOUR_MS, label: this.t("duration.hours") }]}
      .ms=${ms}
      @duration=${(event: DurationEvent) => onChange(event.ms)}
    ></sapa-duration-field>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-security": SapaSettingsSecurity;
  }
}
