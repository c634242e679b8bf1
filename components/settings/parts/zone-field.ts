import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { Localizer } from "../../strings/localizer.ts";
import { base } from "../../ui/base.styles.ts";
import { formStyles } from "../../ui/form.styles.ts";
import { fieldError } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import type { PickEvent, PickerOption, SapaPicker } from "../../ui/picker.ts";
import type { SapaPopover } from "../../ui/popover.ts";
import { settingsTexts } from "../settings-texts.ts";
import { zoneName, zoneOffset, zoneOptions } from "./zones.ts";

/** The person chose another zone. */
export class ZoneEvent extends Event {
  readonly timeZone: string;
  constructor(timeZone: string) {
    super("zone");
    this.timeZone = timeZone;
  }
}

/**
 * One of the world's time zones: a button that shows the present one, and a list to search.
 *
 * @tag sapa-zone-field
 * @fires zone - Another zone was chosen; `timeZone` names it.
 */
export class SapaZoneField extends LitElement {
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    base,
    formStyles,
    css`
      .zone {
        display: flex;
        align-items: center;
        gap: 8px;
        inline-size: min(320px, 100%);
        text-align: start;
        cursor: pointer;
      }

      .zone span {
        flex: 1;
      }

      .zone .offset {
        flex: none;
        color: var(--s-muted);
        font-size: var(--s-list);
      }

      .zone .icon {
        color: var(--s-muted);
      }

      sapa-popover {
        display: block;
      }
    `,
  ];

  @query("sapa-popover") private readonly floating!: SapaPopover;
  @query("sapa-picker") private readonly picker!: SapaPicker;
  @state() private options: PickerOption[] | null = null;
  @property({ attribute: false }) text = new Localizer("en");
  @property({ attribute: false }) timeZone = "";
  @property({ attribute: false }) now = 0;
  @property({ attribute: false }) error: string | undefined = undefined;

  private async handleToggle(): Promise<void> {
    if (!this.floating.isOpen) return;
    this.options ??= zoneOptions(this.now);
    this.picker.reset();
    this.picker.focus();
    await this.picker.updateComplete;
    this.floating.reposition();
  }

  private handlePick({ id }: PickEvent): void {
    this.floating.hide();
    this.timeZone = id;
    this.dispatchEvent(new ZoneEvent(id));
  }

  protected override render(): TemplateResult {
    const { t } = settingsTexts(this.text);
    const { timeZone, error } = this;
    return html`<div class="form-field">
      <span class="label" id="label">${t("hours.timeZone")}</span>
      <sapa-popover @toggle=${this.handleToggle}>
        <button
          slot="trigger"
          class="field zone"
          type="button"
          id="zone"
          aria-haspopup="listbox"
          aria-labelledby="label zone"
          aria-describedby=${error ? "field-timeZone-error" : nothing}
        >
          <span class="truncate">${zoneName(timeZone)}</span>
          <span class="offset">${zoneOffset(timeZone, this.now)}</span>
          ${icons.chevronDown}
        </button>
        <sapa-picker
          .label=${t("hours.zoneSearch")}
          .noMatchText=${t("hours.zoneNone")}
          .loadingText=${this.text.t("common.loading")}
          .options=${this.options}
          @pick=${this.handlePick}
        ></sapa-picker>
      </sapa-popover>
      ${fieldError({ pointer: "/timeZone", error })}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-zone-field": SapaZoneField;
  }
}
