import { css, html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { MemberRow } from "../../../protocol/http.schema.ts";
import type { IntegrationRow } from "../../../protocol/inbox.schema.ts";
import type { Division } from "../../../protocol/settings.schema.ts";
import { checkDivision } from "../../../protocol/settings-rules.ts";
import { joinNames } from "../../inbox/people.ts";
import { selectField, textField } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import type { PickerOption } from "../../ui/picker.ts";
import { EditedRecordsPage, type EmptyWords } from "../edited-records-page.ts";
import type { Form, FormRules, Stored } from "../form.ts";
import { allOrChosen, channelName, chosenWords, memberOptions, someOfMany } from "../parts/choices.ts";

type Draft = Pick<Division, "name" | "supervisorId" | "agentIds" | "integrationIds">;
const EMPTY: Stored<Draft> = {
  value: { name: "", supervisorId: null, agentIds: [], integrationIds: null },
  version: 0,
};

const storedOf = ({ name, supervisorId, agentIds, integrationIds, version }: Division): Stored<Draft> => ({
  value: { name, supervisorId, agentIds, integrationIds },
  version,
});

/**
 * Groups of agents under a supervisor (ASSIGN-20).
 *
 * @tag sapa-settings-divisions
 */
export class SapaSettingsDivisions extends EditedRecordsPage<Division, Draft> {
  static override styles = [
    ...EditedRecordsPage.styles,
    css`
      .built-in {
        padding: 1px 7px;
        border-radius: 4px;
        background: var(--s-press);
        color: var(--s-muted);
        font-size: var(--s-meta);
        font-weight: 500;
      }
    `,
  ];

  protected readonly titleKey = "divisions";
  protected readonly leadKey = "divisions.lead";
  protected readonly searchKey = "divisions.search";
  protected readonly newKey = "divisions.create";
  #edited: Division | null = null;
  @state() private members: MemberRow[] = [];
  @state() private integrations: IntegrationRow[] = [];

  protected async load(): Promise<Division[]> {
    const { api } = this.desk.connection;
    const [divisions, members, integrations] = await Promise.all([api.divisions(), api.members(), api.integrations()]);
    this.members = members;
    this.integrations = integrations;
    return divisions.sort((one, other) => one.name.localeCompare(other.name));
  }

  protected wordsOf({ name, supervisorId, agentIds }: Division): string {
    return [name, ...[supervisorId ?? "", ...agentIds].map((id) => this.#name(id))].join(" ");
  }

  #name(memberId: string): string {
    return this.members.find((member) => member.memberId === memberId)?.name ?? "";
  }

  get #channels(): PickerOption[] {
    return this.integrations.map(({ integrationId, name, channel }) => ({
      id: integrationId,
      label: name,
      detail: channelName(channel, this.text),
    }));
  }

  protected override renderAbove(): TemplateResult | typeof nothing {
    return this.records?.length === 0 ? html`<ul class="card flush">${this.renderGeneral()}</ul>` : nothing;
  }

  private renderGeneral(): TemplateResult {
    const { t } = this;
    return html`<li class="record general">
      <div class="body">
        <p class="name">${t("divisions.general")} <span class="built-in">${t("divisions.builtIn")}</span></p>
        <p class="detail">${t("divisions.generalText")}</p>
      </div>
    </li>`;
  }

  protected emptyWords(): EmptyWords {
    return { icon: icons.usersRound, title: this.t("divisions.empty"), body: this.t("divisions.emptyText") };
  }

  protected handleNew(): void {
    this.#edit(null);
  }

  #edit(record: Division | null): void {
    this.#edited = record;
    const rules: FormRules<Draft> = {
      check: checkDivision,
      tidy: (value) => ({ ...value, name: value.name.trim() }),
      send: async (value, version) => {
        const saved = record
          ? await this.settings.changeDivision(record.divisionId, { ...value, version })
          : await this.settings.addDivision(value);
        await this.reload();
        return storedOf(saved);
      },
      readCurrent: (current) => (current ? storedOf(current as Division) : null),
      pointers: { "division.exists": "/name" },
    };
    void this.editor.open(record ? storedOf(record) : EMPTY, rules);
  }

  #delete({ divisionId, name }: Division): Promise<void> {
    const { t } = this;
    return this.takeAway({
      heading: t("divisions.deleteTitle", { name }),
      body: t("divisions.deleteText"),
      done: t("deleted", { name }),
      act: () => this.settings.deleteDivision(divisionId),
    });
  }

  protected renderRecords(found: readonly Division[]): TemplateResult {
    return html`<ul class="card flush records">
      ${this.filter.trim() === "" ? this.renderGeneral() : nothing}
      ${repeat(
        found,
        ({ divisionId }) => divisionId,
        (record) =>
          this.renderEditable({
            name: record.name,
            inner: html`<span class="name" dir="auto">${record.name}</span>
              <span class="detail">${this.#summary(record)}</span>`,
            onEdit: () => this.#edit(record),
            onDelete: () => void this.#delete(record),
          }),
      )}
    </ul>`;
  }

  #summary({ supervisorId, agentIds, integrationIds }: Division): TemplateResult {
    const names = agentIds.map((id) => this.#name(id)).filter(Boolean);
    const parts = [
      supervisorId && this.#name(supervisorId) ? this.t("divisions.ledBy", { name: this.#name(supervisorId) }) : "",
      joinNames(names, 3),
      chosenWords(integrationIds, "channels", this.#channels, this.text),
    ].filter(Boolean);
    return html`<br />${parts.join(" · ")}`;
  }

  protected override renderBeside(): TemplateResult {
    const { t } = this;
    return this.editor.view({
      heading: this.#edited ? t("divisions.edit", { name: this.#edited.name }) : t("divisions.new"),
      fields: (form) => this.renderFields(form),
      describe: (key, value) => this.#describe(key as keyof Draft, value),
    });
  }

  #describe(key: keyof Draft, value: unknown): { label: string; words: string } {
    const label = this.t(`divisions.${key}`);
    if (key === "name") return { label, words: String(value) };
    if (key === "supervisorId") return { label, words: this.#name(String(value)) || "–" };
    if (key === "agentIds")
      return {
        label,
        words: chosenWords(value as string[], "agents", memberOptions(this.members, this.text), this.text),
      };
    return { label, words: chosenWords(value as string[] | null, "channels", this.#channels, this.text) };
  }

  private renderFields(form: Form<Draft>): TemplateResult {
    const { t } = this;
    const { name, supervisorId, agentIds, integrationIds } = form.draft;
    const ofRole = (role: string): MemberRow[] => this.members.filter((member) => member.role === role);
    const supervisors = ofRole("supervisor").map((member) => ({ value: member.memberId, label: member.name }));
    return html`<div class="pair-of-fields">
        ${textField({
          pointer: "/name",
          label: t("divisions.name"),
          value: name,
          error: this.editor.errorAt("/name"),
          onInput: (value) => form.change({ name: value }),
        })}
        ${selectField({
          pointer: "/supervisorId",
          label: t("divisions.supervisorId"),
          value: supervisorId ?? "",
          prompt: t(supervisors.length > 0 ? "divisions.pickSupervisor" : "divisions.noSupervisor"),
          error: this.editor.errorAt("/supervisorId"),
          options: supervisors,
          onChange: (value) => form.change({ supervisorId: value }),
        })}
      </div>
      ${someOfMany({
        pointer: "/agentIds",
        label: t("divisions.agentIds"),
        error: this.editor.errorAt("/agentIds"),
        what: "agents",
        options: memberOptions(ofRole("agent"), this.text),
        chosen: agentIds,
        text: this.text,
        onChange: (ids) => form.change({ agentIds: ids }),
      })}
      ${allOrChosen({
        pointer: "/integrationIds",
        label: t("divisions.integrationIds"),
        hint: t("divisions.channelsHint"),
        error: this.editor.errorAt("/integrationIds"),
        what: "channels",
        options: this.#channels,
        chosen: integrationIds,
        text: this.text,
        onChange: (ids) => form.change({ integrationIds: ids }),
      })}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-divisions": SapaSettingsDivisions;
  }
}
