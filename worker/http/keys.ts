import { hkdfSync } from "node:crypto";
import { base64url } from "jose";

const SECRET_BYTES_MIN = 32;

/** What opens things that were sealed: the secret of now, and the one before it while its seals are being replaced. */
export type Secrets = { SAPA_SECRET: string; SAPA_SECRET_FORMER?: string };

/** The deployment's secret as bytes. Throws for one that is too short to be safe. */
export function masterKey(secret: string, setting: keyof Secrets = "SAPA_SECRET"): Uint8Array {
  const key = decoded(secret ?? "");
  if (key.length < SECRET_BYTES_MIN)
    throw new Error(`${setting} needs at least ${SECRET_BYTES_MIN} random bytes as base64url`);
  return key;
}

function decoded(text: string): Uint8Array {
  try {
    return base64url.decode(text);
  } catch {
    return new Uint8Array();
  }
}

/**
 * Throws for a secret that is set and no good, to be called before anything is served: a former secret with a typing
 * error would open nothing, and what it sealed would look lost.
 */
export function checkSecrets({ SAPA_SECRET, SAPA_SECRET_FORMER }: Partial<Secrets>): void {
  if (SAPA_SECRET) masterKey(SAPA_SECRET);
  if (SAPA_SECRET_FORMER) masterKey(SAPA_SECRET_FORMER, "SAPA_SECRET_FORMER");
}

/** The secrets to check with what others have kept since before: the one of now, and the former one while it is named. */
export const secretsOf = ({ SAPA_SECRET, SAPA_SECRET_FORMER }: Secrets): string[] =>
  SAPA_SECRET_FORMER ? [SAPA_SECRET, SAPA_SECRET_FORMER] : [SAPA_SECRET];

/** A key of 32 bytes for one purpose, so that nothing signed for it passes anywhere else. */
export const derivedKey = (secret: string, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", masterKey(secret), "", `sapa ${purpose}`, 32));
