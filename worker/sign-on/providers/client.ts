import { eq } from "drizzle-orm";
import {
  allowInsecureRequests,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  type CustomFetch,
  customFetch,
  discovery,
} from "openid-client";
import type { Database } from "../../db/client.ts";
import { oidcProviders } from "../../db/schema/index.ts";
import type { Env } from "../../env.ts";
import { readBounded } from "../../http/body.ts";
import { IsolateCache } from "../../http/isolate-cache.ts";
import type { Secrets } from "../../http/keys.ts";
import { seal, unseal } from "../../http/seal.ts";
import { mayCall } from "../../organization/custom-endpoint.ts";

const ANSWER_WITHIN_S = 8;
const ANSWER_BYTES_MAX = 256 * 1024;
/** For so long what a provider publishes of itself is not asked again. */
const FRESH_MS = 10 * 60_000;

type ProviderRow = typeof oidcProviders.$inferSelect;
type Settings = Pick<Env, "SAPA_SECRET" | "SAPA_SECRET_FORMER" | "SAPA_DEV_KEY">;

export const PROVIDER_SECRET = "provider secret";
const sealFor = (providerId: string) => ({ purpose: PROVIDER_SECRET, place: [providerId] });
export const sealClientSecret = (secret: string, providerId: string, clientSecret: string) =>
  seal(secret, sealFor(providerId), { clientSecret });

/** null: sealed with a key that is gone. */
export async function openClientSecret(secrets: Secrets, row: ProviderRow): Promise<string | null> {
  const sealed = { ciphertext: row.sealedSecret, keyId: row.keyId };
  return (await unseal<{ clientSecret: string }>(secrets, sealFor(row.providerId), sealed))?.clientSecret ?? null;
}

/** The provider gave no answer, as opposed to one that is not good. */
export class ProviderAway extends Error {}

const configurations = new IsolateCache<Configuration>(FRESH_MS, 50);

/** How to talk to a provider; null: there is none of this id, or its secret cannot be opened. Rejects as `discover`. */
export async function configurationOf(env: Settings, db: Database, providerId: string): Promise<Configuration | null> {
  const [row] = await db.select().from(oidcProviders).where(eq(oidcProviders.providerId, providerId));
  if (row === undefined) return null;
  const found = await configurations.get(`${providerId} ${row.sealedSecret}`, () => opened(env, row));
  return found ?? null;
}

async function opened(env: Settings, row: ProviderRow): Promise<Configuration | undefined> {
  const clientSecret = await openClientSecret(env, row);
  return clientSecret === null ? undefined : discover(env, { ...row, clientSecret });
}

/** Asks the provider what it publishes of itself. Rejects with ProviderAway or an error of openid-client. */
export async function discover(
  env: Settings,
  { issuer, clientId, clientSecret }: { issuer: string; clientId: string; clientSecret: string },
): Promise<Configuration> {
  const isDevelopment = Boolean(env.SAPA_DEV_KEY);
  const options = {
    [customFetch]: guardedFetch(isDevelopment),
    timeout: ANSWER_WITHIN_S,
    ...(isDevelopment && { execute: [allowInsecureRequests] }),
  };
  const how = ClientSecretBasic(clientSecret);
  const configuration = await discovery(new URL(issuer), clientId, undefined, how, options);
  const methods = configuration.serverMetadata().token_endpoint_auth_methods_supported;
  if (methods === undefined || methods.includes("client_secret_basic") || !methods.includes("client_secret_post"))
    return configuration;
  return discovery(new URL(issuer), clientId, undefined, ClientSecretPost(clientSecret), options);
}

/** What a provider says of its own addresses is not believed: each one is looked at before it is called. */
function guardedFetch(isDevelopment: boolean): CustomFetch {
  return async (url, options) => {
    if (!mayCall(url, isDevelopment)) throw new Error("an address of the provider is not public");
    const response = await fetch(url, options as RequestInit).catch((error: unknown) => {
      throw new ProviderAway("the provider does not answer", { cause: error });
    });
    if (response.status >= 500) {
      await response.body?.cancel();
      throw new ProviderAway("the provider is out of order");
    }
    const body = await readBounded(response.body, ANSWER_BYTES_MAX);
    if (body === undefined) throw new Error("the provider's answer is too large");
    const isEmpty = [204, 205, 304].includes(response.status);
    return new Response(isEmpty ? null : (body as Uint8Array<ArrayBuffer>), {
      status: response.status,
      headers: response.headers,
    });
  };
}

/** Whether an error of openid-client comes from a provider that gave no answer. */
export function isAway(error: unknown): boolean {
  if (error instanceof ProviderAway) return true;
  if (!(error instanceof Error)) return false;
  return error.name === "TimeoutError" || error.name === "AbortError" || isAway(error.cause);
}
