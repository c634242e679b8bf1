import { hkdfSync } from "node:crypto";
import { base64url } from "jose";

const SECRET_BYTES_MIN = 32;

/** What opens things that were sealed: the secret of now, and the one before it while its seals are being replaced. */
export type Secrets = { SAPA_SECRET: string; SAPA_SECRET_FORMER?: string };

/** The deployment's secret as bytes. Throws for one that is too short to be safe. */
export function masterKey(secret: string): Uint8Array {
  const key = base64url.decode(secret ?? "");
  if (key.length < SECRET_BYTES_MIN) throw new Error("SAPA_SECRET needs at least 32 random bytes as base64url");
  return key;
}

/** A key of 32 bytes for one purpose, so that nothing signed for it passes anywhere else. */
export const derivedKey = (secret: string, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", masterKey(secret), "", `sapa ${purpose}`, 32));
