import { css, html, LitElement, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { segmentField } from "../../ui/form.ts";
import type { Desk } from "../desk-contract.ts";
import { pageStyles } from "../page.styles.ts";
import { settingsTexts } from "../settings-texts.ts";
import { originOf } from "../webchat/origin.ts";
import { LANGUAGE_NAMES, pageSample, SERVER_LANGUAGES, type ServerLanguage, serverSample } from "./samples.ts";

/**
 * From nothing to an inbox on one's own page: three steps with code to copy (EMBED-12).
 *
 * @tag sapa-embed-start
 */
export class SapaEmbedStart extends LitElement {
  static override styles = [
    base,
    formStyles,
    pageStyles,
    css`
      :host {
        display: block;
        min-block-size: 0;
      }

      ol {
        display: grid;
        gap: 20px;
        counter-reset: step;
      }

      li {
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr);
        gap: 8px 10px;
        counter-increment: step;
      }

      li::before {
        content: counter(step);
        align-self: start;
        margin-block-start: 1px;
        border-radius: 50%;
        background: var(--s-press);
        font-size: var(--s-tiny);
        font-weight: 600;
        line-height: 20px;
        text-align: center;
      }

      li > * {
        grid-column: 2;
      }

      li > p {
        grid-row: 1;
        font-size: var(--s-list);
        line-height: 22px;
      }

      .to-tokens {
        justify-self: start;
      }
    `,
  ];

  @state() private language: ServerLanguage = "node";
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) text = new Localizer("en");
  /** Of the embedder's page. */
  @property({ attribute: false }) origin = "";

  protected override render(): TemplateResult {
    const { text, language } = this;
    const { t } = settingsTexts(text);
    const facts = { server: originOf(this.desk.connection.baseUrl), origin: this.origin };
    return html`<section class="card">
      <header>
        <h3>${t("embedding.start")}</h3>
        <p class="hint">${t("embedding.startHint")}</p>
      </header>
      <ol>
        <li>
          <p>${t("embedding.step1")}</p>
          <div class="to-tokens">
            ${this.desk.link("developer/api-tokens", html`${t("embedding.toTokens")}`, t("embedding.toTokens"))}
          </div>
        </li>
        <li>
          <p>${t("embedding.step2")}</p>
          ${segmentField({
            pointer: "/language",
            label: t("embedding.language"),
            isLabelHidden: true,
            value: language,
            options: SERVER_LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
            onChange: (next) => {
              this.language = next;
            },
          })}
          <sapa-copy-line
            multiline
            .text=${text}
            .label=${t("embedding.copyServer")}
            .value=${serverSample(language, facts)}
          ></sapa-copy-line>
        </li>
        <li>
          <p>${t("embedding.step3")}</p>
          <sapa-copy-line
            multiline
            .text=${text}
            .label=${t("embedding.copyPage")}
            .value=${pageSample(facts)}
          ></sapa-copy-line>
        </li>
      </ol>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-embed-start": SapaEmbedStart;
  }
}
