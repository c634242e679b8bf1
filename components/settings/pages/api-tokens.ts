import { css, html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { createDeveloperApi, type DeveloperApi } from "../../../client/developer-api.ts";
import { checkApiToken } from "../../../protocol/api-token-rules.ts";
import type { ApiToken, CreateApiToken, CreatedApiToken } from "../../../protocol/embed.schema.ts";
import { fieldError, segmentField, selectField, textField } from "../../ui/form.ts";
import { EditedRecordsPage, type EmptyWords } from "../edited-records-page.ts";
import type { Form, Stored } from "../form.ts";
import { settingsIcons } from "../icons.ts";
import { MadeDialog } from "../parts/made-dialog.ts";

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
export class SapaSettingsApiTokens extends EditedRecordsPage<ApiToken, Draft> {
  static override styles = [
    ...EditedRecordsPage.styles,
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
  protected readonly newKey = "tokens.new";
  readonly #made = new MadeDialog<CreatedApiToken>(this);
  #api: DeveloperApi | null = null;

  get #developer(): DeveloperApi {
    this.#api ??= createDeveloperApi(this.desk.connection.apiOptions);
    return this.#api;
  }

  protected async load(): Promise<ApiToken[]> {
    const tokens = await this.#developer.apiTokens();
    const isOver = (token: ApiToken): number => Number(stateOf(token, this.desk.connection.now()) !== "active");
    return tokens.sort((one, other) => isOver(one) - isOver(other) || other.createdAt - one.createdAt);
  }

  protected wordsOf({ name, ending }: ApiToken): string {
    return `${name} ${ending}`;
  }

  protected emptyWords(): EmptyWords {
    return { icon: settingsIcons.key, title: this.t("tokens.empty"), body: this.t("tokens.emptyText") };
  }

  protected handleNew(): void {
    let made: CreatedApiToken | null = null;
    void this.editor.open(
      EMPTY,
      {
        check: checkApiToken,
        tidy: (draft) => ({ ...draft, name: draft.name.trim() }),
        send: async (value) => {
          const { days, ...token } = value;
          const expiresAt = days === "" ? null : this.desk.connection.now() + Number(days) * DAY_MS;
          made = await this.#developer.addApiToken({ ...token, expiresAt });
          return { value, version: 1 };
        },
        readCurrent: () => null,
      },
      () => {
        void this.reload();
        if (made) void this.#made.show(made);
      },
    );
  }

  #revoke({ apiTokenId, name }: ApiToken): Promise<void> {
    const { t } = this;
    return this.takeAway({
      heading: t("tokens.revokeTitle", { name }),
      body: t("tokens.revokeText"),
      confirm: t("tokens.revoke"),
      done: t("tokens.revoked", { name }),
      act: () => this.#developer.revokeApiToken(apiTokenId),
    });
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
    const made = t("tokens.madeBy", { name: createdBy, date: text.date(createdAt) });
    return html`<li class="record ${state === "active" ? "" : "over"}">
      <div class="body">
        <p class="name">
          <span dir="auto">${name}</span><code dir="ltr">${t("tokens.ending", { ending })}</code>
          ${state === "active" ? nothing : html`<span class="state-word">${t(`tokens.state.${state}`)}</span>`}
        </p>
        <p class="detail">${may}</p>
        <p class="hint">${[used, this.#end(token, state), made].filter(Boolean).join(" · ")}</p>
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
    return html`${this.editor.view({
      heading: t("tokens.new"),
      submit: t("tokens.create"),
      fields: (form) => this.renderFields(form),
      describe: (key, value) => ({ label: key, words: String(value) }),
    })}${this.#made.view(({ secret }) => ({
      heading: t("tokens.created"),
      body: t("tokens.createdText"),
      label: t("tokens.copy"),
      value: secret,
      done: t("tokens.done"),
    }))}`;
  }

  private renderFields(form: Form<Draft>): TemplateResult {
    const { t } = this;
    const { name, kind, days } = form.draft;
    return html`${textField({
      pointer: "/name",
      label: t("tokens.name"),
      hint: t("tokens.nameHint"),
      value: name,
      error: this.editor.errorAt("/name"),
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
      error: this.editor.errorAt("/expiresAt"),
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
    const error = this.editor.errorAt("/scopes") && t("tokens.scopesMissing");
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
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-api-tokens": SapaSettingsApiTokens;
  }
}
