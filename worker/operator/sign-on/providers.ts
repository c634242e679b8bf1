import { and, asc, eq, ne, sql } from "drizzle-orm";
import { refusal } from "../../../protocol/codes.ts";
import { newId } from "../../../protocol/ids.ts";
import { createProviderSchema, providerListSchema, providerSchema } from "../../../protocol/operator.schema.ts";
import { accountsDatabase } from "../../db/client.ts";
import { oidcLinks, oidcProviders } from "../../db/schema/index.ts";
import { answer, type Endpoint, endpoint, refuse } from "../../http/endpoint.ts";
import { discover, sealClientSecret } from "../../sign-on/providers/client.ts";
import { notFound, refuseFields } from "../answers.ts";
import { changeServer } from "../audit.ts";
import { checkProvider } from "../rules.ts";

const BASE = "/operator/v1/providers";

const SHOWN = {
  providerId: oidcProviders.providerId,
  name: oidcProviders.name,
  issuer: oidcProviders.issuer,
  clientId: oidcProviders.clientId,
  createdAt: oidcProviders.createdAt,
};

const list = endpoint(
  {
    method: "GET",
    path: BASE,
    audience: "operator",
    summary: "Providers that people may sign in with",
    answer: providerListSchema,
  },
  async ({ c }) =>
    answer(
      await accountsDatabase(c.env)
        .select(SHOWN)
        .from(oidcProviders)
        .orderBy(asc(sql`lower(${oidcProviders.name})`)),
    ),
);

const create = endpoint(
  {
    method: "POST",
    path: BASE,
    audience: "operator",
    summary: "Lets people sign in with a provider, which has to answer now",
    body: createProviderSchema,
    answer: providerSchema,
    codes: ["required", "too_long", "settings.url", "oidc.issuer"],
  },
  async ({ c, body }) => {
    const bad = refuseFields(checkProvider(body, Boolean(c.env.SAPA_DEV_KEY)));
    if (bad !== undefined) return bad;
    const given = { name: body.name.trim(), issuer: body.issuer.trim(), clientId: body.clientId.trim() };
    const answers = await discover(c.env, { ...given, clientSecret: body.clientSecret }).catch(() => null);
    if (answers === null)
      return refuse(refusal("oidc.issuer", { fields: [{ pointer: "/issuer", code: "oidc.issuer" }] }));
    const providerId = newId("prv");
    const { ciphertext, keyId } = await sealClientSecret(c.env.SAPA_SECRET, providerId, body.clientSecret);
    const row = { ...given, providerId, createdAt: Date.now() };
    const db = accountsDatabase(c.env);
    await changeServer(c, db, { action: "provider.create", target: providerId, changes: given }, [
      db.insert(oidcProviders).values({ ...row, sealedSecret: ciphertext, keyId }),
    ]);
    return answer(row, 201);
  },
);

const remove = endpoint(
  {
    method: "DELETE",
    path: `${BASE}/:providerId`,
    audience: "operator",
    summary: "Takes a provider away, and with it whom it vouched for",
    codes: ["not_found"],
  },
  async ({ c }) => {
    const db = accountsDatabase(c.env);
    const providerId = c.req.param("providerId") ?? "";
    const [row] = await db.select(SHOWN).from(oidcProviders).where(eq(oidcProviders.providerId, providerId));
    if (row === undefined) return notFound();
    const { name, issuer } = row;
    const others = db
      .select({ one: sql`1` })
      .from(oidcProviders)
      .where(and(eq(oidcProviders.issuer, issuer), ne(oidcProviders.providerId, providerId)));
    await changeServer(c, db, { action: "provider.delete", target: providerId, changes: { name } }, [
      db.delete(oidcLinks).where(and(eq(oidcLinks.issuer, issuer), sql`NOT EXISTS (${others})`)),
      db.delete(oidcProviders).where(eq(oidcProviders.providerId, providerId)),
    ]);
    return answer(undefined);
  },
);

export const providerSettingEndpoints: Endpoint[] = [list, create, remove];
