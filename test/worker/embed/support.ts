import { expect } from "vitest";
import type { CreatedApiToken, EmbedToken, EmbedTokenRequest } from "../../../protocol/embed.schema.ts";
import { SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from "../../../protocol/version.ts";
import type { OpenError } from "../../../worker/http/open-envelope.ts";
import { TestSocket } from "../../support/worker-sockets.ts";
import type { WorldMember, WorldOrganization } from "../../support/world.ts";
import { type CallOptions, call } from "../http/support.ts";
import { change, done } from "../settings/support.ts";

export const PORTAL = "https://portal.example";

export const newApiToken = (admin: WorldMember, extra: object = {}): Promise<CreatedApiToken> =>
  done(admin, "POST", "/api-tokens", { name: "CRM", kind: "user", scopes: ["embed"], expiresAt: null, ...extra });

/** An organization whose portal may embed: its API token's secret. */
export async function portalOf(organization: WorldOrganization): Promise<CreatedApiToken> {
  await change(organization.admin, "embedding", { origins: [PORTAL] });
  return newApiToken(organization.admin);
}

export type Asked = Partial<EmbedTokenRequest> & { member: string };

export const askOnce = (secret: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
  call("/api/open/v1/embed_tokens", { body, headers: { authorization: `Bearer ${secret}`, ...headers } });

/** As a well-behaved server asks: after a 429 again when it is time. */
export async function ask(...asked: Parameters<typeof askOnce>): Promise<Response> {
  const response = await askOnce(...asked);
  if (response.status !== 429) return response;
  await new Promise((resolve) => setTimeout(resolve, Number(response.headers.get("retry-after")) * 1000));
  return ask(...asked);
}

/** A token as the company's server gets it. */
export async function mint(secret: string, asked: Asked): Promise<EmbedToken> {
  const response = await ask(secret, { components: ["inbox"], origin: PORTAL, ...asked });
  const body = (await response.json()) as { data: EmbedToken };
  expect([response.status, JSON.stringify(body)]).toEqual([201, expect.any(String)]);
  return body.data;
}

export const errorOf = async (response: Response): Promise<OpenError["error"]> =>
  ((await response.json()) as OpenError).error;

/** A request of the portal's page. */
export const fromPortal = (token: string, path: string, options: CallOptions = {}): Promise<Response> =>
  call(`/api/v1${path}`, {
    ...options,
    headers: { origin: PORTAL, authorization: `Bearer ${token}`, ...options.headers },
  });

export const socketFrom = async (token: string, path: string, origin = PORTAL): Promise<TestSocket> =>
  TestSocket.over(
    await call(`/api/v1${path}`, {
      headers: {
        upgrade: "websocket",
        origin,
        "sec-websocket-protocol": `${SUBPROTOCOL}, ${TOKEN_SUBPROTOCOL_PREFIX}${token}`,
      },
    }),
  );
