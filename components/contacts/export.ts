import type { ReactiveControllerHost } from "lit";
import { html, nothing, type TemplateResult } from "lit";
import type { ContactsApi } from "../../client/contacts-api.ts";
import { Observable } from "../data/observable.ts";
import { contactsTexts } from "../strings/contacts.ts";
import type { Localizer } from "../strings/localizer.ts";
import { downloadFile } from "../ui/download.ts";

const KB = 1024;

/** Everything about one person as a file (PRIVACY-4): how far it is, and the way to stop it. Ends with its host. */
export class ContactExport extends Observable {
  #cancel: AbortController | null = null;
  #name = "";
  #bytes = 0;

  constructor(host: ReactiveControllerHost) {
    super();
    host.addController({ hostDisconnected: () => this.#cancel?.abort() });
  }

  /** True once the file was handed to the person; false if they stopped it. Rejects like the call. */
  async run(api: ContactsApi, contactId: string, name: string): Promise<boolean> {
    this.#cancel?.abort();
    const cancel = new AbortController();
    this.#cancel = cancel;
    this.#name = name;
    this.#tell(0);
    try {
      const file = await api.export(contactId, (bytes) => this.#tell(bytes), { signal: cancel.signal });
      downloadFile(file, name, "zip");
      return true;
    } catch (error) {
      if (cancel.signal.aborted) return false;
      throw error;
    } finally {
      if (this.#cancel === cancel) this.#cancel = null;
      this.changed();
    }
  }

  #tell(bytes: number): void {
    this.#bytes = bytes;
    this.changed();
  }

  view(text: Localizer): TemplateResult | typeof nothing {
    if (!this.#cancel) return nothing;
    const { t } = contactsTexts(text);
    const name = this.#name;
    const words =
      this.#bytes === 0 ? t("export.starting", { name }) : t("export.running", { name, size: this.#size(text) });
    return html`<div class="banner quiet">
      <span class="spinner" aria-hidden="true"></span>
      <p role="status">${words}</p>
      <button class="button small" type="button" @click=${() => this.#cancel?.abort()}>${t("export.cancel")}</button>
    </div>`;
  }

  #size(text: Localizer): string {
    const { t } = contactsTexts(text);
    const kB = this.#bytes / KB;
    return kB < KB
      ? t("export.sizeSmall", { n: text.number(Math.ceil(kB)) })
      : t("export.size", { n: text.number(Math.round((kB / KB) * 10) / 10) });
  }
}
