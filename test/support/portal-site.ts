import { type ChildProcess, spawn } from "node:child_process";
import type { BrowserContext, Page } from "playwright";
import type { Problem } from "../../protocol/http.schema.ts";
import { inRoot } from "../../scripts/support/paths.ts";
import { freePort } from "../../scripts/system/ports.ts";
import type { TestSystem } from "./running-system.ts";

export type ApiTokenMade = { apiTokenId: string; secret: string };

/** What an admin does in the settings, over the same calls. */
export class Admin {
  readonly #url: string;
  #token = "";

  private constructor(url: string) {
    this.#url = url;
  }

  static async signedIn(system: TestSystem): Promise<Admin> {
    const account = system.world?.accounts.find(({ role }) => role === "admin");
    const admin = new Admin(system.url);
    const headers = { "content-type": "application/json", origin: system.url };
    const body = JSON.stringify({ email: account?.email, password: account?.password });
    const session = await fetch(`${system.url}/auth/sign-in`, { method: "POST", headers, body });
    const { csrf } = (await session.json()) as { csrf: string };
    const cookie = session.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const made = await fetch(`${system.url}/auth/token`, {
      method: "POST",
      headers: { origin: system.url, cookie, "x-sapa-csrf": csrf },
    });
    admin.#token = ((await made.json()) as { token: string }).token;
    return admin;
  }

  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.#url}/api/v1${path}`, {
      method,
      headers: { origin: this.#url, authorization: `Bearer ${this.#token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json().catch(() => ({}))) as T & Problem;
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer.code}`);
    return answer;
  }

  async allowOrigins(origins: string[]): Promise<void> {
    const { version } = await this.call<{ version: number }>("GET", "/settings/embedding");
    await this.call("PUT", "/settings/embedding", { version, value: { origins } });
  }

  newApiToken(name: string): Promise<ApiTokenMade> {
    return this.call("POST", "/api-tokens", { name, kind: "user", scopes: ["embed"], expiresAt: null });
  }

  revoke({ apiTokenId }: ApiTokenMade): Promise<void> {
    return this.call("DELETE", `/api-tokens/${apiTokenId}`);
  }
}

export type Portal = { origin: string; stop: () => Promise<void> };
type PortalOptions = {
  system: TestSystem;
  page: string;
  secret: string;
  member: string;
  lifetime?: number;
  components?: string;
  port?: number;
};

/** The example's own server with the pages in `page`, as somebody would start it. */
export async function startPortal({
  system,
  page,
  secret,
  member,
  lifetime = 900,
  components = "inbox",
  port,
}: PortalOptions): Promise<Portal> {
  const at = String(port ?? (await freePort()));
  const server = spawn(process.execPath, [inRoot("examples/portal-plain/server.mjs")], {
    env: {
      PATH: process.env.PATH ?? "",
      // Another site than the server's 127.0.0.1 or localhost.
      SAPA_URL: system.url.replace("localhost", "127.0.0.1"),
      SAPA_API_TOKEN: secret,
      MEMBER: member,
      PORT: at,
      FOLDER: page,
      LIFETIME: String(lifetime),
      COMPONENTS: components,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await started(server);
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.once("exit", () => resolve());
      server.kill();
    });
  return { origin: `http://localhost:${at}`, stop };
}

const started = (server: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    server.stdout?.on("data", (line: Buffer) => line.toString().includes("The portal is at") && resolve());
    server.once("exit", (code) => reject(new Error(`the portal's server ended with ${code}`)));
  });

/** What a page must not have: faults, and what its policy refused. */
export async function watchedPage(context: BrowserContext): Promise<{ page: Page; problems: string[] }> {
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", ({ message }) => problems.push(message));
  page.on("console", (message) => {
    if (/Content Security Policy|Trusted ?Type/i.test(message.text())) problems.push(message.text());
  });
  return { page, problems };
}
