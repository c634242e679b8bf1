import { html, nothing, type TemplateResult } from "lit";
import type { Settings } from "../../../protocol/settings.schema.ts";
import { switchField, textField } from "../../ui/form.ts";
import type { Form } from "../form.ts";
import { SectionPage } from "../section-page.ts";

type Allocation = Settings["allocation"];

const REQUEST = `POST /your/address
X-Sapa-Signature: t=1795242000,v1=9f2b…c41d

{
  "room": { "room_id": "room_…", "channel": "web_chat", "division_id": null },
  "candidates": [
    { "agent_id": "mem_…", "name": "Citra", "assigned_rooms": 3 }
  ]
}`;
const ANSWER = `{ "agent_id": "mem_…" }`;

/**
 * Who gets a room, and what agents may do about it (ASSIGN-5, ASSIGN-14).
 *
 * @tag sapa-settings-allocation
 */
export class SapaSettingsAllocation extends SectionPage<"allocation"> {
  protected readonly section = "allocation";
  protected readonly titleKey = "allocation";
  protected readonly leadKey = "allocation.lead";

  protected override tidy(value: Allocation): Allocation {
    return { ...value, customUrl: value.customUrl?.trim() ?? null };
  }

  protected describe(key: keyof Allocation, value: unknown): { label: string; words: string } {
    const words = typeof value === "boolean" ? this.t(value ? "switch.on" : "switch.off") : String(value ?? "");
    return { label: this.t(`allocation.${key}`), words: words || this.t("switch.off") };
  }

  /** Switching one kind of allocation on switches the other off, after a question. */
  async #allocate(form: Form<Allocation>, kind: "auto" | "custom"): Promise<void> {
    // The switch shows what holds, not what is being asked.
    this.requestUpdate();
    const isTaken = kind === "auto" ? form.draft.customUrl !== null : form.draft.autoAllocation;
    const [wanted, other] =
      kind === "auto"
        ? [this.t("allocation.autoAllocation"), this.t("allocation.customUrl")]
        : [this.t("allocation.customUrl"), this.t("allocation.autoAllocation")];
    const isFine =
      !isTaken ||
      (await this.desk.ask({
        heading: this.t("allocation.switchTitle", { name: wanted }),
        body: this.t("allocation.switchText", { other }),
        confirm: this.t("allocation.switch"),
        cancel: this.t("cancel"),
      }));
    if (isFine)
      form.change(
        kind === "auto"
          ? { autoAllocation: true, customUrl: null }
          : { autoAllocation: false, customUrl: form.saved.customUrl ?? "" },
      );
  }

  protected renderForm(form: Form<Allocation>): TemplateResult {
    const { t } = this;
    const { agentCanTakeOver, agentCanAssign, autoAllocation, customUrl } = form.draft;
    return html`<section class="card flush">
        <div class="row">
          ${switchField({
            pointer: "/agentCanTakeOver",
            label: t("allocation.agentCanTakeOver"),
            hint: t("allocation.takeOverHint"),
            isOn: agentCanTakeOver,
            onChange: (isOn) => form.change({ agentCanTakeOver: isOn }),
          })}
        </div>
        <div class="row">
          ${switchField({
            pointer: "/agentCanAssign",
            label: t("allocation.agentCanAssign"),
            hint: t("allocation.assignHint"),
            isOn: agentCanAssign,
            onChange: (isOn) => form.change({ agentCanAssign: isOn }),
          })}
        </div>
      </section>
      <section class="card flush">
        <div class="row">
          ${switchField({
            pointer: "/autoAllocation",
            label: t("allocation.autoAllocation"),
            hint: t("allocation.autoHint"),
            isOn: autoAllocation,
            error: this.errorAt("/autoAllocation"),
            onChange: (isOn) => (isOn ? void this.#allocate(form, "auto") : form.change({ autoAllocation: false })),
          })}
        </div>
        <div class="row dependent">
          ${switchField({
            pointer: "/isCustom",
            label: t("allocation.customUrl"),
            hint: t("allocation.customHint"),
            isOn: customUrl !== null,
            onChange: (isOn) => (isOn ? void this.#allocate(form, "custom") : form.change({ customUrl: null })),
          })}
          ${customUrl === null ? nothing : this.renderCustom(form, customUrl)}
        </div>
      </section>`;
  }

  private renderCustom(form: Form<Allocation>, customUrl: string): TemplateResult {
    const { t } = this;
    return html`${textField({
      pointer: "/customUrl",
      label: t("allocation.url"),
      type: "url",
      placeholder: "https://",
      value: customUrl,
      error: this.errorAt("/customUrl"),
      onInput: (value) => form.change({ customUrl: value }),
    })}
      <details>
        <summary>${t("allocation.how")}</summary>
        <div class="dependent how">
          <p class="hint">${t("allocation.request")}</p>
          <pre tabindex="0"><code>${REQUEST}</code></pre>
          <p class="hint">${t("allocation.answer")}</p>
          <pre tabindex="0"><code>${ANSWER}</code></pre>
          <p class="hint">${t("allocation.signature")}</p>
        </div>
      </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-allocation": SapaSettingsAllocation;
  }
}
