import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../ui/icons.ts";
import { stateView } from "../ui/states.ts";
import { settingsIcons } from "./icons.ts";
import { Editor } from "./parts/editor.ts";
import { RecordsPage } from "./records-page.ts";
import type { PlainSettingsKey } from "./settings-texts.ts";

/** What stands in the middle of a list with nothing in it. */
export type EmptyWords = { icon: TemplateResult; title: string; body: string };

/** A list whose records are made, and most of them edited, in a dialog. */
export abstract class EditedRecordsPage<T, D extends object> extends RecordsPage<T> {
  protected readonly editor = new Editor<D>(this);

  /** What the button says that makes a new one. */
  protected abstract readonly newKey: PlainSettingsKey;
  protected abstract handleNew(): void;
  protected abstract emptyWords(): EmptyWords;
  protected get mayAdd(): boolean {
    return true;
  }

  get isDirty(): boolean {
    return this.editor.isDirty;
  }

  discard(): void {
    this.editor.discard();
  }

  protected renderAction(): TemplateResult | typeof nothing {
    // An empty list has the button in its middle.
    return this.mayAdd && this.records?.length !== 0 ? this.renderNew() : nothing;
  }

  protected renderEmpty(): TemplateResult {
    return stateView({ ...this.emptyWords(), ...(this.mayAdd && { action: this.renderNew() }) });
  }

  private renderNew(): TemplateResult {
    return html`<button class="button primary" type="button" @click=${() => this.handleNew()}>
      ${icons.plus}${this.t(this.newKey)}
    </button>`;
  }

  /** A record that opens when it is pressed, and can be deleted. */
  protected renderEditable({ name, inner, onEdit, onDelete }: Editable): TemplateResult {
    const [edit, remove] = [this.t("edit", { name }), this.t("deleteNamed", { name })];
    return html`<li class="record">
      <div class="body">
        <button class="open-record" type="button" @click=${onEdit}>${inner}</button>
      </div>
      <div class="acts">
        <button class="button icon-only" type="button" aria-label=${edit} data-tip=${edit} @click=${onEdit}>
          ${icons.pencil}
        </button>
        <button class="button icon-only" type="button" aria-label=${remove} data-tip=${remove} @click=${onDelete}>
          ${settingsIcons.trash}
        </button>
      </div>
    </li>`;
  }
}

type Editable = { name: string; inner: TemplateResult; onEdit: () => void; onDelete: () => void };
