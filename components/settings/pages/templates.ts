import { css, html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { lengthOf } from "../../../protocol/form-rules.ts";
import type { QuickReply } from "../../../protocol/settings.schema.ts";
import { checkQuickReply, SETTING_LIMITS } from "../../../protocol/settings-rules.ts";
import { counterOf, textArea, textField } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import { stateView } from "../../ui/states.ts";
import type { Form, FormRules, Stored } from "../form.ts";
import { settingsIcons } from "../icons.ts";
import { Editor } from "../parts/editor.ts";
import { RecordsPage } from "../records-page.ts";

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
export class SapaSettingsTemplates extends RecordsPage<QuickReply> {
  static override styles = [
    ...RecordsPage.styles,
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
  readonly #editor = new Editor<Draft>(this);
  /** What is being edited; null: a new one. */
  #edited: QuickReply | null = null;

  get isDirty(): boolean {
    return this.#editor.isDirty;
  }

  discard(): void {
    this.#editor.discard();
  }

  protected async load(): Promise<QuickReply[]> {
    const records = await this.desk.connection.api.quickReplies();
    return records.sort((one, other) => one.command.localeCompare(other.command));
  }

  protected wordsOf({ command, text }: QuickReply): string {
    return `/${command} ${text}`;
  }

  protected renderAction(): TemplateResult {
    return html`<button class="button primary" type="button" @click=${() => this.#edit(null)}>
      ${icons.plus}${this.t("templates.new")}
    </button>`;
  }

  protected renderEmpty(): TemplateResult {
    return stateView({
      icon: settingsIcons.quote,
      title: this.t("templates.empty"),
      body: this.t("templates.emptyText"),
      action: html`<button class="button primary" type="button" @click=${() => this.#edit(null)}>
        ${icons.plus}${this.t("templates.new")}
      </button>`,
    });
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
    void this.#editor.open(record ? storedOf(record) : EMPTY, rules);
  }

  async #delete(record: QuickReply): Promise<void> {
    const { t } = this;
    const isSure = await this.desk.ask({
      heading: t("templates.deleteTitle", { name: `/${record.command}` }),
      body: t("templates.deleteText"),
      confirm: t("delete"),
      cancel: t("cancel"),
      isDangerous: true,
    });
    if (!isSure) return;
    try {
      await this.settings.deleteQuickReply(record.quickReplyId);
      this.desk.saved(t("deleted", { name: `/${record.command}` }));
    } catch (error) {
      this.desk.failed(error);
    }
    await this.reload();
  }

  protected renderRecords(found: readonly QuickReply[]): TemplateResult {
    const { t } = this;
    return html`<ul class="card flush records">
      ${repeat(
        found,
        ({ quickReplyId }) => quickReplyId,
        (record) => {
          const name = `/${record.command}`;
          return html`<li class="record">
            <div class="body">
              <button class="open-record" type="button" @click=${() => this.#edit(record)}>
                <span class="command">${name}</span>
                <span class="detail text-of" dir="auto">${record.text}</span>
              </button>
            </div>
            <div class="acts">
              <button class="button icon-only" type="button" aria-label=${t("edit", { name })} data-tip=${t("edit", { name })} @click=${() => this.#edit(record)}>
                ${icons.pencil}
              </button>
              <button class="button icon-only" type="button" aria-label=${t("deleteNamed", { name })} data-tip=${t("deleteNamed", { name })} @click=${() => this.#delete(record)}>
                ${settingsIcons.trash}
              </button>
            </div>
          </li>`;
        },
      )}
    </ul>`;
  }

  protected override renderBeside(): TemplateResult {
    const { t } = this;
    return this.#editor.view({
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
          error: this.#editor.errorAt("/command"),
          onInput: (value) => form.change({ command: value }),
        })}
        ${textArea({
          pointer: "/text",
          label: t("templates.text"),
          value: text,
          error: this.#editor.errorAt("/text"),
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
