import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import { CHANNELS, type Channel } from "../../../protocol/channels.ts";
import type { TagRow } from "../../../protocol/http.schema.ts";
import type { Settings } from "../../../protocol/settings.schema.ts";
import type { DurationEvent } from "../../ui/duration-field.ts";
import { selectField, switchField } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import type { Form } from "../form.ts";
import { allOrChosen, COMMENT_CHANNELS, channelOptions, chosenWords } from "../parts/choices.ts";
import { SectionPage } from "../section-page.ts";

type AutoResolve = Settings["auto-resolve"];
type Key = keyof AutoResolve;
type Rule = AutoResolve[Key];

const HOUR_MS = 3_600_000;

/**
 * Conversations that end by themselves when the customer stays silent (SET-7).
 *
 * @tag sapa-settings-auto-resolve
 */
export class SapaSettingsAutoResolve extends SectionPage<"auto-resolve"> {
  protected readonly section = "auto-resolve";
  protected readonly titleKey = "autoResolve";
  protected readonly leadKey = "resolve.lead";
  @state() private tags: TagRow[] = [];
  @state() private connected: Channel[] = [];

  protected override async prepare(): Promise<void> {
    const { api } = this.desk.connection;
    const [tags, integrations] = await Promise.all([api.tags(), api.integrations()]);
    this.tags = tags;
    this.connected = integrations.map(({ channel }) => channel);
  }

  protected describe(key: Key, value: unknown): { label: string; words: string } {
    const { isOn, channels, inactivityMs, tagId } = value as Rule;
    const words = [
      this.t(isOn ? "switch.on" : "switch.off"),
      chosenWords(channels, "channels", channelOptions(CHANNELS, this.text), this.text),
      this.text.duration(inactivityMs),
      this.tags.find((tag) => tag.tagId === tagId)?.name ?? this.t("resolve.noTag"),
    ];
    return { label: this.t(`resolve.${key}`), words: words.join("\n") };
  }

  protected renderForm(form: Form<AutoResolve>): TemplateResult {
    return html`${this.renderRule(form, "message")}${this.renderRule(form, "comment")}
      <p class="note">${icons.info}<span>${this.t("resolve.note")}</span></p>`;
  }

  private renderRule(form: Form<AutoResolve>, key: Key): TemplateResult {
    const { t } = this;
    const rule = form.draft[key];
    const change = (patch: Partial<Rule>): void => form.change({ [key]: { ...form.draft[key], ...patch } });
    return html`<section class="card">
      ${switchField({
        pointer: `/${key}/isOn`,
        label: t(`resolve.${key}`),
        hint: t(`resolve.${key}Hint`),
        isOn: rule.isOn,
        onChange: (isOn) => change({ isOn }),
      })}
      ${rule.isOn ? html`<div class="dependent">${this.renderDetails(key, rule, change)}</div>` : nothing}
    </section>`;
  }

  private renderDetails(key: Key, rule: Rule, change: (patch: Partial<Rule>) => void): TemplateResult {
    const { t } = this;
    return html`<div class="pair-of-fields">
        <sapa-duration-field
          data-pointer="/${key}/inactivityMs"
          .pointer=${`/${key}/inactivityMs`}
          .label=${t("resolve.after")}
          .unitLabel=${t("duration.unit")}
          .hint=${t("resolve.range")}
          .error=${this.errorAt(`/${key}/inactivityMs`, t("resolve.range"))}
          .units=${[{ ms: HOUR_MS, label: t("duration.hours") }, { ms: 24 * HOUR_MS, label: t("duration.days") }]}
          .ms=${rule.inactivityMs}
          @duration=${({ ms }: DurationEvent) => change({ inactivityMs: ms })}
        ></sapa-duration-field>
        ${selectField({
          pointer: `/${key}/tagId`,
          label: t("resolve.tag"),
          hint: t("resolve.tagHint"),
          value: rule.tagId ?? "",
          error: this.errorAt(`/${key}/tagId`, t("resolve.tagGone")),
          options: [
            { value: "", label: t("resolve.noTag") },
            ...this.tags.map(({ tagId, name }) => ({ value: tagId, label: name })),
          ],
          onChange: (tagId) => change({ tagId: tagId || null }),
        })}
      </div>
      ${allOrChosen({
        pointer: `/${key}/channels`,
        label: t("field.channels"),
        ...(key === "comment" && this.#offered(key, rule).length === 0 ? { hint: t("resolve.noCommentChannel") } : {}),
        error: this.errorAt(`/${key}/channels`),
        what: "channels",
        options: channelOptions(this.#offered(key, rule), this.text),
        chosen: rule.channels,
        text: this.text,
        onChange: (channels) => change({ channels: channels as Channel[] | null }),
      })}
      ${
        rule.onSince === null
          ? nothing
          : html`<p class="hint">${t("resolve.since", { time: this.text.dateTime(rule.onSince) })}</p>`
      }`;
  }

  /** Channels of that kind that are connected, and those the rule names already. */
  #offered(key: Key, rule: Rule): Channel[] {
    return CHANNELS.filter(
      (channel) =>
        rule.channels?.includes(channel) ||
        (this.connected.includes(channel) && COMMENT_CHANNELS.has(channel) === (key === "comment")),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-auto-resolve": SapaSettingsAutoResolve;
  }
}
