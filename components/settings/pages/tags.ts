import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { ProblemError } from "../../../client/api.ts";
import type { BadField } from "../../../protocol/form-rules.ts";
import type { TagRow } from "../../../protocol/http.schema.ts";
import { checkTag } from "../../../protocol/settings-rules.ts";
import { fieldError } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import { stateView } from "../../ui/states.ts";
import { settingsIcons } from "../icons.ts";
import { RecordsPage } from "../records-page.ts";
import { badFieldText, settingsErrorText } from "../settings-texts.ts";

/** A name being written: of a new tag (`tagId` null), or of one that is renamed. */
type Writing = { tagId: string | null; name: string; error: string | undefined; isSaving: boolean };
const NEW: Writing = { tagId: null, name: "", error: undefined, isSaving: false };

/**
 * The tags that conversations can get (SET-4).
 *
 * @tag sapa-settings-tags
 */
export class SapaSettingsTags extends RecordsPage<TagRow> {
  static override styles = [
    ...RecordsPage.styles,
    css`
      .create {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: end;
        gap: 8px;
      }

      .create .field-error {
        grid-column: 1 / -1;
      }

      .create label {
        display: grid;
        gap: 6px;
        font-size: var(--s-list);
        font-weight: 500;
      }

      .create .button {
        min-block-size: 36px;
      }

      .record {
        min-block-size: 48px;
      }

      .lead-icon {
        color: var(--s-muted);
        font-size: 14px;
      }

      .rename {
        display: flex;
        flex: 1;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }

      .rename .field {
        flex: 1 1 160px;
      }

      .rename .field-error {
        flex-basis: 100%;
      }
    `,
  ];

  protected readonly titleKey = "tags";
  protected readonly leadKey = "tags.lead";
  protected readonly searchKey = "tags.search";
  @state() private created = NEW;
  @state() private renamed: Writing | null = null;

  get isDirty(): boolean {
    const before = this.records?.find(({ tagId }) => tagId === this.renamed?.tagId)?.name;
    return this.created.name.trim() !== "" || (this.renamed !== null && this.renamed.name.trim() !== before);
  }

  discard(): void {
    this.created = NEW;
    this.renamed = null;
  }

  protected async load(): Promise<TagRow[]> {
    const tags = await this.desk.connection.api.tags();
    return tags.sort((one, other) => one.name.localeCompare(other.name));
  }

  protected wordsOf({ name }: TagRow): string {
    return name;
  }

  protected renderAction(): typeof nothing {
    return nothing;
  }

  protected renderEmpty(): TemplateResult {
    return stateView({ icon: settingsIcons.tags, title: this.t("tags.empty"), body: this.t("tags.emptyText") });
  }

  /** null when it is saved, else what stands under the field. */
  async #save(tagId: string | null, written: string): Promise<string | null> {
    const name = written.trim();
    const [bad] = checkTag({ name });
    if (bad) return this.#words(bad);
    try {
      if (tagId === null) await this.settings.addTag(name);
      else await this.settings.renameTag(tagId, name);
    } catch (error) {
      const refusal = error instanceof ProblemError ? error.refusal : null;
      return refusal?.code === "tag.exists"
        ? this.#words({ pointer: "/name", code: refusal.code })
        : settingsErrorText(error, this.text);
    }
    await this.reload();
    return null;
  }

  #words(bad: BadField): string {
    return badFieldText(bad, this.text) ?? "";
  }

  private async handleCreate(event: Event): Promise<void> {
    event.preventDefault();
    if (this.created.isSaving) return;
    this.created = { ...this.created, isSaving: true };
    const error = await this.#save(null, this.created.name);
    this.created = error === null ? NEW : { ...this.created, error, isSaving: false };
    if (error === null) this.desk.saved();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("#new-tag")?.focus();
  }

  private async handleRename(event: Event): Promise<void> {
    event.preventDefault();
    const { renamed } = this;
    if (!renamed?.tagId || renamed.isSaving) return;
    const before = this.records?.find(({ tagId }) => tagId === renamed.tagId)?.name;
    if (renamed.name.trim() === before) return this.#endRename(renamed.tagId);
    this.renamed = { ...renamed, isSaving: true };
    const error = await this.#save(renamed.tagId, renamed.name);
    if (error === null) {
      this.desk.saved();
      return this.#endRename(renamed.tagId);
    }
    this.renamed = { ...renamed, error, isSaving: false };
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("#rename-tag")?.focus();
  }

  async #startRename({ tagId, name }: TagRow): Promise<void> {
    this.renamed = { tagId, name, error: undefined, isSaving: false };
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>("#rename-tag")?.select();
  }

  async #endRename(tagId: string): Promise<void> {
    this.renamed = null;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-rename="${tagId}"]`)?.focus();
  }

  #delete({ tagId, name }: TagRow): Promise<void> {
    const { t } = this;
    return this.takeAway({
      heading: t("tags.deleteTitle", { name }),
      body: t("tags.deleteText"),
      done: t("deleted", { name }),
      act: () => this.settings.deleteTag(tagId),
    });
  }

  protected override renderAbove(): TemplateResult {
    const { t } = this;
    const { name, error, isSaving } = this.created;
    return html`<form class="card create" novalidate @submit=${this.handleCreate}>
      <label
        >${t("tags.create")}<input
          class="field"
          id="new-tag"
          type="text"
          autocomplete="off"
          dir="auto"
          placeholder=${t("tags.example")}
          aria-invalid=${error ? "true" : "false"}
          aria-describedby=${error ? "field-new-error" : nothing}
          .value=${live(name)}
          @input=${(event: Event) => {
            this.created = { ...NEW, name: (event.target as HTMLInputElement).value };
          }}
      /></label>
      <button class="button primary" type="submit" aria-disabled=${isSaving}>${icons.plus}${t("tags.add")}</button>
      ${fieldError({ pointer: "/new", error })}
    </form>`;
  }

  protected renderRecords(found: readonly TagRow[]): TemplateResult {
    return html`<ul class="card flush records">
      ${repeat(
        found,
        ({ tagId }) => tagId,
        (tag) => html`<li class="record">
          <span class="lead-icon">${settingsIcons.tags}</span>
          ${this.renamed?.tagId === tag.tagId ? this.renderRename(this.renamed, tag) : this.renderTag(tag)}
        </li>`,
      )}
    </ul>`;
  }

  private renderTag(tag: TagRow): TemplateResult {
    const { t } = this;
    const { name } = tag;
    return html`<p class="body truncate" dir="auto">${name}</p>
      <div class="acts">
        <button class="button icon-only" type="button" data-rename=${tag.tagId} aria-label=${t("tags.rename", { name })} data-tip=${t("tags.rename", { name })} @click=${() => this.#startRename(tag)}>
          ${icons.pencil}
        </button>
        <button class="button icon-only" type="button" aria-label=${t("deleteNamed", { name })} data-tip=${t("deleteNamed", { name })} @click=${() => this.#delete(tag)}>
          ${settingsIcons.trash}
        </button>
      </div>`;
  }

  private renderRename(renamed: Writing, tag: TagRow): TemplateResult {
    const { t } = this;
    const handleKeydown = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      void this.#endRename(tag.tagId);
    };
    return html`<form class="rename" novalidate @submit=${this.handleRename} @keydown=${handleKeydown}>
      <input
        class="field"
        id="rename-tag"
        type="text"
        autocomplete="off"
        dir="auto"
        aria-label=${t("tags.rename", { name: tag.name })}
        aria-invalid=${renamed.error ? "true" : "false"}
        aria-describedby=${renamed.error ? "field-rename-error" : nothing}
        .value=${live(renamed.name)}
        @input=${(event: Event) => {
          this.renamed = { ...renamed, name: (event.target as HTMLInputElement).value, error: undefined };
        }}
      />
      <button class="button" type="button" @click=${() => this.#endRename(tag.tagId)}>${t("cancel")}</button>
      <button class="button primary" type="submit">${this.text.t("common.save")}</button>
      ${fieldError({ pointer: "/rename", error: renamed.error })}
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-tags": SapaSettingsTags;
  }
}
