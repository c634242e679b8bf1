import { html, nothing, type TemplateResult } from "lit";
import type { Channel } from "../../../protocol/channels.ts";
import type { MemberRow } from "../../../protocol/http.schema.ts";
import { hueOf, initials } from "../../inbox/people.ts";
import type { Localizer } from "../../strings/localizer.ts";
import type { ChoiceOfManyEvent, ChoiceWords } from "../../ui/choice-field.ts";
import { segmentField } from "../../ui/form.ts";
import type { PickerOption } from "../../ui/picker.ts";
import { settingsTexts } from "../settings-texts.ts";

/** Channels of conversations under posts. */
export const COMMENT_CHANNELS: ReadonlySet<Channel> = new Set(["ig_comment", "fb_comment"]);

export const channelName = (channel: Channel, text: Localizer): string => text.find(`channel.${channel}`) ?? channel;

export const channelOptions = (channels: readonly Channel[], text: Localizer): PickerOption[] =>
  channels.map((channel) => ({ id: channel, label: channelName(channel, text) }));

export const memberOptions = (members: readonly MemberRow[], text: Localizer): PickerOption[] =>
  members.map(({ memberId, name, role, isOnline }) => ({
    id: memberId,
    label: name,
    detail: text.t(`role.${role}`),
    face: { initials: initials(name), hue: hueOf(memberId), isOnline },
  }));

export function choiceWords(what: "agents" | "channels", text: Localizer): ChoiceWords {
  const { t } = settingsTexts(text);
  return {
    add: t(`choice.${what}.add`),
    search: t(`choice.${what}.search`),
    none: t("choice.none"),
    remove: (label) => t("choice.remove", { label }),
  };
}

type SomeOfMany = {
  pointer: string;
  label: string;
  isLabelHidden?: boolean;
  hint?: string;
  error: string | undefined;
  what: "agents" | "channels";
  options: readonly PickerOption[] | null;
  chosen: readonly string[];
  text: Localizer;
  onChange: (ids: string[]) => void;
};

export const someOfMany = (choice: SomeOfMany): TemplateResult => html`<sapa-choice-field
  data-pointer=${choice.pointer}
  .pointer=${choice.pointer}
  .label=${choice.label}
  .isLabelHidden=${choice.isLabelHidden ?? false}
  .hint=${choice.hint ?? ""}
  .error=${choice.error}
  .options=${choice.options}
  .chosen=${choice.chosen}
  .words=${choiceWords(choice.what, choice.text)}
  @choice-of-many=${(event: ChoiceOfManyEvent) => choice.onChange(event.ids)}
></sapa-choice-field>`;

type AllOrChosen = Omit<SomeOfMany, "chosen" | "onChange"> & {
  /** null: all. */
  chosen: readonly string[] | null;
  onChange: (ids: string[] | null) => void;
};

/** Everyone, or those who are named. */
export function allOrChosen(choice: AllOrChosen): TemplateResult {
  const { t } = settingsTexts(choice.text);
  return html`<div class="form-field">
    ${segmentField({
      pointer: `${choice.pointer}-extent`,
      label: choice.label,
      hint: choice.chosen === null ? choice.hint : undefined,
      value: choice.chosen === null ? "all" : "chosen",
      options: [
        { value: "all", label: t(`choice.${choice.what}.all`) },
        { value: "chosen", label: t(`choice.${choice.what}.chosen`) },
      ],
      onChange: (extent) => choice.onChange(extent === "all" ? null : []),
    })}
    ${choice.chosen === null ? nothing : someOfMany({ ...choice, chosen: choice.chosen, isLabelHidden: true })}
  </div>`;
}

/** "All channels", or their names. */
export function chosenWords(
  chosen: readonly string[] | null,
  what: "agents" | "channels",
  options: readonly PickerOption[],
  text: Localizer,
): string {
  if (chosen === null) return settingsTexts(text).t(`choice.${what}.all`);
  return chosen.map((id) => options.find((option) => option.id === id)?.label ?? id).join(", ") || "–";
}
