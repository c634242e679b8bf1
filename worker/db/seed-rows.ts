import { eq, sql } from "drizzle-orm";
import type { Channel } from "../../protocol/channels.ts";
import { newId, newIntegrationId, newOrganizationId } from "../../protocol/ids.ts";
import type { Role, RoleSettings } from "../../protocol/roles.ts";
import type { Settings, SettingsSection } from "../../protocol/settings.schema.ts";
import type { WebchatSettings } from "../../protocol/webchat.schema.ts";
import { DEFAULT_WEBCHAT } from "../../protocol/webchat-defaults.ts";
import { normaliseEmail } from "../accounts/email.ts";
import { configChange } from "../organization/store.ts";
import { defaultSettings } from "../settings/defaults.ts";
import { sectionsFrom } from "../settings/sections.ts";
import { savedSections } from "../settings/store.ts";
import { type Database, writeBatch } from "./client.ts";
import { foldText } from "./fold.ts";
import {
  accounts,
  divisionMembers,
  divisions,
  integrations,
  members,
  organizations,
  quickReplies,
  settings,
  tags,
} from "./schema/index.ts";

/** Plain functions with which scripts and tests make an organization and what belongs to it. Each is one write batch. */

export type NewOrganization = {
  name: string;
  organizationId?: string;
  timeZone?: string;
  language?: "en" | "id";
  currency?: string;
  settings?: Partial<RoleSettings & { autoAllocation: boolean }>;
};

export async function createOrganization(db: Database, input: NewOrganization): Promise<{ organizationId: string }> {
  const organizationId = input.organizationId ?? newOrganizationId();
  const row = {
    organizationId,
    name: input.name,
    timeZone: input.timeZone ?? "Asia/Jakarta",
    language: input.language ?? "id",
    currency: input.currency ?? "IDR",
    createdAt: Date.now(),
  };
  await writeBatch(db, [
    db.insert(organizations).values(row),
    ...sectionRows(organizationId, row.timeZone, input.settings).map((one) => db.insert(settings).values(one)),
  ]);
  return { organizationId };
}

function sectionRows(organizationId: string, timeZone: string, given: NewOrganization["settings"] = {}) {
  const { allocation, broadcast, masking } = defaultSettings(timeZone);
  const { agentCanBroadcast, contactMasking, ...switches } = given;
  const base = { organizationId, version: 1, changedAt: Date.now() };
  return [
    { ...base, section: "allocation" as const, value: { ...allocation, ...switches } },
    {
      ...base,
      section: "broadcast" as const,
      value: { agentCanBroadcast: agentCanBroadcast ?? broadcast.agentCanBroadcast },
    },
    { ...base, section: "masking" as const, value: { contactMasking: contactMasking ?? masking.contactMasking } },
  ];
}

/** Changes some fields of one section; the others keep what holds. Call `configChanged` of the organization after it. */
export async function saveSection<S extends SettingsSection>(
  db: Database,
  organizationId: string,
  section: S,
  change: Partial<Settings[S]>,
): Promise<void> {
  const [[organization], saved] = await db.batch([
    db.select().from(organizations).where(eq(organizations.organizationId, organizationId)),
    savedSections(db, organizationId, [section]),
  ]);
  const value = { ...sectionsFrom(saved, organization?.timeZone ?? "UTC")[section], ...change };
  const row = { value, changedAt: Date.now() };
  await writeBatch(db, [
    db
      .insert(settings)
      .values({ organizationId, section, version: 1, ...row })
      .onConflictDoUpdate({
        target: [settings.organizationId, settings.section],
        set: { ...row, version: sql`${settings.version} + 1` },
      }),
    configChange(db, organizationId),
  ]);
}

export type NewAccount = { email: string; passwordHash: string; name: string; language?: "en" | "id" };

export async function createAccount(db: Database, input: NewAccount): Promise<{ accountId: string }> {
  const accountId = newId("acc");
  const now = Date.now();
  const row = {
    ...input,
    ...namesIn(input.name),
    ...{ accountId, email: normaliseEmail(input.email), createdAt: now, passwordChangedAt: now, emailVerifiedAt: now },
  };
  await writeBatch(db, [db.insert(accounts).values(row)]);
  return { accountId };
}

/** The first word, and the others. */
function namesIn(name: string): { firstName: string; lastName: string } {
  const [firstName = "", ...others] = name.trim().split(/\s+/);
  return { firstName, lastName: others.join(" ") };
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
  const now = Date.now();
  const inDivisions = divisionIds.map((divisionId) => ({ organizationId: input.organizationId, divisionId, memberId }));
  await writeBatch(db, [
    db.insert(members).values({ ...row, ...namesIn(row.name), memberId, createdAt: now, activatedAt: now }),
    ...inDivisions.map((one) => db.insert(divisionMembers).values(one)),
    configChange(db, input.organizationId),
  ]);
  return { memberId };
}

export type NewDivision = {
  organizationId: string;
  name: string;
  supervisorId?: string;
  /** Besides the supervisor. */
  memberIds?: string[];
  /** Rooms of these channels only; without it of all. */
  integrationIds?: string[];
};

export async function createDivision(db: Database, input: NewDivision): Promise<{ divisionId: string }> {
  const { memberIds = [], ...row } = input;
  const divisionId = newId("div");
  const nameFolded = foldText(input.name);
  const inDivision = [...memberIds, ...(input.supervisorId === undefined ? [] : [input.supervisorId])];
  await writeBatch(db, [
    db.insert(divisions).values({ ...row, nameFolded, divisionId, createdAt: Date.now() }),
    ...inDivision.map((memberId) =>
      db.insert(divisionMembers).values({ organizationId: input.organizationId, divisionId, memberId }),
    ),
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

async function createIntegration(db: Database, input: NewIntegration): Promise<{ integrationId: string }> {
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
  const { organizationId, name, divisionId, integrationId, ...settings } = input;
  const row = { organizationId, name, divisionId, integrationId, channel: "web_chat" as const };
  return createIntegration(db, { ...row, settings: { ...DEFAULT_WEBCHAT, ...settings } });
}

export async function createTag(
  db: Database,
  input: { organizationId: string; name: string },
): Promise<{ tagId: string }> {
  const tagId = newId("tag");
  const nameFolded = foldText(input.name);
  await writeBatch(db, [
    db.insert(tags).values({ ...input, nameFolded, tagId, createdAt: Date.now() }),
    configChange(db, input.organizationId),
  ]);
  return { tagId };
}

export type NewQuickReply = { organizationId: string; command: string; text: string };

/** Templates of one organization (SET-3). */
export async function createQuickReplies(db: Database, inputs: NewQuickReply[]): Promise<void> {
  const now = Date.now();
  const rows = inputs.map((input) => ({
    ...input,
    quickReplyId: newId("qck"),
    commandFolded: foldText(input.command),
    createdAt: now,
    changedAt: now,
  }));
  await writeBatch(db, [db.insert(quickReplies).values(rows)]);
}
