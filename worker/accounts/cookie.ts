import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { AppContext } from "../http/context.ts";

/**
 * The session cookie. Over https its name carries the `__Host-` prefix, which makes browsers insist on Secure, on the
 * whole path and on this very host. Plain http exists for localhost only, where that prefix cannot be used.
 */
function cookieFor(c: AppContext): { name: string; isSecure: boolean } {
  const { protocol, hostname } = new URL(c.req.url);
  const isLocal =
    protocol === "http:" && (hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]");
  return isLocal ? { name: "sapa", isSecure: false } : { name: "__Host-sapa", isSecure: true };
}

export const readSessionCookie = (c: AppContext): string | undefined => getCookie(c, cookieFor(c).name) || undefined;

/** Without a lifetime: the browser forgets it when it closes, the server when it has been idle (AUTH-17). */
export function writeSessionCookie(c: AppContext, token: string): void {
  const { name, isSecure } = cookieFor(c);
  setCookie(c, name, token, { httpOnly: true, secure: isSecure, sameSite: "Lax", path: "/" });
}

export function clearSessionCookie(c: AppContext): void {
  const { name, isSecure } = cookieFor(c);
  deleteCookie(c, name, { httpOnly: true, secure: isSecure, sameSite: "Lax", path: "/" });
}
