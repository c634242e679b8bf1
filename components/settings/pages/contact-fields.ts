import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { checkFieldsKept } from "../../../protocol/contact-rules.ts";
import type { ContactField } from "../../../protocol/contacts.schema.ts";
import type { BadField } from "../../../protocol/form-rules.ts";
import type { Settings } from "../../../protocol/settings.schema.ts";
import { selectField, switchField, textArea, textField } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import { stateView } from "../../ui/states.ts";
import type { Form } from "../form.ts";
import { settingsIcons } from "../icons.ts";
import { SectionPage } from "../section-page.ts";
import { contactFieldsStyles } from "./contact-fields.styles.ts";

type Fields = Settings["contact-fields"];
const FIELDS_MAX = 30;
const TYPES = ["text", "number", "date", "choice"] as const;

/**
 * The organization's own fields of a contact, in their order (CONTACT-6). Saved ones are hidden, never taken away.
 *
 * @tag sapa-settings-contact-fields
 */
export class SapaSettingsContactFields extends SectionPage<"contact-fields"> {
  static override styles = [...SectionPage.styles, contactFieldsStyles];

  protected readonly section = "contact-fields";
  protected readonly titleKey = "contactFields";
  protected readonly leadKey = "contactFields.lead";
  /** Where the one stands whose form is open. */
  @state() private openAt: number | null = null;
  @state() private draggedAt: number | null = null;
  @state() private moved = "";

  protected override tidy({ fields }: Fields): Fields {
    return {
      fields: fields.map((field) => ({
        ...field,
        label: field.label.trim(),
        options: field.type === "choice" ? field.options.map((one) => one.trim()).filter((one) => one !== "") : [],
      })),
    };
  }

  protected override check(value: Fields): BadField[] {
    return [...super.check(value), ...checkFieldsKept(value.fields, this.form?.saved.fields ?? [])];
  }

  /** A bad field may stand in a form that is closed. */
  protected override showField(pointer: string): void {
    const [, , at] = pointer.split("/");
    if (at !== undefined) this.openAt = Number(at);
  }

  override discard(): void {
    super.discard();
    this.openAt = null;
  }

  protected override handleSaved(): void {
    super.handleSaved();
    this.openAt = null;
  }

  protected describe(_key: keyof Fields, value: unknown): { label: string; words: string } {
    const lines = (value as ContactField[]).map((field, at) => `${at + 1}. ${this.#sentence(field)}`);
    return { label: this.t("contactFields.fields"), words: lines.join("\n") || "–" };
  }

  #sentence({ label, type, options, isRequired, isHidden }: ContactField): string {
    const marks = [
      this.t(`contactFields.type.${type}`),
      ...(options.length > 0 ? [options.join(", ")] : []),
      ...(isRequired ? [this.t("contactFields.required")] : []),
      ...(isHidden ? [this.t("contactFields.hidden")] : []),
    ];
    return `${label} (${marks.join(" · ")})`;
  }

  protected renderForm(form: Form<Fields>): TemplateResult {
    const { t } = this;
    const { fields } = form.draft;
    const add = html`<button class="button ${fields.length === 0 ? "primary" : ""}" type="button" ?disabled=${fields.length >= FIELDS_MAX} @click=${() => void this.#add(form)}>
      ${icons.plus}${t("contactFields.add")}
    </button>`;
    if (fields.length === 0)
      return html`<section class="card">
        ${stateView({ icon: icons.userRound, title: t("contactFields.empty"), body: t("contactFields.emptyText"), action: add })}
      </section>`;
    return html`<ol class="card flush fields">
        ${repeat(
          fields.map((field, at) => ({ field, at })),
          ({ field, at }) => field.fieldId || `new-${at}`,
          ({ field, at }) => this.renderField(form, field, at),
        )}
      </ol>
      <p class="visually-hidden" role="status">${this.moved}</p>
      <div class="end">
        ${add}
        <p class="note">
          ${icons.info}<span>${fields.length >= FIELDS_MAX ? t("contactFields.full", { max: FIELDS_MAX }) : t("contactFields.kept")}</span>
        </p>
      </div>`;
  }

  async #add(form: Form<Fields>): Promise<void> {
    const { fields } = form.draft;
    const field: ContactField = {
      fieldId: "",
      label: "",
      type: "text",
      options: [],
      isRequired: false,
      isHidden: false,
    };
    form.change({ fields: [...fields, field] });
    this.openAt = fields.length;
    await this.rendered();
    this.renderRoot.querySelector<HTMLElement>(`[data-pointer="/fields/${fields.length}/label"]`)?.focus();
  }

  #change(form: Form<Fields>, at: number, patch: Partial<ContactField>): void {
    form.change({ fields: form.draft.fields.map((field, index) => (index === at ? { ...field, ...patch } : field)) });
  }

  #remove(form: Form<Fields>, at: number): void {
    form.change({ fields: form.draft.fields.filter((_, index) => index !== at) });
    this.openAt = null;
  }

  #move(form: Form<Fields>, from: number, to: number): void {
    const fields = [...form.draft.fields];
    const [field] = fields.splice(from, 1);
    if (!field || to < 0 || to > fields.length) return;
    fields.splice(to, 0, field);
    this.openAt = null;
    form.change({ fields });
    this.moved = this.t("contactFields.moved", { label: this.#labelOf(field), n: to + 1 });
  }

  async #step(form: Form<Fields>, at: number, step: 1 | -1): Promise<void> {
    this.#move(form, at, at + step);
    await this.rendered();
    const row = this.renderRoot.querySelectorAll(".own-field")[at + step];
    const wanted = row?.querySelector<HTMLButtonElement>(step < 0 ? ".up" : ".down");
    (wanted?.disabled ? row?.querySelector<HTMLElement>(step < 0 ? ".down" : ".up") : wanted)?.focus();
  }

  #labelOf({ label }: ContactField): string {
    return label.trim() || this.t("contactFields.new");
  }

  private handleDragOver(event: DragEvent, form: Form<Fields>, at: number): void {
    if (this.draggedAt === null) return;
    event.preventDefault();
    if (this.draggedAt === at) return;
    this.#move(form, this.draggedAt, at);
    this.draggedAt = at;
  }

  private renderField(form: Form<Fields>, field: ContactField, at: number): TemplateResult {
    const { t } = this;
    const isOpen = this.openAt === at;
    const label = this.#labelOf(field);
    const count = form.draft.fields.length;
    const act = (name: string, words: string, icon: TemplateResult, isOff: boolean, run: () => void): TemplateResult =>
      html`<button class="button icon-only ${name}" type="button" aria-label=${words} data-tip=${words} ?disabled=${isOff} @click=${run}>${icon}</button>`;
    return html`<li
      class="own-field ${field.isHidden ? "off" : ""} ${this.draggedAt === at ? "dragged" : ""}"
      @dragover=${(event: DragEvent) => this.handleDragOver(event, form, at)}
      @drop=${(event: DragEvent) => event.preventDefault()}
    >
      <div class="line">
        <span
          class="grip"
          draggable="true"
          title=${t("contactFields.drag", { label })}
          @dragstart=${(event: DragEvent) => {
            event.dataTransfer?.setData("text/plain", label);
            this.draggedAt = at;
          }}
          @dragend=${() => {
            this.draggedAt = null;
          }}
          >${settingsIcons.grip}</span
        >
        <div class="words">
          <p class="name truncate" dir="auto">${label}</p>
          <p class="marks">
            <span>${t(`contactFields.type.${field.type}`)}</span>
            ${field.isRequired ? html`<span class="mark">${t("contactFields.required")}</span>` : nothing}
            ${field.isHidden ? html`<span class="mark">${t("contactFields.hidden")}</span>` : nothing}
          </p>
        </div>
        <div class="acts">
          ${act("up", t("contactFields.up", { label }), icons.arrowUp, at === 0, () => void this.#step(form, at, -1))}
          ${act("down", t("contactFields.down", { label }), icons.arrowDown, at === count - 1, () => void this.#step(form, at, 1))}
          <button class="button icon-only edit" type="button" aria-expanded=${isOpen} aria-label=${t(isOpen ? "contactFields.done" : "contactFields.edit", { label })} data-tip=${t(isOpen ? "contactFields.done" : "contactFields.edit", { label })} @click=${() => {
            this.openAt = isOpen ? null : at;
          }}>
            ${isOpen ? icons.x : icons.pencil}
          </button>
        </div>
      </div>
      ${isOpen ? this.renderEditor(form, field, at) : nothing}
    </li>`;
  }

  private renderEditor(form: Form<Fields>, field: ContactField, at: number): TemplateResult {
    const { t } = this;
    const isNew = field.fieldId === "";
    const pointer = `/fields/${at}`;
    const change = (patch: Partial<ContactField>): void => this.#change(form, at, patch);
    return html`<div class="editor">
      <div class="pair-of-fields">
        ${textField({
          pointer: `${pointer}/label`,
          label: t("contactFields.label"),
          error: this.errorAt(`${pointer}/label`),
          value: field.label,
          onInput: (label) => change({ label }),
        })}
        ${selectField({
          pointer: `${pointer}/type`,
          label: t("contactFields.type"),
          hint: isNew ? undefined : t("contactFields.typeFixed"),
          error: this.errorAt(`${pointer}/type`),
          isDisabled: !isNew,
          value: field.type,
          options: TYPES.map((type) => ({ value: type, label: t(`contactFields.type.${type}`) })),
          onChange: (type) => change({ type: type as ContactField["type"] }),
        })}
      </div>
      ${field.type === "choice" ? this.renderChoice(form, field, at) : nothing}
      ${switchField({
        pointer: `${pointer}/isRequired`,
        label: t("contactFields.required"),
        hint: t("contactFields.requiredHint"),
        isOn: field.isRequired,
        onChange: (isRequired) => change({ isRequired }),
      })}
      ${
        isNew
          ? html`<div><button class="button" type="button" @click=${() => this.#remove(form, at)}>
              ${settingsIcons.trash}${t("contactFields.remove", { label: this.#labelOf(field) })}
            </button></div>`
          : switchField({
              pointer: `${pointer}/isHidden`,
              label: t("contactFields.hidden"),
              hint: t("contactFields.hiddenHint"),
              isOn: field.isHidden,
              onChange: (isHidden) => change({ isHidden }),
            })
      }
    </div>`;
  }

  private renderChoice(form: Form<Fields>, field: ContactField, at: number): TemplateResult {
    const { t } = this;
    const pointer = `/fields/${at}/options`;
    const bad = form.badAt(pointer);
    const words = t(bad?.code === "contact.fields" ? "contactFields.optionsKept" : "contactFields.optionsBad");
    return textArea({
      pointer,
      label: t("contactFields.options"),
      hint: t("contactFields.optionsHint"),
      error: bad && words,
      value: field.options.join("\n"),
      counter: nothing,
      onInput: (text) => this.#change(form, at, { options: text === "" ? [] : text.split("\n") }),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-contact-fields": SapaSettingsContactFields;
  }
}
