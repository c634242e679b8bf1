import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { createDeveloperApi } from "../../../client/developer-api.ts";
import type { EmbedCheck } from "../../../protocol/embed.schema.ts";
import { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { textArea } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import type { Desk } from "../desk-contract.ts";
import { pageStyles } from "../page.styles.ts";
import { settingsTexts } from "../settings-texts.ts";

/** Quotes, a leading "Bearer" or a whole answer of the server are what people paste. */
export function tokenIn(pasted: string): string {
  const text = pasted.trim();
  const ofAnswer = /"token"\s*:\s*"([^"]+)"/.exec(text)?.[1];
  return (ofAnswer ?? text).replace(/^bearer\s+/i, "").replace(/^["'`]+|["'`,;]+$/g, "");
}

/**
 * Says whether a token of the embedder's works, why not, and what to do (EMBED-12).
 *
 * @tag sapa-embed-check
 */
export class SapaEmbedCheck extends LitElement {
  static override styles = [
    base,
    formStyles,
    pageStyles,
    css`
      :host {
        display: block;
        min-block-size: 0;
      }

      textarea.field {
        min-block-size: 72px;
        max-block-size: 160px;
        font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace;
        font-size: var(--s-meta);
        overflow-wrap: anywhere;
      }

      .answer {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px 10px;
        padding: 12px 14px;
        border: 1px solid color-mix(in srgb, var(--s-danger) 35%, transparent);
        border-radius: var(--s-radius-card);
        background: var(--s-danger-tint);
        line-height: 1.5;
      }

      .answer .icon {
        grid-row: 1 / span 4;
        margin-block-start: 2px;
        color: var(--s-danger);
      }

      .answer p {
        grid-column: 2;
        font-size: var(--s-list);
        overflow-wrap: anywhere;
      }

      .answer .title {
        font-size: var(--s-body);
        font-weight: 600;
      }

      .answer.works {
        border-color: color-mix(in srgb, var(--s-ok) 40%, transparent);
        background: color-mix(in srgb, var(--s-ok) 9%, var(--s-surface));
      }

      .answer.works .icon {
        color: var(--s-ok);
      }

      .acts {
        display: flex;
        justify-content: flex-start;
      }
    `,
  ];

  @query("textarea") private readonly area!: HTMLElement;
  @state() private token = "";
  @state() private isMissing = false;
  @state() private isBusy = false;
  @state() private answer: EmbedCheck | null = null;
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) text = new Localizer("en");

  private async handleCheck(): Promise<void> {
    const token = tokenIn(this.token);
    this.isMissing = token === "";
    this.answer = null;
    if (this.isMissing) return this.area.focus();
    this.isBusy = true;
    try {
      this.answer = await createDeveloperApi(this.desk.connection.apiOptions).checkEmbedToken(token);
    } catch (error) {
      this.desk.failed(error);
    } finally {
      this.isBusy = false;
    }
  }

  protected override render(): TemplateResult {
    const { t } = settingsTexts(this.text);
    return html`<section class="card">
      <header>
        <h3>${t("embedding.check")}</h3>
        <p class="hint">${t("embedding.checkHint")}</p>
      </header>
      ${textArea({
        pointer: "/token",
        label: t("embedding.token"),
        value: this.token,
        error: this.isMissing ? t("embedding.tokenMissing") : undefined,
        counter: nothing,
        onInput: (token) => {
          this.token = token;
          this.isMissing = false;
          this.answer = null;
        },
      })}
      <div class="acts">
        <button class="button" type="button" ?disabled=${this.isBusy} @click=${this.handleCheck}>
          ${t("embedding.checkNow")}
        </button>
      </div>
      <div role="status">${this.answer ? this.renderAnswer(this.answer) : nothing}</div>
    </section>`;
  }

  private renderAnswer(answer: EmbedCheck): TemplateResult {
    const { t } = settingsTexts(this.text);
    const origin = answer.origin ?? "";
    const member = answer.memberName ?? this.text.t("common.somebody");
    if (answer.finding !== "ok")
      return html`<div class="answer">
        ${icons.circleAlert}
        <p class="title">
          ${t("embedding.fails", { why: settingsTexts(this.text).find(`embedding.why.${answer.finding}`, { origin, member }) ?? "" })}
        </p>
        <p>${t(`embedding.cure.${answer.finding}`)}</p>
      </div>`;
    const time = answer.expiresAt === null ? "" : this.text.time(answer.expiresAt);
    const components = answer.components.map((one) => t(`component.${one}`)).join(", ");
    return html`<div class="answer works">
      ${icons.circleCheck}
      <p class="title">${t("embedding.works")}</p>
      <p>${t("embedding.worksText", { member, origin, time })}</p>
      <p>
        ${t("embedding.worksComponents", { components })} ${answer.isReadOnly ? t("embedding.worksReadOnly") : nothing}
      </p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-embed-check": SapaEmbedCheck;
  }
}
