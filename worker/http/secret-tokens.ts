import { createHash, randomBytes } from "node:crypto";

const TOKEN_BYTES = 32;

/** What opens something and is known to nobody but its holder: 256 random bits. `prefix` tells people what it is for. */
export const newSecretToken = (prefix = ""): string => `${prefix}${randomBytes(TOKEN_BYTES).toString("base64url")}`;

/** All that is stored of it: it is long and random, so one round of SHA-256 will do. */
export const secretTokenHash = (token: string): string => createHash("sha256").update(token).digest("base64url");
