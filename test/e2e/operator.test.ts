import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { describe, expect, it } from "vitest";
import { Texts } from "../../components/operator/strings.ts";
import { inRoot } from "../../scripts/support/paths.ts";
import { demoWorld } from "../../scripts/system/demo.ts";
import type { RunningSystem } from "../../scripts/system/system.ts";
import { useDemoSystem } from "../support/demo-system.ts";
import { VIEWS, violations } from "./accessibility.ts";

const demo = useDemoSystem();
const key = (): string => demo.system.secrets.SAPA_OPERATOR_KEY;

async function openTools(page: Page, hash = ""): Promise<void> {
  await page.goto(`${demo.system.url}/operator${hash}`);
  await page.locator("#key").fill(key());
  await page.keyboard.press("Enter");
  await page.locator("h2[tabindex]").waitFor();
}

const mailTo = (email: string) => demo.system.mail.mails().find(({ to }) => to.includes(email));

describe.each(VIEWS)("the Operator's page ($language, $colorScheme)", ({ language, ...view }) => {
  const texts = new Texts(language);

  it("GEN-10 axe finds nothing on any of its pages, forms and answers", async () => {
    const context = await demo.browser.newContext({ ...view, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${demo.system.url}/operator`);
    await page.locator("#key").fill("x");
    await page.keyboard.press("Enter");
    await page.getByText(texts.t("wrongKey")).waitFor();
    expect(await violations(page)).toEqual([]);
    await openTools(page);
    await page.locator(".rows").waitFor();
    expect(await violations(page)).toEqual([]);
    for (const one of ["organizations", "applications", "providers"] as const) {
      await page.locator(`nav a[href="#${one}"]`).click();
      await page.locator(".head .primary").click();
      await page.locator("sapa-operator-form button[type=submit]").click();
      await page.locator(".field-error").first().waitFor();
      expect([one, await violations(page)]).toEqual([one, []]);
      await page.keyboard.press("Escape");
    }
    for (const one of ["email", "support"] as const) {
      await page.locator(`nav a[href="#${one}"]`).click();
      await page.locator("sapa-operator-form").waitFor();
      expect([one, await violations(page)]).toEqual([one, []]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await context.close();
  });

  it("AUTH-6 breaks none of its own strict rules, and keeps the key nowhere", async () => {
    const context = await demo.browser.newContext(view);
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (line) => line.type() === "error" && problems.push(line.text()));
    await openTools(page, "#applications");
    await page.getByRole("button", { name: texts.t("addApplication") }).click();
    await page.getByLabel(texts.t("name"), { exact: true }).fill("Portal <b>Keuangan</b>");
    await page.getByLabel(texts.t("redirects")).fill("https://portal.example/callback");
    await page.getByRole("button", { name: texts.t("register") }).click();
    await page.getByText("sapac_").waitFor();
    await page.getByRole("button", { name: texts.t("done"), exact: true }).click();
    await page.getByText("Portal <b>Keuangan</b>").first().waitFor();
    const stored = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    expect(stored).not.toContain(key());
    await page.reload();
    await page.locator("#key").waitFor();
    expect(problems).toEqual([]);
    const { headers } = await fetch(`${demo.system.url}/operator`);
    const policy = headers.get("content-security-policy")?.split("; ");
    expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self'"]));
    await context.close();
  });
});

describe("the Operator's page at work", () => {
  const texts = new Texts("en");

  it("AUTH-12, AUTH-15 invites an owner, changes an email, deletes and keeps an organization by keyboard", async () => {
    const context = await demo.browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await openTools(page);
    await page.getByRole("button", { name: texts.t("addOrganization") }).click();
    await page.getByLabel(texts.t("name"), { exact: true }).fill("Roti Pagi");
    await page.keyboard.press("Tab");
    await page.keyboard.type("rina@roti.example");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Rina");
    await page.keyboard.press("Enter");
    await page.getByText(texts.t("invited", { name: "Roti Pagi", email: "rina@roti.example" })).waitFor();
    await expect.poll(() => mailTo("rina@roti.example")?.text).toContain("/link#");

    await page.getByRole("button", { name: "Delete: Roti Pagi" }).click();
    await page.getByLabel(texts.t("typeName", { name: "Roti Pagi" })).fill("Roti");
    await page.getByLabel(texts.t("reason")).fill("Contract ended");
    await page.keyboard.press("Enter");
    await page.getByText(texts.refusal("operator.name")).waitFor();
    await page.getByLabel(texts.t("typeName", { name: "Roti Pagi" })).fill("Roti Pagi");
    await page.keyboard.press("Enter");
    await page.getByText(/Will be deleted on/).waitFor();
    await page.getByRole("button", { name: "Keep: Roti Pagi" }).click();
    await page.getByText(texts.t("kept", { name: "Roti Pagi" })).waitFor();

    await page.locator('nav a[href="#email"]').click();
    await page.getByLabel(texts.t("from")).fill("rina@roti.example");
    await page.getByLabel(texts.t("to")).fill("rina.wijaya@roti.example");
    await page.getByLabel(texts.t("reason")).fill("Typing error");
    await page.keyboard.press("Enter");
    await page.getByText(texts.t("changed", { email: "rina.wijaya@roti.example" })).waitFor();
    await expect.poll(() => mailTo("rina.wijaya@roti.example")?.text).toContain("Typing error");
    await context.close();
  });

  it("AUTH-20 shows people a support contact before they sign in, until it is taken away", async () => {
    const context = await demo.browser.newContext({ locale: "en-GB" });
    const page = await context.newPage();
    const shown = async () =>
      ((await (await fetch(`${demo.system.url}/auth/options`)).json()) as { support: unknown }).support;
    await openTools(page, "#support");
    await page.getByLabel(texts.t("supportLabel")).fill("WhatsApp 0812 0000 0000");
    await page.getByLabel(texts.t("supportUrl")).fill("javascript:alert(1)");
    await page.getByRole("button", { name: texts.t("save") }).click();
    await page.getByText(texts.refusal("settings.url")).waitFor();
    await page.getByLabel(texts.t("supportUrl")).fill("https://wa.me/6281200000000");
    await page.getByRole("button", { name: texts.t("save") }).click();
    await page.getByText(texts.t("saved"), { exact: true }).waitFor();
    expect(await shown()).toEqual({ text: "WhatsApp 0812 0000 0000", url: "https://wa.me/6281200000000" });
    await page.getByRole("button", { name: texts.t("supportClear") }).click();
    await page.getByText(texts.t("supportCleared")).waitFor();
    expect(await shown()).toBeNull();
    await context.close();
  });
});

describe("npm run operator", () => {
  /** What the command prints, with secrets on its standard input. */
  function command(args: string[], input = "", settings: Record<string, string> = {}) {
    const env = { ...process.env, SAPA_URL: demo.system.url, SAPA_OPERATOR_KEY: key(), NO_COLOR: "1", ...settings };
    const child = spawn(process.execPath, [inRoot("scripts/bootstrap.mjs"), "operator", ...args], { env });
    child.stdin.end(input);
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => {
      printed += chunk;
    });
    child.stderr.on("data", (chunk: Buffer) => {
      printed += chunk;
    });
    return new Promise<{ code: number | null; printed: string }>((resolve) =>
      child.on("close", (code) => resolve({ code, printed })),
    );
  }

  it("makes an organization, shows it, and says what was wrong", async () => {
    const who = ["--email", "agus@kopi.example", "--first-name", "Agus"];
    const made = await command(["organizations", "create", "--name", "Kopi Tua", ...who, "--last-name", "Salim"]);
    expect([made.code, made.printed]).toEqual([0, expect.stringContaining("agus@kopi.example")]);
    const list = await command(["organizations"]);
    expect(list.printed).toMatch(/ID\s+NAME\s+OWNER\s+SEATS[\s\S]*Kopi Tua/);
    const wrong = await command(["organizations", "create", "--name", "Kopi Tua", "--email", "agus@kopi.example"]);
    expect([wrong.code, wrong.printed]).toEqual([1, expect.stringContaining("--first-name is missing")]);
    const refused = await command(["email", "--from", "x@kopi.example", "--to", "y", "--reason", "z"]);
    expect([refused.code, refused.printed]).toEqual([1, expect.stringContaining("--to: Give an email address")]);
    const unknown = await command(["organisations"]);
    expect([unknown.code, unknown.printed]).toEqual([1, expect.stringContaining("npm run operator -- <command>")]);
  });

  it("prints an application's secret once, and takes keys from the environment or the standard input only", async () => {
    const redirect = ["--redirect", "https://erp.example/cb"];
    const made = await command(["applications", "create", "--name", "ERP", ...redirect]);
    expect(made.printed).toMatch(/Secret +sapac_[\w-]{43}/);
    expect((await command(["applications"])).printed).not.toContain("sapac_");
    const wrong = await command(["applications"], "", { SAPA_OPERATOR_KEY: "x" });
    expect([wrong.code, wrong.printed]).toEqual([1, expect.stringContaining("not the Operator's key")]);
    const away = await command(["applications"], "", { SAPA_URL: "http://127.0.0.1:9" });
    expect([away.code, away.printed]).toEqual([1, expect.stringContaining("Nothing answers")]);
    const secret = ["providers", "create", "--name", "X", "--issuer", "http://127.0.0.1:9/", "--client-id", "x"];
    const provider = await command(secret, "the-secret\n");
    expect([provider.code, provider.printed]).toEqual([
      1,
      expect.stringContaining("--issuer: No OpenID Connect provider answers"),
    ]);
    expect(provider.printed).not.toContain("the-secret");
    const keyless = await command(["applications"], "", { SAPA_OPERATOR_KEY: "" });
    expect([keyless.code, keyless.printed]).toEqual([1, expect.stringContaining("Operator's key is missing")]);
    const other = await command(["applications"], "", { SAPA_URL: demo.system.demoPageUrl });
    expect([other.code, other.printed]).toEqual([1, expect.stringContaining("Something else than Sapa")]);
    const halfAddress = await command(["applications"], "", { SAPA_URL: "localhost:8787" });
    expect([halfAddress.code, halfAddress.printed]).toEqual([1, expect.stringContaining("Set SAPA_URL")]);
  });
});

describe("npm start with a database that was restored", () => {
  it("makes no demo data beside the people who are there, and nothing that a later start would empty", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "sapa-restored-"));
    const restored = Object.assign(Object.create(demo.system) as RunningSystem, { dataDir });
    expect(await demoWorld(restored, () => {})).toBeUndefined();
    expect(readdirSync(dataDir)).toEqual([]);
    rmSync(dataDir, { recursive: true });
  });
});

describe("AUTH-6 an application in a browser", () => {
  it("AUTH-6, AUTH-1 leads to the sign-in page and, signed in, back to the application without asking more", async () => {
    const { body } = await fetch(`${demo.system.url}/operator/v1/applications`, {
      method: "POST",
      headers: { authorization: `Bearer ${key()}`, "content-type": "application/json" },
      body: JSON.stringify({
        name: "ERP",
        isPublic: true,
        redirectUris: [`${demo.system.demoPageUrl}signed-in`],
        postLogoutUris: [],
        backChannelLogoutUri: null,
      }),
    }).then(async (response) => ({ body: (await response.json()) as { clientId: string } }));
    const query = new URLSearchParams({
      client_id: body.clientId,
      redirect_uri: `${demo.system.demoPageUrl}signed-in`,
      response_type: "code",
      scope: "openid",
      code_challenge: "a".repeat(43),
      code_challenge_method: "S256",
      state: "s1",
    });
    const context = await demo.browser.newContext({ locale: "en-GB" });
    const page = await context.newPage();
    await page.goto(`${demo.system.url}/oidc/authorize?${query}`);
    await page.locator("#email").fill("citra@kopisenja.example");
    await page.locator("#password").fill("senja-di-teras");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === "/signed-in");
    expect(new URL(page.url()).searchParams.get("state")).toBe("s1");
    expect(new URL(page.url()).searchParams.get("code")).toMatch(/^[\w-]{43}$/);
    // Asked for the password once more: the form is shown although a session lives.
    await page.goto(`${demo.system.url}/oidc/authorize?${query}&prompt=login`);
    await page.locator("#email").fill("citra@kopisenja.example");
    await page.locator("#password").fill("senja-di-teras");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === "/signed-in" && url.searchParams.has("code"));
    await context.close();
  });
});
