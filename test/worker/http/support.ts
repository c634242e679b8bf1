import { env, exports } from "cloudflare:workers";
import type { Problem, SessionInfo } from "../../../protocol/http.schema.ts";
import type { VisitorSession } from "../../../protocol/webchat.schema.ts";
import { hashPassword } from "../../../worker/accounts/passwords.ts";
import { type Database, openDatabase } from "../../../worker/db/client.ts";
import { signMemberToken } from "../../../worker/http/tokens.ts";
import {
  createWorld,
  type World,
  type WorldMember,
  type WorldOptions,
  type WorldOrganization,
} from "../../support/world.ts";

export const ORIGIN = "https://sapa.test";
export const PASSWORD = "kopi-susu-gula-aren";

export const db = (): Database => openDatabase(env.LIBSQL_URL);

/** Two organizations whose members can sign in with PASSWORD. */
export async function world(settings?: WorldOptions["settings"]): Promise<World> {
  return createWorld(db(), { passwordHash: await hashPassword(PASSWORD), settings });
}

export type CallOptions = {
  method?: string;
  headers?: Record<string, string>;
  /** Sent as JSON, unless it is already text, bytes or a stream. */
  body?: unknown;
};

const isRaw = (body: unknown): body is BodyInit =>
  typeof body === "string" || body instanceof Uint8Array || body instanceof ReadableStream;

/** One request to the Worker, as a browser on our own origin would send it unless told otherwise. */
export function call(path: string, options: CallOptions = {}): Promise<Response> {
  const { method = options.body === undefined ? "GET" : "POST", headers = {}, body } = options;
  const given = new Headers({ ...(body !== undefined && { "content-type": "application/json" }), ...headers });
  const raw = body === undefined || isRaw(body) ? body : JSON.stringify(body);
  return exports.default.fetch(
    new Request(`${ORIGIN}${path}`, { method, headers: given, body: raw as BodyInit, redirect: "manual" }),
  );
}

export const problemOf = async (response: Response): Promise<Problem> => (await response.json()) as Problem;
export const codeOf = async (response: Response): Promise<string> => (await problemOf(response)).code;

/** A browser: keeps its cookie and the CSRF token of its session. */
export class Browser {
  cookie = "";
  csrf = "";
  readonly address: string;

  constructor(address = `10.${byte()}.${byte()}.${byte()}`) {
    this.address = address;
  }

  async send(path: string, options: CallOptions = {}): Promise<Response> {
    const method = options.method ?? (options.body === undefined ? "GET" : "POST");
    const response = await call(path, {
      ...options,
      method,
      headers: {
        "cf-connecting-ip": this.address,
        ...(this.cookie && { cookie: this.cookie }),
        ...(method !== "GET" && { origin: ORIGIN, "x-sapa-csrf": this.csrf }),
        ...options.headers,
      },
    });
    const cookie = response.headers.get("set-cookie")?.split(";")[0];
    if (cookie !== undefined) this.cookie = cookie.endsWith("=") ? "" : cookie;
    if (response.ok && path === "/auth/session/organization")
      this.csrf = ((await response.clone().json()) as SessionInfo).csrf;
    return response;
  }

  tryPassword(email: string, password: string): Promise<Response> {
    return this.send("/auth/sign-in", { body: { email, password } });
  }

  async signIn(member: Pick<WorldMember, "email">, password = PASSWORD): Promise<SessionInfo> {
    const response = await this.tryPassword(member.email, password);
    if (!response.ok) throw new Error(`sign-in refused: ${await codeOf(response)}`);
    const info = (await response.json()) as SessionInfo;
    this.csrf = info.csrf;
    return info;
  }
}

const byte = (): number => Math.floor(Math.random() * 254) + 1;

/** A member's access token, as POST /auth/token gives it. */
export async function tokenOf(member: WorldMember, origin = ORIGIN, now = Date.now()): Promise<string> {
  return (await signMemberToken(env.SAPA_SECRET, { member: member.identity, origin }, now)).token;
}

export const asMember = async (member: WorldMember, path: string, options: CallOptions = {}): Promise<Response> =>
  call(path, { ...options, headers: { authorization: `Bearer ${await tokenOf(member)}`, ...options.headers } });

/** What every browser sends along when a page fetches. */
export const BROWSER_HEADERS = {
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  "accept-language": "id,en;q=0.7",
  "sec-fetch-mode": "cors",
  "sec-fetch-site": "cross-site",
};

/** A request of the widget on its own page. */
export const asPage = (organization: WorldOrganization, path: string, options: CallOptions = {}): Promise<Response> =>
  call(`${path}?widget=${organization.integrationId}`, {
    ...options,
    headers: {
      ...BROWSER_HEADERS,
      origin: organization.origin,
      "cf-connecting-ip": `10.${byte()}.${byte()}.${byte()}`,
      ...options.headers,
    },
  });

export async function newVisitor(organization: WorldOrganization): Promise<VisitorSession> {
  const response = await asPage(organization, "/widget/v1/visitors", {
    body: { widgetId: organization.integrationId },
  });
  if (response.status !== 201) throw new Error(`no visitor: ${response.status} ${await response.text()}`);
  return (await response.json()) as VisitorSession;
}

export const say = (
  organization: WorldOrganization,
  visitor: VisitorSession,
  text: string,
  id: string = crypto.randomUUID(),
): Promise<Response> =>
  asPage(organization, "/widget/v1/commands", {
    headers: { authorization: `Bearer ${visitor.accessToken}`, "idempotency-key": id },
    body: { type: "message.send", content: { type: "text", text } },
  });
