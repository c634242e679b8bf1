import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import { ShortcutKeys } from "../controllers/shortcut-keys.ts";
import { Subscription } from "../controllers/subscription.ts";
import { recall, remember } from "../data/browser-storage.ts";
import { acquireConnection, type Connection } from "../data/connection.ts";
import type {
  SapaConnectionChangedEvent,
  SapaGoEvent,
  SapaNoticeOpenedEvent,
  SapaRoomOpenedEvent,
  SapaSectionChangedEvent,
  SapaViewChangedEvent,
} from "../events.ts";
import { hueOf, initials } from "../inbox/people.ts";
import type { Place } from "../inbox/places.ts";
import { areShortcutsOn } from "../inbox/shortcut-switch.ts";
import type { SapaBell } from "../notify/bell.ts";
import type { SapaSettings } from "../settings/settings.ts";
import { Localizer } from "../strings/localizer.ts";
import { tokens } from "../tokens.css.ts";
import { avatarStyles } from "../ui/avatar.styles.ts";
import { avatar } from "../ui/avatar.ts";
import { base } from "../ui/base.styles.ts";
import { icons } from "../ui/icons.ts";
import { menuStyles } from "../ui/menu.styles.ts";
import { statesStyles, stateView } from "../ui/states.ts";
import type { Account } from "./account.ts";
import { frameStyles } from "./frame.styles.ts";
import { ownMenu, type Theme } from "./own-menu.ts";
import { headingOf, PAGES, placesFor } from "./pages.ts";
import { passKey } from "./passed-keys.ts";
import type { SapaProfile } from "./profile.ts";
import { inboxAddress, type Route, settingsAddress } from "./routes.ts";

/** A person went to another address inside the shell. `isReplacing`: the step is not one to come back to. */
export class GoEvent extends Event {
  readonly address: string;
  readonly isReplacing: boolean;
  constructor(address: string, isReplacing = false) {
    super("go", { bubbles: true, composed: true });
    this.address = address;
    this.isReplacing = isReplacing;
  }
}

/** How many rooms wait for somebody, for title and favicon (LIST-6). */
export class WaitingEvent extends Event {
  readonly unassigned: number;
  constructor(unassigned: number) {
    super("waiting", { bubbles: true, composed: true });
    this.unassigned = unassigned;
  }
}

/**
 * What stands around every page: menu, top bar, banner, own menu (NAV).
 *
 * @tag sapa-frame
 * @fires go - Another address is wanted.
 * @fires theme-chosen - Another theme was chosen.
 * @fires language-chosen - Another language was chosen.
 * @fires waiting - The number of unassigned rooms changed.
 */
export class SapaFrame extends LitElement {
  static override styles = [base, tokens, avatarStyles, menuStyles, statesStyles, frameStyles];

  #held: { connection: Connection; release: () => void } | null = null;
  #waiting: number | null = null;

  @query("sapa-profile") private readonly profile!: SapaProfile;
  @query("sapa-inbox") private readonly inbox!: HTMLElement | null;
  @query("sapa-settings") private readonly settings!: SapaSettings | null;
  @query(".drawer-panel") private readonly drawer!: HTMLDialogElement;
  @query("sapa-bell") private readonly bell!: SapaBell | null;
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
    new Subscription(this, () => this.#held?.connection);
    new Subscription(this, () => this.#feed);
    // The inbox hears its keys itself.
    new ShortcutKeys(this, {
      isOn: () => this.route.name !== "inbox" && areShortcutsOn(),
      press: () => false,
      go: (letter) => this.#goTo(this.#places.find(({ key }) => key === letter)?.place),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#held = acquireConnection("", this.account.provideToken);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#held?.release();
    this.#held = null;
  }

  get hasUnsavedChanges(): boolean {
    return this.settings?.hasUnsavedChanges ?? false;
  }

  /** True if nothing is lost by leaving the page, or the person agreed to lose it. */
  async confirmLeave(): Promise<boolean> {
    return (await this.settings?.confirmLeave()) ?? true;
  }

  get #feed() {
    const connection = this.#held?.connection;
    return connection?.phase === "ready" ? connection.feed : null;
  }

  /** LIST-6 stands in title and favicon on every page, not only beside the inbox. */
  protected override willUpdate(): void {
    const unassigned = this.#feed?.view.counters.unassigned;
    if (unassigned === undefined || unassigned === this.#waiting) return;
    this.#waiting = unassigned;
    this.dispatchEvent(new WaitingEvent(unassigned));
  }

  get #me() {
    return this.#held?.connection.me ?? null;
  }

  private handleRoom({ roomId }: SapaRoomOpenedEvent): void {
    if (this.route.name === "inbox") this.dispatchEvent(new GoEvent(inboxAddress({ ...this.route, roomId })));
  }

  private handleView({ choice, filter }: SapaViewChangedEvent): void {
    const { kind, status, sort } = choice;
    if (this.route.name === "inbox")
      this.dispatchEvent(new GoEvent(inboxAddress({ ...this.route, kind, status, sort, filter })));
  }

  #goTo(place: string | undefined): boolean {
    if (place !== undefined) this.dispatchEvent(new GoEvent(`/${place}`));
    return place !== undefined;
  }

  get #places(): Place[] {
    return placesFor(this.#me?.permissions ?? [], this.text);
  }

  private handleSection({ section }: SapaSectionChangedEvent): void {
    this.dispatchEvent(new GoEvent(settingsAddress(section)));
  }

  private handleNotice({ roomId }: SapaNoticeOpenedEvent): void {
    if (roomId !== null) this.dispatchEvent(new GoEvent(inboxAddress({ roomId })));
  }

  private handleConnection(event: SapaConnectionChangedEvent): void {
    event.preventDefault();
    this.isOnLine = event.isConnected;
  }

  private handleLink(event: MouseEvent, address: string): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (this.drawer.open) this.drawer.close();
    this.dispatchEvent(new GoEvent(address));
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
    if (await this.account.switchOrganization(organizationId)) location.assign("/inbox");
  }

  protected override render(): TemplateResult {
    const { text } = this;
    return html`
      <a class="button primary skip" href="#content" @click=${(event: Event) => {
        event.preventDefault();
        this.main.focus();
      }}>${text.t("shell.skip")}</a>
      <nav class=${classMap({ rail: true, wide: this.isWide })} aria-label=${text.t("shell.menu")}>
        <span class="mark" aria-hidden="true">${icons.messageSquare}</span>
        ${this.renderItems()}
        <span class="spacer"></span>
        <button class="item" type="button" aria-expanded=${this.isWide} @click=${this.handleCollapse}>
          ${this.isWide ? icons.chevronsLeft : icons.chevronsRight}
          <span class="label">${text.t(this.isWide ? "shell.collapse" : "shell.expand")}</span>
        </button>
      </nav>
      ${this.renderHeader()}
      <main id="content" tabindex="-1">
        ${
          this.isOnLine
            ? nothing
            : html`<p class="banner" role="status">${icons.wifiOff} ${text.t("shell.connectionLost")}</p>`
        }
        <sapa-notification-banner
          ?inert=${!this.isOnLine}
          class=${this.isOnLine ? "" : "behind"}
          .language=${text.language}
          .theme=${this.theme}
        ></sapa-notification-banner>
        ${this.renderPage()}
      </main>
      <dialog class="drawer-panel" aria-label=${text.t("shell.menu")}>
        <nav class="drawer" aria-label=${text.t("shell.menu")}>
          <button class="button icon-only" type="button" aria-label=${text.t("shell.closeMenu")} @click=${() => this.drawer.close()}>
            ${icons.x}
          </button>
          ${this.renderItems()}
        </nav>
      </dialog>
      <sapa-profile
        .account=${this.account}
        .text=${new Localizer(text.language, this.#me?.organization.timeZone)}
      ></sapa-profile>
    `;
  }

  /** NAV-1: a menu is there exactly if the role may open it. */
  private renderItems(): TemplateResult[] {
    const permissions = this.#me?.permissions ?? [];
    return PAGES.filter(({ action }) => permissions.includes(action)).map(
      ({ page, name, icon }) => html`<a
        class="item"
        href="/${page}"
        aria-current=${this.route.name === page ? "page" : "false"}
        title=${name(this.text)}
        @click=${(event: MouseEvent) => this.handleLink(event, `/${page}`)}
        >${icon}<span class="label">${name(this.text)}</span></a
      >`,
    );
  }

  private renderHeader(): TemplateResult {
    const { text, account, theme } = this;
    const name = account.session?.account.name ?? "";
    return html`<header>
      <button class="button icon-only open-drawer" type="button" aria-label=${text.t("shell.openMenu")} @click=${() => this.drawer.showModal()}>
        ${icons.menu}
      </button>
      <h1>${headingOf(this.route, text)}</h1>
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
      ></sapa-bell>
      <sapa-popover side="end">
        <button class="me" slot="trigger" type="button" aria-haspopup="menu" aria-label=${`${initials(name)}, ${text.t("shell.profile")}`}>
          ${avatar({ initials: initials(name), hue: hueOf(account.session?.account.accountId ?? ""), size: "medium" })}
        </button>
        ${ownMenu({
          account,
          text,
          theme: (theme ?? "system") as Theme,
          onProfile: () => this.profile.show(),
          onSignOut: () => this.handleSignOut(),
          onOrganization: (organizationId) => this.handleOrganization(organizationId),
          onChosen: (event) => this.dispatchEvent(event),
        })}
      </sapa-popover>
    </header>`;
  }

  private renderPage(): TemplateResult {
    const { route, text } = this;
    if (route.name === "inbox")
      return html`<sapa-inbox
        hide-presence
        .tokenProvider=${this.account.provideToken}
        .language=${text.language}
        .theme=${this.theme}
        .roomId=${route.roomId}
        .kind=${route.kind}
        .status=${route.status}
        .sort=${route.sort}
        .filter=${route.filter}
        .places=${this.#places}
        .roomLink=${(roomId: string) => `${location.origin}${inboxAddress({ roomId })}`}
        @sapa-room-opened=${this.handleRoom}
        @sapa-view-changed=${this.handleView}
        @sapa-go=${({ place }: SapaGoEvent) => this.#goTo(place)}
        @sapa-connection-changed=${this.handleConnection}
      ></sapa-inbox>`;
    const action = route.name === "settings" ? "menu.settings" : route.name === "unknown" ? route.action : null;
    const isForbidden = action !== null && this.#me !== null && !this.#me.permissions.includes(action);
    if (route.name === "settings" && !isForbidden)
      return html`<sapa-settings
        .tokenProvider=${this.account.provideToken}
        .language=${text.language}
        .theme=${this.theme}
        .section=${route.section}
        .sectionLink=${settingsAddress}
        @sapa-section-changed=${this.handleSection}
      ></sapa-settings>`;
    return stateView({
      icon: isForbidden ? icons.lock : icons.search,
      title: text.t(isForbidden ? "shell.notForRole" : "shell.notFound"),
      body: text.t(isForbidden ? "shell.notForRoleText" : "shell.notFoundText"),
      action: html`<button class="button primary" type="button" @click=${() => this.dispatchEvent(new GoEvent("/inbox"))}>
        ${text.t("shell.toInbox")}
      </button>`,
    });
  }
}
