import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { isCommonPassword } from "./common-passwords.ts";
import { politely } from "./polite-hash.ts";

/** Cost of new hashes. Old ones keep theirs: the parameters stand in the stored text, so these may rise at any time. */
const COST = { ln: 14, r: 8, p: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Bounds on what a stored text may ask for: 64 MB is what an isolate can spare. */
const MEMORY_BYTES_MAX = 64 * 1024 * 1024;
const LENGTH = { min: 8, max: 128 } as const;

/** What stands in the place of a hash until somebody has chosen a password: nothing opens it. */
export const NO_PASSWORD = "";
export const hasPassword = (stored: string): boolean => stored !== NO_PASSWORD;

/** Which rule of AUTH-11 a password breaks. */
export type PasswordFault = "short" | "long" | "email" | "common";

/** The form in which passwords are compared: the same letters typed on another keyboard stay the same password. */
const normalise = (password: string): string => password.normalize("NFKC");

const derive = (password: string, salt: Uint8Array, bytes: number, options: ScryptOptions): Promise<Buffer> =>
  politely(
    () =>
      new Promise((resolve, reject) => {
        scrypt(normalise(password), salt, bytes, options, (error, key) => (error ? reject(error) : resolve(key)));
      }),
  );

const optionsOf = (ln: number, r: number, p: number): ScryptOptions => ({ N: 2 ** ln, r, p, maxmem: MEMORY_BYTES_MAX });

/** A salted scrypt hash as `$scrypt$ln=14,r=8,p=1$<salt>$<hash>`, both in unpadded base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, optionsOf(COST.ln, COST.r, COST.p));
  return toStored(salt, hash);
}

const STORED = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]{8,})\$([\w-]{16,})$/;

/** False also for a stored text that is not one of ours. Takes as long for a wrong password as for the right one, or for none. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const match = STORED.exec(stored);
  // An account without a password yet must not be told by a quick answer.
  if (match === null) return verifyAgainstNobody(password);
  const [, ln = "", r = "", p = "", salt = "", hash = ""] = match;
  const expected = Buffer.from(hash, "base64url");
  const options = optionsOf(Number(ln), Number(r), Number(p));
  const actual = await derive(password, Buffer.from(salt, "base64url"), expected.length, options);
  return timingSafeEqual(actual, expected);
}

const toStored = (salt: Buffer, hash: Buffer): string =>
  `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${salt.toString("base64url")}$${hash.toString("base64url")}`;

/** Always false, after as much work as a real check: what an unknown email is answered with (AUTH-3). */
export const verifyAgainstNobody = (password: string): Promise<boolean> =>
  verifyPassword(password, toStored(randomBytes(SALT_BYTES), randomBytes(HASH_BYTES)));

/** AUTH-11. Length counts code points (GEN-6); email and common passwords are compared without regard to case. */
export function passwordFault(password: string, email: string): PasswordFault | undefined {
  const text = normalise(password);
  const length = [...text].length;
  if (length < LENGTH.min) return "short";
  if (length > LENGTH.max) return "long";
  const folded = text.trim().toLowerCase();
  if (folded === email.trim().toLowerCase()) return "email";
  return isCommonPassword(folded) ? "common" : undefined;
}
