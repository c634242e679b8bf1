import { newId } from "../../protocol/ids.ts";
import type { MemberIdentity, Role } from "../../protocol/roles.ts";
import { memberIdentity } from "../../worker/accounts/store.ts";
import type { Database } from "../../worker/db/client.ts";
import {
  createAccount,
  createDivision,
  createMember,
  createOrganization,
  createTag,
  createWebchat,
  type NewOrganization,
} from "../../worker/db/seed-rows.ts";

export type WorldMember = {
  memberId: string;
  accountId: string;
  email: string;
  name: string;
  role: Role;
  identity: MemberIdentity;
};

/** One organization with everybody a test needs. `salesId` is a division that agentA and the supervisor are in. */
export type WorldOrganization = {
  organizationId: string;
  name: string;
  integrationId: string;
  integrationName: string;
  origin: string;
  salesId: string;
  tagId: string;
  admin: WorldMember;
  supervisor: WorldMember;
  agentA: WorldMember;
  agentB: WorldMember;
};

export type World = { one: WorldOrganization; two: WorldOrganization };

export type WorldOptions = {
  /** Hash of everybody's password; without it nobody can sign in. */
  passwordHash?: string;
  settings?: NewOrganization["settings"];
};

/** Two organizations with fresh ids, so that tests sharing a database never meet, and so that leaks between tenants show. */
export async function createWorld(db: Database, options: WorldOptions = {}): Promise<World> {
  const [one, two] = await Promise.all([
    createWorldOrganization(db, "Toko Melati", options),
    createWorldOrganization(db, "Kopi Senja", options),
  ]);
  return { one, two };
}

async function createWorldOrganization(db: Database, name: string, options: WorldOptions): Promise<WorldOrganization> {
  const { organizationId } = await createOrganization(db, { name, settings: options.settings });
  const { divisionId: salesId } = await createDivision(db, { organizationId, name: "Sales" });
  const origin = `https://${organizationId.slice(4)}.example`;
  const integrationName = `${name} web`;
  const { integrationId } = await createWebchat(db, { organizationId, name: integrationName, domain: origin });
  const { tagId } = await createTag(db, { organizationId, name: "refund" });
  const member = (memberName: string, role: Role, divisionIds: string[] = []): Promise<WorldMember> =>
    createWorldMember(db, {
      organizationId,
      memberName,
      role,
      divisionIds,
      passwordHash: options.passwordHash ?? "none",
    });
  return {
    organizationId,
    name,
    integrationId,
    integrationName,
    origin,
    salesId,
    tagId,
    admin: await member("Sari", "admin"),
    supervisor: await member("Budi", "supervisor", [salesId]),
    agentA: await member("Dewi", "agent", [salesId]),
    agentB: await member("Agus", "agent"),
  };
}

type MemberInput = {
  organizationId: string;
  memberName: string;
  role: Role;
  divisionIds: string[];
  passwordHash: string;
};

async function createWorldMember(db: Database, input: MemberInput): Promise<WorldMember> {
  const { organizationId, memberName: name, role, divisionIds, passwordHash } = input;
  const email = `${name.toLowerCase()}.${newId("acc").slice(-12)}@${organizationId.slice(4)}.example`;
  const { accountId } = await createAccount(db, { email, passwordHash, name });
  const { memberId } = await createMember(db, {
    organizationId,
    accountId,
    name,
    role,
    divisionIds,
    isOwner: role === "admin",
  });
  const identity = await memberIdentity(db, organizationId, memberId);
  if (identity === null) throw new Error("the member was not created");
  return { memberId, accountId, email, name, role, identity };
}
