import { LitElement, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { createSettingsApi, type SettingsApi } from "../../../client/settings-api.ts";
import type { SettingsAnswer } from "../../../protocol/settings.schema.ts";
import { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { switchField } from "../../ui/form.ts";
import type { Desk } from "../desk-contract.ts";
import { settingsErrorText, settingsTexts } from "../settings-texts.ts";

/**
 * Whether a code is asked for at sign-in (AUTH-16): one switch, which holds as soon as it is moved.
 *
 * @tag sapa-sign-in-codes
 */
export class SapaSignInCodes extends LitElement {
  static override styles = [base, formStyles];

  #api: SettingsApi | null = null;
  #stopConfig: (() => void) | null = null;

  @state() private answer: SettingsAnswer<"sign-in"> | null = null;
  /** What the switch was moved to, while it is on its way. */
  @state() private wanted: boolean | null = null;
  /** Why it did not stay there. */
  @state() private failure: unknown = null;

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) text = new Localizer("en");

  override connectedCallback(): void {
    super.connectedCallback();
    this.#api = createSettingsApi(this.desk.connection.apiOptions);
    this.#stopConfig = this.desk.connection.feed.onConfig(() => void this.#load());
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopConfig?.();
  }

  async #load(): Promise<void> {
    this.answer = (await this.#api?.section("sign-in").catch(() => null)) ?? this.answer;
  }

  async #save(codeByEmail: boolean): Promise<void> {
    const { answer } = this;
    if (!answer || !this.#api || this.wanted !== null) return;
    this.wanted = codeByEmail;
    this.failure = null;
    const { t } = settingsTexts(this.text);
    try {
      this.answer = await this.#api.saveSection("sign-in", { value: { codeByEmail }, version: answer.version });
      this.desk.saved(t(codeByEmail ? "codes.onSaved" : "codes.offSaved"));
    } catch (error) {
      // Also what somebody else made of it meanwhile.
      await this.#load();
      this.failure = error;
    }
    this.wanted = null;
  }

  protected override render(): TemplateResult {
    const { t } = settingsTexts(this.text);
    return switchField({
      pointer: "/codeByEmail",
      label: t("codes.switch"),
      hint: t("codes.hint"),
      error: this.failure === null ? undefined : settingsErrorText(this.failure, this.text),
      isOn: this.wanted ?? this.answer?.value.codeByEmail ?? false,
      isDisabled: this.answer === null,
      onChange: (isOn) => void this.#save(isOn),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-sign-in-codes": SapaSignInCodes;
  }
}
