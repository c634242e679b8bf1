import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { CHANNELS, type Channel } from "../../../protocol/channels.ts";
import type { MemberRow } from "../../../protocol/http.schema.ts";
import type { Settings } from "../../../protocol/settings.schema.ts";
import { SETTING_LIMITS } from "../../../protocol/settings-rules.ts";
import { numberField } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import { stateView } from "../../ui/states.ts";
import type { Form } from "../form.ts";
import { allOrChosen, channelOptions, chosenWords, memberOptions } from "../parts/choices.ts";
import { SectionPage } from "../section-page.ts";

type Workload = Settings["workload"];
type Rule = Workload["rules"][number];
const FIRST_LIMIT = 10;

/**
 * How many rooms an agent has at most (ASSIGN-12). Rules are tried from the top; the first that fits counts.
 *
 * @tag sapa-settings-workload
 */
export class SapaSettingsWorkload extends SectionPage<"workload"> {
  static override styles = [
    ...SectionPage.styles,
    css`
      .rule-head {
        display: flex;
        align-items: center;
        gap: 4px;
      }

      .rule-head h3 {
        flex: 1;
      }

      .rule-end {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
      }
    `,
  ];

  protected readonly section = "workload";
  protected readonly titleKey = "workload";
  protected readonly leadKey = "workload.lead";
  @state() private members: MemberRow[] = [];
  @state() private connected: Channel[] = [];

  protected override async prepare(): Promise<void> {
    const { api } = this.desk.connection;
    const [members, integrations] = await Promise.all([api.members(), api.integrations()]);
    this.members = members.filter(({ role }) => role !== "admin");
    this.connected = integrations.map(({ channel }) => channel);
  }

  protected describe(_key: keyof Workload, value: unknown): { label: string; words: string } {
    const rules = (value as Rule[]).map((rule, index) => `${index + 1}. ${this.#sentence(rule)}`);
    return { label: this.t("workload.rules"), words: rules.join("\n") || this.t("workload.none") };
  }

  #sentence({ memberIds, channels, limit }: Rule): string {
    const people = chosenWords(memberIds, "agents", memberOptions(this.members, this.text), this.text);
    const ways = chosenWords(channels, "channels", channelOptions(CHANNELS, this.text), this.text);
    return `${people} · ${ways} · ${this.t("workload.atMost", { n: limit })}`;
  }

  protected renderForm(form: Form<Workload>): TemplateResult {
    const { t } = this;
    const { rules } = form.draft;
    const isFull = rules.length >= SETTING_LIMITS.workloadRules;
    const add = html`<button
      class="button ${rules.length === 0 ? "primary" : ""}"
      type="button"
      ?disabled=${isFull}
      @click=${() => void this.#add(form)}
    >
      ${icons.plus}${t("workload.add")}
    </button>`;
    if (rules.length === 0)
      return html`<section class="card">
        ${stateView({ icon: icons.usersRound, title: t("workload.none"), body: t("workload.noneText"), action: add })}
      </section>`;
    return html`<ol class="cards">
        ${rules.map((rule, index) => this.renderRule(form, rule, index))}
      </ol>
      <div class="rule-end">
        ${add}${rules.length > 1 ? html`<p class="note">${icons.info}<span>${t("workload.order")}</span></p>` : nothing}
      </div>`;
  }

  async #add(form: Form<Workload>): Promise<void> {
    const { rules } = form.draft;
    form.change({ rules: [...rules, { memberIds: null, channels: null, limit: FIRST_LIMIT }] });
    await this.rendered();
    this.renderRoot.querySelector<HTMLElement>(`[data-pointer="/rules/${rules.length}/limit"]`)?.focus();
  }

  #replace(form: Form<Workload>, index: number, patch: Partial<Rule>): void {
    form.change({ rules: form.draft.rules.map((rule, at) => (at === index ? { ...rule, ...patch } : rule)) });
  }

  async #move(form: Form<Workload>, index: number, step: 1 | -1): Promise<void> {
    const rules = [...form.draft.rules];
    const [rule] = rules.splice(index, 1);
    if (!rule) return;
    rules.splice(index + step, 0, rule);
    form.change({ rules });
    await this.rendered();
    const moved = this.renderRoot.querySelectorAll(".rule-head")[index + step];
    const wanted = moved?.querySelector<HTMLButtonElement>(step < 0 ? ".up" : ".down");
    (wanted?.disabled ? moved?.querySelector<HTMLElement>("button:not(:disabled)") : wanted)?.focus();
  }

  private renderRule(form: Form<Workload>, rule: Rule, index: number): TemplateResult {
    const { t } = this;
    const count = form.draft.rules.length;
    const button = (label: string, name: string, icon: TemplateResult, isOff: boolean, act: () => void) =>
      html`<button class="button icon-only ${name}" type="button" aria-label=${label} data-tip=${label} ?disabled=${isOff} @click=${act}>${icon}</button>`;
    return html`<li class="card">
      <div class="rule-head">
        <h3>${t("workload.rule", { n: index + 1 })}</h3>
        ${
          count > 1
            ? html`${button(t("workload.up", { n: index + 1 }), "up", icons.arrowUp, index === 0, () => void this.#move(form, index, -1))}
              ${button(t("workload.down", { n: index + 1 }), "down", icons.arrowDown, index === count - 1, () => void this.#move(form, index, 1))}`
            : nothing
        }
        ${button(t("workload.remove", { n: index + 1 }), "remove", icons.x, false, () =>
          form.change({ rules: form.draft.rules.filter((_, at) => at !== index) }),
        )}
      </div>
      ${numberField({
        pointer: `/rules/${index}/limit`,
        label: t("workload.limit"),
        value: rule.limit,
        min: 1,
        max: SETTING_LIMITS.workloadMax,
        unit: t("workload.unit"),
        error: this.errorAt(`/rules/${index}/limit`, t("workload.range")),
        onInput: (limit) => this.#replace(form, index, { limit }),
      })}
      <div class="pair-of-fields">
        ${allOrChosen({
          pointer: `/rules/${index}/memberIds`,
          label: t("field.agents"),
          error: this.errorAt(`/rules/${index}/memberIds`, t("workload.gone")),
          what: "agents",
          options: memberOptions(this.members, this.text),
          chosen: rule.memberIds,
          text: this.text,
          onChange: (memberIds) => this.#replace(form, index, { memberIds }),
        })}
        ${allOrChosen({
          pointer: `/rules/${index}/channels`,
          label: t("field.channels"),
          error: this.errorAt(`/rules/${index}/channels`),
          what: "channels",
          options: channelOptions(this.#offered(rule), this.text),
          chosen: rule.channels,
          text: this.text,
          onChange: (channels) => this.#replace(form, index, { channels: channels as Channel[] | null }),
        })}
      </div>
    </li>`;
  }

  /** Channels that are connected, and those the rule names already. */
  #offered(rule: Rule): Channel[] {
    return CHANNELS.filter((channel) => this.connected.includes(channel) || rule.channels?.includes(channel));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-workload": SapaSettingsWorkload;
  }
}
