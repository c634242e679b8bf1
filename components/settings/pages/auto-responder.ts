import { html, nothing, type TemplateResult } from "lit";
import { lengthOf } from "../../../protocol/form-rules.ts";
import type { Settings } from "../../../protocol/settings.schema.ts";
import { SETTING_LIMITS } from "../../../protocol/settings-rules.ts";
import { counterOf, switchField, textArea } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import type { Form } from "../form.ts";
import { SectionPage } from "../section-page.ts";

type AutoResponder = Settings["auto-responder"];
type Key = keyof AutoResponder;

/**
 * Two answers that go out by themselves (SET-5, SET-6).
 *
 * @tag sapa-settings-auto-responder
 */
export class SapaSettingsAutoResponder extends SectionPage<"auto-responder"> {
  protected readonly section = "auto-responder";
  protected readonly titleKey = "autoResponder";
  protected readonly leadKey = "responder.lead";

  protected describe(key: Key, value: unknown): { label: string; words: string } {
    const { isOn, text } = value as AutoResponder[Key];
    const state = this.t(isOn ? "switch.on" : "switch.off");
    return { label: this.t(`responder.${key}`), words: text ? `${state}\n${text}` : state };
  }

  protected renderForm(form: Form<AutoResponder>): TemplateResult {
    return html`${this.renderAnswer(form, "inHours")}${this.renderAnswer(form, "outsideHours")}
      <p class="note">
        ${icons.clock}<span>${this.t("responder.hours")}
          <button class="link" type="button" @click=${() => this.desk.go("chat/office-hours")}>
            ${this.t("responder.toHours")}
          </button></span>
      </p>`;
  }

  private renderAnswer(form: Form<AutoResponder>, key: Key): TemplateResult {
    const { t } = this;
    const { isOn, text } = form.draft[key];
    const max = SETTING_LIMITS.autoResponderLength;
    const length = lengthOf(text);
    const change = (patch: Partial<AutoResponder[Key]>): void =>
      form.change({ [key]: { ...form.draft[key], ...patch } } as Partial<AutoResponder>);
    return html`<section class="card">
      ${switchField({
        pointer: `/${key}/isOn`,
        label: t(`responder.${key}`),
        hint: t(`responder.${key}Hint`),
        isOn,
        onChange: (next) => change({ isOn: next }),
      })}
      ${
        isOn || text !== ""
          ? html`<div class="split">
              ${textArea({
                pointer: `/${key}/text`,
                label: t("responder.text"),
                placeholder: t(`responder.${key}Example`),
                value: text,
                error: this.errorAt(`/${key}/text`),
                counter: counterOf(
                  length,
                  max,
                  t("counter", { n: this.text.number(length), max: this.text.number(max) }),
                ),
                onInput: (value) => change({ text: value }),
              })}
              <div class="preview">
                <p class="hint">${t("responder.preview")}</p>
                ${
                  text.trim() === ""
                    ? html`<p class="bubble vacant">${t(`responder.${key}Example`)}</p>`
                    : html`<p class="bubble" dir="auto">${text.trim()}</p>`
                }
                ${isOn ? nothing : html`<p class="hint">${t("responder.isOff")}</p>`}
              </div>
            </div>`
          : nothing
      }
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-auto-responder": SapaSettingsAutoResponder;
  }
}
