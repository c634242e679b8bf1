import { createHash } from "node:crypto";
import { derivedKey, type Secrets } from "./keys.ts";

/** Something secret as it is stored: what opens it is the deployment's own key, named by `keyId`. */
export type Sealed = { ciphertext: string; keyId: string };

const CIPHER = "AES-GCM";
const IV_BYTES = 12;
const KEY_ID_LENGTH = 12;

const keyIdOf = (key: Uint8Array): string => createHash("sha256").update(key).digest("hex").slice(0, KEY_ID_LENGTH);
const importKey = (key: Uint8Array, usage: "encrypt" | "decrypt"): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", key as BufferSource, CIPHER, false, [usage]);
const bytesOf = (place: readonly string[]): BufferSource => new TextEncoder().encode(place.join("\n"));

/** What it is for, and the place it is bound to: moved into another row it does not open. */
export type SealFor = { purpose: string; place: readonly string[] };

/** `value` as JSON, under AES-256-GCM. */
export async function seal(secret: string, { purpose, place }: SealFor, value: object): Promise<Sealed> {
  const key = derivedKey(secret, purpose);
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const options = { name: CIPHER, iv, additionalData: bytesOf(place) };
  const sealed = await crypto.subtle.encrypt(options, await importKey(key, "encrypt"), plain);
  return { ciphertext: Buffer.concat([iv, new Uint8Array(sealed)]).toString("base64url"), keyId: keyIdOf(key) };
}

/** null: sealed with a key that is gone, for another place or purpose, or damaged. */
export async function unseal<T>(secrets: Secrets, { purpose, place }: SealFor, sealed: Sealed): Promise<T | null> {
  const key = keyNamed(secrets, purpose, sealed.keyId);
  if (key === undefined) return null;
  const bytes = new Uint8Array(Buffer.from(sealed.ciphertext, "base64url"));
  const options = { name: CIPHER, iv: bytes.subarray(0, IV_BYTES), additionalData: bytesOf(place) };
  try {
    const plain = await crypto.subtle.decrypt(options, await importKey(key, "decrypt"), bytes.subarray(IV_BYTES));
    return JSON.parse(new TextDecoder().decode(plain)) as T;
  } catch {
    return null;
  }
}

/** Names the key that seals of the former secret carry; undefined: there is no former secret. */
export const formerKeyId = ({ SAPA_SECRET_FORMER }: Secrets, purpose: string): string | undefined =>
  SAPA_SECRET_FORMER ? keyIdOf(derivedKey(SAPA_SECRET_FORMER, purpose)) : undefined;

/** The former secret is only looked at where the one of now does not fit: a bad one there harms nothing else. */
function keyNamed({ SAPA_SECRET, SAPA_SECRET_FORMER }: Secrets, purpose: string, keyId: string) {
  const current = derivedKey(SAPA_SECRET, purpose);
  if (keyIdOf(current) === keyId) return current;
  if (!SAPA_SECRET_FORMER) return undefined;
  const former = derivedKey(SAPA_SECRET_FORMER, purpose);
  return keyIdOf(former) === keyId ? former : undefined;
}
