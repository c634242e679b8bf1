import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import type { Settings } from "../../../protocol/settings.schema.ts";
import { switchField, textField } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import type { Form } from "../form.ts";
import { SectionPage } from "../section-page.ts";

type Allocation = Settings["allocation"];

const REQUEST = `POST /give HTTP/1.1
X-Sapa-Signature: t=1795242000,v1=9f2b…c41d

{
  "event": "allocation.requested",
  "room": { "id": "room_…", "channel": "web_chat", "division_id": null, … },
  "candidates": [
    { "agent_id": "mem_…", "name": "Citra", "open_rooms": 3, "limit": 10, … }
  ]
}`;
const ANSWER = `{ "agent_id": "mem_…" }`;

/**
 * Who gets a room, and what agents may do about it (ASSIGN-5, ASSIGN-14).
 *
 * @tag sapa-settings-allocation
 */
export class SapaSettingsAllocation extends SectionPage<"allocation"> {
  static override styles = [
    ...SectionPage.styles,
    css`
      .secret {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }

      .secret code {
        padding: 5px 8px;
        overflow-wrap: anywhere;
        user-select: all;
      }
    `,
  ];

  @state() private secret: string | null = null;

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
          ${this.renderSecret()}
        </div>
      </details>`;
  }

  async #showSecret(): Promise<void> {
    try {
      this.secret = (await this.settings.allocationSecret()).secret;
    } catch (error) {
      this.desk.failed(error);
    }
  }

  async #copySecret(secret: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(secret);
      this.desk.tell(this.text.t("common.copied"));
    } catch {
      // A page may be forbidden to copy: then it is marked by hand, which one click does.
    }
  }

  /** Only on request, because others may look at the screen. */
  private renderSecret(): TemplateResult {
    const { secret } = this;
    if (secret === null)
      return html`<div>
        <button class="button" type="button" @click=${this.#showSecret}>${icons.eye}${this.t("allocation.showSecret")}</button>
      </div>`;
    return html`<div class="secret">
      <code>${secret}</code>
      <button class="button small" type="button" @click=${() => this.#copySecret(secret)}>
        ${icons.copy}${this.text.t("common.copy")}
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-allocation": SapaSettingsAllocation;
  }
}
