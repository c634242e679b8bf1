import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { ProblemError } from "../../client/api.ts";
import type { ContactDetail, ContactRow } from "../../protocol/contacts.schema.ts";
import { contactsTexts } from "../strings/contacts.ts";
import { Localizer } from "../strings/localizer.ts";
import { avatarStyles } from "../ui/avatar.styles.ts";
import { avatar, channelIcon } from "../ui/avatar.ts";
import { base } from "../ui/base.styles.ts";
import type { SapaDialog } from "../ui/dialog.ts";
import { formStyles } from "../ui/form.styles.ts";
import { icons } from "../ui/icons.ts";
import { contactErrorText, faceOf, nameOf } from "./contact-names.ts";
import type { ContactsDesk } from "./contacts-contract.ts";
import { describeField } from "./describe-field.ts";
import { keptOf, type MergeField, mergeFields, mergeRequest, type Pair, type Side } from "./merge-choice.ts";
import { mergeStyles } from "./merge-dialog.styles.ts";

const SIDES = ["this", "other"] as const;
const SEARCH_AFTER_MS = 250;

/**
 * Two contacts become one (CONTACT-5): finds the other one if only one is known, shows both values of every field that
 * differs, and says what moves before anything does.
 *
 * @tag sapa-contact-merge
 */
export class SapaContactMerge extends LitElement {
  static override styles = [base, avatarStyles, formStyles, mergeStyles];

  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  @query("sapa-dialog") private readonly dialog!: SapaDialog;
  /** Who the other one is looked for; null: both are known. */
  @state() private first: ContactRow | null = null;
  @state() private found: readonly ContactRow[] | null = null;
  @state() private isShort = true;
  @state() private pair: Pair | null = null;
  @state() private survivor: Side = "this";
  @state() private kept: ReadonlyMap<string, Side> = new Map();
  @state() private error: string | null = null;
  @state() private notice: string | null = null;
  @state() isBusy = false;

  @property({ attribute: false }) desk!: ContactsDesk;
  @property({ attribute: false }) text = new Localizer("en");

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  /** Begins with one contact, whose other one is still to be found. */
  async find(first: ContactRow): Promise<void> {
    this.#reset();
    this.first = first;
    await this.dialog.show();
    this.renderRoot.querySelector<HTMLElement>("input[type=search]")?.focus();
  }

  async show(oneId: string, otherId: string): Promise<void> {
    this.#reset();
    await this.dialog.show();
    await this.#load(oneId, otherId);
  }

  #reset(): void {
    this.first = this.found = this.pair = this.error = this.notice = null;
    this.isShort = true;
    this.isBusy = false;
    this.kept = new Map();
  }

  async #load(oneId: string, otherId: string): Promise<void> {
    this.first = null;
    this.error = null;
    try {
      const { api } = this.desk;
      const [one, other] = await Promise.all([api.contact(oneId), api.contact(otherId)]);
      this.#meet({ this: one, other });
    } catch (error) {
      this.error = contactErrorText(error, this.text);
    }
  }

  /** The older one stays, unless the person says otherwise. */
  #meet(pair: Pair): void {
    this.pair = pair;
    this.#keep(pair.other.createdAt < pair.this.createdAt ? "other" : "this");
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>("input[type=radio]:checked")?.focus(),
    );
  }

  /** With another survivor every value is chosen anew. */
  #keep(survivor: Side): void {
    this.survivor = survivor;
    this.kept = new Map(this.#fields.map((field) => [field.key, keptOf(field, survivor)]));
  }

  get #fields(): MergeField[] {
    return this.pair ? mergeFields(this.pair, this.desk.fields) : [];
  }

  private handleSearch(event: Event): void {
    clearTimeout(this.#timer);
    const q = (event.target as HTMLInputElement).value.trim();
    this.isShort = [...q].length < 2;
    this.found = null;
    this.error = null;
    if (!this.isShort) this.#timer = setTimeout(() => void this.#search(q), SEARCH_AFTER_MS);
  }

  async #search(q: string): Promise<void> {
    const turn = ++this.#asked;
    try {
      const { contacts } = await this.desk.api.contacts({ q, limit: 20 });
      if (turn === this.#asked) this.found = contacts.filter(({ contactId }) => contactId !== this.first?.contactId);
    } catch (error) {
      if (turn === this.#asked) this.error = contactErrorText(error, this.text);
    }
  }

  async #merge(): Promise<void> {
    const { pair, survivor, text } = this;
    if (!pair || this.isBusy) return;
    this.isBusy = true;
    this.error = this.notice = null;
    const ended = pair[survivor === "this" ? "other" : "this"];
    const { contactId, body } = mergeRequest(pair, survivor, this.kept);
    try {
      const merged = await this.desk.api.merge(contactId, body);
      this.dialog.hide();
      this.desk.gone(ended.contactId);
      this.desk.changed(merged);
      const names = { name: nameOf(merged, text), other: nameOf(ended, text) };
      this.desk.saved(contactsTexts(text).t("merge.done", names));
      await this.desk.openContact(merged.contactId);
    } catch (error) {
      this.#refused(error);
    }
    this.isBusy = false;
  }

  #refused(error: unknown): void {
    const current = error instanceof ProblemError && error.refusal.code === "conflict" ? error.refusal.current : null;
    const newest = current as Pair | null | undefined;
    if (!newest?.this || !newest.other) {
      this.error = contactErrorText(error, this.text);
      return;
    }
    // The server calls the survivor `this`.
    const before = this.survivor;
    this.pair = before === "this" ? newest : { this: newest.other, other: newest.this };
    this.#keep(before);
    this.notice = contactsTexts(this.text).t("merge.changed");
  }

  protected override render(): TemplateResult {
    const { text, pair, first } = this;
    const { t } = contactsTexts(text);
    return html`<sapa-dialog wide .heading=${t("merge.title")} .closeLabel=${text.t("common.close")} @close=${(
      event: Event,
    ) => {
      if (event.target === event.currentTarget) this.#reset();
    }}>
      ${first ? this.renderFind(first) : pair ? this.renderPair(pair) : this.renderWaiting()}
      ${this.error ? html`<p class="refused" role="alert">${icons.circleAlert}<span>${this.error}</span></p>` : nothing}
      <button slot="foot" class="button" type="button" @click=${() => this.dialog.hide()}>${text.t("common.cancel")}</button>
      ${
        pair
          ? html`<button slot="foot" class="button primary" type="button" aria-disabled=${this.isBusy} @click=${() => void this.#merge()}>
              <span class="truncate">${t("merge.confirm", { name: nameOf(pair[this.survivor], text) })}</span>
            </button>`
          : nothing
      }
    </sapa-dialog>`;
  }

  private renderWaiting(): TemplateResult | typeof nothing {
    return this.error ? nothing : html`<p class="hint" role="status">${this.text.t("common.loading")}</p>`;
  }

  private renderFind(first: ContactRow): TemplateResult {
    const { t } = contactsTexts(this.text);
    const { found } = this;
    const none = this.isShort ? t("merge.findHint") : found?.length === 0 ? t("merge.findNone") : "";
    return html`<label class="find"
        >${t("merge.find", { name: nameOf(first, this.text) })}
        <input class="field" type="search" autocomplete="off" placeholder=${t("merge.search")} @input=${this.handleSearch} />
      </label>
      <p class="hint" role="status">${none}</p>
      <ul class="entries found">
        ${found?.map((row) => html`<li>${this.renderFound(row, first)}</li>`)}
      </ul>`;
  }

  private renderFound(row: ContactRow, first: ContactRow): TemplateResult {
    return html`<button class="entry candidate" type="button" @click=${() => void this.#load(first.contactId, row.contactId)}>
      ${avatar({ ...faceOf(row, this.text), size: "medium" })}
      <span class="grow">
        <span class="strong truncate" dir="auto">${nameOf(row, this.text)}</span>
        <span class="sub truncate numbers"><bdi>${row.account ?? row.email ?? "–"}</bdi></span>
      </span>
    </button>`;
  }

  private renderPair(pair: Pair): TemplateResult {
    const { text } = this;
    const { t } = contactsTexts(text);
    const fields = this.#fields;
    return html`<p class="hint">${t("merge.lead")}</p>
      ${this.notice ? html`<p class="notice" role="alert">${icons.info}<span>${this.notice}</span></p>` : nothing}
      <fieldset>
        <legend>${t("merge.survivor")}</legend>
        <div class="sides">${SIDES.map((side) => this.renderSide(pair[side], side))}</div>
      </fieldset>
      ${fields.map((field) => this.renderField(field, pair))}
      <p class="hint">${t("merge.same")}</p>
      <ul class="moves">
        <li>${t("merge.moves", { name: nameOf(pair[this.survivor], text) })}</li>
        ${pair.this.isBlocked !== pair.other.isBlocked ? html`<li>${t("merge.blocked")}</li>` : nothing}
        <li class="strong">${t("merge.forever")}</li>
      </ul>`;
  }

  private renderSide(contact: ContactDetail, side: Side): TemplateResult {
    const { text } = this;
    const { t } = contactsTexts(text);
    const { rooms, hasMoreRooms, identities } = contact;
    const count = hasMoreRooms ? t("merge.roomsMore", { n: rooms.length }) : t("merge.rooms", { n: rooms.length });
    return html`<label class="side survivor">
      <input class="dot" type="radio" name="survivor" .checked=${this.survivor === side} @change=${() => this.#keep(side)} />
      <span class="whose" dir="auto">${nameOf(contact, text)}</span>
      <span class="words">
        ${[...new Set(identities.map(({ channel }) => channel))].map((channel) => html`<span class="way channel-${channel}" title=${text.t(`channel.${channel}`)}>${channelIcon(channel)}</span>`)}
        ${t("merge.since", { date: text.date(contact.createdAt) })} · ${count}
      </span>
      <span class="fate">${t(this.survivor === side ? "merge.stays" : "merge.ends")}</span>
    </label>`;
  }

  private renderField({ key, values }: MergeField, pair: Pair): TemplateResult {
    const { desk, text } = this;
    const wordsOf = (side: Side): string => describeField(key, values[side], desk, text).words;
    return html`<fieldset>
      <legend>${describeField(key, null, desk, text).label}</legend>
      <div class="sides">
        ${SIDES.map(
          (side) => html`<label class="side">
            <input
              class="dot"
              type="radio"
              name=${key}
              .checked=${this.kept.get(key) === side}
              @change=${() => {
                this.kept = new Map(this.kept).set(key, side);
              }}
            />
            <span class="value" dir="auto"
              ><span class="visually-hidden">${nameOf(pair[side], text)}: </span>${wordsOf(side) === "–" ? html`<span class="sub">${contactsTexts(text).t("merge.empty")}</span>` : wordsOf(side)}</span
            >
          </label>`,
        )}
      </div>
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-contact-merge": SapaContactMerge;
  }
}
