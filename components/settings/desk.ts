import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import { keyed } from "lit/directives/keyed.js";
import { live } from "lit/directives/live.js";
import { Patience } from "../controllers/patience.ts";
import { UnloadGuard } from "../controllers/unload-guard.ts";
import type { Connection, ConnectionPhase } from "../data/connection.ts";
import { codeOf } from "../data/texts-of-errors.ts";
import { SapaErrorEvent, SapaFilterChangedEvent, SapaSavedEvent, SapaSectionChangedEvent } from "../events.ts";
import { outdatedView, signInView } from "../inbox/inbox-states.ts";
import { warnUnknown } from "../inbox/known-values.ts";
import { Localizer } from "../strings/localizer.ts";
import { settingsMenuTexts } from "../strings/settings-menu.ts";
import { base, scrollbars } from "../ui/base.styles.ts";
import type { Question, SapaConfirm } from "../ui/confirm.ts";
import { icons } from "../ui/icons.ts";
import { leaveQuestion } from "../ui/leave-question.ts";
import { searchFieldStyles } from "../ui/search-field.styles.ts";
import { skeletonStyles } from "../ui/skeleton.styles.ts";
import { statesStyles, stateView } from "../ui/states.ts";
import type { SapaToasts } from "../ui/toasts.ts";
import { deskStyles } from "./desk.styles.ts";
import type { Desk, GuardedPage } from "./desk-contract.ts";
import { pageIcons, settingsIcons } from "./icons.ts";
import { failedState, skeleton } from "./parts/page-parts.ts";
import {
  mayOpen,
  pagesFor,
  placeOf,
  SETTINGS_PAGES,
  type SettingsPage,
  type SettingsPlace,
  type SettingsSectionId,
} from "./sections.ts";
import { findSettings } from "./settings-search.ts";
import { settingsErrorText, settingsTexts } from "./settings-texts.ts";

/**
 * Menu and page of the settings, and what pages share: questions, short messages, the guard of what is not saved.
 *
 * @tag sapa-settings-desk
 */
export class SapaSettingsDesk extends LitElement implements Desk {
  static override styles = [base, scrollbars, skeletonStyles, statesStyles, searchFieldStyles, deskStyles];

  readonly #patience = new Patience(this);

  @query("sapa-confirm") private readonly confirm!: SapaConfirm;
  @query("sapa-toasts") private readonly toasts!: SapaToasts;
  @query(".page-body > *") private readonly page!: GuardedPage | null;
  @query(".page") private readonly pagePane!: HTMLElement | null;
  @state() private searched = "";

  @property({ attribute: false }) connection!: Connection;
  @property({ attribute: false }) phase: ConnectionPhase = "starting";
  @property({ attribute: false }) text = new Localizer("en");
  @property({ attribute: false }) section: string | null = null;
  @property({ attribute: false }) filter = "";
  @property({ attribute: false }) sectionLink: ((section: string) => string) | null = null;

  constructor() {
    super();
    new UnloadGuard(this, () => this.isDirty);
  }

  get isDirty(): boolean {
    return this.page?.isDirty ?? false;
  }

  async confirmLeave(): Promise<boolean> {
    if (!this.isDirty) return true;
    const isLeaving = await this.ask(leaveQuestion(this.text));
    if (isLeaving) this.page?.discard();
    return isLeaving;
  }

  ask(question: Question): Promise<boolean> {
    return this.confirm.ask(question);
  }

  saved(words?: string): void {
    const page = this.#current?.page;
    if (!page) return;
    const name = settingsMenuTexts(this.text).t(page.text);
    this.toasts.done(words ?? settingsTexts(this.text).t("desk.savedPage", { page: name }));
    this.dispatchEvent(new SapaSavedEvent(page.section));
  }

  tell(words: string): void {
    this.toasts.done(words);
  }

  failed(error: unknown): void {
    this.toasts.error(settingsErrorText(error, this.text));
    this.dispatchEvent(new SapaErrorEvent(codeOf(error)));
  }

  go(section: SettingsSectionId): void {
    void this.#go(section);
  }

  narrowed(filter: string): void {
    if (filter === this.filter) return;
    this.filter = filter;
    this.dispatchEvent(new SapaFilterChangedEvent(filter));
  }

  link(section: SettingsSectionId, inner: TemplateResult, name: string): TemplateResult {
    return this.sectionLink
      ? html`<a class="button" href=${this.sectionLink(section)} aria-label=${name} @click=${(event: MouseEvent) => this.handleEntry(event, section)}>${inner}</a>`
      : html`<button class="button" type="button" aria-label=${name} @click=${() => this.#go(section)}>${inner}</button>`;
  }

  get #pages(): SettingsPage[] {
    return pagesFor(this.connection.me?.permissions ?? []);
  }

  /** The page asked for; the first one where none, or one that does not exist, was asked for. */
  get #current(): SettingsPlace | null {
    const [first] = this.#pages;
    return placeOf(this.section) ?? (first ? { page: first, recordId: null } : null);
  }

  async #go(section: SettingsSectionId | null): Promise<void> {
    if (section === this.section || !(await this.confirmLeave())) return;
    this.section = section;
    this.filter = "";
    this.searched = "";
    this.dispatchEvent(new SapaSectionChangedEvent(section));
    await this.updateComplete;
    this.pagePane?.scrollTo({ top: 0 });
    // In one column the menu is gone, and the focus with it.
    if (this.pagePane?.checkVisibility() && !this.renderRoot.querySelector(".menu")?.checkVisibility())
      this.page?.focus();
    else if (section === null)
      this.renderRoot.querySelector<HTMLElement>('.entry[aria-current="page"], .entry')?.focus();
  }

  private handleEntry(event: MouseEvent, section: SettingsSectionId): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void this.#go(section);
  }

  private handleSearchKey(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.searched !== "") {
      event.stopPropagation();
      this.searched = "";
    }
    const [first] = findSettings(this.#pages, this.searched, this.text);
    if (event.key === "Enter" && this.searched.trim() !== "" && first) void this.#go(first.page.section);
  }

  protected override willUpdate(): void {
    const known = SETTINGS_PAGES.map(({ section }) => section);
    if (!placeOf(this.section)) warnUnknown("section", this.section, known, "sapa-settings");
  }

  protected override render(): TemplateResult {
    return html`${this.renderPhase()}
      <sapa-confirm .closeLabel=${this.text.t("common.close")}></sapa-confirm>
      <sapa-toasts .closeLabel=${this.text.t("common.close")}></sapa-toasts>
      <sapa-tooltip></sapa-tooltip>`;
  }

  private renderPhase(): TemplateResult {
    const { text, phase } = this;
    const handleRetry = (): void => void this.connection.start();
    const isLong = this.#patience.isOver(phase === "starting");
    if (phase === "sign-in") return signInView(text, handleRetry);
    if (phase === "outdated") return outdatedView(text);
    if (phase === "failed") return failedState(text, handleRetry);
    if (phase === "starting") return html`<div class="waiting">${skeleton(text, isLong)}</div>`;
    const isOutside = phase === "forbidden" || !this.connection.opens("settings");
    if (isOutside || !this.#current) return this.renderForbidden(isOutside);
    return this.renderDesk();
  }

  /** Either the token opens no settings, or the role has none. */
  private renderForbidden(isByScope: boolean): TemplateResult {
    const { t } = settingsTexts(this.text);
    return stateView({
      icon: icons.lock,
      title: t(isByScope ? "scope.title" : "desk.notForRole"),
      body: t(isByScope ? "scope.text" : "desk.notForRoleText"),
      isAlert: true,
    });
  }

  private renderDesk(): TemplateResult {
    const { t } = settingsTexts(this.text);
    const place = this.#current;
    const isOpen = place !== null && mayOpen(place.page, this.connection.me?.permissions ?? []);
    const isAlone = place?.page.group === "integrations";
    return html`<div class=${classMap({ desk: true, "page-open": placeOf(this.section) !== null, alone: isAlone })}>
      ${isAlone ? nothing : html`<nav class="menu scroll" part="menu" aria-label=${t("desk.menu")}>${this.renderMenu()}</nav>`}
      <section
        class="page scroll"
        part="page"
        aria-label=${place ? settingsMenuTexts(this.text).t(place.page.text) : nothing}
      >
        ${
          isAlone
            ? nothing
            : html`<button class="button quiet back" type="button" @click=${() => this.#go(null)}>
                ${settingsIcons.chevronLeft}${t("desk.back")}
              </button>`
        }
        <div class="page-body">${isOpen ? this.renderPage(place) : this.renderForbidden(false)}</div>
      </section>
    </div>`;
  }

  private renderMenu(): TemplateResult {
    const { t } = settingsTexts(this.text);
    const isSearching = this.searched.trim() !== "";
    return html`<div class="search find">
        ${icons.search}
        <input
          class="field"
          type="search"
          autocomplete="off"
          aria-label=${t("desk.search")}
          placeholder=${t("desk.search")}
          .value=${live(this.searched)}
          @input=${(event: Event) => {
            this.searched = (event.target as HTMLInputElement).value;
          }}
          @keydown=${this.handleSearchKey}
        />
      </div>
      ${isSearching ? this.renderFound() : this.renderGroups()}`;
  }

  private renderFound(): TemplateResult {
    const { t } = settingsTexts(this.text);
    const found = findSettings(this.#pages, this.searched, this.text);
    return html`<p class="visually-hidden" role="status">${t("desk.found", { n: found.length })}</p>
      ${
        found.length === 0
          ? html`<p class="none">${t("desk.none", { text: this.searched.trim() })}</p>`
          : html`<ul>${found.map(({ page, field }) => html`<li>${this.renderEntry(page, field)}</li>`)}</ul>`
      }`;
  }

  private renderGroups(): TemplateResult[] {
    const menu = settingsMenuTexts(this.text);
    const groups = [...new Set(this.#pages.map(({ group }) => group))];
    return groups.map((group) => {
      const pages = this.#pages.filter((page) => page.group === group);
      // Its one page says the same.
      const isNamed = pages.some(({ text }) => menu.t(text) !== menu.t(group));
      return html`<div class="group ${isNamed ? "" : "lone"}">
        ${isNamed ? html`<h2 id="group-${group}">${menu.t(group)}</h2>` : nothing}
        <ul aria-labelledby=${isNamed ? `group-${group}` : nothing}>
          ${pages.map((page) => html`<li>${this.renderEntry(page, null)}</li>`)}
        </ul>
      </div>`;
    });
  }

  private renderEntry(page: SettingsPage, field: string | null): TemplateResult {
    const { section } = page;
    const current = page === this.#current?.page ? "page" : "false";
    const inner = html`${pageIcons[page.text]}
      <span class="words"
        ><span>${settingsMenuTexts(this.text).t(page.text)}</span>${field ? html`<small>${field}</small>` : nothing}</span
      >
      <span class="onward">${settingsIcons.chevronLeft}</span>`;
    return this.sectionLink
      ? html`<a class="entry" href=${this.sectionLink(section)} aria-current=${current} @click=${(event: MouseEvent) => this.handleEntry(event, section)}>${inner}</a>`
      : html`<button class="entry" type="button" aria-current=${current} @click=${() => this.#go(section)}>${inner}</button>`;
  }

  private renderPage({ page, recordId }: SettingsPlace): TemplateResult {
    const { text } = this;
    switch (page.section) {
      case "accounts/users":
        return recordId === null
          ? html`<sapa-settings-users .desk=${this} .text=${text} .filter=${this.filter}></sapa-settings-users>`
          : html`${keyed(
              recordId,
              html`<sapa-settings-user .desk=${this} .text=${text} .memberId=${recordId}></sapa-settings-user>`,
            )}`;
      case "agents/divisions":
        return html`<sapa-settings-divisions .desk=${this} .text=${text}></sapa-settings-divisions>`;
      case "agents/allocation":
        return html`<sapa-settings-allocation .desk=${this} .text=${text}></sapa-settings-allocation>`;
      case "agents/workload":
        return html`<sapa-settings-workload .desk=${this} .text=${text}></sapa-settings-workload>`;
      case "agents/idle":
        return html`<sapa-settings-idle .desk=${this} .text=${text}></sapa-settings-idle>`;
      case "agents/masking":
        return html`<sapa-settings-masking .desk=${this} .text=${text}></sapa-settings-masking>`;
      case "chat/auto-responder":
        return html`<sapa-settings-auto-responder .desk=${this} .text=${text}></sapa-settings-auto-responder>`;
      case "chat/office-hours":
        return html`<sapa-settings-office-hours .desk=${this} .text=${text}></sapa-settings-office-hours>`;
      case "chat/templates":
        return html`<sapa-settings-templates .desk=${this} .text=${text}></sapa-settings-templates>`;
      case "chat/tags":
        return html`<sapa-settings-tags .desk=${this} .text=${text}></sapa-settings-tags>`;
      case "chat/auto-resolve":
        return html`<sapa-settings-auto-resolve .desk=${this} .text=${text}></sapa-settings-auto-resolve>`;
      case "contact":
        return html`<sapa-settings-contact-fields .desk=${this} .text=${text}></sapa-settings-contact-fields>`;
      case "score":
        return html`<sapa-settings-surveys .desk=${this} .text=${text} .kind=${recordId ?? "csat"}></sapa-settings-surveys>`;
      case "integrations":
        return recordId === null
          ? html`<sapa-settings-integrations .desk=${this} .text=${text}></sapa-settings-integrations>`
          : html`${keyed(
              recordId,
              html`<sapa-settings-webchat .desk=${this} .text=${text} .integrationId=${recordId}></sapa-settings-webchat>`,
            )}`;
      case "developer/api-tokens":
        return html`<sapa-settings-api-tokens .desk=${this} .text=${text}></sapa-settings-api-tokens>`;
      case "developer/embedding":
        return html`<sapa-settings-embedding .desk=${this} .text=${text}></sapa-settings-embedding>`;
      case "audit":
        return html`<sapa-settings-audit .desk=${this} .text=${text}></sapa-settings-audit>`;
      case "security":
        return html`<sapa-settings-security .desk=${this} .text=${text}></sapa-settings-security>`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-desk": SapaSettingsDesk;
  }
}
