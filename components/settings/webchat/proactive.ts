import { css, html, type TemplateResult } from "lit";
import { LIMITS } from "../../../protocol/limits.ts";
import type { Proactive } from "../../../protocol/webchat.schema.ts";
import { numberField, selectField, textField } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import { settingsIcons } from "../icons.ts";
import { localText } from "../parts/local-text.ts";
import { settingsTexts } from "../settings-texts.ts";
import type { SetupContext } from "./setup-context.ts";

const NEW: Proactive = { path: "/", afterSeconds: 20, when: "online", text: { en: "", id: "" } };

/** Greetings of certain pages (BEY-13). `onAdded` is told the pointer of the new one's first field. */
export function proactiveCard(context: SetupContext, onAdded: (pointer: string) => void): TemplateResult {
  const { form, text } = context;
  const { t } = settingsTexts(text);
  const { proactive } = form.draft;
  const handleAdd = (): void => {
    form.change({ proactive: [...proactive, NEW] });
    onAdded(`/proactive/${proactive.length}/path`);
  };
  return html`<section class="card flush" aria-labelledby="setup-proactive">
    <header class="row">
      <h3 id="setup-proactive">${t("setup.proactive")}</h3>
      <p class="hint">${t("setup.proactiveHint")}</p>
    </header>
    ${proactive.map((one, at) => greeting(context, one, at))}
    <div class="row">
      <button
        class="button add-greeting"
        type="button"
        ?disabled=${proactive.length >= LIMITS.proactiveGreetings}
        @click=${handleAdd}
      >
        ${icons.plus}${t("setup.addProactive")}
      </button>
    </div>
  </section>`;
}

function greeting(context: SetupContext, one: Proactive, at: number): TemplateResult {
  const { form, text, errorAt, language, onLanguage } = context;
  const { t } = settingsTexts(text);
  const pointer = `/proactive/${at}`;
  const { proactive } = form.draft;
  const change = (patch: Partial<Proactive>): void =>
    form.change({ proactive: proactive.map((other, index) => (index === at ? { ...other, ...patch } : other)) });
  return html`<div class="row greeting" role="group" aria-label=${t("setup.greetingOf", { n: at + 1 })}>
    <div class="where">
      ${textField({
        pointer: `${pointer}/path`,
        label: t("setup.path"),
        hint: t("setup.pathHint"),
        value: one.path,
        error: errorAt(`${pointer}/path`, t("setup.pathError")),
        onInput: (path) => change({ path }),
      })}
      ${numberField({
        pointer: `${pointer}/afterSeconds`,
        label: t("setup.afterSeconds"),
        value: one.afterSeconds,
        min: 0,
        max: 3600,
        unit: t("setup.seconds"),
        error: errorAt(`${pointer}/afterSeconds`, t("setup.secondsRange")),
        onInput: (afterSeconds) => change({ afterSeconds }),
      })}
      ${selectField({
        pointer: `${pointer}/when`,
        label: t("setup.when"),
        value: one.when,
        options: [
          { value: "always", label: t("setup.always") },
          { value: "online", label: t("setup.whenOnline") },
          { value: "offline", label: t("setup.whenOffline") },
        ],
        onChange: (when) => change({ when: when as Proactive["when"] }),
      })}
    </div>
    <button
      class="button icon-only remove-greeting"
      type="button"
      aria-label=${t("setup.removeProactive", { n: at + 1 })}
      data-tip=${t("setup.removeProactive", { n: at + 1 })}
      @click=${() => form.change({ proactive: proactive.filter((_, index) => index !== at) })}
    >
      ${settingsIcons.trash}
    </button>
    ${localText({
      pointer: `${pointer}/text`,
      label: t("setup.message"),
      value: one.text,
      max: LIMITS.widgetTextLength,
      language,
      text,
      errorAt,
      onLanguage,
      onChange: (words) => change({ text: words }),
    })}
  </div>`;
}

export const proactiveStyles = css`
  .greeting {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 12px 8px;
  }

  .where {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-items: start;
    gap: 12px 16px;
  }

  .remove-greeting {
    margin-block-start: 24px;
  }

  .greeting .local {
    grid-column: 1 / -1;
  }

  .greeting textarea.field {
    min-block-size: 60px;
  }

  @container page (inline-size >= 620px) {
    .where {
      grid-template-columns: minmax(0, 1fr) auto 132px;
    }
  }
`;
