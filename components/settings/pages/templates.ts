import { css, html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { lengthOf } from "../../../protocol/form-rules.ts";
import type { QuickReply } from "../../../protocol/settings.schema.ts";
import { checkQuickReply, SETTING_LIMITS } from "../../../protocol/settings-rules.ts";
import { counterOf, textArea, textField } from "../../ui/form.ts";
import { EditedRecordsPage, type EmptyWords } from "../edited-records-page.ts";
import type { Form, FormRules, Stored } from "../form.ts";
import { settingsIcons } from "../icons.ts";

type Draft = Pick<QuickReply, "command" | "text">;

const PLACEHOLDERS = ["contact.name", "agent.name", "organization.name"] as const;
type Placeholder = (typeof PLACEHOLDERS)[number];
const EMPTY: Stored<Draft> = { value: { command: "", text: "" }, version: 0 };

const storedOf = ({ command, text, version }: QuickReply): Stored<Draft> => ({ value: { command, text }, version });

/**
 * Texts that all staff use with "/" (SET-3).
 *
 * @tag sapa-settings-templates
 */
export class SapaSettingsTemplates extends EditedRecordsPage<QuickReply, Draft> {
  static override styles = [
    ...EditedRecordsPage.styles,
    css`
      .command {
        color: var(--s-accent);
        font-weight: 600;
      }

      .text-of {
        display: -webkit-box;
        overflow: hidden;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow-wrap: anywhere;
        white-space: pre-line;
      }

      .insert {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px;
      }

      .slash {
        position: relative;
      }
    `,
  ];

  protected readonly titleKey = "templates";
  protected readonly leadKey = "templates.lead";
  protected readonly searchKey = "templates.search";
  protected readonly newKey = "templates.new";
  /** What is being edited; null: a new one. */
  #edited: QuickReply | null = null;

  protected async load(): Promise<QuickReply[]> {
    const records = await this.desk.connection.api.quickReplies();
    return records.sort((one, other) => one.command.localeCompare(other.command));
  }

  protected wordsOf({ command, text }: QuickReply): string {
    return `/${command} ${text}`;
  }

  protected emptyWords(): EmptyWords {
    return { icon: settingsIcons.quote, title: this.t("templates.empty"), body: this.t("templates.emptyText") };
  }

  protected handleNew(): void {
    this.#edit(null);
  }

  #edit(record: QuickReply | null): void {
    this.#edited = record;
    const rules: FormRules<Draft> = {
      check: checkQuickReply,
      tidy: ({ command, text }) => ({ command: command.trim().replace(/^\//, ""), text: text.trim() }),
      send: async (value, version) => {
        const saved = record
          ? await this.settings.changeQuickReply(record.quickReplyId, { ...value, version })
          : await this.settings.addQuickReply(value);
        await this.reload();
        return storedOf(saved);
      },
      readCurrent: (current) => (current ? storedOf(current as QuickReply) : null),
      pointers: { "quick.title": "/command" },
    };
    void this.editor.open(record ? storedOf(record) : EMPTY, rules);
  }

  #delete({ quickReplyId, command }: QuickReply): Promise<void> {
    const { t } = this;
    const name = `/${command}`;
    return this.takeAway({
      heading: t("templates.deleteTitle", { name }),
      body: t("templates.deleteText"),
      done: t("deleted", { name }),
      act: () => this.settings.deleteQuickReply(quickReplyId),
    });
  }

  protected renderRecords(found: readonly QuickReply[]): TemplateResult {
    return html`<ul class="card flush records">
      ${repeat(
        found,
        ({ quickReplyId }) => quickReplyId,
        (record) =>
          this.renderEditable({
            name: `/${record.command}`,
            inner: html`<span class="command">/${record.command}</span>
              <span class="detail text-of" dir="auto">${record.text}</span>`,
            onEdit: () => this.#edit(record),
            onDelete: () => void this.#delete(record),
          }),
      )}
    </ul>`;
  }

  protected override renderBeside(): TemplateResult {
    const { t } = this;
    return this.editor.view({
      heading: this.#edited ? t("templates.edit", { name: `/${this.#edited.command}` }) : t("templates.new"),
      fields: (form) => this.renderFields(form),
      describe: (key, value) => ({
        label: t(key === "command" ? "templates.title" : "templates.text"),
        words: key === "command" ? `/${value}` : String(value),
      }),
    });
  }

  private renderFields(form: Form<Draft>): TemplateResult {
    const { t } = this;
    const { command, text } = form.draft;
    const max = SETTING_LIMITS.quickReplyLength;
    const length = lengthOf(text);
    return html`<div class="split">
      <div class="dependent">
        ${textField({
          pointer: "/command",
          label: t("templates.title"),
          hint: t("templates.titleHint", { command: command.trim().replace(/^\//, "") || "thanks" }),
          value: command,
          error: this.editor.errorAt("/command"),
          onInput: (value) => form.change({ command: value }),
        })}
        ${textArea({
          pointer: "/text",
          label: t("templates.text"),
          value: text,
          error: this.editor.errorAt("/text"),
          counter: counterOf(length, max, t("counter", { n: this.text.number(length), max: this.text.number(max) })),
          onInput: (value) => form.change({ text: value }),
        })}
        <div class="insert" role="group" aria-label=${t("templates.insert")}>
          <span class="hint">${t("templates.insert")}</span>
          ${PLACEHOLDERS.map(
            (name) => html`<button class="button small" type="button" @click=${() => void this.#insert(form, name)}>
              ${t(`placeholder.${name}`)}
            </button>`,
          )}
        </div>
      </div>
      <div class="preview">
        <p class="hint">${t("templates.preview")}</p>
        <p class="bubble ${text.trim() === "" ? "vacant" : ""}" dir="auto">${this.#filled(text.trim()) || t("templates.previewEmpty")}</p>
      </div>
    </div>`;
  }

  /** Puts it where the cursor stands, and the cursor behind it. */
  async #insert(form: Form<Draft>, name: Placeholder): Promise<void> {
    const area = this.renderRoot.querySelector<HTMLTextAreaElement>('[data-pointer="/text"]');
    if (!area) return;
    const { selectionStart: from, selectionEnd: to, value } = area;
    const words = `{{${name}}}`;
    form.change({ text: value.slice(0, from) + words + value.slice(to) });
    this.requestUpdate();
    await this.updateComplete;
    area.focus();
    area.setSelectionRange(from + words.length, from + words.length);
  }

  #filled(text: string): string {
    const me = this.desk.connection.me;
    const samples: Record<Placeholder, string> = {
      "contact.name": "Rani",
      "agent.name": me?.name ?? "",
      "organization.name": me?.organization.name ?? "",
    };
    return text.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => samples[name as Placeholder] ?? whole);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-templates": SapaSettingsTemplates;
  }
}
