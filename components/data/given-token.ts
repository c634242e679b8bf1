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
