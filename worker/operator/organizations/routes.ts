import {
  createOrganizationSchema,
  type OperatorOrganization,
  operatorOrganizationListSchema,
  operatorOrganizationSchema,
  saveOrganizationSchema,
} from "../../../protocol/operator.schema.ts";
import { onceMoreIfTaken } from "../../accounts/taken.ts";
import { accountsDatabase } from "../../db/client.ts";
import { answer, type Endpoint, endpoint } from "../../http/endpoint.ts";
import { deliver } from "../../mail/deliver.ts";
import { notFound, refuseFields } from "../answers.ts";
import { changeWith } from "../audit.ts";
import { checkNewOrganization, checkOrganizationName } from "../rules.ts";
import { askedOrganization, changeOrganization, organizationById, setOrganization } from "./change.ts";
import { creationOf } from "./create.ts";
import { deletionEndpoints } from "./deletion.ts";
import { signInCodeEndpoints } from "./sign-in-codes.ts";
import { listOrganizations } from "./store.ts";

const BASE = "/operator/v1/organizations";

const list = endpoint(
  {
    method: "GET",
    path: BASE,
    audience: "operator",
    summary: "Organizations of this server",
    answer: operatorOrganizationListSchema,
  },
  async ({ c }) => answer(await listOrganizations(accountsDatabase(c.env))),
);

const create = endpoint(
  {
    method: "POST",
    path: BASE,
    audience: "operator",
    summary: "A new organization; its owner is invited by mail",
    body: createOrganizationSchema,
    answer: operatorOrganizationSchema,
    codes: ["required", "too_long", "profile.email", "settings.invalid"],
  },
  async ({ c, body }) => {
    const bad = refuseFields(checkNewOrganization(body));
    if (bad !== undefined) return bad;
    const db = accountsDatabase(c.env);
    const write = async () => {
      const creation = await creationOf(c.env, db, body, Date.now());
      const { organizationId } = creation;
      const told = { action: "organization.create", target: organizationId, changes: { name: body.name.trim() } };
      await changeWith(c, db, [{ organizationId, target: organizationId }], told, creation.statements);
      return creation;
    };
    const made = await onceMoreIfTaken(write);
    const { organizationId } = made;
    c.executionCtx.waitUntil(deliver(c.env, made.mail.mailIds));
    return answer((await organizationById(db, organizationId)) as OperatorOrganization, 201);
  },
);

const save = endpoint(
  {
    method: "PUT",
    path: `${BASE}/:organizationId`,
    audience: "operator",
    summary: "Name and seats of an organization",
    body: saveOrganizationSchema,
    answer: operatorOrganizationSchema,
    codes: ["not_found", "required", "too_long"],
  },
  async ({ c, body }) => {
    const organization = await askedOrganization(c);
    if (organization === undefined) return notFound();
    const bad = refuseFields(checkOrganizationName(body.name));
    if (bad !== undefined) return bad;
    const db = accountsDatabase(c.env);
    const set = { name: body.name.trim(), seatLimit: body.seatLimit };
    const { organizationId } = organization;
    const before = { name: organization.name, seatLimit: organization.seatLimit };
    return changeOrganization(c, db, organization, { action: "organization.save", changes: { before, after: set } }, [
      setOrganization(db, organizationId, set),
    ]);
  },
);

export const operatorOrganizationEndpoints: Endpoint[] = [
  list,
  create,
  save,
  ...deletionEndpoints,
  ...signInCodeEndpoints,
];
