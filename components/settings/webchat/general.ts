import { html, nothing, type TemplateResult } from "lit";
import type { WebchatApi } from "../../../client/webchat-api.ts";
import type { Division } from "../../../protocol/settings.schema.ts";
import { widgetCode } from "../../../protocol/webchat-rules.ts";
import { selectField, switchField, textField } from "../../ui/form.ts";
import type { Desk } from "../desk-contract.ts";
import { settingsTexts } from "../settings-texts.ts";
import { originOf } from "./origin.ts";
import type { SetupContext } from "./setup-context.ts";

export type WidgetFacts = {
  baseUrl: string;
  integrationId: string;
  divisions: readonly Division[];
  desk: Desk;
  api: WebchatApi;
  isAdmin: boolean;
};

/** Whether it is shown, what it is called, where it stands and how it gets there. */
export function generalCards(context: SetupContext, about: WidgetFacts): TemplateResult {
  const { form, text, errorAt } = context;
  const { t } = settingsTexts(text);
  const { isEnabled, name, domain, divisionId } = form.draft;
  return html`<section class="card">
      ${switchField({
        pointer: "/isEnabled",
        label: t("setup.isEnabled"),
        hint: t("setup.isEnabledHint"),
        isOn: isEnabled,
        onChange: (isOn) => form.change({ isEnabled: isOn }),
      })}
      <div class="pair-of-fields">
        ${textField({
          pointer: "/name",
          label: t("webchat.name"),
          hint: t("webchat.nameHint"),
          value: name,
          error: errorAt("/name"),
          onInput: (next) => form.change({ name: next }),
        })}
        ${textField({
          pointer: "/domain",
          label: t("webchat.domain"),
          hint: t("webchat.domainHint"),
          inputMode: "url",
          value: domain,
          error: errorAt("/domain"),
          onInput: (next) => form.change({ domain: next }),
        })}
        ${selectField({
          pointer: "/divisionId",
          label: t("setup.division"),
          hint: t("setup.divisionHint"),
          value: divisionId ?? "",
          error: errorAt("/divisionId"),
          options: [
            { value: "", label: t("divisions.general") },
            ...about.divisions.map((division) => ({ value: division.divisionId, label: division.name })),
          ],
          onChange: (next) => form.change({ divisionId: next || null }),
        })}
      </div>
    </section>
    <section class="card" aria-labelledby="setup-install">
      <header>
        <h3 id="setup-install">${t("setup.install")}</h3>
        <p class="hint">${t("webchat.paste")}</p>
      </header>
      <sapa-copy-line
        .text=${text}
        .label=${t("webchat.copyCode")}
        .value=${widgetCode(originOf(about.baseUrl), about.integrationId)}
      ></sapa-copy-line>
      <div class="form-field">
        <p class="label">${t("webchat.id")}</p>
        <sapa-copy-line .text=${text} .label=${t("webchat.copyId")} .value=${about.integrationId}></sapa-copy-line>
      </div>
    </section>`;
}

const SIGN = `const token = jwt.sign(
  { sub: user.id, name: user.name, email: user.email },
  process.env.SAPA_IDENTITY_SECRET,
  { algorithm: "HS256", expiresIn: "10m" },
);`;
const HAND_OVER = `Sapa("identify", {
  token: () => fetch("/chat-token").then((answer) => answer.text()),
});`;

/** Who may chat, and how a site says who somebody is (WIDGET-19). */
export function identityCard(context: SetupContext, about: WidgetFacts): TemplateResult {
  const { form, text } = context;
  const { t } = settingsTexts(text);
  return html`<section class="card" aria-labelledby="setup-identity">
    <header>
      <h3 id="setup-identity">${t("setup.identity")}</h3>
      <p class="hint">${t("setup.identityHint")}</p>
    </header>
    ${switchField({
      pointer: "/signedOnly",
      label: t("setup.signedOnly"),
      hint: t("setup.signedOnlyHint"),
      isOn: form.draft.signedOnly,
      onChange: (isOn) => form.change({ signedOnly: isOn }),
    })}
    ${
      about.isAdmin
        ? html`<sapa-identity-secret
            .desk=${about.desk}
            .text=${text}
            .api=${about.api}
            .integrationId=${about.integrationId}
            .name=${form.saved.name}
          ></sapa-identity-secret>`
        : nothing
    }
    <details>
      <summary>${t("setup.signing")}</summary>
      <div class="dependent how">
        <p class="hint">${t("setup.signingServer")}</p>
        <pre tabindex="0"><code>${SIGN}</code></pre>
        <p class="hint">${t("setup.signingPage")}</p>
        <pre tabindex="0"><code>${HAND_OVER}</code></pre>
      </div>
    </details>
  </section>`;
}
