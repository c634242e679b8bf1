import { createHmac, timingSafeEqual } from "node:crypto";
import { derivedKey } from "../../http/keys.ts";

/**
 * What our own way to the sign-in page and back adds to a request: from when on a sign-in will do. Signed for this very
 * request, or whoever sits before somebody's open session would write one and never be asked for the password.
 */
export const AFTER = "sapa_after";

function macOf(secret: string, at: string, query: URLSearchParams): Buffer {
  const request = new URLSearchParams(query);
  request.delete(AFTER);
  request.sort();
  return createHmac("sha256", derivedKey(secret, "sign-in anew")).update(`${at}\n${request}`).digest();
}

export const signAfter = (secret: string, query: URLSearchParams, now: number): string =>
  `${now}.${macOf(secret, String(now), query).toString("base64url")}`;

/** ms UTC; null: none, or not signed by us for this request. */
export function readAfter(secret: string, query: URLSearchParams): number | null {
  const [, at, mac] = /^(\d{1,15})\.([\w-]{43})$/.exec(query.get(AFTER) ?? "") ?? [];
  if (at === undefined || mac === undefined) return null;
  return timingSafeEqual(Buffer.from(mac, "base64url"), macOf(secret, at, query)) ? Number(at) : null;
}
