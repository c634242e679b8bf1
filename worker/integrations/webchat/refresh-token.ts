import { createHmac, timingSafeEqual } from "node:crypto";
import { type Secrets, secretsOf } from "../../http/keys.ts";

const SEAL_BYTES = 16;

/**
 * A visitor's refresh token as it leaves us: the room's own token with a seal. The room checks the token; the seal is
 * checked before, so that made-up tokens never wake or create a room object. Bound to the widget.
 */
export const sealRefreshToken = (secret: string, widgetId: string, token: string): string =>
  `${token}.${sealOf(secret, widgetId, token).toString("base64url")}`;

/**
 * The room's token and the visitor it names, or undefined for one we did not give out for this widget. The former secret
 * is good here too: who knows it can wake a room and nothing more, and visitors keep their chats.
 */
export function openRefreshToken(
  secrets: Secrets,
  widgetId: string,
  sealed: string,
): { token: string; visitorId: string } | undefined {
  const cut = sealed.lastIndexOf(".");
  const token = sealed.slice(0, Math.max(0, cut));
  const given = Buffer.from(sealed.slice(cut + 1), "base64url");
  const isSealedWith = (secret: string): boolean => {
    const expected = sealOf(secret, widgetId, token);
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
  if (!secretsOf(secrets).some(isSealedWith)) return undefined;
  const visitorId = token.slice(0, token.indexOf("."));
  return { token, visitorId };
}

const sealOf = (secret: string, widgetId: string, token: string): Buffer =>
  createHmac("sha256", secret).update(`visitor-refresh\n${widgetId}\n${token}`).digest().subarray(0, SEAL_BYTES);
