import { SignInNeeded } from "../../client/token-source.ts";
import type { Platform } from "../../client/types.ts";
import type { AccessToken, VisitorSession } from "../../protocol/http.schema.ts";
import { TIMES } from "../../protocol/limits.ts";
import type { EntryStore } from "./stored.ts";

export type SessionOptions = { baseUrl: string; widgetId: string; entry: EntryStore; platform: Platform };

const tokenOf = ({ accessToken, expiresAt }: VisitorSession): AccessToken => ({ token: accessToken, expiresAt });

/**
 * Gives visitor tokens: the one another tab has just stored, else a renewed one, else a new visitor's. All tabs share
 * one rotating refresh token, so only one of them may use it at a time; the lock sees to that.
 * The returned function rejects with SignInNeeded once the server no longer knows this visitor.
 */
export function visitorTokens({ baseUrl, widgetId, entry, platform }: SessionOptions): () => Promise<AccessToken> {
  let handedOut = "";

  async function post(path: string, body: object): Promise<VisitorSession> {
    const response = await platform.fetch(`${baseUrl}/widget/v1/${path}?widget=${encodeURIComponent(widgetId)}`, {
      method: "POST",
      credentials: "omit",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ widgetId, ...body }),
    });
    if (response.ok) return response.json();
    // Only this answer is about the visitor. Another one, even a refused origin, may be put right: it is tried again.
    if (response.status === 401) {
      entry.update({ session: undefined });
      throw new SignInNeeded();
    }
    throw new Error(`visitor session: ${response.status}`);
  }

  async function next(): Promise<VisitorSession> {
    const { session } = entry.read();
    const isFresh = session && session.expiresAt - platform.now() > TIMES.renewBeforeMs;
    // Asked again for a token we gave: the server refused it, whatever our clock says.
    if (isFresh && session.accessToken !== handedOut) return session;
    const renewed = session
      ? await post("visitors/renew", { refreshToken: session.refreshToken })
      : await post("visitors", {});
    entry.update({ session: renewed });
    return renewed;
  }

  return async () => {
    let result: VisitorSession | undefined;
    await platform.withLock(entry.key, new AbortController().signal, async () => {
      result = await next();
    });
    if (!result) throw new Error("no lock");
    handedOut = result.accessToken;
    return tokenOf(result);
  };
}
