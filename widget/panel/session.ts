import { SignInNeeded } from "../../client/token-source.ts";
import type { Platform } from "../../client/types.ts";
import type { AccessToken, Problem } from "../../protocol/http.schema.ts";
import { TIMES } from "../../protocol/limits.ts";
import type { VisitorProfile, VisitorSession } from "../../protocol/webchat.schema.ts";
import type { PanelContext } from "../context.ts";
import type { EntryStore } from "./stored.ts";

export type SessionOptions = {
  context: PanelContext;
  entry: EntryStore;
  platform: Platform;
  /** What is known of a new visitor. */
  profile(): VisitorProfile | undefined;
  /** The server refuses the widget as such: it may be switched off. */
  onRefused(): void;
  /** The site has signed for this visitor. */
  onIdentified?(visitorId: string): void;
};

export const tokenOf = ({ accessToken, expiresAt }: VisitorSession): AccessToken => ({ token: accessToken, expiresAt });

export const addressOf = ({ baseUrl, widgetId }: PanelContext, path: string): string =>
  `${baseUrl}/widget/v1/${path}?widget=${encodeURIComponent(widgetId)}`;

/** Asks for a session; rejects with SignInNeeded when the answer is about the visitor. */
export async function post(path: string, body: object, options: SessionOptions): Promise<VisitorSession> {
  const { context, platform } = options;
  const { widgetId } = context;
  const response = await platform.fetch(addressOf(context, path), {
    method: "POST",
    credentials: "omit",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ widgetId, ...body }),
  });
  const answer = (await response.json().catch(() => ({}))) as VisitorSession & Partial<Problem>;
  if (response.ok) return answer;
  const { code, params } = answer;
  // Only these are about the visitor. Another answer, even a refused origin, may be put right: it is tried again.
  if (response.status === 401 || code === "widget.identity" || code === "widget.signed_only") throw new SignInNeeded();
  if (code === "widget.challenge") {
    const { solve } = await import("./challenge/challenge.ts");
    const seed = String(params?.seed);
    const proof = { seed, nonce: await solve(seed, Number(params?.bits)) };
    return post(path, { ...body, proof }, options);
  }
  if (response.status < 429 && response.status !== 422) options.onRefused();
  // What a site says of its visitor may be nonsense; chatting must not fail because of it.
  if (response.status === 422 && "profile" in body) return post(path, {}, options);
  throw new Error(`${response.status}`);
}

/**
 * Gives visitor tokens: the one another tab has just stored, else a renewed one, else a new visitor's. All tabs share
 * one rotating refresh token, so only one of them may use it at a time; the lock sees to that.
 * The returned function rejects with SignInNeeded once the server no longer knows this visitor.
 */
export function visitorTokens(options: SessionOptions): () => Promise<AccessToken> {
  const { entry, platform } = options;
  const { chatId } = entry.read();
  let handedOut = "";

  /** After this chat was left nothing of it may come back, or the next person would go on with it (WIDGET-20). */
  const stillHere = (): void => {
    if (entry.read().chatId !== chatId) throw new SignInNeeded();
  };

  async function next(): Promise<VisitorSession> {
    stillHere();
    const { session } = entry.read();
    const isFresh = session && session.expiresAt - platform.now() > TIMES.renewBeforeMs;
    // Asked again for a token we gave: the server refused it, whatever our clock says.
    if (isFresh && session.accessToken !== handedOut) return session;
    const profile = options.profile();
    const asked = session
      ? post("visitors/renew", { refreshToken: session.refreshToken }, options)
      : post("visitors", { profile }, options);
    const renewed = await asked.catch((error): undefined => {
      if (!(error instanceof SignInNeeded)) throw error;
    });
    stillHere();
    entry.update({ session: renewed, profile: undefined });
    if (!renewed) throw new SignInNeeded();
    return renewed;
  }

  return () =>
    new Promise((done, failed) => {
      const work = (): Promise<void> =>
        next().then((session) => {
          handedOut = session.accessToken;
          done(tokenOf(session));
        });
      platform.withLock(entry.key, new AbortController().signal, work).catch(failed);
    });
}
