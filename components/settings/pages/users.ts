import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { type AccountsApi, createAccountsApi } from "../../../client/accounts-api.ts";
import type { MemberDetail, MemberPage } from "../../../protocol/accounts.schema.ts";
import type { Division } from "../../../protocol/settings.schema.ts";
import { Patience } from "../../controllers/patience.ts";
import { Localizer } from "../../strings/localizer.ts";
import { settingsMenuTexts } from "../../strings/settings-menu.ts";
import { avatarStyles } from "../../ui/avatar.styles.ts";
import { base } from "../../ui/base.styles.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { icons } from "../../ui/icons.ts";
import { menuStyles } from "../../ui/menu.styles.ts";
import { searchFieldStyles } from "../../ui/search-field.styles.ts";
import { skeletonStyles } from "../../ui/skeleton.styles.ts";
import { statesStyles, stateView } from "../../ui/states.ts";
import type { Desk, GuardedPage } from "../desk-contract.ts";
import { pageStyles } from "../page.styles.ts";
import { Editor } from "../parts/editor.ts";
import { failedState, pageHead, skeleton } from "../parts/page-parts.ts";
import { recordsStyles } from "../records-page.styles.ts";
import type { SettingsSectionId } from "../sections.ts";
import { settingsTexts } from "../settings-texts.ts";
import { type MemberAct, perform } from "../users/member-acts.ts";
import {
  checkDraft,
  describeMember,
  EMPTY_MEMBER,
  type MemberDraft,
  storedOf,
  tidyMember,
} from "../users/member-draft.ts";
import { personFields, rightsFields } from "../users/member-fields.ts";
import { memberRow } from "../users/member-row.ts";
import { usersStyles } from "../users/users.styles.ts";
import { ALL_WANTED, filterOf, parseWanted, queryOf, usersTools, type Wanted } from "../users/users-tools.ts";
import { WideScreen } from "../users/wide-screen.ts";

/** Between the last key and the question to the server. */
const TYPING_MS = 200;
/** The most that is asked for at once when a list that has grown is read anew. */
const PAGE_MAX = 100;

/**
 * Who works here: search, filters, seats, and everything that can be done with one of them (ROLE-18..22).
 *
 * @tag sapa-settings-users
 */
export class SapaSettingsUsers extends LitElement implements GuardedPage {
  static override styles = [
    base,
    formStyles,
    skeletonStyles,
    statesStyles,
    searchFieldStyles,
    avatarStyles,
    menuStyles,
    pageStyles,
    recordsStyles,
    usersStyles,
  ];

  readonly #patience = new Patience(this);
  readonly #editor = new Editor<MemberDraft>(this);
  readonly #screen = new WideScreen(this);
  #api: AccountsApi | null = null;
  #stopConfig: (() => void) | null = null;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  #divisions: Division[] = [];

  @query("h2") private readonly heading!: HTMLElement;
  @state() private shown: MemberPage | null = null;
  @state() private hasFailed = false;
  @state() private wanted: Wanted = ALL_WANTED;

  @property({ attribute: false }) desk!: Desk;
  /** As part of an address (NAV-2). */
  @property({ attribute: false }) filter = "";
  @property({ attribute: false }) text = new Localizer("en");

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopConfig = this.desk.connection.feed.onConfig(() => void this.#load());
  }

  /** The first one, and those of going back and forward; what was chosen here is on its way already. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("filter") || (this.hasUpdated && this.filter === filterOf(this.wanted))) return;
    clearTimeout(this.#typing);
    this.wanted = parseWanted(this.filter);
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopConfig?.();
    clearTimeout(this.#typing);
  }

  override focus(): void {
    void this.updateComplete.then(() => this.heading.focus());
  }

  get isDirty(): boolean {
    return this.#editor.isDirty;
  }

  discard(): void {
    this.#editor.discard();
  }

  get #t() {
    return settingsTexts(this.text).t;
  }

  get #accounts(): AccountsApi {
    this.#api ??= createAccountsApi(this.desk.connection.apiOptions);
    return this.#api;
  }

  /** As much as is shown already; a list that is shown stays when it cannot be read again. */
  async #load(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    this.hasFailed = false;
    const limit = Math.min(PAGE_MAX, Math.max(50, this.shown?.members.length ?? 0));
    try {
      const [page, divisions] = await Promise.all([
        this.#accounts.members({ ...queryOf(this.wanted), limit }),
        this.desk.connection.divisions(),
      ]);
      if (asked !== this.#asked) return;
      this.#divisions = divisions;
      this.shown = page;
    } catch {
      this.hasFailed = asked === this.#asked && this.shown === null;
    }
  }

  async #loadMore(cursor: string): Promise<void> {
    try {
      const page = await this.#accounts.members({ ...queryOf(this.wanted), cursor });
      this.shown = { ...page, members: [...(this.shown?.members ?? []), ...page.members] };
    } catch (error) {
      this.desk.failed(error);
    }
  }

  #search(q: string): void {
    this.wanted = { ...this.wanted, q };
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#narrow(), TYPING_MS);
  }

  #want(patch: Partial<Wanted>): void {
    this.wanted = { ...this.wanted, ...patch };
    clearTimeout(this.#typing);
    this.#narrow();
  }

  #narrow(): void {
    this.desk.narrowed(filterOf(this.wanted));
    void this.#load();
  }

  #add(): void {
    let added: MemberDetail | null = null;
    void this.#editor.open(
      { value: EMPTY_MEMBER, version: 0 },
      {
        check: checkDraft,
        tidy: tidyMember,
        send: async (value) => {
          added = await this.#accounts.addMember(value);
          await this.#load();
          return storedOf(added);
        },
        readCurrent: () => null,
        pointers: { "member.exists": "/email" },
      },
      () => added && this.#tellAdded(added),
    );
  }

  #tellAdded({ state: memberState, email }: MemberDetail): void {
    this.desk.saved(this.#t(memberState === "waiting" ? "users.waiting" : "users.invited", { email }));
  }

  async #act(act: MemberAct, member: MemberDetail): Promise<void> {
    await perform(act, member, { api: this.#accounts, desk: this.desk, text: this.text });
    await this.#load();
  }

  protected override render(): TemplateResult {
    const { shown, text } = this;
    const t = this.#t;
    const isLong = this.#patience.isOver(shown === null && !this.hasFailed);
    const action = html`<button class="button primary" type="button" @click=${() => this.#add()}>
      ${icons.plus}${t("users.add")}
    </button>`;
    return html`<div class="page">
        ${pageHead(settingsMenuTexts(text).t("users"), t("users.lead"), action)}
        ${
          shown
            ? html`<div class="cards">${usersTools({
                wanted: this.wanted,
                page: shown,
                text,
                onSearch: (q) => this.#search(q),
                onWanted: (patch) => this.#want(patch),
              })}${
                this.#screen.isWide ? nothing : html`<p class="elsewhere">${icons.monitor}${t("users.smallScreen")}</p>`
              }${this.renderMembers(shown)}</div>`
            : this.hasFailed
              ? failedState(text, () => void this.#load())
              : skeleton(text, isLong)
        }
      </div>
      ${this.renderEditor()}`;
  }

  private renderMembers({ members, nextCursor }: MemberPage): TemplateResult {
    const t = this.#t;
    if (members.length === 0)
      return html`<section class="card">
        ${stateView({
          icon: icons.search,
          title: t("users.none"),
          body: t("users.noneText"),
          action: html`<button class="button" type="button" @click=${() => this.#want(ALL_WANTED)}>${t("users.clear")}</button>`,
        })}
      </section>`;
    const head = (key: "name" | "role" | "division" | "state" | "lastSeen", column: string): TemplateResult =>
      html`<th class=${column} scope="col">${t(`users.${key}`)}</th>`;
    return html`<div class="table">
        <table>
          <thead>
            <tr>
              ${head("name", "col-name")}${head("role", "col-role")}${head("division", "col-division")}${head("state", "col-state")}${head("lastSeen", "col-seen")}
              <th class="col-acts" scope="col"><span class="visually-hidden">${t("users.acts")}</span></th>
            </tr>
          </thead>
          <tbody>
            ${repeat(
              members,
              ({ memberId }) => memberId,
              (member) =>
                memberRow(member, {
                  text: this.text,
                  divisions: this.#divisions,
                  ownMemberId: this.desk.connection.me?.memberId,
                  edit: this.#screen.isWide ? this.#editing(member) : null,
                  onAct: (act) => void this.#act(act, member),
                }),
            )}
          </tbody>
        </table>
      </div>
      ${
        nextCursor === null
          ? nothing
          : html`<button class="button more" type="button" @click=${() => this.#loadMore(nextCursor)}>${t("users.more")}</button>`
      }`;
  }

  #editing({ memberId }: MemberDetail): NonNullable<Parameters<typeof memberRow>[1]["edit"]> {
    const section: SettingsSectionId = `accounts/users/${memberId}`;
    return {
      link: (inner, name) => this.desk.link(section, inner, name),
      onOpen: () => this.desk.go(section),
    };
  }

  private renderEditor(): TemplateResult {
    const { text } = this;
    return this.#editor.view({
      heading: this.#t("users.newTitle"),
      submit: this.#t("users.send"),
      fields: (form) => {
        const facts = {
          form,
          text,
          divisions: this.#divisions,
          isNew: true,
          isOwner: false,
          errorAt: (pointer: string) => this.#editor.errorAt(pointer),
        };
        return html`${personFields(facts)}${rightsFields(facts)}`;
      },
      describe: (key, value) => describeMember(key as keyof MemberDraft, value, this.#divisions, text),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-users": SapaSettingsUsers;
  }
}
