import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { BadField } from "../../../protocol/form-rules.ts";
import type { Localizer } from "../../strings/localizer.ts";
import type { SapaDialog } from "../../ui/dialog.ts";
import { focusFirstBad } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import { leaveQuestion } from "../../ui/leave-question.ts";
import type { Desk } from "../desk-contract.ts";
import { Form, type FormRules, type Stored } from "../form.ts";

export type EditorHost = ReactiveControllerHost & {
  renderRoot: ParentNode;
  desk: Pick<Desk, "ask" | "saved">;
  text: Localizer;
};
export type EditorView<D extends object> = {
  heading: string;
  /** What the button says; "Save" if nothing else. */
  submit?: string;
  fields: (form: Form<D>) => TemplateResult;
  describe: (key: string, value: unknown) => { label: string; words: string };
  /** Why it was not saved. */
  failed: (failure: unknown) => TemplateResult;
};

/**
 * A record's form in a dialog: guards what is not saved, leads to the first bad field, settles conflicts. One per page;
 * render `view` beside the list.
 */
export class FormEditor<D extends object> implements ReactiveController {
  readonly #host: EditorHost;
  #form: Form<D> | null = null;
  #stop: (() => void) | null = null;
  #isAsking = false;
  #onSaved: (() => void) | null = null;

  constructor(host: EditorHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#close();
  }

  get isDirty(): boolean {
    return this.#form?.isDirty ?? false;
  }

  /** `onSaved`: instead of telling that something was saved. */
  async open(stored: Stored<D>, rules: FormRules<D>, onSaved: (() => void) | null = null): Promise<void> {
    this.#close();
    this.#onSaved = onSaved;
    const form = new Form(stored, rules);
    this.#form = form;
    this.#stop = form.subscribe(() => this.#host.requestUpdate());
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    await this.#dialog?.show();
    this.#host.renderRoot.querySelector<HTMLElement>(".editor [data-pointer]")?.focus();
  }

  discard(): void {
    this.#dialog?.hide();
    this.#close();
  }

  protected badAt(pointer: string): BadField | undefined {
    return this.#form?.badAt(pointer);
  }

  get #dialog(): SapaDialog | null {
    return this.#host.renderRoot.querySelector<SapaDialog>("sapa-dialog.editor-dialog");
  }

  #close(): void {
    this.#stop?.();
    this.#stop = null;
    this.#form = null;
    this.#host.requestUpdate();
  }

  /** Whether it may close at once; if something is not saved, a question decides. */
  readonly #mayClose = (): boolean => {
    if (!this.isDirty) return true;
    void this.#ask();
    return false;
  };

  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const isLeaving = await this.#host.desk.ask(leaveQuestion(this.#host.text));
    this.#isAsking = false;
    if (isLeaving) this.discard();
  }

  async #save(event?: Event): Promise<void> {
    event?.preventDefault();
    const form = this.#form;
    if (!form) return;
    const result = await form.save();
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    if (result === "bad")
      focusFirstBad(
        this.#host.renderRoot,
        form.bad.map(({ pointer }) => pointer),
      );
    if (result !== "saved") return;
    this.discard();
    if (this.#onSaved) this.#onSaved();
    else this.#host.desk.saved();
  }

  view({ heading, submit, fields, describe, failed }: EditorView<D>): TemplateResult {
    const form = this.#form;
    const { text } = this.#host;
    return html`<sapa-dialog
        wide
        class="editor-dialog"
        .heading=${heading}
        .closeLabel=${text.t("common.close")}
        .mayClose=${this.#mayClose}
        @close=${(event: Event) => {
          if (event.target === event.currentTarget) this.#close();
        }}
      >
        ${
          form
            ? html`<form class="editor" id="editor" novalidate @submit=${(event: Event) => this.#save(event)}>
                  ${fields(form)}
                  ${
                    form.failure
                      ? html`<p class="note refused" role="alert">${icons.circleAlert}<span>${failed(form.failure)}</span></p>`
                      : nothing
                  }
                </form>
                <button slot="foot" class="button" type="button" @click=${() => this.#mayClose() && this.discard()}>${text.t("common.cancel")}</button>
                <button slot="foot" class="button primary" type="submit" form="editor" ?disabled=${form.isSaving}>
                  ${submit ?? text.t("common.save")}
                </button>`
            : nothing
        }
      </sapa-dialog>
      <sapa-conflict .text=${text} .form=${form} .describe=${describe} @settled=${() => void this.#save()}></sapa-conflict>`;
  }
}
