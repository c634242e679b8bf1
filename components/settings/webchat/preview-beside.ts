import { css, html, type TemplateResult } from "lit";
import type { WidgetConfig } from "../../../protocol/webchat.schema.ts";
import type { Language, Localizer } from "../../strings/localizer.ts";
import { settingsTexts } from "../settings-texts.ts";
import type { PreviewScene } from "./draft.ts";
import type { PreviewSample } from "./preview-module.ts";
import type { PreviewLanguageEvent, PreviewSceneEvent } from "./widget-preview.ts";

type PreviewFacts = PreviewSample & {
  text: Localizer;
  baseUrl: string;
  config: WidgetConfig;
  language: Language;
  address: string;
  onLanguage: (language: Language) => void;
  /** What can be shown, and what is. */
  scenes?: readonly PreviewScene[];
  scene?: PreviewScene;
  onScene?: (scene: PreviewScene) => void;
};

/** The real widget beside a form of the settings; above it, and folded, where there is no room. */
export function previewBeside(facts: PreviewFacts): TemplateResult {
  const { text, baseUrl, config, language, address, isOpen, sample, survey, scenes = [], scene } = facts;
  const { t } = settingsTexts(text);
  return html`<aside class="beside" aria-label=${t("preview.title")}>
    <sapa-widget-preview
      .text=${text}
      .baseUrl=${baseUrl}
      .config=${config}
      .language=${language}
      .address=${address}
      .shown=${{ isOpen, sample, ...(survey && { survey }) }}
      .scenes=${scenes.map((value) => ({ value, label: t(`preview.${value}`) }))}
      .scene=${scene ?? ""}
      @preview-language=${(event: PreviewLanguageEvent) => facts.onLanguage(event.language)}
      @preview-scene=${(event: PreviewSceneEvent) => facts.onScene?.(event.scene as PreviewScene)}
    ></sapa-widget-preview>
  </aside>`;
}

export const besideStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
  }

  .beside {
    position: sticky;
    inset-block-start: 0;
    align-self: start;
    inline-size: 452px;
    padding-block: 24px;
    padding-inline-end: 32px;
  }

  @container page (inline-size < 1000px) {
    .beside {
      position: static;
      grid-area: 1 / 1 / auto / -1;
      inline-size: auto;
      padding: 16px 32px 0;
    }

    /* Its button stands in the row of the page's first line. */
    .beside:not(:has([unfolded])) {
      position: relative;
      inset-block-start: 24px;
      z-index: 1;
      justify-self: end;
      block-size: 0;
      padding-block: 0;
    }

    .page {
      grid-area: 2 / 1 / auto / -1;
    }

    .page:has(+ .beside:not(:has([unfolded]))) {
      grid-row: 1;
    }
  }

  @container page (inline-size < 520px) {
    .beside {
      padding-inline: 16px;
    }

    .beside:not(:has([unfolded])) {
      inset-block-start: 16px;
    }
  }
`;
