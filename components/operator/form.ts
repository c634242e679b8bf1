import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { base } from "../ui/base.styles.ts";
import { formStyles } from "../ui/form.styles.ts";
import { field, focusFirstBad, idOf, type SelectOption, selectField, textArea, textField } from "../ui/form.ts";
import { icons } from "../ui/icons.ts";
import type { Answer, Failure } from "./server.ts";
import type { Texts } from "./strings.ts";

export type FieldSpec = {
  /** JSON pointer of the value in what is sent. */
  pointer: string;
  label: string;
  hint?: string;
  /** `lines`: one value a line; `secret` is not shown. */
  kind?: "text" | "lines" | "secret" | "choice";
  options?: readonly SelectOption[];
  isOptional?: boolean;
  value?: string;
};

export type Values = Record<string, string>;

export type FormSpec = {
  fields: FieldSpec[];
  submit: string;
  isDangerous?: boolean;
  /** Sends what was typed, trimmed; the form shows what comes back, or is done. */
  send: (values: Values) => Promise<Answer<unknown>>;
};

/** Lines that say something. */
export const linesOf = (text: string | undefined): string[] =>
  (text ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/**
 * A form of the Operator's: fields, what is wrong with each, and the button.
 *
 * @tag sapa-operator-form
 * @fires done - The server took it.
 */
export class SapaOperatorForm extends LitElement {
  static override styles = [
    base,
    formStyles,
    css`
      form {
        display: grid;
        gap: 16px;
      }

      .problem {
        display: flex;
        gap: 8px;
        color: var(--s-danger);
      }

      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }

      textarea.field {
        min-block-size: 64px;
        font-size: var(--s-list);
      }
    `,
  ];

  @query("form") private readonly form!: HTMLFormElement;
  @state() private values: Values = {};
  @state() private failure: Failure | null = null;
  @state() private isBusy = false;
  @property({ attribute: false }) spec!: FormSpec;
  @property({ attribute: false }) texts!: Texts;

  override focus(): void {
    this.form.querySelector<HTMLElement>("input, select, textarea, button")?.focus();
  }

  /** Empty again, or as the specification has it. */
  reset(): void {
    this.values = {};
    this.failure = null;
  }

  private async handleSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.isBusy) return;
    const values = Object.fromEntries(this.spec.fields.map((one) => [one.pointer, this.#valueOf(one).trim()]));
    const missing = this.spec.fields.filter((one) => !one.isOptional && values[one.pointer] === "");
    if (missing.length > 0) {
      await this.#show({ code: "required", fields: missing.map(({ pointer }) => ({ pointer, code: "required" })) });
      return;
    }
    this.isBusy = true;
    const answer = await this.spec.send(values);
    this.isBusy = false;
    if (!answer.ok) return this.#show(answer.failure);
    this.reset();
    this.dispatchEvent(new Event("done"));
  }

  async #show(failure: Failure): Promise<void> {
    this.failure = failure;
    await this.updateComplete;
    focusFirstBad(
      this.form,
      failure.fields.map(({ pointer }) => pointer),
    );
  }

  #valueOf({ pointer, value = "" }: FieldSpec): string {
    return this.values[pointer] ?? value;
  }

  #errorOf(pointer: string): string | undefined {
    const bad = this.failure?.fields.find((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`));
    return bad && this.texts.refusal(bad.code);
  }

  #renderField(spec: FieldSpec): TemplateResult {
    const { pointer, kind = "text", options = [] } = spec;
    const onInput = (value: string): void => {
      this.values = { ...this.values, [pointer]: value };
    };
    const facts = {
      pointer,
      label: spec.label,
      hint: spec.hint,
      error: this.#errorOf(pointer),
      value: this.#valueOf(spec),
      onInput,
      ...(spec.isOptional && { optional: `(${this.texts.t("optional")})` }),
    };
    if (kind === "choice") return selectField({ ...facts, options, onChange: onInput });
    if (kind === "lines") return textArea({ ...facts, counter: nothing });
    if (kind === "text") return textField(facts);
    return field(
      facts,
      html`<input
        class="field"
        id=${idOf(pointer)}
        data-pointer=${pointer}
        type="password"
        autocomplete="off"
        aria-invalid=${facts.error ? "true" : nothing}
        aria-describedby=${facts.error ? `${idOf(pointer)}-error` : nothing}
        .value=${facts.value}
        @input=${(event: Event) => onInput((event.target as HTMLInputElement).value)}
      />`,
    );
  }

  protected override render(): TemplateResult {
    const { spec, texts, failure } = this;
    return html`<form novalidate @submit=${this.handleSubmit}>
      ${
        failure && failure.fields.length === 0
          ? html`<p class="problem" role="alert">${icons.circleAlert}${texts.refusal(failure.code)}</p>`
          : nothing
      }
      ${spec.fields.map((one) => this.#renderField(one))}
      <div class="buttons">
        <button
          class="button ${spec.isDangerous ? "destructive" : "primary"}"
          type="submit"
          aria-disabled=${this.isBusy}
        >
          ${this.isBusy ? texts.t("saving") : spec.submit}
        </button>
        <slot></slot>
      </div>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-operator-form": SapaOperatorForm;
  }
}
