import type { AccessToken } from "../protocol/http.schema.ts";
import { TIMES } from "../protocol/limits.ts";
import type { TokenSource } from "./types.ts";

/** There is no token to be had: the person must sign in, or the page's token provider has failed. */
export class SignInNeeded extends Error {
  override name = "SignInNeeded";
}

type Held = { token: string; renewAt: number };

/** Milliseconds a token lives, by its own claims; undefined if they cannot be read. Nothing is trusted because of it. */
function lifetimeOf(token: string): number | undefined {
  try {
    const body = token.split(".")[1] ?? "";
    const { iat, exp } = JSON.parse(atob(body.replaceAll("-", "+").replaceAll("_", "/")));
    return exp > iat ? (exp - iat) * 1000 : undefined;
  } catch {
    return undefined;
  }
}

/**
 * When to ask for the next token, in local ms: a minute before the end. The claims bound what a slow or wrong local
 * clock would make of `expiresAt`; a token that was just handed out counts as fresh even if that clock calls it over.
 */
export function renewalTime(token: AccessToken, now: number): number {
  const byClock = token.expiresAt - now;
  const byClaims = lifetimeOf(token.token) ?? byClock;
  const leftMs = byClock > TIMES.renewBeforeMs ? Math.min(byClock, byClaims) : byClaims;
  return now + Math.max(leftMs - TIMES.renewBeforeMs, Math.min(leftMs, TIMES.renewBeforeMs) / 2);
}

/**
 * Keeps one token and fetches the next a minute before its end, one request at a time. `fetchToken` rejects with
 * SignInNeeded when there is none to be had; any other rejection counts as "try again later".
 */
export function createTokenSource(
  fetchToken: () => Promise<AccessToken>,
  clock: { now(): number },
): Required<TokenSource> {
  let held: Held | null = null;
  let pending: Promise<string> | null = null;

  const renew = (): Promise<string> => {
    pending ??= (async () => {
      try {
        const fetched = await fetchToken();
        held = { token: fetched.token, renewAt: renewalTime(fetched, clock.now()) };
        return fetched.token;
      } catch (error) {
        if (error instanceof SignInNeeded) held = null;
        throw error;
      } finally {
        pending = null;
      }
    })();
    return pending;
  };

  const get = async (): Promise<string> => {
    if (held && clock.now() < held.renewAt) return held.token;
    try {
      return await renew();
    } catch (error) {
      // The old token has up to a minute left: a short failure of the token address must not stop anything.
      if (held && clock.now() < held.renewAt + TIMES.renewBeforeMs) return held.token;
      throw error;
    }
  };

  return {
    renew,
    get,
    renewAt: () => held?.renewAt ?? 0,
  };
}
