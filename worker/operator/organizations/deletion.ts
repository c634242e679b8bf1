import {
  deleteOrganizationSchema,
  type OperatorOrganization,
  operatorOrganizationSchema,
} from "../../../protocol/operator.schema.ts";
import { accountsDatabase } from "../../db/client.ts";
import type { AppContext } from "../../http/context.ts";
import { type Answer, answer, type Endpoint, endpoint } from "../../http/endpoint.ts";
import { deliver } from "../../mail/deliver.ts";
import { NO_MAIL, prepareMails } from "../../mail/outbox.ts";
import { notFound, refuseFields } from "../answers.ts";
import type { Told } from "../audit.ts";
import { checkDeletion } from "../rules.ts";
import { askedOrganization, changeOrganization, setOrganization } from "./change.ts";
import { deletionLetters } from "./deletion-letters.ts";

const GRACE_MS = 30 * 24 * 3600_000;
const PATH = "/operator/v1/organizations/:organizationId/deletion";

const remove = endpoint(
  {
    method: "POST",
    path: PATH,
    audience: "operator",
    summary: "Deletes an organization in 30 days; its admins are told by mail",
    body: deleteOrganizationSchema,
    answer: operatorOrganizationSchema,
    codes: ["not_found", "required", "too_long", "operator.name"],
  },
  async ({ c, body }) => {
    const organization = await askedOrganization(c);
    if (organization === undefined) return notFound();
    const bad = refuseFields(checkDeletion(body, organization.name));
    if (bad !== undefined) return bad;
    // Asked for once more: the first day holds.
    const deletionAt = organization.deletionAt ?? Date.now() + GRACE_MS;
    const changes = { deletionAt, reason: body.reason.trim() };
    return setDeletion(c, organization, { action: "organization.delete", changes }, deletionAt);
  },
);

const keep = endpoint(
  {
    method: "DELETE",
    path: PATH,
    audience: "operator",
    summary: "Takes the deletion back; its admins are told by mail",
    answer: operatorOrganizationSchema,
    codes: ["not_found"],
  },
  async ({ c }) => {
    const organization = await askedOrganization(c);
    if (organization === undefined) return notFound();
    if (organization.deletionAt === null) return answer(organization);
    return setDeletion(c, organization, { action: "organization.keep" }, null);
  },
);

async function setDeletion(
  c: AppContext,
  organization: OperatorOrganization,
  told: Pick<Told, "action" | "changes">,
  deletionAt: number | null,
): Promise<Answer<OperatorOrganization>> {
  const db = accountsDatabase(c.env);
  const isNews = organization.deletionAt !== deletionAt;
  const now = Date.now();
  const mail = isNews
    ? await prepareMails(c.env, db, await deletionLetters(db, organization, deletionAt, now), now)
    : NO_MAIL;
  const changed = await changeOrganization(c, db, organization, told, [
    setOrganization(db, organization.organizationId, { deletionAt }),
    ...mail.statements,
  ]);
  c.executionCtx.waitUntil(deliver(c.env, mail.mailIds));
  return changed;
}

export const deletionEndpoints: Endpoint[] = [remove, keep];
