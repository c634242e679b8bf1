import type { AccessToken } from "../../protocol/http.schema.ts";

type Written = { token: string; expiresAt?: number; expires_at?: number };
/** What a host may hand over: see `TokenProvider`. Times are ms UTC. */
export type GivenToken = string | Written | { data: Written };

/** null: there is no token in it. Without a time the token's own claims tell when it ends. */
export function tokenOf(given: unknown): AccessToken | null {
  if (typeof given === "string") return given === "" ? null : { token: given, expiresAt: 0 };
  if (typeof given !== "object" || given === null) return null;
  if ("data" in given) return tokenOf(given.data);
  const { token, expiresAt, expires_at } = given as Partial<Written>;
  if (typeof token !== "string" || token === "") return null;
  const time = expiresAt ?? expires_at;
  return { token, expiresAt: typeof time === "number" ? time : 0 };
}

/** What was there in its place, for the host's console: the words of our server if it is its refusal, else names alone. */
export function whyNoToken(given: unknown): string {
  if (typeof given !== "object" || given === null) return given === "" ? "an empty text" : String(given);
  const { error } = given as { error?: { messages?: unknown } };
  if (Array.isArray(error?.messages)) return `the refusal: ${error.messages.join(" ")}`;
  return `an object with ${Object.keys(given).join(", ") || "nothing in it"}. Let it give the answer of embed_tokens as it stands`;
}
