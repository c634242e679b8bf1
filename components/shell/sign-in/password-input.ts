import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../../ui/icons.ts";

type PasswordInput = {
  id: string;
  label: string;
  autocomplete: "current-password" | "new-password";
  isShown: boolean;
  words: { show: string; hide: string };
  error?: string | undefined;
  /** Ids of what else describes the field. */
  describedBy?: string;
  isReadOnly?: boolean;
  onShown: (isShown: boolean) => void;
  onInput?: (password: string) => void;
};

/** A password with the button that shows it. Needs `passwordStyles`. */
export function passwordInput(facts: PasswordInput): TemplateResult {
  const { id, error, isShown, words } = facts;
  const described = [facts.describedBy ?? "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return html`<div class="form-field">
    <label class="label" for=${id}>${facts.label}</label>
    <div class="password">
      <input
        class="field"
        id=${id}
        data-pointer="/${id}"
        type=${isShown ? "text" : "password"}
        autocomplete=${facts.autocomplete}
        autocapitalize="none"
        spellcheck="false"
        aria-invalid=${error ? "true" : nothing}
        aria-describedby=${described || nothing}
        @input=${(event: Event) => facts.onInput?.((event.target as HTMLInputElement).value)}
      />
      <button
        class="button icon-only"
        type="button"
        aria-label=${isShown ? words.hide : words.show}
        aria-pressed=${isShown}
        @click=${() => facts.onShown(!isShown)}
      >
        ${isShown ? icons.eyeOff : icons.eye}
      </button>
    </div>
    ${error ? html`<p class="field-error" id="${id}-error">${icons.circleAlert}<span>${error}</span></p>` : nothing}
  </div>`;
}
