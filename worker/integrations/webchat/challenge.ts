import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { derivedKey } from "../../http/keys.ts";

/**
 * BEY-20: work that a browser does in a moment and that a robot has to pay for each visitor it makes up. Nothing is kept for a
 * question: what was asked, of which widget and until when stands in the seed, under our signature.
 */
export type Question = { seed: string; bits: number };
export type Proof = { seed: string; nonce: number };

const PURPOSE = "visitor challenge";
export const VALID_MS = 5 * 60_000;
const RANDOM_BYTES = 12;
const SEAL_BYTES = 16;
const BITS_MIN = 16;
const BITS_MAX = 20;

/** One bit more, which is twice the work, each time that visits double. `share`: of what is usual, above 1 is more. */
export const bitsFor = (share: number): number =>
  Math.min(BITS_MAX, BITS_MIN + Math.max(0, Math.floor(Math.log2(Math.max(1, share)))));

export function ask(secret: string, widgetId: string, bits: number, now: number): Question {
  const body = `${(now + VALID_MS).toString(36)}.${bits}.${randomBytes(RANDOM_BYTES).toString("base64url")}`;
  return { seed: `${body}.${sealOf(secret, widgetId, body).toString("base64url")}`, bits };
}

/** Whether it answers a question of ours, asked of this widget and not too old. That it was not used before is the caller's to know. */
export function isAnswered(secret: string, widgetId: string, { seed, nonce }: Proof, now: number): boolean {
  const cut = seed.lastIndexOf(".");
  const body = seed.slice(0, Math.max(0, cut));
  const given = Buffer.from(seed.slice(cut + 1), "base64url");
  const expected = sealOf(secret, widgetId, body);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  const [endsAt = "", bits = ""] = body.split(".");
  if (Number.parseInt(endsAt, 36) <= now) return false;
  return leadingZeroBits(createHash("sha256").update(`${seed}.${nonce}`).digest()) >= Number(bits);
}

function leadingZeroBits(digest: Uint8Array): number {
  const at = digest.findIndex((byte) => byte !== 0);
  return at < 0 ? digest.length * 8 : at * 8 + Math.clz32(digest[at] ?? 0) - 24;
}

const sealOf = (secret: string, widgetId: string, body: string): Buffer =>
  createHmac("sha256", derivedKey(secret, PURPOSE)).update(`${widgetId}\n${body}`).digest().subarray(0, SEAL_BYTES);

/** What every browser says of itself when a page fetches, and a plain program does not. */
const BROWSER_HEADERS = ["user-agent", "accept-language", "sec-fetch-mode"];

export const looksLikeBrowser = (headerOf: (name: string) => string | undefined): boolean =>
  BROWSER_HEADERS.every((name) => (headerOf(name) ?? "") !== "");
