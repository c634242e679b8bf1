import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { SuggestionBox } from "./suggestion-box.ts";

type TextBox = {
  value: string;
  placeholder: string;
  isTooLong: boolean;
  suggestions: SuggestionBox;
  onInput: () => void;
  onKeydown: (event: KeyboardEvent) => void;
  onPaste: (event: ClipboardEvent) => void;
  onBlur: () => void;
};

export const textBox = ({ suggestions, placeholder, ...box }: TextBox): TemplateResult => html`<textarea
  rows="1"
  dir="auto"
  aria-label=${placeholder}
  aria-describedby="hint"
  aria-autocomplete="list"
  aria-controls=${suggestions.isOpen ? "suggestions" : nothing}
  aria-activedescendant=${suggestions.activeId ?? nothing}
  aria-invalid=${box.isTooLong ? "true" : nothing}
  placeholder=${placeholder}
  .value=${live(box.value)}
  @input=${box.onInput}
  @keydown=${box.onKeydown}
  @paste=${box.onPaste}
  @blur=${box.onBlur}
></textarea>`;
