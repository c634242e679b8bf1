import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import type { Application } from "../../protocol/operator.schema.ts";
import { icons } from "../ui/icons.ts";
import { type FieldSpec, linesOf, type Values } from "./form.ts";
import { OperatorSection } from "./section.ts";

type Created = Application & { secret: string | null };

const addressesIn = (values: Values) => ({
  name: values["/name"],
  redirectUris: linesOf(values["/redirectUris"]),
  postLogoutUris: linesOf(values["/postLogoutUris"]),
  backChannelLogoutUri: values["/backChannelLogoutUri"] || null,
});

/**
 * AUTH-6.
 *
 * @tag sapa-operator-applications
 */
export class SapaOperatorApplications extends OperatorSection<Application[]> {
  protected override readonly path = "/applications";
  protected override readonly titleKey = "applications";
  @state() private copied = "";

  protected override renderAbout(): TemplateResult {
    return html`<p class="about">${this.texts.t("applicationsText")}</p>`;
  }

  protected override renderButton(): TemplateResult {
    return this.addButton(this.texts.t("addApplication"), () => void this.#add());
  }

  #fields(given?: Application): FieldSpec[] {
    const { texts } = this;
    return [
      { pointer: "/name", label: texts.t("name"), value: given?.name ?? "" },
      {
        pointer: "/redirectUris",
        label: texts.t("redirects"),
        hint: texts.t("redirectsHint"),
        kind: "lines",
        value: given?.redirectUris.join("\n") ?? "",
      },
      {
        pointer: "/postLogoutUris",
        label: texts.t("afterLogout"),
        hint: texts.t("afterLogoutHint"),
        kind: "lines",
        isOptional: true,
        value: given?.postLogoutUris.join("\n") ?? "",
      },
      {
        pointer: "/backChannelLogoutUri",
        label: texts.t("told"),
        hint: texts.t("toldHint"),
        isOptional: true,
        value: given?.backChannelLogoutUri ?? "",
      },
    ];
  }

  #add(): Promise<void> {
    const { texts } = this;
    const kinds = [
      { value: "confidential", label: texts.t("confidential") },
      { value: "public", label: texts.t("public") },
    ];
    const kind: FieldSpec = {
      pointer: "/isPublic",
      label: texts.t("kind"),
      kind: "choice",
      options: kinds,
      value: "confidential",
    };
    const [name, ...addresses] = this.#fields();
    return this.open({
      heading: texts.t("addApplication"),
      form: {
        fields: [name as FieldSpec, kind, ...addresses],
        submit: texts.t("register"),
        send: async (values) => {
          const body = { ...addressesIn(values), isPublic: values["/isPublic"] === "public" };
          const answer = await this.server.call<Created>("POST", "/applications", body);
          if (answer.ok) {
            await this.load();
            await this.#showSecret(answer.value);
          }
          return answer;
        },
      },
    });
  }

  #showSecret({ name, clientId, secret }: Created): Promise<void> {
    const { texts } = this;
    this.copied = "";
    const row = (label: string, value: string) =>
      html`<div>
        <dt>${label}</dt>
        <dd>
          <code>${value}</code>
          <button
            class="button icon-only"
            type="button"
            aria-label="${texts.t(this.copied === value ? "copied" : "copy")}: ${label}"
            @click=${() => void this.#copy(value)}
          >
            ${this.copied === value ? icons.check : icons.copy}
          </button>
        </dd>
      </div>`;
    return this.open({
      heading: texts.t("createdTitle", { name }),
      about: texts.t(secret === null ? "createdPublic" : "createdText"),
      content: () =>
        html`<dl class="shown">
          ${row(texts.t("issuer"), location.origin)} ${row(texts.t("clientId"), clientId)}
          ${secret === null ? nothing : row(texts.t("clientSecret"), secret)}
        </dl>
        <button class="button primary" type="button" @click=${() => this.close()}>${texts.t("done")}</button>`,
    });
  }

  async #copy(value: string): Promise<void> {
    await navigator.clipboard.writeText(value);
    this.copied = value;
  }

  #edit(application: Application): Promise<void> {
    const { texts } = this;
    return this.open({
      heading: texts.t("edit"),
      form: {
        fields: this.#fields(application),
        submit: texts.t("save"),
        send: async (values) => {
          const path = `/applications/${application.clientId}`;
          const answer = await this.server.call("PUT", path, addressesIn(values));
          if (answer.ok) await this.done(texts.t("saved"));
          return answer;
        },
      },
    });
  }

  #remove({ clientId, name }: Application): Promise<void> {
    const { texts } = this;
    return this.open({
      heading: texts.t("removeApplication", { name }),
      about: texts.t("removeApplicationText"),
      form: {
        fields: [],
        submit: texts.t("remove"),
        isDangerous: true,
        send: async () => {
          const answer = await this.server.call("DELETE", `/applications/${clientId}`);
          if (answer.ok) await this.done("");
          return answer;
        },
      },
    });
  }

  protected override renderData(all: Application[]): TemplateResult {
    const { texts } = this;
    if (all.length === 0) return html`<p class="state">${texts.t("noApplications")}</p>`;
    const button = (label: "edit" | "remove", name: string, act: () => void) =>
      html`<button class="button quiet small" type="button" aria-label="${texts.t(label)}: ${name}" @click=${act}>
        ${texts.t(label)}
      </button>`;
    return html`<ul class="rows">
      ${all.map(
        (one) => html`<li>
          <div>
            <p class="name" dir="auto">${one.name}</p>
            <p class="meta"><code>${one.clientId}</code>${one.isPublic ? html` ${texts.t("publicShort")}` : nothing}</p>
          </div>
          <div class="meta">${one.redirectUris.map((uri) => html`<p>${uri}</p>`)}</div>
          <div class="actions">
            ${button("edit", one.name, () => void this.#edit(one))}
            ${button("remove", one.name, () => void this.#remove(one))}
          </div>
        </li>`,
      )}
    </ul>`;
  }
}
