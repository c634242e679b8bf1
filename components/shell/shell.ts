import { html, LitElement, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import type { Action } from "../../protocol/roles.ts";
import { Subscription } from "../controllers/subscription.ts";
import { recall, remember } from "../data/browser-storage.ts";
import { chooseLanguage, type Language, Localizer } from "../strings/localizer.ts";
import { shellTexts } from "../strings/shell.ts";
import { tokens } from "../tokens.css.ts";
import { base } from "../ui/base.styles.ts";
import { icons } from "../ui/icons.ts";
import { statesStyles, stateView } from "../ui/states.ts";
import { Account } from "./account.ts";
import type {
  GoEvent,
  LanguageChosenEvent,
  LanguageKnownEvent,
  RightsKnownEvent,
  Theme,
  ThemeChosenEvent,
  WaitingEvent,
} from "./events.ts";
import { showFavicon } from "./favicon.ts";
import type { SapaFrame } from "./frame.ts";
import { GuardedHistory, here } from "./guarded-history.ts";
import { nameOf } from "./pages.ts";
import { inboxAddress, isElsewhere, isEntrance, loginAddress, pageTitle, parseRoute, type Route } from "./routes.ts";
import type { LinkUsedEvent } from "./sign-in/link.ts";

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
  @state() private text = new Localizer(chooseLanguage(recall("language"), recall("language-known")));
  @state() private theme: Theme = (recall("theme") as Theme | null) ?? "system";
  @state() private unassigned = 0;
  /** null: not known yet, or nobody is in. */
  @state() private permissions: readonly Action[] | null = null;
  /** What a mailed link has just done. */
  @state() private notice: string | null = null;
  /** Of the mailed link that is open: kept here alone, and not over a reload. */
  #linkToken = "";
  /** Whose mailed link was just used: the sign-in page need not ask again. */
  #knownEmail = "";

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
    this.#hideSecret();
    void this.#account.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#history.stop();
  }

  #handleMove(): void {
    this.route = parseRoute(new URL(location.href));
    this.#hideSecret();
    this.#followAccount();
  }

  /** Nobody reads it over a shoulder, in the history, or in what is copied from the address bar. */
  #hideSecret(): void {
    const { route } = this;
    if (route.name === "link" && route.token !== "") this.#linkToken = route.token;
    else if (route.name === "login" && route.asked !== null) this.#account.askCode(route.asked);
    else return;
    history.replaceState(history.state, "", location.pathname + location.search);
  }

  /** AUTH-1: without a session every address leads to the sign-in, and from there back. */
  #followAccount(): void {
    const { phase, hasSignedOut } = this.#account;
    const { route } = this;
    if (isEntrance(route)) return;
    if (phase === "signed-out") {
      this.unassigned = 0;
      this.permissions = null;
      // Whoever signed out is done with that address; whoever's session ended wants it back.
      if (route.name !== "login") this.#history.go(hasSignedOut ? "/login" : loginAddress(here()), true);
    } else if (phase === "signed-in" && route.name === "login") {
      if (!this.#isSigningInAnew(route)) this.#leave(route.next);
    } else if (phase === "signed-in" && location.pathname === "/" && route.name === "inbox")
      this.#history.go(inboxAddress(route), true);
  }

  /** Although there is a session: an application wants the password anew (AUTH-6), or a code is asked for (AUTH-16). */
  #isSigningInAnew(route: Route): boolean {
    const { codeAsked, hasSignedIn } = this.#account;
    return route.name === "login" && (codeAsked !== null || (route.isAgain && !hasSignedIn));
  }

  #leave(next: string): void {
    this.notice = null;
    this.#knownEmail = "";
    if (isElsewhere(next)) location.assign(next);
    else this.#history.go(next, true);
  }

  /** From the sign-in page it goes on by itself for whoever the link signed in. */
  private async handleLinkUsed({ words, email }: LinkUsedEvent): Promise<void> {
    this.#linkToken = "";
    this.notice = words;
    this.#knownEmail = email;
    // A reset ends every session: only the server knows whether somebody is still signed in.
    await this.#account.start();
    this.#history.go("/login", true);
  }

  private handleGo({ address, isReplacing }: GoEvent): void {
    void this.#history.askAndGo(address, isReplacing);
  }

  /** I18N-2: the own choice, kept by this browser and by the profile. */
  private handleLanguage({ language }: LanguageChosenEvent): void {
    remember("language", language);
    this.#setLanguage(language);
    if (this.#account.phase === "signed-in") void this.#account.keep({ language });
  }

  private handleLanguageKnown({ language }: LanguageKnownEvent): void {
    remember("language-known", language);
    if (recall("language") === null && language !== this.text.language) this.#setLanguage(language);
  }

  #setLanguage(language: Language): void {
    this.text = new Localizer(language);
  }

  private handleTheme({ theme }: ThemeChosenEvent): void {
    this.theme = theme;
    remember("theme", theme === "system" ? null : theme);
  }

  private handleRights({ permissions }: RightsKnownEvent): void {
    this.permissions = permissions;
  }

  private handleWaiting({ unassigned }: WaitingEvent): void {
    this.unassigned = unassigned;
  }

  protected override updated(): void {
    const { route, text } = this;
    const isIn = this.#account.phase === "signed-in";
    document.title = pageTitle(nameOf(route, text, this.permissions), isIn ? this.unassigned : 0);
    document.documentElement.lang = text.language;
    document.documentElement.style.colorScheme = this.theme === "system" ? "light dark" : this.theme;
    showFavicon(isIn ? this.unassigned : 0);
  }

  protected override render(): TemplateResult | typeof nothing {
    const account = this.#account;
    const { route } = this;
    if (account.phase === "starting") return nothing;
    if (isEntrance(route)) return this.renderEntrance(route);
    if (account.phase === "failed") return this.renderFailed();
    // Until the address follows, what is there stays.
    return account.phase === "signed-in" && !this.#isSigningInAnew(route)
      ? this.renderFrame()
      : this.renderLogin(route);
  }

  get #theme(): Theme | typeof nothing {
    return this.theme === "system" ? nothing : this.theme;
  }

  private renderFailed(): TemplateResult {
    const { t } = shellTexts(this.text);
    return stateView({
      icon: icons.wifiOff,
      title: t("shell.startFailed"),
      body: t("shell.startFailedText"),
      isAlert: true,
      action: html`<button class="button primary" type="button" @click=${() => this.#account.start()}>
        ${this.text.t("common.tryAgain")}
      </button>`,
    });
  }

  private renderEntrance({ name }: Route): TemplateResult {
    const { text } = this;
    const account = this.#account;
    return name === "forgot"
      ? html`<sapa-forgot
          theme=${this.#theme}
          .account=${account}
          .text=${text}
          @go=${this.handleGo}
          @language-chosen=${this.handleLanguage}
        ></sapa-forgot>`
      : html`<sapa-link
          theme=${this.#theme}
          .account=${account}
          .text=${text}
          .token=${this.#linkToken}
          @go=${this.handleGo}
          @language-chosen=${this.handleLanguage}
          @link-used=${this.handleLinkUsed}
        ></sapa-link>`;
  }

  private renderLogin(route: Route): TemplateResult {
    const { next, failure } = route.name === "login" ? route : { next: "", failure: null };
    return html`<sapa-login
      theme=${this.#theme}
      .account=${this.#account}
      .text=${this.text}
      .next=${next}
      .refused=${failure}
      .notice=${this.notice}
      .knownEmail=${this.#knownEmail}
      @go=${this.handleGo}
      @language-chosen=${this.handleLanguage}
    ></sapa-login>`;
  }

  private renderFrame(): TemplateResult {
    return html`<sapa-frame
      theme=${this.#theme}
      .account=${this.#account}
      .text=${this.text}
      .route=${this.route}
      @go=${this.handleGo}
      @language-chosen=${this.handleLanguage}
      @language-known=${this.handleLanguageKnown}
      @rights-known=${this.handleRights}
      @theme-chosen=${this.handleTheme}
      @waiting=${this.handleWaiting}
    ></sapa-frame>`;
  }
}
