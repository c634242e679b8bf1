import type { Settings } from "../../../protocol/settings.schema.ts";
import type { SurveyKind } from "../../../protocol/survey.ts";
import type { WidgetConfig } from "../../../protocol/webchat.schema.ts";
import { lazy } from "../../lazy.ts";
import type { Language } from "../../strings/localizer.ts";

export type PreviewSurvey = { kind: SurveyKind } & Pick<
  Settings["surveys"][SurveyKind],
  "title" | "question" | "comment" | "thanks"
>;

/** What the panel of a preview shows: what stands above an empty chat, the form before it, a chat, or its end. */
export type PreviewSample = {
  isOpen: boolean;
  sample: "welcome" | "form" | "chat" | "survey";
  /** What the survey says; without it one of the widget's own. */
  survey?: PreviewSurvey;
};

/** What the real widget, drawn inside a box of the settings, can be asked to be. */
type PreviewOptions = {
  language: Language;
  theme: "light" | "dark";
  isOpen: boolean;
  /** The panel takes its sample from here. */
  attributes: Record<string, string | boolean>;
};

export interface Preview {
  update(config: WidgetConfig, options: PreviewOptions): void;
  destroy(): void;
}
type PreviewModule = {
  mountPreview(container: HTMLElement, config: WidgetConfig, options: PreviewOptions): Preview;
};

/** The widget's own code, as visitors get it. null: it cannot be had. */
export const loadPreview = (baseUrl: string): Promise<PreviewModule | null> =>
  lazy(() => import(/* @vite-ignore */ `${baseUrl}/widget-preview.js`), true);

export const optionsOf = (
  { isOpen, sample, survey }: PreviewSample,
  language: Language,
  theme: "light" | "dark",
  isPhone: boolean,
): PreviewOptions => ({
  language,
  theme,
  isOpen,
  attributes: { preview: sample, isFull: isPhone, ...(survey && { survey: JSON.stringify(survey) }) },
});
