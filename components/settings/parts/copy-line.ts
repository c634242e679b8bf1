import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { icons } from "../../ui/icons.ts";
import { settingsTexts } from "../settings-texts.ts";

const SAID_MS = 2_000;

/**
 * Something to be taken elsewhere, with a button that copies it; where copying is forbidden it is marked, so that one
 * key does it.
 *
 * @tag sapa-copy-line
 */
export class SapaCopyLine extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        min-inline-size: 0;
      }

      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        padding-block: 6px;
        padding-inline: 12px 6px;
        border: 1px solid var(--s-hairline);
        border-radius: var(--s-radius-control);
        background: var(--s-sunken);
      }

      code {
        flex: 1 1 160px;
        min-inline-size: 0;
        padding: 4px 0;
        font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace;
        font-size: var(--s-meta);
        line-height: 1.55;
        overflow-wrap: anywhere;
        user-select: all;
      }

      :host([multiline]) .line {
        align-items: start;
        padding-block-start: 8px;
      }

      :host([multiline]) code {
        white-space: pre-wrap;
      }

      p {
        flex-basis: 100%;
        color: var(--s-muted);
        font-size: var(--s-meta);
      }

      p:empty {
        display: none;
      }
    `,
  ];

  #timer: ReturnType<typeof setTimeout> | undefined;

  @query("code") private readonly words!: HTMLElement;
  @query("button") private readonly button!: HTMLElement;
  @state() private outcome: "copied" | "marked" | null = null;
  @property({ attribute: false }) text = new Localizer("en");
  @property({ attribute: false }) value = "";
  /** Lines stay lines. */
  @property({ type: Boolean, reflect: true }) multiline = false;
  /** What the button is called. */
  @property({ attribute: false }) label = "";

  override focus(): void {
    void this.updateComplete.then(() => this.button.focus());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  async #copy(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      await navigator.clipboard.writeText(this.value);
      this.outcome = "copied";
      this.#timer = setTimeout(() => {
        this.outcome = null;
      }, SAID_MS);
    } catch {
      getSelection()?.selectAllChildren(this.words);
      this.outcome = "marked";
    }
  }

  protected override render(): TemplateResult {
    const { text, outcome } = this;
    const keys = /mac|iphone|ipad/i.test(navigator.userAgent) ? "⌘ C" : "Ctrl C";
    return html`<div class="line">
      <code dir="ltr">${this.value}</code>
      <button class="button small" type="button" aria-label=${outcome === "copied" ? nothing : this.label} @click=${this.#copy}>
        ${outcome === "copied" ? icons.check : icons.copy}${text.t(outcome === "copied" ? "common.copied" : "common.copy")}
      </button>
      <p role="status">${outcome === "marked" ? settingsTexts(text).t("webchat.copyByHand", { keys }) : ""}</p>
    </div>
    <span class="visually-hidden" role="status">${outcome === "copied" ? text.t("common.copied") : ""}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-copy-line": SapaCopyLine;
  }
}
