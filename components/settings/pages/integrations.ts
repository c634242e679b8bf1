import { css, html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { createWebchatApi, type WebchatApi } from "../../../client/webchat-api.ts";
import type { BadField } from "../../../protocol/form-rules.ts";
import { checkDomain } from "../../../protocol/origin-rules.ts";
import type { WebchatIntegration } from "../../../protocol/webchat.schema.ts";
import { checkWidgetName, widgetCode } from "../../../protocol/webchat-rules.ts";
import { textField } from "../../ui/form.ts";
import { icons } from "../../ui/icons.ts";
import { EditedRecordsPage, type EmptyWords } from "../edited-records-page.ts";
import type { Form, Stored } from "../form.ts";
import { MadeDialog } from "../parts/made-dialog.ts";
import { originOf } from "../webchat/origin.ts";

type Draft = { name: string; domain: string };
const EMPTY: Stored<Draft> = { value: { name: "", domain: "" }, version: 0 };

function checkNew({ name, domain }: Draft): BadField[] {
  const checked = checkDomain(domain);
  const { code, params } = checked.ok ? {} : { params: undefined, ...checked };
  return [...checkWidgetName(name), ...(code ? [{ pointer: "/domain", code, ...(params && { params }) }] : [])];
}

function tidyNew({ name, domain }: Draft): Draft {
  const checked = checkDomain(domain);
  return { name: name.trim(), domain: checked.ok ? checked.domain : domain.trim() };
}

/**
 * The widgets of the organization (WIDGET-1 to 4, WIDGET-6).
 *
 * @tag sapa-settings-integrations
 */
export class SapaSettingsIntegrations extends EditedRecordsPage<WebchatIntegration, Draft> {
  static override styles = [
    ...EditedRecordsPage.styles,
    css`
      :host {
        --width: 880px;
      }

      .record {
        flex-wrap: wrap;
        gap: 8px 20px;
        padding-block: 12px;
        padding-inline: 20px 16px;
      }

      .record .body {
        flex: 1 1 260px;
        display: grid;
        gap: 2px;
      }

      .record .detail {
        overflow-wrap: anywhere;
      }

      .record .acts {
        align-items: center;
        gap: 16px;
      }

      .onoff {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 32px;
        cursor: pointer;
      }

      .onoff .switch {
        margin: 0;
      }

      .onoff .word {
        min-inline-size: 28px;
        color: var(--s-muted);
        font-size: var(--s-meta);
        font-weight: 600;
      }

      .onoff :checked + .word {
        color: var(--s-ok);
      }

      @container page (inline-size < 520px) {
        .record .acts {
          flex-basis: 100%;
          justify-content: space-between;
        }
      }
    `,
  ];

  protected readonly titleKey = "webchat";
  protected readonly leadKey = "webchat.lead";
  protected readonly searchKey = "webchat.search";
  protected readonly newKey = "webchat.new";
  readonly #made = new MadeDialog<WebchatIntegration>(this);
  #api: WebchatApi | null = null;

  get #webchat(): WebchatApi {
    this.#api ??= createWebchatApi(this.desk.connection.apiOptions);
    return this.#api;
  }

  protected override get mayAdd(): boolean {
    return this.desk.connection.me?.permissions.includes("integrations.manage") ?? false;
  }

  protected async load(): Promise<WebchatIntegration[]> {
    const widgets = await this.#webchat.list();
    return widgets.sort((one, other) => one.name.localeCompare(other.name));
  }

  protected wordsOf({ name, settings }: WebchatIntegration): string {
    return `${name} ${settings.domain}`;
  }

  protected emptyWords(): EmptyWords {
    return {
      icon: icons.messageCircle,
      title: this.t("webchat.empty"),
      body: this.t(this.mayAdd ? "webchat.emptyText" : "webchat.emptyForSupervisor"),
    };
  }

  protected handleNew(): void {
    let made: WebchatIntegration | null = null;
    void this.editor.open(
      EMPTY,
      {
        check: checkNew,
        tidy: tidyNew,
        send: async (value) => {
          made = await this.#webchat.add(value);
          await this.reload();
          return { value, version: made.version };
        },
        readCurrent: () => null,
        pointers: { "widget.slash": "/domain", "widget.domain": "/domain" },
      },
      () => made && void this.#made.show(made),
    );
  }

  /** Holds at once (WIDGET-6), and goes back if the server refuses. */
  async #switch(record: WebchatIntegration, isEnabled: boolean): Promise<void> {
    const put = (next: WebchatIntegration): void => {
      this.records = this.records?.map((one) => (one.integrationId === next.integrationId ? next : one)) ?? null;
    };
    put({ ...record, isEnabled });
    try {
      put(await this.#webchat.switch(record.integrationId, isEnabled));
      this.desk.saved(this.t("webchat.updated"));
    } catch (error) {
      put(record);
      this.desk.failed(error);
    }
  }

  protected renderRecords(found: readonly WebchatIntegration[]): TemplateResult {
    return html`<ul class="card flush records">
      ${repeat(
        found,
        ({ integrationId }) => integrationId,
        (record) => html`<li class="record">${this.renderRecord(record)}</li>`,
      )}
    </ul>`;
  }

  private renderRecord(record: WebchatIntegration): TemplateResult {
    const { t, text } = this;
    const { integrationId, name, isEnabled, settings, lastMessageAt } = record;
    const when = lastMessageAt === null ? null : text.activity(lastMessageAt, this.desk.connection.now());
    return html`<div class="body">
        <p class="name" dir="auto">${name}</p>
        <p class="detail" dir="ltr">${settings.domain}</p>
        <p class="hint">${when === null ? t("webchat.noMessage") : t("webchat.lastMessage", { when })}</p>
      </div>
      <div class="acts">
        <label class="onoff">
          <input
            class="switch"
            type="checkbox"
            role="switch"
            aria-label=${t("webchat.switch", { name })}
            .checked=${live(isEnabled)}
            @change=${(event: Event) => void this.#switch(record, (event.target as HTMLInputElement).checked)}
          /><span class="word" aria-hidden="true">${t(isEnabled ? "webchat.on" : "webchat.off")}</span>
        </label>
        ${this.desk.link(`integrations/webchat/${integrationId}`, html`${t("webchat.settings")}`, t("webchat.settingsOf", { name }))}
      </div>`;
  }

  protected override renderBeside(): TemplateResult {
    const { t } = this;
    return html`${this.editor.view({
      heading: t("webchat.new"),
      submit: t("webchat.connect"),
      fields: (form) => this.renderFields(form),
      describe: (key, value) => ({ label: key, words: String(value) }),
    })}${this.#made.view(({ name, settings, integrationId }) => ({
      heading: t("webchat.created"),
      body: t("webchat.createdText", { name, domain: settings.domain }),
      hint: t("webchat.paste"),
      label: t("webchat.copyCode"),
      value: widgetCode(originOf(this.desk.connection.baseUrl), integrationId),
      done: t("webchat.done"),
      next: { label: t("webchat.settings"), onClick: () => this.desk.go(`integrations/webchat/${integrationId}`) },
    }))}`;
  }

  private renderFields(form: Form<Draft>): TemplateResult {
    const { t } = this;
    return html`${textField({
      pointer: "/name",
      label: t("webchat.name"),
      hint: t("webchat.nameHint"),
      value: form.draft.name,
      error: this.editor.errorAt("/name"),
      onInput: (name) => form.change({ name }),
    })}
    ${textField({
      pointer: "/domain",
      label: t("webchat.domain"),
      hint: t("webchat.domainHint"),
      // Not "url": browsers would refuse in their own words.
      inputMode: "url",
      placeholder: "https://shop.example",
      value: form.draft.domain,
      error: this.editor.errorAt("/domain"),
      onInput: (domain) => form.change({ domain }),
    })}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "sapa-settings-integrations": SapaSettingsIntegrations;
  }
}
