import { html, nothing, type TemplateResult } from "lit";
import type { Settings } from "../../../protocol/settings.schema.ts";
import { SETTING_LIMITS } from "../../../protocol/settings-rules.ts";
import { numberField, switchField } from "../../ui/form.ts";
import type { Form } from "../form.ts";
import { SectionPage } from "../section-page.ts";

type Idle = Settings["idle"];
const OFFLINE_MINUTES = 15;

/**
 * Rooms whose agent does not answer, or is gone, move on (ASSIGN-13, BEY-4).
 *
 * @tag sapa-settings-idle
 */
export class SapaSettingsIdle extends SectionPage<"idle"> {
  protected readonly section = "idle";
  protected readonly titleKey = "idle";
  protected readonly leadKey = "idle.lead";

  protected describe(key: keyof Idle, value: unknown): { label: string; words: string } {
    const words =
      typeof value === "number"
        ? this.t("duration.minutesOf", { n: value })
        : this.t(value === true ? "switch.on" : "switch.off");
    return { label: this.t(`idle.${key}`), words };
  }

  protected renderForm(form: Form<Idle>): TemplateResult {
    const { t } = this;
    const { isOn, minutes, offlineMinutes } = form.draft;
    return html`<section class="card">
        ${switchField({
          pointer: "/isOn",
          label: t("idle.isOn"),
          hint: t("idle.isOnHint"),
          isOn,
          onChange: (next) => form.change({ isOn: next }),
        })}
        ${
          isOn
            ? html`${this.renderMinutes("/minutes", t("idle.minutes"), minutes, (value) => form.change({ minutes: value }))}
                <ol class="steps">
                  <li>${t("idle.step1", { n: Number.isNaN(minutes) ? "–" : minutes })}</li>
                  <li>${t("idle.step2", { n: Number.isNaN(minutes) ? "–" : minutes })}</li>
                  <li>${t("idle.step3")}</li>
                </ol>`
            : nothing
        }
      </section>
      <section class="card">
        ${switchField({
          pointer: "/isOffline",
          label: t("idle.offline"),
          hint: t("idle.offlineHint"),
          isOn: offlineMinutes !== null,
          onChange: (next) =>
            form.change({ offlineMinutes: next ? (form.saved.offlineMinutes ?? OFFLINE_MINUTES) : null }),
        })}
        ${
          offlineMinutes === null
            ? nothing
            : this.renderMinutes("/offlineMinutes", t("idle.offlineMinutes"), offlineMinutes, (value) =>
                form.change({ offlineMinutes: value }),
              )
        }
      </section>`;
  }

  private renderMinutes(
    pointer: string,
    label: string,
    value: number,
    onInput: (value: number) => void,
  ): TemplateResult {
    return numberField({
      pointer,
      label,
      value,
      min: 1,
      max: SETTING_LIMITS.minutesMax,
      unit: this.t("duration.minutes"),
      error: this.errorAt(pointer, this.t("idle.range")),
      onInput,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-idle": SapaSettingsIdle;
  }
}
