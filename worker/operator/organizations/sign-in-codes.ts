import { operatorOrganizationSchema } from "../../../protocol/operator.schema.ts";
import type { Statement } from "../../db/audit.ts";
import { accountsDatabase } from "../../db/client.ts";
import { type Endpoint, endpoint } from "../../http/endpoint.ts";
import { notFound } from "../answers.ts";
import { askedOrganization, changeOrganization } from "./change.ts";

const OFF = `UPDATE settings SET value = ?, version = version + 1, changed_by = NULL, changed_by_name = NULL, changed_at = ?
  WHERE organization_id = ? AND section = 'sign-in'`;

/** AUTH-16: the way back in for an organization that asks for codes while no mail goes out. */
const switchOff = endpoint(
  {
    method: "DELETE",
    path: "/operator/v1/organizations/:organizationId/sign-in-codes",
    audience: "operator",
    summary: "Asks the organization's members for no one-time codes any more",
    answer: operatorOrganizationSchema,
    codes: ["not_found"],
  },
  async ({ c }) => {
    const organization = await askedOrganization(c);
    if (organization === undefined) return notFound();
    const { organizationId } = organization;
    const args = [JSON.stringify({ codeByEmail: false }), Date.now(), organizationId];
    const statements: Statement[] = [{ sql: OFF, args }];
    return changeOrganization(c, accountsDatabase(c.env), organization, { action: "sign-in-codes.off" }, statements);
  },
);

export const signInCodeEndpoints: Endpoint[] = [switchOff];
