import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { inboxToolsTexts } from "../../strings/inbox-tools.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import type { SapaDialog } from "../../ui/dialog.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { switchField } from "../../ui/form.ts";
import type { ActionGroup, InboxActions } from "../control/inbox-actions.ts";
import type { Place } from "../places.ts";
import { areShortcutsOn, switchShortcuts } from "../shortcut-switch.ts";
import { SHOWN_KEYS, type Shortcut } from "../shortcuts.ts";
import { kbdStyles } from "./kbd.styles.ts";

type Line = { keys: readonly string[]; label: string };

/**
 * All keys of the inbox, and the switch to do without them.
 *
 * @tag sapa-shortcut-sheet
 * @fires end - It was closed.
 */
export class SapaShortcutSheet extends LitElement {
  static override styles = [
    base,
    formStyles,
    kbdStyles,
    css`
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(250px, 1fr));
        gap: 20px 32px;
        padding-block: 8px 20px;
      }

      h3 {
        margin: 0 0 8px;
        color: var(--s-muted);
        font-size: var(--s-meta);
        font-weight: 500;
      }

      dl {
        display: grid;
        gap: 5px;
        margin: 0;
        font-size: var(--s-list);
      }

      .pair {
        display: flex;
        flex-direction: row-reverse;
        align-items: center;
        gap: 12px;
      }

      dt {
        display: flex;
        flex: none;
        align-items: center;
        gap: 4px;
        color: var(--s-muted);
        font-size: var(--s-meta);
      }

      dd {
        flex: 1;
        min-inline-size: 0;
      }

      .switch-box {
        padding-block-start: 16px;
        border-block-start: 1px solid var(--s-hairline);
      }
    `,
  ];

  @query("sapa-dialog") private readonly dialog!: SapaDialog;
  @state() private isOn = areShortcutsOn();

  @property({ attribute: false }) actions!: InboxActions;
  @property({ attribute: false }) places: readonly Place[] = [];
  @property({ attribute: false }) text!: Localizer;

  protected override firstUpdated(): void {
    void this.dialog.show();
  }

  #linesOf(group: ActionGroup): Line[] {
    return (Object.keys(this.actions.actions) as (keyof InboxActions["actions"])[])
      .filter((id) => this.actions.actions[id].group === group && SHOWN_KEYS[id as Shortcut] !== undefined)
      .map((id) => ({ keys: SHOWN_KEYS[id as Shortcut], label: this.text.t(this.actions.actions[id].text as never) }));
  }

  protected override render(): TemplateResult {
    const words = inboxToolsTexts(this.text);
    const room: Line[] = [
      ...this.#linesOf("room"),
      { keys: ["Enter"], label: words.t("sheet.send") },
      { keys: ["Shift", "Enter"], label: words.t("sheet.newLine") },
      { keys: ["Esc"], label: words.t("sheet.escape") },
    ];
    const places = this.places.map(({ key, label }) => ({ keys: ["G", key.toUpperCase()], label }));
    return html`<sapa-dialog
      wide
      .heading=${words.t("sheet.title")}
      .closeLabel=${words.t("close")}
      @close=${() => this.dispatchEvent(new Event("end"))}
    >
      <div class="columns">
        ${this.renderLines(words.t("sheet.list"), this.#linesOf("list"))} ${this.renderLines(words.t("sheet.room"), room)}
        ${places.length > 0 ? this.renderLines(words.t("sheet.goTo"), places, words.t("sheet.then")) : nothing}
      </div>
      <div class="switch-box">
        ${switchField({
          pointer: "/shortcuts",
          label: words.t("sheet.on"),
          hint: words.t("sheet.onHint"),
          isOn: this.isOn,
          onChange: (isOn) => {
            this.isOn = isOn;
            switchShortcuts(isOn);
          },
        })}
      </div>
    </sapa-dialog>`;
  }

  private renderLines(title: string, lines: readonly Line[], between = ""): TemplateResult {
    return html`<section>
      <h3>${title}</h3>
      <dl>
        ${lines.map(
          ({ keys, label }) => html`<div class="pair">
            <dt>${keys.map((key, index) => html`${index > 0 ? between : nothing}<kbd>${key}</kbd>`)}</dt>
            <dd>${label}</dd>
          </div>`,
        )}
      </dl>
    </section>`;
  }
}

export const element = SapaShortcutSheet;

declare global {
  interface HTMLElementTagNameMap {
    "sapa-shortcut-sheet": SapaShortcutSheet;
  }
}
