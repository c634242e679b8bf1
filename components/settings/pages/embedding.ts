import { css, html, type TemplateResult } from "lit";
import type { BadField } from "../../../protocol/form-rules.ts";
import { checkDomain } from "../../../protocol/origin-rules.ts";
import type { Settings } from "../../../protocol/settings.schema.ts";
import { textField } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import type { Form } from "../form.ts";
import { settingsIcons } from "../icons.ts";
import { SectionPage } from "../section-page.ts";

type Embedding = Settings["embedding"];
const EXAMPLE = "https://portal.example.com";

/**
 * Where the inbox may stand in a company's own product, how it comes there, and whether a token works (EMBED-4, 12).
 *
 * @tag sapa-settings-embedding
 */
export class SapaSettingsEmbedding extends SectionPage<"embedding"> {
  static override styles = [
    ...SectionPage.styles,
    css`
      .origins {
        display: grid;
        gap: 12px;
      }

      .origins li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: start;
        gap: 4px;
      }

      .origins .icon-only {
        min-inline-size: 36px;
        min-block-size: 36px;
      }

      .add {
        justify-self: start;
      }
    `,
  ];

  protected readonly section = "embedding";
  protected readonly titleKey = "embedding";
  protected readonly leadKey = "embedding.lead";

  /** As browsers write origins; fields left empty go. */
  protected override tidy({ origins }: Embedding): Embedding {
    const written = origins.map((typed) => {
      const checked = checkDomain(typed);
      return checked.ok ? checked.domain : typed.trim();
    });
    return { origins: written.filter((origin) => origin !== "") };
  }

  protected override check(value: Embedding): BadField[] {
    return super.check(value).filter(({ code }) => code !== "required");
  }

  protected describe(_key: keyof Embedding, value: unknown): { label: string; words: string } {
    const words = Array.isArray(value) && value.length > 0 ? value.join("\n") : this.t("embedding.noOrigins");
    return { label: this.t("embedding.origins"), words };
  }

  protected renderForm(form: Form<Embedding>): TemplateResult {
    const { t, text } = this;
    const { origins } = form.draft;
    return html`<section class="card">
        <header>
          <h3 id="origins">${t("embedding.origins")}</h3>
          <p class="hint">${t("embedding.originsHint")}</p>
        </header>
        ${
          origins.length === 0
            ? html`<p class="note">${icons.info}<span>${t("embedding.noOrigins")}</span></p>`
            : html`<ul class="origins" aria-labelledby="origins">${origins.map((origin, at) => this.renderOrigin(form, origin, at))}</ul>`
        }
        <button class="button add" type="button" @click=${() => this.#add(form)}>
          ${icons.plus}${t("embedding.add")}
        </button>
      </section>
      <sapa-embed-start .desk=${this.desk} .text=${text} .origin=${form.saved.origins[0] ?? EXAMPLE}></sapa-embed-start>
      <sapa-embed-check .desk=${this.desk} .text=${text}></sapa-embed-check>`;
  }

  private renderOrigin(form: Form<Embedding>, origin: string, at: number): TemplateResult {
    const { t } = this;
    const { origins } = form.draft;
    const label = origin === "" ? t("embedding.removeEmpty") : t("embedding.remove", { name: origin });
    return html`<li>
      ${textField({
        pointer: `/origins/${at}`,
        label: t("embedding.origin", { n: at + 1 }),
        isLabelHidden: true,
        // Not "url": browsers would refuse in their own words.
        inputMode: "url",
        placeholder: EXAMPLE,
        value: origin,
        error: this.errorAt(`/origins/${at}`, t("embedding.twice")),
        onInput: (typed) => form.change({ origins: origins.with(at, typed) }),
      })}
      <button
        class="button icon-only"
        type="button"
        aria-label=${label}
        data-tip=${label}
        @click=${() => form.change({ origins: origins.toSpliced(at, 1) })}
      >
        ${settingsIcons.trash}
      </button>
    </li>`;
  }

  async #add(form: Form<Embedding>): Promise<void> {
    const at = form.draft.origins.length;
    form.change({ origins: [...form.draft.origins, ""] });
    await this.rendered();
    this.renderRoot.querySelector<HTMLElement>(`[data-pointer="/origins/${at}"]`)?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-embedding": SapaSettingsEmbedding;
  }
}
