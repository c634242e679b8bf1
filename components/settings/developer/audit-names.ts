import { createAccountsApi } from "../../../client/accounts-api.ts";
import { createContactsApi } from "../../../client/contacts-api.ts";
import type { Connection } from "../../data/connection.ts";
import type { Names } from "./audit-words.ts";

/** Who can have acted, and what the organization's things are called. */
export type AuditKnowledge = {
  actors: readonly { memberId: string; name: string; isFormer: boolean }[];
  names: Names;
};

/** What cannot be read is left out: a portal's token, for one, may not ask for everything. */
export async function auditKnowledge(connection: Connection): Promise<AuditKnowledge> {
  const { apiOptions, me } = connection;
  const [present, former, divisions, tags, integrations, fields] = await Promise.all([
    listOf(connection.members()),
    listOf(
      createAccountsApi(apiOptions)
        .members({ state: "inactive", limit: 100 })
        .then(({ members }) => members),
    ),
    listOf(connection.divisions()),
    listOf(connection.tags()),
    listOf(connection.integrations()),
    listOf(createContactsApi(apiOptions).fields()),
  ]);
  const actors = [
    ...present.map(({ memberId, name }) => ({ memberId, name, isFormer: false })),
    ...former.map(({ memberId, name }) => ({ memberId, name, isFormer: true })),
  ];
  const names = new Map([
    ...actors.map(({ memberId, name }) => [memberId, name] as const),
    ...divisions.map(({ divisionId, name }) => [divisionId, name] as const),
    ...tags.map(({ tagId, name }) => [tagId, name] as const),
    ...integrations.map(({ integrationId, name }) => [integrationId, name] as const),
    ...fields.map(({ fieldId, label }) => [fieldId, label] as const),
    ...(me ? [[me.organization.organizationId, me.organization.name] as const] : []),
  ]);
  return { actors, names };
}

const listOf = <T>(asked: Promise<readonly T[]>): Promise<readonly T[]> => asked.catch(() => []);
