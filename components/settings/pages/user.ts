import { css, html, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { type AccountsApi, createAccountsApi } from "../../../client/accounts-api.ts";
import { ProblemError } from "../../../client/api.ts";
import type { MemberDetail } from "../../../protocol/accounts.schema.ts";
import type { BadField } from "../../../protocol/form-rules.ts";
import type { Division } from "../../../protocol/settings.schema.ts";
import { settingsMenuTexts } from "../../strings/settings-menu.ts";
import { icons } from "../../ui/icons.ts";
import { stateView } from "../../ui/states.ts";
import type { Form, Stored } from "../form.ts";
import { type Answered, FormPage } from "../form-page.ts";
import { backButton, failedState, pageHead } from "../parts/page-parts.ts";
import { actsOf, isDangerous, type MemberAct, perform } from "../users/member-acts.ts";
import { checkDraft, describeMember, type MemberDraft, nameOf, storedOf, tidyMember } from "../users/member-draft.ts";
import { personFields, rightsFields } from "../users/member-fields.ts";
import { WideScreen } from "../users/wide-screen.ts";

/**
 * One member: name, email, role and access, and what can be done with them (ROLE-18). On a narrow
 * screen it says only what to use instead (ROLE-19).
 *
 * @tag sapa-settings-user
 */
export class SapaSettingsUser extends FormPage<MemberDraft> {
  static override styles = [
    ...FormPage.styles,
    css`
      .status {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 12px 24px;
      }

      .status > div {
        flex: 1 1 320px;
      }

      .status .acts {
        display: flex;
        flex: none;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  readonly #screen = new WideScreen(this);
  #api: AccountsApi | null = null;
  #divisions: Division[] = [];

  @state() private member: MemberDetail | null = null;
  @property({ attribute: false }) memberId = "";

  get #accounts(): AccountsApi {
    this.#api ??= createAccountsApi(this.desk.connection.apiOptions);
    return this.#api;
  }

  protected override async prepare(): Promise<void> {
    this.#divisions = await this.desk.connection.divisions();
  }

  protected async read(): Promise<Answered<MemberDraft>> {
    return this.#answered(await this.#accounts.member(this.memberId));
  }

  protected async send(value: MemberDraft, version: number): Promise<Answered<MemberDraft>> {
    return this.#answered(await this.#accounts.changeMember(this.memberId, { ...value, version }));
  }

  #answered(member: MemberDetail): Answered<MemberDraft> {
    this.member = member;
    return { ...storedOf(member), changedBy: null, changedAt: null };
  }

  protected readCurrent(current: unknown): Stored<MemberDraft> | null {
    return current ? storedOf(current as MemberDetail) : null;
  }

  protected override tidy(value: MemberDraft): MemberDraft {
    return tidyMember(value);
  }

  protected check(value: MemberDraft): BadField[] {
    return checkDraft(value);
  }

  protected describe(key: keyof MemberDraft, value: unknown): { label: string; words: string } {
    return describeMember(key, value, this.#divisions, this.text);
  }

  protected override handleSaved(): void {
    this.desk.saved(this.t("users.saved", { name: nameOf(this.form?.saved ?? { firstName: "", lastName: "" }) }));
  }

  async #act(act: MemberAct, member: MemberDetail): Promise<void> {
    const isDone = await perform(act, member, { api: this.#accounts, desk: this.desk, text: this.text });
    if (!isDone) return;
    if (act === "withdraw") {
      this.discard();
      this.desk.go("accounts/users");
    } else await this.reload();
  }

  protected override render(): TemplateResult {
    if (this.#screen.isWide) return super.render();
    return html`<div class="page">
      ${stateView({ icon: icons.monitor, title: this.t("users.smallScreen"), body: "", action: this.renderBack() })}
    </div>`;
  }

  protected override renderFailed(failure: unknown): TemplateResult {
    const isGone = failure instanceof ProblemError && failure.status === 404;
    if (!isGone) return failedState(this.text, () => void this.reload());
    return stateView({
      icon: icons.userRound,
      title: this.t("users.gone"),
      body: this.t("users.goneText"),
      isAlert: true,
      action: this.renderBack(),
    });
  }

  private renderBack(): TemplateResult {
    return this.desk.link("accounts/users", html`${this.t("users.back")}`, this.t("users.back"));
  }

  protected renderHead(): TemplateResult {
    return html`${backButton(this.t("users.back"), () => this.desk.go("accounts/users"))}
      ${pageHead(this.member?.name ?? settingsMenuTexts(this.text).t("users"), this.t("users.editLead"))}`;
  }

  protected renderForm(form: Form<MemberDraft>): TemplateResult {
    const { text, member } = this;
    const facts = {
      form,
      text,
      divisions: this.#divisions,
      isNew: false,
      isOwner: member?.isOwner ?? false,
      errorAt: (pointer: string) => this.errorAt(pointer),
    };
    return html`<section class="card">
        <h3>${this.t("users.person")}</h3>
        ${personFields(facts)}
      </section>
      <section class="card">
        <h3>${this.t("users.rights")}</h3>
        ${rightsFields(facts)}
      </section>
      ${member ? this.renderStatus(member) : ""}`;
  }

  private renderStatus(member: MemberDetail): TemplateResult {
    const { t } = this;
    return html`<section class="card status">
      <div>
        <h3>${t("users.status")}</h3>
        <p class="hint">${t(`users.state.${member.state}`)}. ${this.#statusWords(member)}</p>
      </div>
      <div class="acts">
        ${actsOf(member, this.desk.connection.me?.memberId).map(
          (act) => html`<button
            class="button ${isDangerous(act) ? "danger" : ""}"
            type="button"
            @click=${() => this.#act(act, member)}
          >
            ${t(`users.${act}`)}
          </button>`,
        )}
      </div>
    </section>`;
  }

  #statusWords({ state: memberState, linkExpiresAt }: MemberDetail): string {
    const { t } = this;
    if (memberState === "active") return t("users.statusActive");
    if (memberState === "inactive") return t("users.statusInactive");
    if (linkExpiresAt === null || linkExpiresAt <= Date.now()) return t("users.statusOver");
    const time = this.text.dateTime(linkExpiresAt);
    return t(memberState === "waiting" ? "users.statusWaiting" : "users.statusInvited", { time });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-user": SapaSettingsUser;
  }
}
