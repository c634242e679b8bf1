import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../../ui/icons.ts";

/** The address that somebody signs in with; `error` says what is wrong with it. */
export const emailInput = ({ label, error }: { label: string; error: string | undefined }): TemplateResult =>
  html`<div class="form-field">
    <label class="label" for="email">${label}</label>
    <input
      class="field"
      id="email"
      type="email"
      autocomplete="username"
      autocapitalize="none"
      spellcheck="false"
      aria-invalid=${error ? "true" : nothing}
      aria-describedby=${error ? "email-error" : nothing}
    />
    ${error ? html`<p class="field-error" id="email-error">${icons.circleAlert}<span>${error}</span></p>` : nothing}
  </div>`;
