import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { tokens } from "../tokens.css.ts";
import { base } from "../ui/base.styles.ts";
import { icons } from "../ui/icons.ts";
import { OperatorServer } from "./server.ts";
import { LANGUAGES, type Language, type OperatorStrings, Texts } from "./strings.ts";

const PAGES = ["organizations", "email", "support", "applications", "providers"] as const;
type Page = (typeof PAGES)[number];

const pageIn = (hash: string): Page => PAGES.find((one) => `#${one}` === hash) ?? "organizations";
const firstLanguage = (): Language => (/^(id|in)\b/i.test(navigator.language) ? "id" : "en");

/**
 * The page /operator: asks for the key, then shows its tools. The key is in memory only; a reload asks anew.
 *
 * @tag sapa-operator
 */
export class SapaOperator extends LitElement {
  static override styles = [
    base,
    tokens,
    css`
      :host {
        min-block-size: 100dvh;
        background: var(--s-sunken);
        color: var(--s-text);
        font-family: var(--s-font);
        font-size: var(--s-body);
        line-height: 1.4;
      }

      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
        padding: 12px max(16px, (100% - 64rem) / 2);
        border-block-end: 1px solid var(--s-hairline);
        background: var(--s-surface);
      }

      .brand {
        display: flex;
        flex: 1;
        align-items: center;
        gap: 8px;
        font-size: 1rem;
        font-weight: 600;
        white-space: nowrap;
      }

      .mark {
        display: grid;
        place-items: center;
        inline-size: 28px;
        block-size: 28px;
        border-radius: 8px;
        background: var(--s-accent);
        color: var(--s-on-accent);
        font-size: 14px;
      }

      .brand span:last-child {
        color: var(--s-muted);
        font-weight: 500;
      }

      /* So that everything stays in one line in Indonesian too. */
      @media (max-width: 26rem) {
        .brand:has(~ .lock) span:last-child {
          display: none;
        }
      }

      nav {
        overflow-x: auto;
        padding-inline: max(8px, (100% - 64rem) / 2 - 8px);
        border-block-end: 1px solid var(--s-hairline);
        background: var(--s-surface);
        scrollbar-width: none;
      }

      nav ul {
        display: flex;
        gap: 4px;
      }

      nav a {
        display: block;
        padding: 10px 8px;
        border-block-end: 2px solid transparent;
        color: var(--s-muted);
        font-weight: 500;
        text-decoration: none;
        white-space: nowrap;
      }

      nav a:hover {
        color: var(--s-text);
      }

      nav a:focus-visible {
        outline-offset: -4px;
      }

      nav a[aria-current] {
        border-color: var(--s-accent);
        color: var(--s-text);
      }

      main:not(.gate) {
        padding: 24px max(16px, (100% - 64rem) / 2) 64px;
      }

      .gate {
        inline-size: min(100% - 32px, 24rem);
        margin: clamp(24px, 14vh, 140px) auto 0;
        padding: 28px;
        border: 1px solid var(--s-hairline);
        border-radius: var(--s-radius-card);
        background: var(--s-surface);
      }

      h1 {
        font-size: 1.25rem;
        font-weight: 600;
        letter-spacing: -0.015em;
      }

      .gate p {
        margin-block: 6px 20px;
        color: var(--s-muted);
        line-height: 1.5;
      }

      .gate label {
        display: block;
        margin-block-end: 6px;
        font-size: var(--s-list);
        font-weight: 500;
      }

      .gate .wrong {
        display: flex;
        gap: 6px;
        margin-block: 8px 0;
        color: var(--s-danger);
      }

      .gate .button {
        inline-size: 100%;
        min-block-size: 40px;
        margin-block-start: 16px;
      }

      @media (pointer: coarse) {
        nav a {
          padding-block: 13px;
        }

        .field {
          min-block-size: 44px;
        }
      }
    `,
  ];

  @query("#key") private readonly key!: HTMLInputElement;
  @state() private texts = new Texts(firstLanguage());
  @state() private server: OperatorServer | null = null;
  @state() private page: Page = pageIn(location.hash);
  @state() private isBusy = false;
  @state() private wrong: keyof OperatorStrings | null = null;

  readonly #handleHash = async (): Promise<void> => {
    this.page = pageIn(location.hash);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("main > *")?.focus();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("hashchange", this.#handleHash);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.#handleHash);
  }

  protected override firstUpdated(): void {
    this.key.focus();
  }

  protected override updated(): void {
    document.documentElement.lang = this.texts.language;
    const name = this.server === null ? "" : `${this.texts.t(this.page)} · `;
    document.title = `${name}${this.texts.t("title")} · Sapa`;
  }

  private async handleOpen(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.isBusy) return;
    const key = this.key.value.trim();
    this.wrong = key === "" ? "required" : null;
    if (this.wrong === null) {
      this.isBusy = true;
      const server = new OperatorServer(key);
      const answer = await server.call("GET", "/support");
      this.isBusy = false;
      if (answer.ok) {
        this.server = server;
        return this.#handleHash();
      }
      const { code } = answer.failure;
      this.wrong = code === "unauthenticated" ? "wrongKey" : code === "rate_limited" ? "tooMany" : "unreachable";
    }
    await this.updateComplete;
    this.key.focus();
    this.key.select();
  }

  async #lock(): Promise<void> {
    this.server = null;
    await this.updateComplete;
    this.key.focus();
  }

  #renderGate(): TemplateResult {
    const { texts, wrong } = this;
    return html`<main class="gate">
      <h1>${texts.t("keyTitle")}</h1>
      <p>${texts.t("keyText")}</p>
      <form novalidate @submit=${this.handleOpen}>
        <label for="key">${texts.t("key")}</label>
        <input
          class="field"
          id="key"
          type="password"
          autocomplete="off"
          spellcheck="false"
          aria-invalid=${wrong !== null}
          aria-describedby=${wrong === null ? nothing : "wrong"}
        />
        ${wrong === null ? nothing : html`<p class="wrong" id="wrong" role="alert">${icons.circleAlert}${texts.t(wrong)}</p>`}
        <button class="button primary" type="submit" aria-disabled=${this.isBusy}>
          ${texts.t(this.isBusy ? "opening" : "open")}
        </button>
      </form>
    </main>`;
  }

  #renderPage(server: OperatorServer): TemplateResult {
    const { texts } = this;
    switch (this.page) {
      case "organizations":
        return html`<sapa-operator-organizations .server=${server} .texts=${texts}></sapa-operator-organizations>`;
      case "email":
        return html`<sapa-operator-email .server=${server} .texts=${texts}></sapa-operator-email>`;
      case "support":
        return html`<sapa-operator-support .server=${server} .texts=${texts}></sapa-operator-support>`;
      case "applications":
        return html`<sapa-operator-applications .server=${server} .texts=${texts}></sapa-operator-applications>`;
      case "providers":
        return html`<sapa-operator-providers .server=${server} .texts=${texts}></sapa-operator-providers>`;
    }
  }

  #renderHead(): TemplateResult {
    const { texts, server } = this;
    const other: Language = texts.language === "en" ? "id" : "en";
    return html`<header>
      <p class="brand">
        <span class="mark" aria-hidden="true">${icons.messageSquare}</span>Sapa <span>${texts.t("title")}</span>
      </p>
      <button
        class="button quiet"
        type="button"
        lang=${other}
        @click=${() => {
          this.texts = new Texts(other);
        }}
      >
        ${LANGUAGES[other]}
      </button>
      ${
        server === null
          ? nothing
          : html`<button class="button lock" type="button" @click=${() => void this.#lock()}>
              ${icons.lock}${texts.t("lock")}
            </button>`
      }
    </header>`;
  }

  protected override render(): TemplateResult {
    const { texts, server, page } = this;
    if (server === null) return html`${this.#renderHead()}${this.#renderGate()}`;
    return html`${this.#renderHead()}
      <nav aria-label=${texts.t("pages")}>
        <ul>
          ${PAGES.map(
            (one) => html`<li>
              <a href="#${one}" aria-current=${one === page ? "page" : nothing}>${texts.t(one)}</a>
            </li>`,
          )}
        </ul>
      </nav>
      <main>${this.#renderPage(server)}</main>`;
  }
}
