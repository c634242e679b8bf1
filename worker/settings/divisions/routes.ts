import {
  type Division,
  divisionListSchema,
  divisionSchema,
  saveDivisionSchema,
} from "../../../protocol/settings.schema.ts";
import { databaseFor } from "../../db/client.ts";
import { answer, type Endpoint, endpoint } from "../../http/endpoint.ts";
import { changeConfig } from "../change.ts";
import type { GivenDivision } from "./rules.ts";
import { decideDeleteDivision, decideSaveDivision } from "./save.ts";
import { divisionsOf } from "./store.ts";

const list = endpoint(
  {
    method: "GET",
    path: "/api/v1/divisions",
    audience: "member",
    isForEveryone: true,
    summary: "Divisions by name; General, which is built in, is not among them",
    answer: divisionListSchema,
  },
  async ({ c }) => {
    const { organizationId } = c.get("member").member;
    return answer(await divisionsOf(databaseFor(c.env, organizationId), organizationId));
  },
);

const SAVING = {
  audience: "member",
  action: "settings.all",
  body: saveDivisionSchema,
  answer: divisionSchema,
  outOfRange: "settings.invalid",
} as const;

type Body = GivenDivision & { version?: number };

const create = endpoint<Body, undefined, Division>(
  {
    ...SAVING,
    method: "POST",
    path: "/api/v1/divisions",
    summary: "A new division",
    codes: ["required", "too_long", "division.exists", "settings.invalid", "settings.limit"],
  },
  ({ c, body }) => changeConfig(c, (scope) => decideSaveDivision(scope, body)),
);

const change = endpoint<Body, undefined, Division>(
  {
    ...SAVING,
    method: "PUT",
    path: "/api/v1/divisions/:divisionId",
    summary: "Change a division, if it is still the version that was read",
    codes: ["not_found", "required", "too_long", "division.exists", "settings.invalid", "conflict"],
  },
  ({ c, body }) => changeConfig(c, (scope) => decideSaveDivision(scope, body, c.req.param("divisionId") ?? "")),
);

const remove = endpoint(
  {
    method: "DELETE",
    path: "/api/v1/divisions/:divisionId",
    audience: "member",
    action: "settings.all",
    summary: "Delete a division; its rooms and channels fall to General",
    codes: ["not_found"],
  },
  ({ c }) => changeConfig(c, (scope) => decideDeleteDivision(scope, c.req.param("divisionId") ?? "")),
);

export const divisionEndpoints: Endpoint[] = [list, create, change, remove];
