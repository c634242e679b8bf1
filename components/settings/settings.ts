import { html, LitElement, type nothing, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { LateScreen } from "../controllers/late-screen.ts";
import type { TokenProvider } from "../data/connection.ts";
import type { SapaFilterChangedEvent, SapaSectionChangedEvent } from "../events.ts";
import { lazy } from "../lazy.ts";
import { tokens } from "../tokens.css.ts";
import { base } from "../ui/base.styles.ts";
import { screenStyles } from "../ui/screen.styles.ts";
import { statesStyles } from "../ui/states.ts";
import type { SapaSettingsDesk } from "./desk.ts";

/**
 * The settings of the organization: menu, search and pages, in the space its container gives it (two columns from
 * 760 px, one below). What the member's role may not open is absent. The pages are loaded when the element is shown.
 *
 * @tag sapa-settings
 * @fires sapa-section-changed - A person went to another page.
 * @fires sapa-filter-changed - A person narrowed the page's list.
 * @fires sapa-saved - A person saved something.
 * @fires sapa-token-expired - There is no valid token; "Sign-in needed" is shown.
 * @fires sapa-error - Something did not work; `code` tells what.
 * @csspart menu - The column with the names of the pages.
 * @csspart page - The page.
 */
export class SapaSettings extends LitElement {
  static override styles = [base, tokens, statesStyles, screenStyles];

  readonly #screen = new LateScreen(this, "settings", () => lazy(() => import("./define-settings.ts"), true));
  @query("sapa-settings-desk") private readonly desk!: SapaSettingsDesk | null;

  /** Address of the Sapa server; empty: the page's own. */
  @property({ attribute: "base-url" }) baseUrl = "";
  /** `en` or `id`; otherwise the member's, the organization's or the browser's. */
  @property() language: string | null = null;
  /** `light`, `dark` or `system` (default). */
  @property({ reflect: true }) theme: string | null = null;
  /** The page, for example `chat/templates`; without it the first one the member may open. */
  @property() section: string | null = null;
  /** How the page's list is narrowed, as part of an address; empty: not at all. Of the page `accounts/users`. */
  @property() filter = "";
  /** Gives a fresh `{ token, expiresAt }`. Elements with the same function share one connection. */
  @property({ attribute: false }) tokenProvider: TokenProvider | null = null;
  /** Gives a page's address on the host's site; with it the menu is made of links. */
  @property({ attribute: false }) sectionLink: ((section: string) => string) | null = null;

  /** Whether something was changed and is not saved. */
  get hasUnsavedChanges(): boolean {
    return this.desk?.isDirty ?? false;
  }

  /** Before the host leads elsewhere: true if nothing is lost by it, or the person agreed to lose it. */
  async confirmLeave(): Promise<boolean> {
    return (await this.desk?.confirmLeave()) ?? true;
  }

  private handleSection({ section }: SapaSectionChangedEvent): void {
    this.section = section;
    this.filter = "";
  }

  private handleFilter({ filter }: SapaFilterChangedEvent): void {
    this.filter = filter;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { text } = this.#screen;
    return this.#screen.render(
      (connection) => html`<sapa-settings-desk
        class="screen"
        lang=${text.language}
        exportparts="menu, page"
        .connection=${connection}
        .phase=${connection.phase}
        .text=${text}
        .section=${this.section}
        .sectionLink=${this.sectionLink}
        .filter=${this.filter}
        @sapa-filter-changed=${this.handleFilter}
        @sapa-section-changed=${this.handleSection}
      ></sapa-settings-desk>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings": SapaSettings;
  }
}
