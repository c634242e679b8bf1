import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import type { Action } from "../../protocol/roles.ts";
import { ShortcutKeys } from "../controllers/shortcut-keys.ts";
import { Subscription } from "../controllers/subscription.ts";
import { recall, remember } from "../data/browser-storage.ts";
import { acquireConnection, type Connection } from "../data/connection.ts";
import type { SapaConnectionChangedEvent, SapaNoticeOpenedEvent } from "../events.ts";
import { hueOf, initials } from "../inbox/people.ts";
import { areShortcutsOn } from "../inbox/shortcut-switch.ts";
import type { SapaBell } from "../notify/bell.ts";
import { isSoundOn } from "../notify/desk-alerts.ts";
import { Localizer } from "../strings/localizer.ts";
import { shellTexts } from "../strings/shell.ts";
import { tokens } from "../tokens.css.ts";
import { avatarStyles } from "../ui/avatar.styles.ts";
import { avatar } from "../ui/avatar.ts";
import { base } from "../ui/base.styles.ts";
import { icons } from "../ui/icons.ts";
import { menuStyles } from "../ui/menu.styles.ts";
import { statesStyles } from "../ui/states.ts";
import type { SapaToasts } from "../ui/toasts.ts";
import type { Account } from "./account.ts";
import { deletionBanner } from "./deletion-banner.ts";
import { GoEvent, LanguageKnownEvent, RightsKnownEvent, type Theme, WaitingEvent } from "./events.ts";
import { frameStyles } from "./frame.styles.ts";
import { menuItems } from "./frame-menu.ts";
import { framePage } from "./frame-page.ts";
import { ownMenu } from "./own-menu.ts";
import { headingOf, placesFor } from "./pages.ts";
import { passKey } from "./passed-keys.ts";
import { inboxAddress, type Route } from "./routes.ts";

/** A page that may hold something that is not saved (GEN-11). */
interface Guarded extends HTMLElement {
  readonly hasUnsavedChanges: boolean;
  confirmLeave(): Promise<boolean>;
}

/**
 * What stands around every page: menu, top bar, banners, own menu (NAV).
 *
 * @tag sapa-frame
 * @fires go - Another address is wanted.
 * @fires theme-chosen - Another theme was chosen.
 * @fires language-chosen - Another language was chosen.
 * @fires language-known - The server told which language is wanted.
 * @fires rights-known - What the member may open became known, or changed.
 * @fires waiting - The number of unassigned rooms changed.
 */
export class SapaFrame extends LitElement {
  static override styles = [base, tokens, avatarStyles, menuStyles, statesStyles, frameStyles];

  #held: { connection: Connection; release: () => void } | null = null;
  #waiting: number | null = null;
  #language: string | null = null;
  #permissions: readonly Action[] | null = null;

  @query("sapa-inbox") private readonly inbox!: HTMLElement | null;
  @query("main > .guarded") private readonly guarded!: Guarded | null;
  @query(".drawer-panel") private readonly drawer!: HTMLDialogElement;
  @query("sapa-bell") private readonly bell!: SapaBell | null;
  @query("sapa-toasts") private readonly toasts!: SapaToasts;
  @query("main") private readonly main!: HTMLElement;
  @state() private isWide = recall("menu") === "wide";
  @state() private isOnLine = true;

  @property({ attribute: false }) account!: Account;
  @property({ attribute: false }) text = new Localizer("en");
  @property({ attribute: false }) route!: Route;
  @property({ reflect: true }) theme: string | null = null;

  constructor() {
    super();
    this.addEventListener("keydown", (event) => passKey(event, this.inbox));
    this.addEventListener("sign-out", () => void this.handleSignOut());
    new Subscription(this, () => this.#held?.connection);
    new Subscription(this, () => this.#feed);
    new Subscription(this, () => this.account);
    // The inbox hears its keys itself.
    new ShortcutKeys(this, {
      isOn: () => this.route.name !== "inbox" && areShortcutsOn(),
      press: () => false,
      go: (letter) =>
        this.#goTo(placesFor(this.#me?.permissions ?? [], this.text).find(({ key }) => key === letter)?.place),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#held = acquireConnection("", this.account.provideToken);
    void this.account.loadProfile();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#held?.release();
    this.#held = null;
  }

  get hasUnsavedChanges(): boolean {
    return this.guarded?.hasUnsavedChanges ?? false;
  }

  /** True if nothing is lost by leaving the page, or the person agreed to lose it. */
  async confirmLeave(): Promise<boolean> {
    return (await this.guarded?.confirmLeave?.()) ?? true;
  }

  get #feed() {
    const connection = this.#held?.connection;
    return connection?.phase === "ready" ? connection.feed : null;
  }

  get #me() {
    return this.#held?.connection.me ?? null;
  }

  protected override willUpdate(): void {
    this.#tellWaiting();
    this.#tellLanguage();
    this.#tellRights();
  }

  /** LIST-6 stands in title and favicon on every page, not only beside the inbox. */
  #tellWaiting(): void {
    const unassigned = this.#feed?.view.counters.unassigned;
    if (unassigned === undefined || unassigned === this.#waiting) return;
    this.#waiting = unassigned;
    this.dispatchEvent(new WaitingEvent(unassigned));
  }

  #tellLanguage(): void {
    const language = this.#me?.language ?? this.#me?.organization.language;
    if (language === undefined || language === this.#language) return;
    this.#language = language;
    this.dispatchEvent(new LanguageKnownEvent(language));
  }

  #tellRights(): void {
    const permissions = this.#me?.permissions;
    if (permissions === undefined || permissions === this.#permissions) return;
    this.#permissions = permissions;
    this.dispatchEvent(new RightsKnownEvent(permissions));
  }

  /** On a phone the page under the drawer is another one now, and who listens to it starts at its beginning. */
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("route") && this.drawer.open) this.drawer.close();
  }

  #go = (address: string, isReplacing = false): void => {
    this.dispatchEvent(new GoEvent(address, isReplacing));
  };

  #goTo(place: string | undefined): boolean {
    if (place !== undefined) this.#go(`/${place}`);
    return place !== undefined;
  }

  private handleNotice({ roomId }: SapaNoticeOpenedEvent): void {
    if (roomId !== null) this.#go(inboxAddress({ roomId }));
  }

  #handleConnection = (event: SapaConnectionChangedEvent): void => {
    event.preventDefault();
    this.isOnLine = event.isConnected;
  };

  #handleLink = (event: MouseEvent, address: string): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (this.drawer.open) this.drawer.close();
    this.#go(address);
  };

  private handleBackdrop(event: MouseEvent): void {
    if (event.target === this.drawer) this.drawer.close();
  }

  private handleCollapse(): void {
    this.isWide = !this.isWide;
    remember("menu", this.isWide ? "wide" : null);
  }

  private async handleSignOut(): Promise<void> {
    if (!(await this.confirmLeave())) return;
    this.bell?.signOut();
    await this.account.signOut();
  }

  private async handleOrganization(organizationId: string): Promise<void> {
    if (organizationId === this.account.session?.current.organizationId || !(await this.confirmLeave())) return;
    try {
      await this.account.calls.switchOrganization(organizationId);
      location.assign("/inbox");
    } catch {
      this.toasts.error(shellTexts(this.text).t("shell.switchFailed"));
    }
  }

  protected override render(): TemplateResult {
    const { t } = shellTexts(this.text);
    return html`
      <button class="button primary skip" type="button" @click=${() => this.main.focus()}>${t("shell.skip")}</button>
      <nav class=${classMap({ rail: true, wide: this.isWide })} aria-label=${t("shell.menu")}>
        <span class="mark" aria-hidden="true">${icons.messageSquare}</span>
        ${this.renderItems()}
        <span class="spacer"></span>
        <button class="item" type="button" aria-expanded=${this.isWide} @click=${this.handleCollapse}>
          ${this.isWide ? icons.chevronsLeft : icons.chevronsRight}
          <span class="label truncate">${t(this.isWide ? "shell.collapse" : "shell.expand")}</span>
        </button>
      </nav>
      ${this.renderHeader()}
      <main id="content" tabindex="-1">
        ${this.renderBanners()}
        ${framePage({
          route: this.route,
          me: this.#me,
          account: this.account,
          text: this.text,
          theme: this.theme,
          onConnection: this.#handleConnection,
          go: this.#go,
        })}
      </main>
      <dialog class="drawer-panel" aria-label=${t("shell.menu")} @click=${this.handleBackdrop}>
        <nav class="drawer" aria-label=${t("shell.menu")}>
          <div class="drawer-head">
            <span class="mark" aria-hidden="true">${icons.messageSquare}</span>
            <p class="organization" dir="auto">${this.account.session?.current.organizationName}</p>
            <button class="button icon-only" type="button" aria-label=${t("shell.closeMenu")} @click=${() => this.drawer.close()}>
              ${icons.x}
            </button>
          </div>
          ${this.renderItems()}
        </nav>
      </dialog>
      <sapa-toasts .closeLabel=${this.text.t("common.close")}></sapa-toasts>
    `;
  }

  private renderItems(): TemplateResult[] {
    const { route, text } = this;
    return menuItems({ permissions: this.#me?.permissions ?? [], route, text, onLink: this.#handleLink });
  }

  private renderBanners(): TemplateResult {
    const { text } = this;
    return html`<sapa-banners .text=${text}>
      <p class="banner" role="status" ?hidden=${this.isOnLine}>
        ${icons.wifiOff} ${this.isOnLine ? "" : shellTexts(text).t("shell.connectionLost")}
      </p>
      ${deletionBanner(this.#me, text)}
      <sapa-notification-banner .language=${text.language} .theme=${this.theme}></sapa-notification-banner>
    </sapa-banners>`;
  }

  private renderHeader(): TemplateResult {
    const { text, account, theme } = this;
    const { t } = shellTexts(text);
    return html`<header>
      <button class="button icon-only open-drawer" type="button" aria-label=${t("shell.openMenu")} @click=${() => this.drawer.showModal()}>
        ${icons.menu}
      </button>
      <h1 class="truncate">${headingOf(this.route, text)}</h1>
      <sapa-online-switch
        .tokenProvider=${account.provideToken}
        .language=${text.language}
        .theme=${theme}
      ></sapa-online-switch>
      <sapa-bell
        .tokenProvider=${account.provideToken}
        .language=${text.language}
        .theme=${theme}
        @sapa-notice-opened=${this.handleNotice}
        @sound-chosen=${() => this.account.keep({ sound: isSoundOn() })}
      ></sapa-bell>
      ${this.renderOwnMenu()}
    </header>`;
  }

  private renderOwnMenu(): TemplateResult {
    const { text, account, theme } = this;
    const name = account.session?.account.name ?? "";
    const hue = hueOf(account.session?.current.memberId ?? "");
    return html`<sapa-popover side="end">
      <button class="me" slot="trigger" type="button" aria-haspopup="menu" aria-label=${`${initials(name)}, ${shellTexts(text).t("shell.profile")}`}>
        ${
          account.photoUrl
            ? html`<img class="photo" src=${account.photoUrl} alt="" width="36" height="36" />`
            : avatar({ initials: initials(name), hue, size: "medium" })
        }
      </button>
      ${ownMenu({
        account,
        text,
        theme: (theme ?? "system") as Theme,
        onProfile: () => this.#go("/profile"),
        onSignOut: () => this.handleSignOut(),
        onOrganization: (organizationId) => this.handleOrganization(organizationId),
        onChosen: (event) => this.dispatchEvent(event),
      })}
    </sapa-popover>`;
  }
}
