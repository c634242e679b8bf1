import { css, html, nothing, type TemplateResult } from "lit";
import { LIMITS } from "../../../protocol/limits.ts";
import type { LocalText, Prechat } from "../../../protocol/webchat.schema.ts";
import { segmentField, switchField } from "../../ui/form.ts";
import { localText } from "../parts/local-text.ts";
import { settingsTexts } from "../settings-texts.ts";
import { OUR_WORDS } from "./default-words.ts";
import type { SetupContext } from "./setup-context.ts";

const NEW_PRECHAT: Prechat = { title: null, subtitle: null, email: "optional", phone: "off" };

/** What a widget says, each in our words or in the company's own (WIDGET-6, WIDGET-7). */
export function contentCard(context: SetupContext): TemplateResult {
  const { form, text } = context;
  const { t } = settingsTexts(text);
  const { online, offline, prechat, greeting } = form.draft;
  return html`<section class="card flush" aria-labelledby="setup-content">
    <header class="row">
      <h3 id="setup-content">${t("setup.content")}</h3>
      <p class="hint">${t("setup.contentHint")}</p>
    </header>
    <div class="row" data-scene="online">
      ${custom(context, {
        pointer: "/online",
        label: t("setup.online"),
        hint: t("setup.onlineHint"),
        value: online,
        onChange: (value) => form.change({ online: value }),
      })}
    </div>
    <div class="row" data-scene="offline">
      ${custom(context, {
        pointer: "/offline",
        label: t("setup.offline"),
        hint: t("setup.offlineHint"),
        value: offline,
        onChange: (value) => form.change({ offline: value }),
      })}
    </div>
    <div class="row dependent" data-scene="form">
      ${switchField({
        pointer: "/prechat",
        label: t("setup.prechat"),
        hint: t("setup.prechatHint"),
        isOn: prechat !== null,
        onChange: (isOn) => form.change({ prechat: isOn ? (form.saved.prechat ?? NEW_PRECHAT) : null }),
      })}
      ${prechat ? prechatFields(context, prechat) : nothing}
    </div>
    <div class="row dependent" data-scene="closed">
      ${switchField({
        pointer: "/greeting",
        label: t("setup.greeting"),
        hint: t("setup.greetingHint"),
        isOn: greeting !== null,
        onChange: (isOn) =>
          form.change({ greeting: isOn ? (form.saved.greeting ?? { position: "top", text: null }) : null }),
      })}
      ${greeting ? greetingFields(context, greeting) : nothing}
    </div>
  </section>`;
}

function prechatFields(context: SetupContext, prechat: Prechat): TemplateResult {
  const { form, text } = context;
  const { t } = settingsTexts(text);
  const change = (patch: Partial<Prechat>): void => form.change({ prechat: { ...prechat, ...patch } });
  const asked = (key: "email" | "phone"): TemplateResult =>
    segmentField({
      pointer: `/prechat/${key}`,
      label: t(`setup.${key}`),
      value: prechat[key],
      options: (["off", "optional", "required"] as const).map((value) => ({ value, label: t(`setup.${value}`) })),
      onChange: (value) => change({ [key]: value }),
    });
  return html`${custom(context, {
    pointer: "/prechat/title",
    label: t("setup.prechatTitle"),
    value: prechat.title,
    isLine: true,
    onChange: (title) => change({ title }),
  })}
  ${custom(context, {
    pointer: "/prechat/subtitle",
    label: t("setup.prechatSubtitle"),
    value: prechat.subtitle,
    isLine: true,
    onChange: (subtitle) => change({ subtitle }),
  })}
  <div class="asked">${asked("email")}${asked("phone")}</div>`;
}

type Greeting = NonNullable<SetupContext["form"]["draft"]["greeting"]>;

function greetingFields(context: SetupContext, greeting: Greeting): TemplateResult {
  const { form, text } = context;
  const { t } = settingsTexts(text);
  return html`${segmentField({
    pointer: "/greeting/position",
    label: t("setup.position"),
    value: greeting.position,
    options: [
      { value: "top", label: t("setup.top") },
      { value: "left", label: t("setup.beside") },
    ],
    onChange: (position) => form.change({ greeting: { ...greeting, position } }),
  })}
  ${custom(context, {
    pointer: "/greeting/text",
    label: t("setup.message"),
    value: greeting.text,
    onChange: (words) => form.change({ greeting: { ...greeting, text: words } }),
  })}`;
}

type Custom = {
  pointer: keyof typeof OUR_WORDS;
  label: string;
  hint?: string;
  /** null: in our words. */
  value: LocalText | null;
  isLine?: boolean;
  onChange: (value: LocalText | null) => void;
};

/** The "custom" tick, and what was written with it. */
function custom(context: SetupContext, { pointer, label, hint, value, isLine, onChange }: Custom): TemplateResult {
  const { text, kept, language, onLanguage, errorAt } = context;
  const { t } = settingsTexts(text);
  const handleTick = (event: Event): void => {
    if (value) kept.set(pointer, value);
    onChange((event.target as HTMLInputElement).checked ? (kept.get(pointer) ?? OUR_WORDS[pointer]) : null);
  };
  return html`<div class="custom" role="group" aria-label=${label}>
    <div class="custom-head">
      <p class="label">${label}</p>
      <label class="tick-row">
        <input
          class="tick"
          type="checkbox"
          data-pointer="${pointer}-custom"
          aria-label="${label}: ${t("setup.custom")}"
          .checked=${value !== null}
          @change=${handleTick}
        />${t("setup.custom")}
      </label>
      ${hint ? html`<p class="hint">${hint}</p>` : nothing}
    </div>
    ${
      value
        ? localText({
            pointer,
            label: t("setup.words"),
            value,
            max: LIMITS.widgetTextLength,
            language,
            text,
            errorAt,
            onLanguage,
            onChange,
            ...(isLine && { isLine }),
          })
        : html`<p class="standard"><span class="of">${t("setup.standard")}:</span> <q lang=${language}>${OUR_WORDS[pointer][language]}</q></p>`
    }
  </div>`;
}

export const contentStyles = css`
  .custom {
    display: grid;
    gap: 8px;
  }

  .custom-head {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: 0 16px;
  }

  .custom-head .label {
    font-weight: 500;
  }

  .custom-head .hint {
    grid-column: 1;
  }

  .custom textarea.field {
    min-block-size: 76px;
  }

  .standard {
    padding: 7px 10px;
    border: 1px dashed var(--s-hairline);
    border-radius: var(--s-radius-control);
    color: var(--s-muted);
    font-size: var(--s-list);
  }

  .standard q {
    color: var(--s-text);
    quotes: none;
  }

  .asked {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(260px, 1fr));
    gap: 16px;
  }
`;
