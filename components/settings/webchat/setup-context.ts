import type { LocalText } from "../../../protocol/webchat.schema.ts";
import type { Language, Localizer } from "../../strings/localizer.ts";
import type { Form } from "../form.ts";
import type { WebchatDraft } from "./draft.ts";

/** What the parts of a widget's set-up page share. */
export type SetupContext = {
  form: Form<WebchatDraft>;
  text: Localizer;
  /** The language whose words are shown. */
  language: Language;
  onLanguage: (language: Language) => void;
  errorAt: (pointer: string, invalid?: string) => string | undefined;
  /** Words that were typed and are not used at the moment, by pointer: they come back with the tick. */
  kept: Map<string, LocalText>;
};
