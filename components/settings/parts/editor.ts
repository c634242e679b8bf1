import { html, type TemplateResult } from "lit";
import type { Localizer } from "../../strings/localizer.ts";
import { badFieldText, settingsErrorText } from "../settings-texts.ts";
import { type EditorHost, type EditorView, FormEditor } from "./form-editor.ts";

/** The editor of a settings' page: says what is wrong in the settings' own words. */
export class Editor<D extends object> extends FormEditor<D> {
  readonly #page: { text: Localizer };

  constructor(host: EditorHost) {
    super(host);
    this.#page = host;
  }

  errorAt(pointer: string, invalid?: string): string | undefined {
    return badFieldText(this.badAt(pointer), this.#page.text, invalid);
  }

  override view(view: Omit<EditorView<D>, "failed"> & Partial<Pick<EditorView<D>, "failed">>): TemplateResult {
    return super.view({ failed: (failure) => html`${settingsErrorText(failure, this.#page.text)}`, ...view });
  }
}
