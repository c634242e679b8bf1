import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { ProblemError } from "../../client/api.ts";
import type { ContactDetail } from "../../protocol/contacts.schema.ts";
import { Patience } from "../controllers/patience.ts";
import { Subscription } from "../controllers/subscription.ts";
import { type Conflict, Form } from "../settings/form.ts";
import { contactsTexts } from "../strings/contacts.ts";
import { formTexts } from "../strings/forms.ts";
import { Localizer } from "../strings/localizer.ts";
import { avatarStyles } from "../ui/avatar.styles.ts";
import { base, scrollbars } from "../ui/base.styles.ts";
import { formStyles } from "../ui/form.styles.ts";
import { focusFirstBad, switchField } from "../ui/form.ts";
import { icons } from "../ui/icons.ts";
import { menuStyles } from "../ui/menu.styles.ts";
import { skeletonStyles } from "../ui/skeleton.styles.ts";
import { statesStyles, stateView } from "../ui/states.ts";
import { type ContactDraft, checkDraft, draftOf, profileOf, tidyDraft } from "./contact-draft.ts";
import { ownFields, personFields } from "./contact-fields-form.ts";
import { contactErrorText, nameOf } from "./contact-names.ts";
import type { ContactsDesk } from "./contacts-contract.ts";
import { describeField } from "./describe-field.ts";
import { detailStyles } from "./detail.styles.ts";
import { accountsCard, blockedBanner, detailHead, roomsCard, tagsCard } from "./detail-parts.ts";
import { ContactExport } from "./export.ts";

/**
 * One person: profile, accounts, what was said (CONTACT-2). Holds what is being changed until it is saved.
 *
 * @tag sapa-contact-detail
 */
export class SapaContactDetail extends LitElement {
  static override styles = [
    base,
    scrollbars,
    avatarStyles,
    menuStyles,
    formStyles,
    skeletonStyles,
    statesStyles,
    detailStyles,
  ];

  readonly #patience = new Patience(this);
  readonly #export = new ContactExport(this);
  #cancel = new AbortController();
  #wantsFocus = false;
  #asked = 0;

  @query("h2") private readonly heading!: HTMLElement | null;
  @state() private contact: ContactDetail | null = null;
  @state() private form: Form<ContactDraft> | null = null;
  @state() private failure: unknown = null;
  /** Saved by somebody else while this form was being changed. */
  @state() private ahead: Conflict<ContactDraft> | null = null;
  @state() private isUnblocking = false;

  @property({ attribute: false }) desk!: ContactsDesk;
  @property({ attribute: false }) text = new Localizer("en");
  @property({ attribute: false }) contactId = "";
  /** Own fields and divisions may change while a contact is open: a new number reads them anew. */
  @property({ attribute: false }) revision = 0;

  constructor() {
    super();
    new Subscription(this, () => this.form);
    new Subscription(this, () => this.#export);
  }

  get isDirty(): boolean {
    return this.form?.isDirty ?? false;
  }

  discard(): void {
    this.form?.discard();
    this.ahead = null;
  }

  /** As soon as there is something to focus. */
  override focus(): void {
    this.#wantsFocus = true;
    this.requestUpdate();
  }

  protected override updated(): void {
    if (!this.#wantsFocus || !this.heading) return;
    this.#wantsFocus = false;
    this.heading.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cancel.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // An anonymous id that has become another one is already shown as that one.
    if (changed.has("contactId") && this.contact?.contactId !== this.contactId) void this.#load();
    else if (changed.has("revision") && this.contact) void this.refresh();
  }

  get #name(): string {
    return this.contact ? nameOf(this.contact, this.text) : "";
  }

  async #load(): Promise<void> {
    this.#cancel.abort();
    this.#cancel = new AbortController();
    const { signal } = this.#cancel;
    this.contact = this.form = this.ahead = this.failure = null;
    try {
      const contact = await this.desk.api.contact(this.contactId, { signal });
      this.#take(contact);
      if (contact.contactId !== this.contactId) this.#follow(contact);
    } catch (error) {
      if (!signal.aborted) this.failure = error;
    }
  }

  /** It was merged meanwhile: the address is that of the contact it lives on in. */
  #follow(contact: ContactDetail): void {
    this.desk.gone(this.contactId);
    this.desk.tell(contactsTexts(this.text).t("detail.merged", { name: nameOf(contact, this.text) }));
    void this.desk.openContact(contact.contactId);
  }

  /** Somebody changed something: an untouched form follows, a changed one is told. */
  async refresh(): Promise<void> {
    const { contact, form } = this;
    if (!contact || !form || form.isSaving) return;
    const turn = ++this.#asked;
    const { signal } = this.#cancel;
    const now = await this.desk.api.contact(contact.contactId, { signal }).catch((error: unknown) => {
      if (error instanceof ProblemError && error.status === 404) this.failure = error;
      return null;
    });
    if (!now || signal.aborted || this.contact !== contact || turn !== this.#asked) return;
    const isMerged = now.contactId !== contact.contactId;
    const stored = { value: draftOf(now, this.desk.fields), version: now.version };
    if (!form.isDirty) return isMerged ? this.#follow(now) : this.#take(now);
    if (isMerged || now.version > form.version) this.ahead = { name: "", theirs: stored };
    else this.contact = now;
  }

  #take(contact: ContactDetail): void {
    this.contact = contact;
    const stored = { value: draftOf(contact, this.desk.fields), version: contact.version };
    if (this.form) this.form.reset(stored);
    else this.form = this.#newForm(stored);
  }

  #newForm(stored: { value: ContactDraft; version: number }): Form<ContactDraft> {
    return new Form(stored, {
      check: (draft) => checkDraft(draft, this.desk.fields, this.contact),
      tidy: (draft) => tidyDraft(draft, this.form?.saved ?? stored.value),
      send: async (draft, version) => {
        const { fields, api } = this.desk;
        const { contactId } = this.contact as ContactDetail;
        const body = { ...profileOf(draft, fields), isOptedOut: draft.isOptedOut, version };
        const saved = await api.save(contactId, body);
        this.contact = saved;
        return { value: draftOf(saved, fields), version: saved.version };
      },
      readCurrent: (current) => {
        if (!current) return null;
        const theirs = current as ContactDetail;
        return { value: draftOf(theirs, this.desk.fields), version: theirs.version };
      },
      pointers: { "contact.phone": "/phone", "profile.email": "/email" },
    });
  }

  private async handleSubmit(event?: Event): Promise<void> {
    event?.preventDefault();
    const { form } = this;
    if (!form?.isDirty) return;
    const result = await form.save();
    this.requestUpdate();
    await this.updateComplete;
    if (result === "bad") {
      focusFirstBad(
        this.renderRoot,
        form.bad.map(({ pointer }) => pointer),
      );
    }
    if (result !== "saved" || !this.contact) return;
    this.ahead = null;
    this.desk.changed(this.contact);
    this.desk.saved(contactsTexts(this.text).t("detail.saved", { name: this.#name }));
  }

  private async handleSettled(): Promise<void> {
    this.ahead = null;
    await this.handleSubmit();
  }

  private async handleUnblock(): Promise<void> {
    const { contact, desk } = this;
    if (!contact || this.isUnblocking) return;
    this.isUnblocking = true;
    try {
      const now = await desk.api.unblock(contact.contactId);
      this.contact = { ...now, version: this.isDirty ? contact.version : now.version };
      if (!this.isDirty) this.#take(now);
      desk.changed(now);
      desk.tell(contactsTexts(this.text).t("blocked.done", { name: this.#name }));
    } catch (error) {
      desk.failed(error);
      void this.refresh();
    }
    this.isUnblocking = false;
    this.focus();
  }

  private async handleExport(): Promise<void> {
    const { contact, desk, text } = this;
    if (!contact) return;
    const { t } = contactsTexts(text);
    const name = this.#name;
    try {
      if (await this.#export.run(desk.api, contact.contactId, name)) desk.tell(t("export.done", { name }));
    } catch (error) {
      desk.failed(error);
    }
  }

  protected override render(): TemplateResult {
    const { contact, form, text, failure } = this;
    const isLong = this.#patience.isOver(!form && !failure);
    if (failure) return this.renderFailed(failure);
    if (!contact || !form)
      return html`<div class="waiting" role="status" aria-label=${text.t("common.loading")}>
        ${this.renderBack()}
        ${isLong ? html`<span class="bone round"></span><span class="bone"></span><span class="bone tall"></span>` : nothing}
      </div>`;
    const facts = { contact, desk: this.desk, text };
    return html`<div class="scroll">
        ${detailHead({
          ...facts,
          back: this.renderBack(),
          onMerge: () => this.desk.startMerge(contact),
          onExport: () => void this.handleExport(),
          onErase: () => this.desk.startErase(contact),
        })}
        <div class="body">
          ${this.#export.view(text)}
          ${contact.isBlocked ? blockedBanner({ ...facts, isBusy: this.isUnblocking, onUnblock: () => void this.handleUnblock() }) : nothing}
          ${this.renderForm(form)} ${roomsCard(facts)} ${accountsCard(facts)} ${tagsCard(facts)}
          <p class="facts">
            ${contactsTexts(text).t("detail.facts", { created: text.date(contact.createdAt), updated: text.dateTime(contact.updatedAt) })}
          </p>
        </div>
      </div>
      <sapa-conflict
        .text=${text}
        .form=${form}
        .describe=${(key: string, value: unknown) => describeField(key, value, this.desk, text)}
        @settled=${this.handleSettled}
      ></sapa-conflict>`;
  }

  private renderBack(): TemplateResult {
    const { t } = contactsTexts(this.text);
    const close = (): void => void this.desk.openContact(null);
    return html`<button class="button quiet back" type="button" @click=${close}>${icons.arrowLeft}${t("detail.back")}</button>
      <button class="button icon-only close" type="button" aria-label=${t("detail.close")} data-tip=${t("detail.close")} @click=${close}>${icons.x}</button>`;
  }

  private renderForm(form: Form<ContactDraft>): TemplateResult {
    const { desk, text } = this;
    const { t } = contactsTexts(text);
    const facts = {
      draft: form.draft,
      badAt: (pointer: string) => form.badAt(pointer),
      text,
      isDisabled: !desk.mayManage,
      onChange: (patch: Partial<ContactDraft>) => form.change(patch),
    };
    return html`<form class="card" novalidate aria-labelledby="profile" @submit=${this.handleSubmit}>
      <h3 id="profile">${t("detail.profile")}</h3>
      ${this.ahead ? this.renderAhead(this.ahead) : nothing}
      ${desk.mayManage ? nothing : html`<p class="hint">${t("detail.readOnly")}</p>`}
      ${personFields({ ...facts, divisions: desk.divisions })} ${ownFields({ ...facts, fields: desk.fields })}
      ${switchField({
        pointer: "/isOptedOut",
        label: t("detail.optOut"),
        hint: t("detail.optOutHint"),
        isOn: form.draft.isOptedOut,
        isDisabled: !desk.mayManage,
        onChange: (isOptedOut) => form.change({ isOptedOut }),
      })}
      ${form.failure ? html`<p class="refused" role="alert">${icons.circleAlert}<span>${contactErrorText(form.failure, text)}</span></p>` : nothing}
      ${form.isDirty || form.isSaving ? this.renderBar(form) : nothing}
    </form>`;
  }

  private renderBar(form: Form<ContactDraft>): TemplateResult {
    const words = formTexts(this.text);
    const bad = form.bad.length;
    return html`<div class="save-bar">
      <p class="state-of ${bad > 0 ? "wrong" : ""}" role="status">
        ${bad > 0 ? words.t("page.bad", { n: bad }) : contactsTexts(this.text).t("detail.unsaved")}
      </p>
      <button class="button quiet" type="button" ?disabled=${form.isSaving} @click=${() => this.discard()}>
        ${words.t("page.discard")}
      </button>
      <button class="button primary" type="submit" aria-disabled=${form.isSaving}>${this.text.t("common.save")}</button>
    </div>`;
  }

  private renderAhead({ name, theirs }: Conflict<ContactDraft>): TemplateResult {
    const { t } = formTexts(this.text);
    return html`<div class="banner" role="status">
      <p>${t("conflict.heading", { name: name || this.text.t("common.somebody") })}</p>
      <button class="button small" type="button" @click=${() => this.form?.meet({ name, theirs })}>${t("conflict.compare")}</button>
    </div>`;
  }

  private renderFailed(failure: unknown): TemplateResult {
    const { text } = this;
    const { t } = contactsTexts(text);
    const isGone = failure instanceof ProblemError && failure.status === 404;
    return html`<div class="failed">
      ${this.renderBack()}
      ${stateView({
        icon: isGone ? icons.userRound : icons.wifiOff,
        title: t(isGone ? "detail.goneTitle" : "detail.failed"),
        body: isGone ? t("detail.goneText") : contactErrorText(failure, text),
        isAlert: true,
        action: isGone
          ? html`<button class="button" type="button" @click=${() => void this.desk.openContact(null)}>${t("detail.back")}</button>`
          : html`<button class="button" type="button" @click=${() => void this.#load()}>${text.t("common.tryAgain")}</button>`,
      })}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-contact-detail": SapaContactDetail;
  }
}
