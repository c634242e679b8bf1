import type { Channel } from "../../protocol/channels.ts";
import { newId, newIntegrationId, newOrganizationId } from "../../protocol/ids.ts";
import type { Role } from "../../protocol/roles.ts";
import { DEFAULT_SESSION } from "../../protocol/session.ts";
import { normaliseEmail } from "../accounts/email.ts";
import type { WebchatSettings } from "../organization/contract.ts";
import { configChange } from "../organization/store.ts";
import { type Database, writeBatch } from "./client.ts";
import { accounts, divisionMembers, divisions, integrations, members, organizations, tags } from "./schema/index.ts";
import type { OrganizationSettings } from "./schema/organizations.ts";

/** Plain functions with which scripts and tests make an organization and what belongs to it. Each is one write batch. */

export const DEFAULT_SETTINGS: OrganizationSettings = {
  agentCanTakeOver: true,
  agentCanAssign: true,
  agentCanBroadcast: false,
  autoAllocation: false,
};

export const DEFAULT_APPEARANCE: WebchatSettings["appearance"] = {
  accent: "#1f5eff",
  accentText: "#ffffff",
  side: "right",
  offsetPx: 20,
  zIndex: 2147483000,
};

export type NewOrganization = {
  name: string;
  organizationId?: string;
  timeZone?: string;
  language?: "en" | "id";
  currency?: string;
  settings?: Partial<OrganizationSettings>;
};

export async function createOrganization(db: Database, input: NewOrganization): Promise<{ organizationId: string }> {
  const organizationId = input.organizationId ?? newOrganizationId();
  const row = {
    organizationId,
    name: input.name,
    timeZone: input.timeZone ?? "Asia/Jakarta",
    language: input.language ?? "id",
    currency: input.currency ?? "IDR",
    sessionExpiringMs: DEFAULT_SESSION.expiringMs,
    sessionExpiredMs: DEFAULT_SESSION.expiredMs,
    settings: { ...DEFAULT_SETTINGS, ...input.settings },
    createdAt: Date.now(),
  };
  await writeBatch(db, [db.insert(organizations).values(row)]);
  return { organizationId };
}

export type NewAccount = { email: string; passwordHash: string; name: string; language?: "en" | "id" };

export async function createAccount(db: Database, input: NewAccount): Promise<{ accountId: string }> {
  const accountId = newId("acc");
  const now = Date.now();
  const row = { ...input, accountId, email: normaliseEmail(input.email), createdAt: now, passwordChangedAt: now };
  await writeBatch(db, [db.insert(accounts).values(row)]);
  return { accountId };
}

export type NewMember = {
  organizationId: string;
  accountId: string;
  name: string;
  role: Role;
  isOwner?: boolean;
  isRestricted?: boolean;
  divisionIds?: string[];
};

export async function createMember(db: Database, input: NewMember): Promise<{ memberId: string }> {
  const { divisionIds = [], ...row } = input;
  const memberId = newId("mem");
  const inDivisions = divisionIds.map((divisionId) => ({ organizationId: input.organizationId, divisionId, memberId }));
  await writeBatch(db, [
    db.insert(members).values({ ...row, memberId, createdAt: Date.now() }),
    ...inDivisions.map((one) => db.insert(divisionMembers).values(one)),
    configChange(db, input.organizationId),
  ]);
  return { memberId };
}

export async function createDivision(
  db: Database,
  input: { organizationId: string; name: string },
): Promise<{ divisionId: string }> {
  const divisionId = newId("div");
  await writeBatch(db, [
    db.insert(divisions).values({ ...input, divisionId, createdAt: Date.now() }),
    configChange(db, input.organizationId),
  ]);
  return { divisionId };
}

export type NewIntegration = {
  organizationId: string;
  channel: Channel;
  name: string;
  integrationId?: string;
  divisionId?: string | null;
  settings?: unknown;
};

export async function createIntegration(db: Database, input: NewIntegration): Promise<{ integrationId: string }> {
  const integrationId = input.integrationId ?? newIntegrationId(input.organizationId);
  const row = { ...input, integrationId, settings: input.settings ?? {}, createdAt: Date.now() };
  await writeBatch(db, [db.insert(integrations).values(row), configChange(db, input.organizationId)]);
  return { integrationId };
}

export type NewWebchat = Omit<NewIntegration, "channel" | "settings"> &
  Pick<WebchatSettings, "domain"> &
  Partial<WebchatSettings>;

/** A widget for one origin, for example `https://shop.example`. */
export function createWebchat(db: Database, input: NewWebchat): Promise<{ integrationId: string }> {
  const { domain, appearance = DEFAULT_APPEARANCE, greeting = null, ...rest } = input;
  const settings: WebchatSettings = { domain, appearance, greeting };
  return createIntegration(db, { ...rest, channel: "web_chat", settings });
}

export async function createTag(
  db: Database,
  input: { organizationId: string; name: string },
): Promise<{ tagId: string }> {
  const tagId = newId("tag");
  await writeBatch(db, [
    db.insert(tags).values({ ...input, tagId, createdAt: Date.now() }),
    configChange(db, input.organizationId),
  ]);
  return { tagId };
}
