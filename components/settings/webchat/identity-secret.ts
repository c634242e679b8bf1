import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { ProblemError } from "../../../client/http.ts";
import type { WebchatApi } from "../../../client/webchat-api.ts";
import { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { icons } from "../../ui/icons.ts";
import type { Desk } from "../desk-contract.ts";
import { settingsIcons } from "../icons.ts";
import { settingsTexts } from "../settings-texts.ts";

/**
 * What a site signs its visitors' identities with: shown when asked for, because others may look at the screen (WIDGET-19).
 *
 * @tag sapa-identity-secret
 */
export class SapaIdentitySecret extends LitElement {
  static override styles = [
    base,
    formStyles,
    css`
      .secret {
        display: grid;
        gap: 8px;
      }

      .label {
        font-size: var(--s-list);
        font-weight: 500;
      }

      .acts {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
      }
    `,
  ];

  @state() private shown: { secret: string; createdAt: number } | null = null;
  @state() private isBusy = false;
  /** The server has one and cannot open it any more. */
  @state() private isLost = false;

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) text = new Localizer("en");
  @property({ attribute: false }) api!: WebchatApi;
  @property({ attribute: false }) integrationId = "";
  /** Of the widget. */
  @property({ attribute: false }) name = "";

  async #get(ask: () => Promise<{ secret: string; createdAt: number }>): Promise<boolean> {
    this.isBusy = true;
    try {
      this.shown = await ask();
      this.isLost = false;
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>("sapa-copy-line")?.focus();
      return true;
    } catch (error) {
      this.isLost = error instanceof ProblemError && error.refusal.code === "webchat.secret_lost";
      if (!this.isLost) this.desk.failed(error);
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  private handleShow(): void {
    void this.#get(() => this.api.identitySecret(this.integrationId));
  }

  private async handleRotate(): Promise<void> {
    const { t } = settingsTexts(this.text);
    const isSure = await this.desk.ask({
      heading: t("setup.rotateTitle", { name: this.name }),
      body: t("setup.rotateText"),
      confirm: t("setup.rotate"),
      cancel: t("cancel"),
      isDangerous: true,
    });
    if (isSure && (await this.#get(() => this.api.rotateIdentitySecret(this.integrationId))))
      this.desk.saved(t("setup.rotated"));
  }

  protected override render(): TemplateResult {
    const { shown, isBusy, isLost, text } = this;
    const { t } = settingsTexts(text);
    return html`<div class="secret" role="group" aria-labelledby="label">
      <p class="label" id="label">${t("setup.secret")}</p>
      <p class="hint">${t("setup.secretHint")}</p>
      ${
        shown
          ? html`<sapa-copy-line .text=${text} .label=${t("setup.copySecret")} .value=${shown.secret}></sapa-copy-line>`
          : nothing
      }
      ${isLost ? html`<p class="hint" role="alert">${t("setup.secretLost")}</p>` : nothing}
      <div class="acts">
        ${
          shown
            ? html`<p class="hint">${t("setup.secretSince", { time: text.dateTime(shown.createdAt) })}</p>`
            : html`<button class="button" type="button" ?disabled=${isBusy} @click=${this.handleShow}>
                ${icons.eye}${t("setup.showSecret")}
              </button>`
        }
        <button class="button" type="button" ?disabled=${isBusy} @click=${this.handleRotate}>
          ${settingsIcons.key}${t("setup.rotate")}
        </button>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-identity-secret": SapaIdentitySecret;
  }
}
