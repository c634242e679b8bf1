import { css, html, nothing, type TemplateResult } from "lit";
import { query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { createDeveloperApi, type DeveloperApi } from "../../../client/developer-api.ts";
import { checkApiToken } from "../../../protocol/api-token-rules.ts";
import type { ApiToken, CreateApiToken, CreatedApiToken } from "../../../protocol/embed.schema.ts";
import type { SapaDialog } from "../../ui/dialog.ts";
import { fieldError, segmentField, selectField, textField } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import { stateView } from "../../ui/states.ts";
import type { Form, Stored } from "../form.ts";
import { settingsIcons } from "../icons.ts";
import { Editor } from "../parts/editor.ts";
import { RecordsPage } from "../records-page.ts";

type Scope = ApiToken["scopes"][number];
/** `days` empty: until it is revoked. */
type Draft = Pick<CreateApiToken, "name" | "kind" | "scopes"> & { days: string };
const EMPTY: Stored<Draft> = { value: { name: "", kind: "user", scopes: ["embed"], days: "365" }, version: 0 };
const SCOPES: readonly Scope[] = ["embed"];
const DAY_MS = 86_400_000;

/** Whether it opens anything at `now`, and else what ended it. */
export function stateOf({ revokedAt, expiresAt }: ApiToken, now: number): "active" | "ended" | "revoked" {
  if (revokedAt !== null) return "revoked";
  return expiresAt !== null && expiresAt <= now ? "ended" : "active";
}

/**
 * Keys of the organization's own servers: made, shown once, revoked (SET-9).
 *
 * @tag sapa-settings-api-tokens
 */
export class SapaSettingsApiTokens extends RecordsPage<ApiToken> {
  static override styles = [
    ...RecordsPage.styles,
    css`
      .record {
        flex-wrap: wrap;
        gap: 8px 20px;
        padding-block: 12px;
        padding-inline: 20px 16px;
      }

      .record .body {
        flex: 1 1 260px;
        display: grid;
        gap: 2px;
      }

      .record .name {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 8px;
        overflow-wrap: anywhere;
      }

      .record .name code {
        font-weight: 400;
      }

      .record.over .name {
        color: var(--s-muted);
      }

      .state-word {
        font-size: var(--s-meta);
        font-weight: 600;
        color: var(--s-muted);
      }

      .made {
        display: grid;
        gap: 12px;
      }

      .scope {
        align-items: start;
        padding-block: 4px;
      }

      .scope .tick {
        margin-block-start: 2px;
      }

      .scope .words {
        display: grid;
        gap: 2px;
      }
    `,
  ];

  protected readonly titleKey = "apiTokens";
  protected readonly leadKey = "tokens.lead";
  protected readonly searchKey = "tokens.search";
  readonly #editor = new Editor<Draft>(this);
  readonly #names = new Map<string, string>();
  #api: DeveloperApi | null = null;

  @query("sapa-dialog.created") private readonly created!: SapaDialog;
  /** The token that was just made, while its secret is on the screen. */
  @state() private made: CreatedApiToken | null = null;

  get isDirty(): boolean {
    return this.#editor.isDirty;
  }

  discard(): void {
    this.#editor.discard();
  }

  get #developer(): DeveloperApi {
    this.#api ??= createDeveloperApi(this.desk.connection.apiOptions);
    return this.#api;
  }

  protected async load(): Promise<ApiToken[]> {
    const { connection } = this.desk;
    const [tokens, members] = await Promise.all([this.#developer.apiTokens(), connection.members().catch(() => [])]);
    for (const { memberId, name } of members) this.#names.set(memberId, name);
    if (connection.me) this.#names.set(connection.me.memberId, connection.me.name);
    const isOver = (token: ApiToken): number => Number(stateOf(token, connection.now()) !== "active");
    return tokens.sort((one, other) => isOver(one) - isOver(other) || other.createdAt - one.createdAt);
  }

  protected wordsOf({ name, ending }: ApiToken): string {
    return `${name} ${ending}`;
  }

  protected renderAction(): TemplateResult | typeof nothing {
    // An empty list has the button in its middle.
    return this.records?.length === 0 ? nothing : this.renderAdd();
  }

  private renderAdd(): TemplateResult {
    return html`<button class="button primary" type="button" @click=${this.handleAdd}>
      ${icons.plus}${this.t("tokens.new")}
    </button>`;
  }

  protected renderEmpty(): TemplateResult {
    const [title, body] = [this.t("tokens.empty"), this.t("tokens.emptyText")];
    return stateView({ icon: settingsIcons.key, title, body, action: this.renderAdd() });
  }

  private handleAdd(): void {
    void this.#editor.open(
      EMPTY,
      {
        check: checkApiToken,
        tidy: (draft) => ({ ...draft, name: draft.name.trim() }),
        send: async (value) => {
          const { days, ...token } = value;
          const expiresAt = days === "" ? null : this.desk.connection.now() + Number(days) * DAY_MS;
          this.made = await this.#developer.addApiToken({ ...token, expiresAt });
          return { value, version: 1 };
        },
        readCurrent: () => null,
      },
      () => void this.#showSecret(),
    );
  }

  async #showSecret(): Promise<void> {
    void this.reload();
    await this.updateComplete;
    await this.created.show();
    this.renderRoot.querySelector<HTMLElement>(".created sapa-copy-line")?.focus();
  }

  async #revoke({ apiTokenId, name }: ApiToken): Promise<void> {
    const { t } = this;
    const isSure = await this.desk.ask({
      heading: t("tokens.revokeTitle", { name }),
      body: t("tokens.revokeText"),
      confirm: t("tokens.revoke"),
      cancel: t("cancel"),
      isDangerous: true,
    });
    if (!isSure) return;
    try {
      await this.#developer.revokeApiToken(apiTokenId);
      this.desk.saved(t("tokens.revoked", { name }));
    } catch (error) {
      this.desk.failed(error);
    }
    await this.reload();
  }

  protected renderRecords(found: readonly ApiToken[]): TemplateResult {
    const now = this.desk.connection.now();
    return html`<ul class="card flush records">
      ${repeat(
        found,
        ({ apiTokenId }) => apiTokenId,
        (token) => this.renderRecord(token, now),
      )}
    </ul>`;
  }

  private renderRecord(token: ApiToken, now: number): TemplateResult {
    const { t, text } = this;
    const { name, ending, kind, scopes, createdAt, createdBy, lastUsedAt } = token;
    const state = stateOf(token, now);
    const may = [t(`tokens.kind.${kind}`), ...scopes.map((scope) => t(`tokens.scope.${scope}`))].join(" · ");
    const used =
      lastUsedAt === null ? t("tokens.usedNever") : t("tokens.used", { when: text.activity(lastUsedAt, now) });
    const by = { name: this.#names.get(createdBy) ?? createdBy, date: text.date(createdAt) };
    return html`<li class="record ${state === "active" ? "" : "over"}">
      <div class="body">
        <p class="name">
          <span dir="auto">${name}</span><code dir="ltr">${t("tokens.ending", { ending })}</code>
          ${state === "active" ? nothing : html`<span class="state-word">${t(`tokens.state.${state}`)}</span>`}
        </p>
        <p class="detail">${may}</p>
        <p class="hint">${[used, this.#end(token, state), t("tokens.madeBy", by)].filter(Boolean).join(" · ")}</p>
      </div>
      ${
        state === "active"
          ? html`<div class="acts">
              <button
                class="button danger"
                type="button"
                aria-label=${t("tokens.revokeNamed", { name })}
                @click=${() => this.#revoke(token)}
              >
                ${t("tokens.revoke")}
              </button>
            </div>`
          : nothing
      }
    </li>`;
  }

  #end({ expiresAt, revokedAt }: ApiToken, state: ReturnType<typeof stateOf>): string {
    if (revokedAt !== null) return this.t("tokens.revokedOn", { date: this.text.date(revokedAt) });
    if (expiresAt === null) return "";
    return this.t(state === "ended" ? "tokens.ended" : "tokens.until", { date: this.text.date(expiresAt) });
  }

  protected override renderBeside(): TemplateResult {
    const { t } = this;
    return html`${this.#editor.view({
      heading: t("tokens.new"),
      submit: t("tokens.create"),
      fields: (form) => this.renderFields(form),
      describe: (key, value) => ({ label: key, words: String(value) }),
    })}${this.renderMade()}`;
  }

  private renderFields(form: Form<Draft>): TemplateResult {
    const { t } = this;
    const { name, kind, days } = form.draft;
    return html`${textField({
      pointer: "/name",
      label: t("tokens.name"),
      hint: t("tokens.nameHint"),
      value: name,
      error: this.#editor.errorAt("/name"),
      onInput: (typed) => form.change({ name: typed }),
    })}
    ${segmentField({
      pointer: "/kind",
      label: t("tokens.kind"),
      hint: t("tokens.kindHint"),
      value: kind,
      options: (["user", "bot"] as const).map((value) => ({ value, label: t(`tokens.kind.${value}`) })),
      onChange: (next) => form.change({ kind: next }),
    })}
    ${this.renderScopes(form)}
    ${selectField({
      pointer: "/expiresAt",
      label: t("tokens.expiry"),
      value: days,
      error: this.#editor.errorAt("/expiresAt"),
      options: [
        ...[30, 90].map((n) => ({ value: String(n), label: t("tokens.expiry.days", { n }) })),
        { value: "365", label: t("tokens.expiry.year") },
        { value: "", label: t("tokens.expiry.never") },
      ],
      onChange: (next) => form.change({ days: next }),
    })}`;
  }

  private renderScopes(form: Form<Draft>): TemplateResult {
    const { t } = this;
    const { scopes } = form.draft;
    const error = this.#editor.errorAt("/scopes") && t("tokens.scopesMissing");
    const choose = (scope: Scope, isWanted: boolean): void =>
      form.change({ scopes: SCOPES.filter((one) => (one === scope ? isWanted : scopes.includes(one))) });
    return html`<div class="form-field" role="group" aria-labelledby="scopes">
      <span class="label" id="scopes">${t("tokens.scopes")}</span>
      ${SCOPES.map(
        (scope) => html`<label class="tick-row scope">
          <input
            class="tick"
            type="checkbox"
            data-pointer="/scopes"
            aria-invalid=${error ? "true" : nothing}
            .checked=${live(scopes.includes(scope))}
            @change=${(event: Event) => choose(scope, (event.target as HTMLInputElement).checked)}
          />
          <span class="words"><span>${t(`tokens.scope.${scope}`)}</span><span class="hint">${t(`tokens.scopeHint.${scope}`)}</span></span>
        </label>`,
      )}
      ${fieldError({ pointer: "/scopes", error })}
    </div>`;
  }

  private renderMade(): TemplateResult {
    const { t, text, made } = this;
    return html`<sapa-dialog
      class="created"
      wide
      .heading=${t("tokens.created")}
      .closeLabel=${text.t("common.close")}
      @close=${(event: Event) => {
        // The secret leaves the page with its dialog.
        if (event.target === event.currentTarget) this.made = null;
      }}
    >
      ${
        made
          ? html`<div class="made">
              <p>${t("tokens.createdText")}</p>
              <sapa-copy-line .text=${text} .label=${t("tokens.copy")} .value=${made.secret}></sapa-copy-line>
            </div>`
          : nothing
      }
      <button slot="foot" class="button primary" type="button" @click=${() => this.created.hide()}>${t("tokens.done")}</button>
    </sapa-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-api-tokens": SapaSettingsApiTokens;
  }
}
