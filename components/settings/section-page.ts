import type { TemplateResult } from "lit";
import { createSettingsApi, type SettingsApi } from "../../client/settings-api.ts";
import type { BadField } from "../../protocol/form-rules.ts";
import type { Settings, SettingsAnswer, SettingsSection } from "../../protocol/settings.schema.ts";
import { checkSection } from "../../protocol/settings-rules.ts";
import { type SettingsMenuKey, settingsMenuTexts } from "../strings/settings-menu.ts";
import type { Stored } from "./form.ts";
import { type Answered, FormPage } from "./form-page.ts";
import { pageHead } from "./parts/page-parts.ts";
import type { PlainSettingsKey } from "./settings-texts.ts";

/** A page over one section of the settings. */
export abstract class SectionPage<S extends SettingsSection> extends FormPage<Settings[S]> {
  #settings: SettingsApi | null = null;

  protected abstract readonly section: S;
  protected abstract readonly titleKey: SettingsMenuKey;
  protected abstract readonly leadKey: PlainSettingsKey;

  protected get settings(): SettingsApi {
    this.#settings ??= createSettingsApi(this.desk.connection.apiOptions);
    return this.#settings;
  }

  protected read(): Promise<Answered<Settings[S]>> {
    return this.settings.section(this.section);
  }

  protected send(value: Settings[S], version: number): Promise<Answered<Settings[S]>> {
    return this.settings.saveSection(this.section, { value, version });
  }

  protected readCurrent(current: unknown): Stored<Settings[S]> | null {
    return current as SettingsAnswer<S> | null;
  }

  protected check(value: Settings[S]): BadField[] {
    return checkSection(this.section, value);
  }

  protected renderHead(): TemplateResult {
    return pageHead(settingsMenuTexts(this.text).t(this.titleKey), this.t(this.leadKey));
  }
}
