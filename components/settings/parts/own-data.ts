import { css, html, LitElement, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { responseCall } from "../../../client/api-call.ts";
import { received } from "../../../client/received.ts";
import { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { downloadFile } from "../../ui/download.ts";
import type { Desk } from "../desk-contract.ts";
import { settingsTexts } from "../settings-texts.ts";

const MB = 1024 * 1024;

/**
 * All that the organization has, for its owner (PRIVACY-7): asks first, says how far it is, can be stopped.
 *
 * @tag sapa-own-data
 */
export class SapaOwnData extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        justify-items: start;
        gap: 12px;
      }

      .progress {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 12px;
      }
    `,
  ];

  @state() private cancel: AbortController | null = null;
  @state() private bytes = 0;

  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) text = new Localizer("en");

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.cancel?.abort();
  }

  get #t() {
    return settingsTexts(this.text).t;
  }

  get #organization(): string {
    return this.desk.connection.me?.organization.name ?? "";
  }

  private async handleDownload(): Promise<void> {
    const t = this.#t;
    const isSure = await this.desk.ask({
      heading: t("data.askTitle"),
      body: t("data.ask"),
      confirm: t("data.button"),
      cancel: t("data.cancel"),
    });
    if (!isSure || this.cancel) return;
    const cancel = new AbortController();
    this.cancel = cancel;
    this.bytes = 0;
    const { signal } = cancel;
    const onBytes = (bytes: number): void => {
      this.bytes = bytes;
    };
    try {
      const response = await responseCall(this.desk.connection.apiOptions)("/organization/export", { signal });
      downloadFile(await received(response, onBytes, { signal }), this.#organization, "zip");
      this.desk.tell(t("data.done"));
    } catch (error) {
      if (!signal.aborted) this.desk.failed(error);
    } finally {
      this.cancel = null;
    }
  }

  protected override render(): TemplateResult {
    const t = this.#t;
    return this.cancel
      ? this.renderProgress(this.cancel)
      : html`<button class="button" type="button" @click=${this.handleDownload}>${t("data.button")}</button>`;
  }

  private renderProgress(cancel: AbortController): TemplateResult {
    const t = this.#t;
    const organization = this.#organization;
    const size = t("data.size", { n: this.text.number(Math.round((this.bytes / MB) * 10) / 10) });
    return html`<div class="progress">
      <span class="spinner" aria-hidden="true"></span>
      <span role="status">
        ${this.bytes === 0 ? t("data.starting", { organization }) : t("data.running", { organization, size })}
      </span>
      <button class="button small" type="button" @click=${() => cancel.abort()}>${t("data.stop")}</button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-own-data": SapaOwnData;
  }
}
