import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { AppContext } from "../../http/context.ts";
import { type Sealed, seal, unseal } from "../../http/seal.ts";

/** What a browser carries while its person is at the provider: nobody reads or makes it but us. */
export type SignInState = {
  state: string;
  nonce: string;
  verifier: string;
  /** The path of ours to come back to. */
  next: string;
  /** ms UTC */
  endsAt: number;
};

const LIFE_MS = 10 * 60_000;
const sealFor = (providerId: string) => ({ purpose: "provider sign-in", place: [providerId] });

/** As with the session's cookie: the prefix over https, and on plain localhost a name of its own. */
function cookieOf(c: AppContext) {
  const isSecure = new URL(c.req.url).protocol === "https:";
  const options = { httpOnly: true, secure: isSecure, sameSite: "Lax" as const, path: "/" };
  return { name: isSecure ? "__Host-sapa-provider" : "sapa-provider", options };
}

export async function writeState(
  c: AppContext,
  providerId: string,
  state: Omit<SignInState, "endsAt">,
  now: number,
): Promise<void> {
  const value: SignInState = { ...state, endsAt: now + LIFE_MS };
  const { ciphertext, keyId } = await seal(c.env.SAPA_SECRET, sealFor(providerId), value);
  const { name, options } = cookieOf(c);
  setCookie(c, name, `${keyId}.${ciphertext}`, { ...options, maxAge: LIFE_MS / 1000 });
}

/** Takes it away, so that an answer of the provider is good once. null: none, another provider's, or too old. */
export async function takeState(c: AppContext, providerId: string, now: number): Promise<SignInState | null> {
  const { name, options } = cookieOf(c);
  const [keyId = "", ciphertext = ""] = (getCookie(c, name) ?? "").split(".");
  deleteCookie(c, name, options);
  const sealed: Sealed = { keyId, ciphertext };
  const state = await unseal<SignInState>({ SAPA_SECRET: c.env.SAPA_SECRET }, sealFor(providerId), sealed);
  return state === null || state.endsAt <= now ? null : state;
}
