import { eq } from "drizzle-orm";
import type { OperatorOrganization } from "../../../protocol/operator.schema.ts";
import type { Statement } from "../../db/audit.ts";
import { accountsDatabase, type Database } from "../../db/client.ts";
import { organizations } from "../../db/schema/index.ts";
import type { AppContext } from "../../http/context.ts";
import { type Answer, answer } from "../../http/endpoint.ts";
import { configChange } from "../../organization/store.ts";
import { tellOrganization } from "../../settings/change.ts";
import { changeWith, type Told } from "../audit.ts";
import { listOrganizations } from "./store.ts";

export const organizationById = async (
  db: Database,
  organizationId: string,
): Promise<OperatorOrganization | undefined> => (await listOrganizations(db, organizationId))[0];

/** The one that the path names. */
export const askedOrganization = (c: AppContext): Promise<OperatorOrganization | undefined> =>
  organizationById(accountsDatabase(c.env), c.req.param("organizationId") ?? "");

export const setOrganization = (
  db: Database,
  organizationId: string,
  set: Partial<typeof organizations.$inferInsert>,
): Statement => db.update(organizations).set(set).where(eq(organizations.organizationId, organizationId));

/** What the organization's admins see in their log, and its screens at once. */
export async function changeOrganization(
  c: AppContext,
  db: Database,
  organization: OperatorOrganization,
  told: Pick<Told, "action" | "changes">,
  statements: Statement[],
): Promise<Answer<OperatorOrganization>> {
  const { organizationId } = organization;
  const concerned = [{ organizationId, target: organizationId }];
  const change = [...statements, configChange(db, organizationId)];
  await changeWith(c, db, concerned, { ...told, target: organizationId }, change);
  await tellOrganization(c.env, organizationId, c.get("requestId"));
  return answer((await organizationById(db, organizationId)) ?? organization);
}
