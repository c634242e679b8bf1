import { html, nothing, type TemplateResult } from "lit";
import type { Support } from "../../protocol/operator.schema.ts";
import { OperatorSection } from "./section.ts";

/**
 * AUTH-12.
 *
 * @tag sapa-operator-email
 */
export class SapaOperatorEmail extends OperatorSection<null> {
  protected override readonly path = "";
  protected override readonly titleKey = "email";

  /** There is nothing to load: nobody's emails are listed here. */
  protected override async load(): Promise<void> {
    this.data = null;
  }

  protected override renderAbout(): TemplateResult {
    return html`<p class="about">${this.texts.t("emailText")}</p>`;
  }

  protected override renderData(): TemplateResult {
    const { texts } = this;
    const spec = {
      fields: [
        { pointer: "/from", label: texts.t("from") },
        { pointer: "/to", label: texts.t("to") },
        { pointer: "/reason", label: texts.t("reason"), hint: texts.t("reasonHint") },
      ],
      submit: texts.t("change"),
      send: async (values: Record<string, string>) => {
        const body = { from: values["/from"], to: values["/to"], reason: values["/reason"] };
        const answer = await this.server.call("POST", "/accounts/email", body);
        if (answer.ok) await this.done(texts.t("changed", { email: body.to ?? "" }));
        return answer;
      },
    };
    return html`<div class="card"><sapa-operator-form .spec=${spec} .texts=${texts}></sapa-operator-form></div>`;
  }
}

/**
 * AUTH-20.
 *
 * @tag sapa-operator-support
 */
export class SapaOperatorSupport extends OperatorSection<Support> {
  protected override readonly path = "/support";
  protected override readonly titleKey = "support";

  protected override renderAbout(): TemplateResult {
    return html`<p class="about">${this.texts.t("supportText")}</p>`;
  }

  async #clear(): Promise<void> {
    const answer = await this.server.call("PUT", "/support", null);
    if (answer.ok) await this.done(this.texts.t("supportCleared"));
  }

  protected override renderData(support: Support): TemplateResult {
    const { texts } = this;
    const spec = {
      fields: [
        { pointer: "/text", label: texts.t("supportLabel"), value: support?.text ?? "" },
        {
          pointer: "/url",
          label: texts.t("supportUrl"),
          hint: texts.t("supportUrlHint"),
          value: support?.url ?? "",
        },
      ],
      submit: texts.t("save"),
      send: async (values: Record<string, string>) => {
        const answer = await this.server.call("PUT", "/support", { text: values["/text"], url: values["/url"] });
        if (answer.ok) await this.done(texts.t("saved"));
        return answer;
      },
    };
    return html`<div class="card">
      <sapa-operator-form .spec=${spec} .texts=${texts}
        >${
          support === null
            ? nothing
            : html`<button class="button" type="button" @click=${() => void this.#clear()}>
                ${texts.t("supportClear")}
              </button>`
        }</sapa-operator-form
      >
    </div>`;
  }
}
