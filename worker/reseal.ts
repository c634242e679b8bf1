import { and, eq } from "drizzle-orm";
import { accountsDatabase, type Database, writeBatch } from "./db/client.ts";
import { integrations, oidcProviders } from "./db/schema/index.ts";
import type { Env } from "./env.ts";
import { formerKeyId } from "./http/seal.ts";
import { INTEGRATION_SECRETS, openSecrets, sealSecrets } from "./integrations/secrets.ts";
import { configChange } from "./organization/store.ts";
import { openClientSecret, PROVIDER_SECRET, sealClientSecret } from "./sign-on/providers/client.ts";

type Settings = Pick<Env, "LIBSQL_URL" | "LIBSQL_TOKEN" | "SAPA_SECRET" | "SAPA_SECRET_FORMER">;

const PER_SWEEP = 50;

/**
 * Every minute while there is a former secret: seals anew what lives on and was sealed with it, so that the former one can
 * be taken away. Mails that wait end by themselves. Rejects with DatabaseUnavailable.
 * @returns how many were sealed anew
 */
export async function resealFormer(env: Settings): Promise<number> {
  if (!env.SAPA_SECRET_FORMER || env.SAPA_SECRET_FORMER === env.SAPA_SECRET) return 0;
  const db = accountsDatabase(env);
  const count = (await resealProviders(env, db)) + (await resealIntegrations(env, db));
  if (count > 0) console.info(JSON.stringify({ event: "secrets.resealed", count }));
  return count;
}

async function resealProviders(env: Settings, db: Database): Promise<number> {
  const rows = await db
    .select()
    .from(oidcProviders)
    .where(eq(oidcProviders.keyId, formerKeyId(env, PROVIDER_SECRET) ?? ""))
    .limit(PER_SWEEP);
  const statements = await Promise.all(
    rows.map(async (row) => {
      const secret = await openClientSecret(env, row);
      if (secret === null) return [];
      const { ciphertext, keyId } = await sealClientSecret(env.SAPA_SECRET, row.providerId, secret);
      const asRead = and(
        eq(oidcProviders.providerId, row.providerId),
        eq(oidcProviders.sealedSecret, row.sealedSecret),
      );
      return [db.update(oidcProviders).set({ sealedSecret: ciphertext, keyId }).where(asRead)];
    }),
  );
  const all = statements.flat();
  if (all.length > 0) await writeBatch(db, all);
  return all.length;
}

/** Organizations keep a copy of the sealed text: the new version of their configuration makes them read it again. */
async function resealIntegrations(env: Settings, db: Database): Promise<number> {
  const { organizationId, integrationId, secretsCiphertext, secretsKeyId } = integrations;
  const rows = await db
    .select({ organizationId, integrationId, ciphertext: secretsCiphertext, keyId: secretsKeyId })
    .from(integrations)
    .where(eq(secretsKeyId, formerKeyId(env, INTEGRATION_SECRETS) ?? ""))
    .limit(PER_SWEEP);
  const changes = await Promise.all(
    rows.map(async ({ ciphertext, keyId, ...place }) => {
      if (ciphertext === null || keyId === null) return [];
      const opened = await openSecrets<object>(env, place, { ciphertext, keyId });
      if (opened === null) return [];
      const sealed = await sealSecrets(env.SAPA_SECRET, place, opened);
      const asRead = and(
        eq(organizationId, place.organizationId),
        eq(integrationId, place.integrationId),
        eq(secretsCiphertext, ciphertext),
      );
      const set = { secretsCiphertext: sealed.ciphertext, secretsKeyId: sealed.keyId };
      return [{ place, statement: db.update(integrations).set(set).where(asRead) }];
    }),
  );
  const all = changes.flat();
  const told = new Set(all.map(({ place }) => place.organizationId));
  if (all.length > 0)
    await writeBatch(db, [...all.map(({ statement }) => statement), ...[...told].map((id) => configChange(db, id))]);
  return all.length;
}
