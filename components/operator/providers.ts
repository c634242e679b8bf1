import { html, type TemplateResult } from "lit";
import type { Provider } from "../../protocol/operator.schema.ts";
import { OperatorSection } from "./section.ts";

/**
 * AUTH-18.
 *
 * @tag sapa-operator-providers
 */
export class SapaOperatorProviders extends OperatorSection<Provider[]> {
  protected override readonly path = "/providers";
  protected override readonly titleKey = "providers";

  protected override renderAbout(): TemplateResult {
    return html`<p class="about">${this.texts.t("providersText")}</p>`;
  }

  protected override renderButton(): TemplateResult {
    return this.addButton(this.texts.t("addProvider"), () => void this.#add());
  }

  #add(): Promise<void> {
    const { texts } = this;
    return this.open({
      heading: texts.t("addProvider"),
      form: {
        fields: [
          { pointer: "/name", label: texts.t("providerName") },
          { pointer: "/issuer", label: texts.t("issuer"), hint: texts.t("issuerHint") },
          { pointer: "/clientId", label: texts.t("clientId") },
          { pointer: "/clientSecret", label: texts.t("clientSecret"), kind: "secret" },
        ],
        submit: texts.t("addProviderButton"),
        send: async (values) => {
          const body = {
            name: values["/name"],
            issuer: values["/issuer"],
            clientId: values["/clientId"],
            clientSecret: values["/clientSecret"],
          };
          const answer = await this.server.call("POST", "/providers", body);
          if (answer.ok) await this.done(texts.t("saved"));
          return answer;
        },
      },
    });
  }

  #remove({ providerId, name }: Provider): Promise<void> {
    const { texts } = this;
    return this.open({
      heading: texts.t("removeProvider", { name }),
      about: texts.t("removeProviderText"),
      form: {
        fields: [],
        submit: texts.t("remove"),
        isDangerous: true,
        send: async () => {
          const answer = await this.server.call("DELETE", `/providers/${providerId}`);
          if (answer.ok) await this.done("");
          return answer;
        },
      },
    });
  }

  protected override renderData(all: Provider[]): TemplateResult {
    const { texts } = this;
    if (all.length === 0) return html`<p class="state">${texts.t("noProviders")}</p>`;
    return html`<ul class="rows">
      ${all.map(
        (one) => html`<li>
          <div>
            <p class="name" dir="auto">${one.name}</p>
            <p class="meta">${one.issuer}</p>
          </div>
          <div class="meta">
            <p>${texts.t("callback")}</p>
            <p><code>${location.origin}/auth/providers/${one.providerId}/callback</code></p>
          </div>
          <div class="actions">
            <button
              class="button quiet small"
              type="button"
              aria-label="${texts.t("remove")}: ${one.name}"
              @click=${() => void this.#remove(one)}
            >
              ${texts.t("remove")}
            </button>
          </div>
        </li>`,
      )}
    </ul>`;
  }
}
