import type { Browser, BrowserContext, Locator, Page } from "playwright";
import { type Language, Localizer } from "../../components/strings/localizer.ts";
import { type ShellTexts, shellTexts } from "../../components/strings/shell.ts";
import { en } from "../../widget/panel/strings/en.ts";
import { id } from "../../widget/panel/strings/id.ts";
import { LAUNCHER_STRINGS } from "../../widget/strings.ts";
import type { TestSystem } from "../support/running-system.ts";

const LANGUAGE_NAMES: Record<Language, string> = { en: "English", id: "Bahasa Indonesia" };
const LOCALES: Record<Language, string> = { en: "en-GB", id: "id-ID" };

/** Problems that a page must not have; each test looks at them at its end. */
export type Watched = { page: Page; problems: string[] };

export async function openPage(
  browser: Browser,
  language: Language,
  options: { viewport?: { width: number; height: number } } = {},
): Promise<Watched & { context: BrowserContext }> {
  const context = await browser.newContext({
    locale: LOCALES[language],
    timezoneId: "Asia/Jakarta",
    viewport: options.viewport ?? { width: 1440, height: 900 },
  });
  return { context, ...(await watch(context)) };
}

export async function watch(context: BrowserContext): Promise<Watched> {
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  return { page, problems };
}

/** The agents' inbox, by its visible names. */
export class Desk {
  readonly page: Page;
  readonly text: Localizer;
  readonly shell: ShellTexts;
  readonly #system: TestSystem;

  constructor(system: TestSystem, page: Page, language: Language) {
    this.#system = system;
    this.page = page;
    this.text = new Localizer(language);
    this.shell = shellTexts(this.text);
  }

  async signIn(role: string, address = "/", index = 0): Promise<void> {
    const account = this.#system.world?.accounts.filter((one) => one.role === role)[index];
    if (!account) throw new Error(`no ${role}`);
    await this.page.goto(this.#system.url + address);
    // Chosen, because the profile's language would come next (I18N-2).
    await this.page.getByRole("button", { name: LANGUAGE_NAMES[this.text.language], exact: true }).click();
    await this.page.getByLabel(this.shell.t("login.username")).fill(account.email);
    await this.page.getByLabel(this.shell.t("login.password"), { exact: true }).fill(account.password);
    await this.page.getByRole("button", { name: this.shell.t("login.button"), exact: true }).click();
    await this.rows.first().waitFor();
  }

  get rows(): Locator {
    return this.page.locator("sapa-room-list button.row");
  }

  row(words: string): Locator {
    return this.rows.filter({ hasText: words });
  }

  button(key: Parameters<Localizer["t"]>[0]): Locator {
    return this.page.getByRole("button", { name: this.text.t(key as "room.resolve"), exact: true });
  }

  status(key: "list.all" | "list.unassigned" | "list.assigned" | "list.resolved"): Locator {
    return this.page.locator("sapa-room-list").getByText(this.text.t(key), { exact: true }).first();
  }

  get conversation(): Locator {
    return this.page.locator("sapa-conversation");
  }

  async reply(words: string): Promise<void> {
    const box = this.page.locator("sapa-composer textarea");
    await box.fill(words);
    await box.press("Enter");
  }
}

/** The shop's visitor, by the widget's visible names. */
export class Visitor {
  readonly page: Page;
  readonly strings: typeof en;
  readonly #launcher: { open: string; close: string };

  constructor(page: Page, language: Language) {
    this.page = page;
    this.strings = language === "id" ? (id as typeof en) : en;
    this.#launcher = LAUNCHER_STRINGS[language];
  }

  get launcher(): Locator {
    return this.page.getByRole("button", { name: this.#launcher.open });
  }

  get panel(): Locator {
    return this.page.getByRole("dialog");
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await this.panel.waitFor();
  }

  async write(words: string): Promise<void> {
    const box = this.panel.getByRole("textbox");
    await box.fill(words);
    await box.press("Enter");
  }
}
