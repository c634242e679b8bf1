import { html, nothing, type TemplateResult } from "lit";
import { state } from "lit/decorators.js";
import type { CreateOrganization, OperatorOrganization } from "../../protocol/operator.schema.ts";
import type { Values } from "./form.ts";
import { OperatorSection } from "./section.ts";
import type { Answer } from "./server.ts";
import { LANGUAGES } from "./strings.ts";

const SEATS = /^[1-9]\d{0,5}$/;
const SEATS_MAX = 100_000;

/** null: as many as one likes; undefined: no number of seats. */
const seatsIn = (text = ""): number | null | undefined =>
  text === "" ? null : SEATS.test(text) && Number(text) <= SEATS_MAX ? Number(text) : undefined;

const badSeats = (): Answer<never> => ({
  ok: false,
  failure: { code: "seats", fields: [{ pointer: "/seatLimit", code: "seats" }] },
});

/**
 * @tag sapa-operator-organizations
 */
export class SapaOperatorOrganizations extends OperatorSection<OperatorOrganization[]> {
  protected override readonly path = "/organizations";
  protected override readonly titleKey = "organizations";
  @state() private wanted = "";

  protected override renderButton(): TemplateResult {
    return this.addButton(this.texts.t("addOrganization"), () => void this.#add());
  }

  #add(): Promise<void> {
    const { texts } = this;
    const zones = Intl.supportedValuesOf("timeZone").map((value) => ({ value, label: value.replaceAll("_", " ") }));
    const languages = Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }));
    return this.open({
      heading: texts.t("addOrganization"),
      form: {
        fields: [
          { pointer: "/name", label: texts.t("name") },
          { pointer: "/owner/email", label: texts.t("ownerEmail"), hint: texts.t("ownerEmailHint") },
          { pointer: "/owner/firstName", label: texts.t("firstName") },
          { pointer: "/owner/lastName", label: texts.t("lastName"), isOptional: true },
          { pointer: "/timeZone", label: texts.t("timeZone"), kind: "choice", options: zones, value: "Asia/Jakarta" },
          { pointer: "/language", label: texts.t("mainLanguage"), kind: "choice", options: languages, value: "id" },
          this.#seatsField(""),
        ],
        submit: texts.t("add"),
        send: (values) => this.#create(values),
      },
    });
  }

  async #create(values: Values): Promise<Answer<unknown>> {
    const seatLimit = seatsIn(values["/seatLimit"]);
    if (seatLimit === undefined) return badSeats();
    const body: CreateOrganization = {
      name: values["/name"] ?? "",
      timeZone: values["/timeZone"] ?? "",
      language: values["/language"] as "en" | "id",
      owner: {
        email: values["/owner/email"] ?? "",
        firstName: values["/owner/firstName"] ?? "",
        lastName: values["/owner/lastName"] ?? "",
      },
      seatLimit,
    };
    const answer = await this.server.call("POST", "/organizations", body);
    if (answer.ok) await this.done(this.texts.t("invited", { name: body.name, email: body.owner.email }));
    return answer;
  }

  #seatsField(value: string) {
    const { texts } = this;
    return { pointer: "/seatLimit", label: texts.t("seats"), hint: texts.t("seatsHint"), isOptional: true, value };
  }

  #edit({ organizationId, name, seatLimit }: OperatorOrganization): Promise<void> {
    const { texts } = this;
    return this.open({
      heading: texts.t("edit"),
      form: {
        fields: [
          { pointer: "/name", label: texts.t("name"), value: name },
          this.#seatsField(seatLimit === null ? "" : String(seatLimit)),
        ],
        submit: texts.t("save"),
        send: async (values) => {
          const seats = seatsIn(values["/seatLimit"]);
          if (seats === undefined) return badSeats();
          const body = { name: values["/name"], seatLimit: seats };
          const answer = await this.server.call("PUT", `/organizations/${organizationId}`, body);
          if (answer.ok) await this.done(texts.t("saved"));
          return answer;
        },
      },
    });
  }

  #remove({ organizationId, name }: OperatorOrganization): Promise<void> {
    const { texts } = this;
    return this.open({
      heading: texts.t("deleteTitle", { name }),
      about: texts.t("deleteText"),
      form: {
        fields: [
          { pointer: "/name", label: texts.t("typeName", { name }) },
          { pointer: "/reason", label: texts.t("reason") },
        ],
        submit: texts.t("deleteButton"),
        isDangerous: true,
        send: async (values) => {
          const path = `/organizations/${organizationId}/deletion`;
          const body = { name: values["/name"], reason: values["/reason"] };
          const answer = await this.server.call<OperatorOrganization>("POST", path, body);
          if (answer.ok) await this.done(texts.t("deletion", { name, date: texts.date(answer.value.deletionAt ?? 0) }));
          return answer;
        },
      },
    });
  }

  async #keep({ organizationId, name }: OperatorOrganization): Promise<void> {
    const answer = await this.server.call("DELETE", `/organizations/${organizationId}/deletion`);
    if (answer.ok) await this.done(this.texts.t("kept", { name }));
  }

  #renderRow(one: OperatorOrganization): TemplateResult {
    const { texts } = this;
    const limit = one.seatLimit;
    const seats =
      limit === null
        ? texts.t("seatsFree", { used: one.seatsUsed })
        : texts.t("seatsOf", { used: one.seatsUsed, limit });
    const button = (label: "edit" | "remove" | "keep", act: () => void) =>
      html`<button class="button quiet small" type="button" aria-label="${texts.t(label)}: ${one.name}" @click=${act}>
        ${texts.t(label)}
      </button>`;
    return html`<li>
      <div>
        <p class="name" dir="auto">${one.name}</p>
        <p class="meta">${one.ownerEmail ?? texts.t("noOwner")}</p>
      </div>
      <div class="meta">
        <p>${seats} · ${texts.t("since", { date: texts.date(one.createdAt) })}</p>
        <p><code>${one.organizationId}</code></p>
        ${
          one.deletionAt === null
            ? nothing
            : html`<p class="ending">${texts.t("deletedOn", { date: texts.date(one.deletionAt) })}</p>`
        }
      </div>
      <div class="actions">
        ${button("edit", () => void this.#edit(one))}
        ${
          one.deletionAt === null
            ? button("remove", () => void this.#remove(one))
            : button("keep", () => void this.#keep(one))
        }
      </div>
    </li>`;
  }

  protected override renderData(all: OperatorOrganization[]): TemplateResult {
    const { texts } = this;
    if (all.length === 0) return html`<p class="state">${texts.t("noOrganizations")}</p>`;
    const wanted = this.wanted.trim().toLowerCase();
    const shown = all.filter(({ name, ownerEmail, organizationId }) =>
      [name, ownerEmail ?? "", organizationId].some((text) => text.toLowerCase().includes(wanted)),
    );
    return html`<input
        class="field find"
        type="search"
        aria-label=${texts.t("find")}
        placeholder=${texts.t("find")}
        @input=${(event: Event) => {
          this.wanted = (event.target as HTMLInputElement).value;
        }}
      />
      ${
        shown.length === 0
          ? html`<p class="state" role="status">${texts.t("noMatch")}</p>`
          : html`<ul class="rows">
              ${shown.map((one) => this.#renderRow(one))}
            </ul>`
      }`;
  }
}
