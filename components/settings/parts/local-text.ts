import { css, html, type TemplateResult } from "lit";
import { lengthOf } from "../../../protocol/form-rules.ts";
import type { LocalText } from "../../../protocol/webchat.schema.ts";
import { LANGUAGES, type Language, type Localizer } from "../../strings/localizer.ts";
import { counterOf, textArea, textField } from "../../ui/form.ts";
import { settingsTexts } from "../settings-texts.ts";

/** The same words in each language, one of them at a time: the choice holds for a whole page and its preview. */
type LocalTextFacts = {
  /** Of the whole; each language's is below it. */
  pointer: string;
  label: string;
  hint?: string | undefined;
  value: LocalText;
  max: number;
  isLine?: boolean;
  placeholder?: string;
  language: Language;
  text: Localizer;
  errorAt: (pointer: string) => string | undefined;
  onLanguage: (language: Language) => void;
  onChange: (value: LocalText) => void;
};

export function localText(facts: LocalTextFacts): TemplateResult {
  const { pointer, label, hint, value, max, isLine, placeholder, language, text, errorAt, onChange } = facts;
  const { t } = settingsTexts(text);
  const length = lengthOf(value[language]);
  const shared = {
    pointer: `${pointer}/${language}`,
    label,
    hint,
    placeholder: placeholder ?? "",
    value: value[language],
    error: errorAt(`${pointer}/${language}`),
    onInput: (words: string) => onChange({ ...value, [language]: words }),
  };
  return html`<div class="local">
    ${languageTabs(facts)}
    ${
      isLine
        ? textField(shared)
        : textArea({
            ...shared,
            counter: counterOf(length, max, t("counter", { n: text.number(length), max: text.number(max) })),
          })
    }
  </div>`;
}

/** A language in which something is wrong says so. */
function languageTabs({ pointer, label, language, text, errorAt, onLanguage }: LocalTextFacts): TemplateResult {
  const { t } = settingsTexts(text);
  return html`<span class="languages" role="group" aria-label=${t("setup.languages", { label })}>
    ${LANGUAGES.map((one) => {
      const error = errorAt(`${pointer}/${one}`);
      return html`<button
        type="button"
        class=${error ? "wrong" : ""}
        aria-pressed=${one === language}
        aria-label=${`${one.toUpperCase()} ${t(`setup.${one}`)}${error ? `: ${error}` : ""}`}
        @click=${() => onLanguage(one)}
      >
        ${one.toUpperCase()}
      </button>`;
    })}
  </span>`;
}

/** The language whose words a pointer is about. */
export const languageIn = (pointer: string): Language | null =>
  LANGUAGES.find((language) => pointer.endsWith(`/${language}`)) ?? null;

export const localTextStyles = css`
  .local {
    position: relative;
  }

  .local .form-field > .label {
    padding-inline-end: 88px;
    line-height: 24px;
  }

  .languages {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
    display: flex;
    gap: 2px;
  }

  .languages button {
    min-inline-size: 32px;
    min-block-size: 24px;
    padding: 0 6px;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--s-muted);
    font-size: var(--s-tiny);
    font-weight: 600;
    letter-spacing: 0.02em;
    cursor: pointer;
  }

  .languages button:hover {
    background: var(--s-hover);
  }

  .languages [aria-pressed="true"] {
    background: var(--s-press);
    color: var(--s-text);
  }

  .languages .wrong {
    color: var(--s-danger);
    text-decoration: underline wavy;
    text-underline-offset: 2px;
  }

  @media (pointer: coarse) {
    .local .form-field > .label {
      line-height: 44px;
    }

    .languages button {
      min-inline-size: 44px;
      min-block-size: 44px;
    }
  }
`;
