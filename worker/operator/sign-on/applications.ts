import { asc, eq, sql } from "drizzle-orm";
import { newId } from "../../../protocol/ids.ts";
import {
  type Application,
  applicationListSchema,
  applicationSchema,
  createApplicationSchema,
  createdApplicationSchema,
  saveApplicationSchema,
} from "../../../protocol/operator.schema.ts";
import { accountsDatabase } from "../../db/client.ts";
import { oidcApplications, oidcCodes, oidcGrants, oidcLogouts } from "../../db/schema/index.ts";
import type { AppContext } from "../../http/context.ts";
import { answer, type Endpoint, endpoint } from "../../http/endpoint.ts";
import { newSecretToken, secretTokenHash } from "../../http/secret-tokens.ts";
import { applicationOf } from "../../sign-on/provider/store.ts";
import { notFound, refuseFields } from "../answers.ts";
import { changeServer } from "../audit.ts";
import { checkApplication } from "../rules.ts";

const BASE = "/operator/v1/applications";

const shown = (row: typeof oidcApplications.$inferSelect): Application => {
  const { secretHash: hash, ...application } = row;
  return { ...application, isPublic: hash === null };
};

const list = endpoint(
  {
    method: "GET",
    path: BASE,
    audience: "operator",
    summary: "Applications that sign people in with this server",
    answer: applicationListSchema,
  },
  async ({ c }) => {
    const rows = await accountsDatabase(c.env)
      .select()
      .from(oidcApplications)
      .orderBy(asc(sql`lower(${oidcApplications.name})`));
    return answer(rows.map(shown));
  },
);

const create = endpoint(
  {
    method: "POST",
    path: BASE,
    audience: "operator",
    summary: "Registers an application; its secret is in this answer only",
    body: createApplicationSchema,
    answer: createdApplicationSchema,
    codes: ["required", "too_long", "oidc.address", "settings.url"],
  },
  async ({ c, body }) => {
    const bad = refuseFields(checkApplication(body, body.isPublic, Boolean(c.env.SAPA_DEV_KEY)));
    if (bad !== undefined) return bad;
    const { isPublic, ...given } = body;
    const secret = isPublic ? null : newSecretToken("sapac_");
    const row = {
      ...given,
      clientId: newId("app"),
      name: given.name.trim(),
      secretHash: secret && secretTokenHash(secret),
      createdAt: Date.now(),
    };
    const db = accountsDatabase(c.env);
    const told = { action: "application.create", target: row.clientId, changes: { name: row.name, isPublic } };
    await changeServer(c, db, told, [db.insert(oidcApplications).values(row)]);
    return answer({ ...shown(row), secret }, 201);
  },
);

const found = (c: AppContext) => applicationOf(accountsDatabase(c.env), c.req.param("clientId") ?? "");

const save = endpoint(
  {
    method: "PUT",
    path: `${BASE}/:clientId`,
    audience: "operator",
    summary: "Name and addresses of an application; its secret stays",
    body: saveApplicationSchema,
    answer: applicationSchema,
    codes: ["not_found", "required", "too_long", "oidc.address", "settings.url"],
  },
  async ({ c, body }) => {
    const before = await found(c);
    if (before === null) return notFound();
    const bad = refuseFields(checkApplication(body, before.secretHash === null, Boolean(c.env.SAPA_DEV_KEY)));
    if (bad !== undefined) return bad;
    const db = accountsDatabase(c.env);
    const set = { ...body, name: body.name.trim() };
    const told = { action: "application.save", target: before.clientId, changes: { after: set } };
    const isIt = eq(oidcApplications.clientId, before.clientId);
    await changeServer(c, db, told, [db.update(oidcApplications).set(set).where(isIt)]);
    return answer(shown({ ...before, ...set }));
  },
);

const remove = endpoint(
  {
    method: "DELETE",
    path: `${BASE}/:clientId`,
    audience: "operator",
    summary: "Takes an application away; whoever is signed in to it is so no longer",
    codes: ["not_found"],
  },
  async ({ c }) => {
    const application = await found(c);
    if (application === null) return notFound();
    const { clientId, name } = application;
    const db = accountsDatabase(c.env);
    await changeServer(c, db, { action: "application.delete", target: clientId, changes: { name } }, [
      db.delete(oidcCodes).where(eq(oidcCodes.clientId, clientId)),
      db.delete(oidcGrants).where(eq(oidcGrants.clientId, clientId)),
      db.delete(oidcLogouts).where(eq(oidcLogouts.clientId, clientId)),
      db.delete(oidcApplications).where(eq(oidcApplications.clientId, clientId)),
    ]);
    return answer(undefined);
  },
);

export const applicationEndpoints: Endpoint[] = [list, create, save, remove];
