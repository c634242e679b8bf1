import { desc, gt, isNull, or } from "drizzle-orm";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import { type Database, writeBatch } from "../../db/client.ts";
import { oidcKeys } from "../../db/schema/index.ts";
import type { Env } from "../../env.ts";
import { IsolateCache } from "../../http/isolate-cache.ts";
import { seal, unseal } from "../../http/seal.ts";

const ALGORITHM = "RS256";
const PURPOSE = "oidc keys";
/** A key signs for so long, and is published for longer than anything it signed is good. */
const SIGNS_MS = 90 * 24 * 3600_000;
const STAYS_MS = 24 * 3600_000;
const FRESH_MS = 5 * 60_000;

export type SigningKey = { kid: string; key: CryptoKey };

const current = new IsolateCache<SigningKey>(FRESH_MS, 4);

/** The key that signs now; the first one, and one for each that is too old or cannot be opened, is made here. */
export async function signingKey(env: Pick<Env, "LIBSQL_URL" | "SAPA_SECRET">, db: Database): Promise<SigningKey> {
  const found = await current.get(`${env.LIBSQL_URL}\n${env.SAPA_SECRET}`, async () => {
    const now = Date.now();
    const newest = await newestKey(env.SAPA_SECRET, db, now);
    if (newest !== null) return newest;
    await makeKey(env.SAPA_SECRET, db, now);
    return (await newestKey(env.SAPA_SECRET, db, now)) ?? undefined;
  });
  if (found === undefined) throw new Error("no key to sign ID tokens with");
  return found;
}

/** Public halves of the key that signs and of those whose signatures are still good. */
export async function publicKeys(db: Database, now: number): Promise<JWK[]> {
  const rows = await db
    .select({ kid: oidcKeys.kid, publicJwk: oidcKeys.publicJwk })
    .from(oidcKeys)
    .where(or(isNull(oidcKeys.expiresAt), gt(oidcKeys.expiresAt, now)));
  return rows.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, use: "sig", alg: ALGORITHM }));
}

async function newestKey(secret: string, db: Database, now: number): Promise<SigningKey | null> {
  const [row] = await db.select().from(oidcKeys).orderBy(desc(oidcKeys.createdAt), desc(oidcKeys.kid)).limit(1);
  if (row === undefined || row.createdAt <= now - SIGNS_MS) return null;
  const sealed = { ciphertext: row.sealedPrivate, keyId: row.keyId };
  const jwk = await unseal<JWK>({ SAPA_SECRET: secret }, { purpose: PURPOSE, place: [row.kid] }, sealed);
  return jwk === null ? null : { kid: row.kid, key: (await importJWK(jwk, ALGORITHM)) as CryptoKey };
}

/** Of several that are made at once only the first is kept. */
async function makeKey(secret: string, db: Database, now: number): Promise<void> {
  const pair = await generateKeyPair(ALGORITHM, { extractable: true });
  const publicJwk = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const sealed = await seal(secret, { purpose: PURPOSE, place: [kid] }, await exportJWK(pair.privateKey));
  await writeBatch(db, [
    {
      sql: `INSERT INTO oidc_keys (kid, public_jwk, sealed_private, key_id, created_at)
            SELECT :kid, :publicJwk, :sealed, :keyId, :now
            WHERE NOT EXISTS (SELECT 1 FROM oidc_keys WHERE key_id = :keyId AND created_at > :before)`,
      args: {
        kid,
        publicJwk: JSON.stringify(publicJwk),
        sealed: sealed.ciphertext,
        keyId: sealed.keyId,
        now,
        before: now - SIGNS_MS,
      },
    },
    {
      sql: `UPDATE oidc_keys SET expires_at = ? WHERE expires_at IS NULL
            AND kid <> (SELECT kid FROM oidc_keys ORDER BY created_at DESC, kid DESC LIMIT 1)`,
      args: [now + STAYS_MS],
    },
  ]);
}
