import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import { keyed } from "lit/directives/keyed.js";
import { type ContactsApi, createContactsApi } from "../../client/contacts-api.ts";
import type { ContactDetail, ContactField } from "../../protocol/contacts.schema.ts";
import type { Action } from "../../protocol/roles.ts";
import { Patience } from "../controllers/patience.ts";
import { ShortcutKeys } from "../controllers/shortcut-keys.ts";
import { Subscription } from "../controllers/subscription.ts";
import { UnloadGuard } from "../controllers/unload-guard.ts";
import type { Connection, ConnectionPhase } from "../data/connection.ts";
import { NameBook } from "../data/name-book.ts";
import { codeOf } from "../data/texts-of-errors.ts";
import {
  SapaContactOpenedEvent,
  SapaErrorEvent,
  SapaFilterChangedEvent,
  SapaRoomOpenedEvent,
  SapaSavedEvent,
} from "../events.ts";
import { areShortcutsOn } from "../inbox/shortcut-switch.ts";
import { contactsTexts } from "../strings/contacts.ts";
import { Localizer } from "../strings/localizer.ts";
import { base } from "../ui/base.styles.ts";
import type { Question, SapaConfirm } from "../ui/confirm.ts";
import { formStyles } from "../ui/form.styles.ts";
import { leaveQuestion } from "../ui/leave-question.ts";
import { skeletonStyles } from "../ui/skeleton.styles.ts";
import { statesStyles } from "../ui/states.ts";
import type { SapaToasts } from "../ui/toasts.ts";
import { type ContactFilter, contactFilterQuery, NO_FILTER, parseContactFilter } from "./contact-filter.ts";
import { contactErrorText } from "./contact-names.ts";
import { contactRowsStyles } from "./contact-rows.styles.ts";
import type { SapaContactRows } from "./contact-rows.ts";
import type { ContactsDesk } from "./contacts-contract.ts";
import { ContactsStore } from "./contacts-store.ts";
import { CreateContactForm } from "./create-contact.ts";
import { deskStyles } from "./desk.styles.ts";
import type { SapaContactDetail } from "./detail.ts";
import type { SapaContactErase } from "./erase-dialog.ts";
import { listPane } from "./list-pane.ts";
import type { SapaContactMerge } from "./merge-dialog.ts";
import { unreadyView } from "./unready-view.ts";

const SEARCH_AFTER_MS = 250;
const MERGED_AT_ONCE = 2;

/**
 * List and detail of the contacts, and what their parts share: questions, short messages, the guard of what is not saved.
 *
 * @tag sapa-contacts-desk
 */
export class SapaContactsDesk extends LitElement implements ContactsDesk {
  static override styles = [base, formStyles, skeletonStyles, statesStyles, contactRowsStyles, deskStyles];

  readonly #patience = new Patience(this);
  readonly #creating = new CreateContactForm(this);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopConfig: (() => void) | null = null;
  #madeFor: Connection | null = null;
  #names: NameBook | null = null;
  #store: ContactsStore | null = null;
  #api: ContactsApi | null = null;

  @query("sapa-confirm") private readonly confirm!: SapaConfirm;
  @query("sapa-toasts") private readonly toasts!: SapaToasts;
  @query("sapa-contact-rows") private readonly rows!: SapaContactRows | null;
  @query("sapa-contact-detail") private readonly detail!: SapaContactDetail | null;
  @query("sapa-contact-merge") private readonly merging!: SapaContactMerge;
  @query("sapa-contact-erase") private readonly erasing!: SapaContactErase;
  @query(".search .field") private readonly search!: HTMLInputElement | null;
  @state() fields: readonly ContactField[] = [];
  @state() private filter: ContactFilter = NO_FILTER;
  /** What stands in the field of the search, until it is another search than the filter's. */
  @state() private typed = "";
  @state() private chosen: readonly string[] = [];
  /** Grows when what a detail shows may have changed. */
  @state() private revision = 0;

  @property({ attribute: false }) connection!: Connection;
  @property({ attribute: false }) phase: ConnectionPhase = "starting";
  @property({ attribute: false }) text = new Localizer("en");
  @property({ attribute: false }) contactId: string | null = null;
  /** What narrows the list, as part of an address. */
  @property({ attribute: false }) address = "";
  @property({ attribute: false }) isReadOnly = false;

  constructor() {
    super();
    new UnloadGuard(this, () => this.isDirty);
    new Subscription(this, () => this.#store);
    new Subscription(this, () => this.#names);
    new ShortcutKeys(this, {
      isOn: areShortcutsOn,
      press: (shortcut) => this.#press(shortcut),
      go: () => false,
    });
  }

  /** The parts ask their desk, which is also the host of one of them. */
  get desk(): ContactsDesk {
    return this;
  }

  get api(): ContactsApi {
    this.#api ??= createContactsApi(this.connection.apiOptions);
    return this.#api;
  }

  get divisions(): ContactsDesk["divisions"] {
    return this.#names?.names.divisions ?? [];
  }

  get mayManage(): boolean {
    return this.#may("contacts.manage");
  }

  get mayUnblock(): boolean {
    return this.mayManage && this.#may("room.block");
  }

  get mayExport(): boolean {
    return this.#may("contacts.export");
  }

  #may(action: Action): boolean {
    return !this.isReadOnly && (this.connection.me?.permissions.includes(action) ?? false);
  }

  readonly now = (): number => this.connection.now();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#handleShown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#handleShown);
    clearTimeout(this.#timer);
    this.#end();
  }

  /** Whoever comes back sees what happened meanwhile. */
  readonly #handleShown = (): void => {
    if (document.visibilityState === "visible") this.#look();
  };

  #look(): void {
    void this.#store?.refresh();
    void this.detail?.refresh();
  }

  #end(): void {
    this.#store?.close();
    this.#names?.close();
    this.#stopConfig?.();
    this.#store = this.#names = this.#stopConfig = this.#madeFor = this.#api = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.#madeFor && this.#madeFor !== this.connection) this.#end();
    if (!this.#madeFor && this.phase === "ready" && this.#maySee) this.#begin();
    if (changed.has("address")) this.#follow(parseContactFilter(this.address));
    const isOther = this.#store?.choose(this.filter);
    if (isOther) this.rows?.toTop();
  }

  #follow(filter: ContactFilter): void {
    this.filter = filter;
    if (this.typed.trim() !== filter.q) this.typed = filter.q;
  }

  get #maySee(): boolean {
    return this.connection.me?.permissions.includes("menu.contact") ?? false;
  }

  #begin(): void {
    const { connection } = this;
    this.#madeFor = connection;
    this.#names = new NameBook(connection);
    this.#store = new ContactsStore({
      api: this.api,
      feed: connection.feed,
      onError: (error) => this.dispatchEvent(new SapaErrorEvent(codeOf(error))),
    });
    const stopRooms = connection.feed.onRooms(({ rooms }) => {
      if (rooms.some(({ contact }) => contact.contactId === this.contactId)) void this.detail?.refresh();
    });
    const stopContact = connection.feed.onContact((contactId) => {
      // What is merged here leads to the survivor once it is done.
      const isOpen = contactId === null || contactId === this.contactId;
      if (isOpen && !this.merging.isBusy) void this.detail?.refresh();
    });
    const stopConfig = connection.feed.onConfig(() => void this.#readFields());
    this.#stopConfig = () => {
      stopRooms();
      stopContact();
      stopConfig();
    };
    void this.#readFields();
  }

  async #readFields(): Promise<void> {
    // Without them a contact shows its other values; the next change of the settings asks again.
    const fields = await this.api.fields().catch(() => null);
    if (fields) this.fields = fields;
    this.revision += 1;
  }

  get isDirty(): boolean {
    return (this.detail?.isDirty ?? false) || this.#creating.isDirty;
  }

  async confirmLeave(): Promise<boolean> {
    if (!this.isDirty) return true;
    const isLeaving = await this.ask(leaveQuestion(this.text));
    if (isLeaving) {
      this.detail?.discard();
      this.#creating.discard();
    }
    return isLeaving;
  }

  ask(question: Question): Promise<boolean> {
    return this.confirm.ask(question);
  }

  saved(words = this.text.t("common.saved")): void {
    this.toasts.done(words);
    this.dispatchEvent(new SapaSavedEvent("contacts"));
  }

  tell(words: string): void {
    this.toasts.done(words);
  }

  failed(error: unknown): void {
    this.toasts.error(contactErrorText(error, this.text));
    this.dispatchEvent(new SapaErrorEvent(codeOf(error)));
  }

  async openContact(contactId: string | null): Promise<void> {
    const before = this.contactId;
    if (contactId === before) return void this.detail?.refresh();
    if (!(await this.confirmLeave())) return;
    this.contactId = contactId;
    this.dispatchEvent(new SapaContactOpenedEvent(contactId));
    await this.updateComplete;
    if (contactId === null) await this.rows?.focusRow(before);
    else if (!this.rows?.checkVisibility()) this.detail?.focus();
  }

  openRoom(roomId: string): void {
    void this.#asked(async () => void this.dispatchEvent(new SapaRoomOpenedEvent(roomId)));
  }

  changed(contact: ContactDetail): void {
    this.#store?.put(contact);
  }

  gone(contactId: string): void {
    if (this.chosen.includes(contactId)) this.chosen = [];
    this.detail?.discard();
    this.#store?.remove(contactId);
  }

  startMerge(contact: ContactDetail): void {
    void this.#asked(() => this.merging.find(contact));
  }

  startErase(contact: ContactDetail): void {
    void this.#asked(() => this.erasing.show(contact));
  }

  /** What is not saved would be neither in the merged contact nor asked about later. */
  async #asked(act: () => Promise<void>): Promise<void> {
    if (await this.confirmLeave()) await act();
  }

  #press(shortcut: string): boolean {
    if (shortcut === "search") this.search?.focus();
    else if (shortcut === "next" || shortcut === "previous") void this.rows?.focusRow(this.contactId);
    else return false;
    return true;
  }

  #choose(contactId: string): void {
    const { chosen } = this;
    if (chosen.includes(contactId)) this.chosen = chosen.filter((one) => one !== contactId);
    else if (chosen.length < MERGED_AT_ONCE) this.chosen = [...chosen, contactId];
  }

  #filterBy(filter: ContactFilter): void {
    clearTimeout(this.#timer);
    this.#follow(filter);
    this.dispatchEvent(new SapaFilterChangedEvent(contactFilterQuery(filter)));
  }

  #search(q: string): void {
    this.typed = q;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#filterBy({ ...this.filter, q: q.trim() }), SEARCH_AFTER_MS);
  }

  #handleSearchKey(event: KeyboardEvent): void {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      event.stopPropagation();
      void this.rows?.focusRow();
    }
    if (event.key !== "Escape" || this.typed === "") return;
    event.stopPropagation();
    this.#filterBy({ ...this.filter, q: "" });
  }

  protected override render(): TemplateResult {
    const { text } = this;
    const phase = this.phase === "ready" && !this.connection.opens("contacts") ? "forbidden" : this.phase;
    const isForbidden = phase === "ready" && !this.#maySee;
    return html`${unreadyView(phase, isForbidden, text, () => void this.connection.start()) ?? this.renderPanes()}
      <sapa-contact-merge .desk=${this} .text=${text}></sapa-contact-merge>
      <sapa-contact-erase .desk=${this} .text=${text}></sapa-contact-erase>
      ${this.#creating.view()}
      <sapa-confirm .closeLabel=${text.t("common.close")}></sapa-confirm>
      <sapa-toasts .closeLabel=${text.t("common.close")}></sapa-toasts>
      <sapa-tooltip></sapa-tooltip>`;
  }

  private renderPanes(): TemplateResult {
    const { text, contactId } = this;
    const { t } = contactsTexts(text);
    return html`<div class=${classMap({ desk: true, "with-detail": contactId !== null })}>
      <section class="list-pane" part="list" aria-label=${t("list.label")}>
        ${this.#listPane()}
      </section>
      ${
        contactId !== null && this.#store
          ? html`<section class="detail-pane" part="detail" aria-label=${t("detail.label")}>
              ${keyed(
                contactId,
                html`<sapa-contact-detail
                  .desk=${this}
                  .text=${text}
                  .contactId=${contactId}
                  .revision=${this.revision}
                ></sapa-contact-detail>`,
              )}
            </section>`
          : nothing
      }
    </div>`;
  }

  #listPane(): TemplateResult {
    const store = this.#store;
    return listPane({
      desk: this,
      store,
      text: this.text,
      filter: { ...this.filter, q: this.typed },
      channels: this.#names?.names.integrations?.map(({ channel }) => channel) ?? null,
      chosen: this.chosen,
      openId: this.contactId,
      isLong: this.#patience.isOver(!store || store.phase === "loading"),
      onFilter: (filter) => this.#filterBy(filter),
      onSearch: (q) => this.#search(q),
      onSearchKey: (event) => this.#handleSearchKey(event),
      onCreate: () => void this.#creating.open(),
      onSelect: (contactId) => void this.openContact(contactId),
      onChoose: (contactId) => this.#choose(contactId),
      onEndChoice: () => {
        this.chosen = [];
      },
      onMerge: (one, other) => void this.#asked(() => this.merging.show(one, other)),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-contacts-desk": SapaContactsDesk;
  }
}
