import { html, LitElement, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { Subscription } from "../controllers/subscription.ts";
import { recall, remember } from "../data/browser-storage.ts";
import { chooseLanguage, type Language, Localizer } from "../strings/localizer.ts";
import { tokens } from "../tokens.css.ts";
import { base } from "../ui/base.styles.ts";
import { icons } from "../ui/icons.ts";
import { statesStyles, stateView } from "../ui/states.ts";
import { Account } from "./account.ts";
import { showFavicon } from "./favicon.ts";
import type { GoEvent, SapaFrame, WaitingEvent } from "./frame.ts";
import { GuardedHistory, here } from "./guarded-history.ts";
import type { LanguageChosenEvent } from "./login.ts";
import type { Theme, ThemeChosenEvent } from "./own-menu.ts";
import { nameOf } from "./pages.ts";
import { inboxAddress, loginAddress, pageTitle, parseRoute, type Route } from "./routes.ts";

/**
 * The hosted app: who is signed in, at which address, in which language and theme.
 *
 * @tag sapa-shell
 */
export class SapaShell extends LitElement {
  static override styles = [base, tokens, statesStyles];

  readonly #account = new Account();
  readonly #history = new GuardedHistory(
    () => !(this.frame?.hasUnsavedChanges ?? false),
    async () => (await this.frame?.confirmLeave()) ?? true,
    () => this.#handleMove(),
  );
  @query("sapa-frame") private readonly frame!: SapaFrame | null;
  @state() private route: Route = parseRoute(new URL(location.href));
  @state() private text = new Localizer(chooseLanguage(recall("language")));
  @state() private theme: Theme = (recall("theme") as Theme | null) ?? "system";
  @state() private unassigned = 0;

  constructor() {
    super();
    new Subscription(
      this,
      () => this.#account,
      () => this.#followAccount(),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#history.start();
    void this.#account.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#history.stop();
  }

  #handleMove(): void {
    this.route = parseRoute(new URL(location.href));
    this.#followAccount();
  }

  /** AUTH-1: without a session every address leads to the sign-in, and from there back. */
  #followAccount(): void {
    const { phase } = this.#account;
    const { route } = this;
    if (phase === "signed-out") {
      this.unassigned = 0;
      // Whoever signed out is done with that address; whoever's session ended wants it back.
      if (route.name !== "login") this.#history.go(this.#account.hasSignedOut ? "/login" : loginAddress(here()), true);
    } else if (phase === "signed-in" && route.name === "login") this.#history.go(route.next, true);
    else if (phase === "signed-in" && location.pathname === "/" && route.name === "inbox")
      this.#history.go(inboxAddress(route), true);
  }

  private handleGo({ address, isReplacing }: GoEvent): void {
    void this.#history.askAndGo(address, isReplacing);
  }

  private handleLanguage({ language }: LanguageChosenEvent): void {
    remember("language", language);
    this.#setLanguage(language);
  }

  #setLanguage(language: Language): void {
    this.text = new Localizer(language);
  }

  private handleTheme({ theme }: ThemeChosenEvent): void {
    this.theme = theme;
    remember("theme", theme === "system" ? null : theme);
  }

  private handleWaiting({ unassigned }: WaitingEvent): void {
    this.unassigned = unassigned;
  }

  protected override updated(): void {
    const { route, text } = this;
    const isIn = this.#account.phase === "signed-in";
    document.title = pageTitle(nameOf(route, text), isIn ? this.unassigned : 0);
    document.documentElement.lang = text.language;
    document.documentElement.style.colorScheme = this.theme === "system" ? "light dark" : this.theme;
    showFavicon(isIn ? this.unassigned : 0);
  }

  protected override render(): TemplateResult | typeof nothing {
    const theme = this.theme === "system" ? nothing : this.theme;
    const account = this.#account;
    switch (account.phase) {
      case "starting":
        return nothing;
      case "failed":
        return stateView({
          icon: icons.wifiOff,
          title: this.text.t("shell.startFailed"),
          body: this.text.t("shell.startFailedText"),
          isAlert: true,
          action: html`<button class="button primary" type="button" @click=${() => account.start()}>
            ${this.text.t("common.tryAgain")}
          </button>`,
        });
      case "signed-out":
        return html`<sapa-login
          theme=${theme}
          .account=${account}
          .text=${this.text}
          @language-chosen=${this.handleLanguage}
        ></sapa-login>`;
      case "signed-in":
        return html`<sapa-frame
          theme=${theme}
          .account=${account}
          .text=${this.text}
          .route=${this.route}
          @go=${this.handleGo}
          @language-chosen=${this.handleLanguage}
          @theme-chosen=${this.handleTheme}
          @waiting=${this.handleWaiting}
        ></sapa-frame>`;
    }
  }
}
