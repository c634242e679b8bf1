import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { WebchatSettings } from "../../protocol/webchat.schema.ts";
import type { Database } from "../db/client.ts";
import {
  apiTokens,
  divisionMembers,
  divisions,
  integrations,
  members,
  organizations,
  presenceLog,
  tags,
} from "../db/schema/index.ts";
import { roleSettingsOf, sectionsFrom, thresholdsOf } from "../settings/sections.ts";
import { savedSections } from "../settings/store.ts";
import type { IntegrationConfig, MemberConfig, OrganizationConfig } from "./contract.ts";

/** Reads the configuration copy of INV-7 in one round trip; null: no such organization. Rejects with DatabaseUnavailable. */
export async function loadConfig(db: Database, organizationId: string): Promise<OrganizationConfig | null> {
  const [
    organizationRows,
    memberRows,
    divisionRows,
    divisionMemberRows,
    integrationRows,
    tagRows,
    saved,
    apiTokenRows,
  ] = await db.batch([
    db.select().from(organizations).where(eq(organizations.organizationId, organizationId)),
    db.select().from(members).where(eq(members.organizationId, organizationId)).orderBy(asc(members.memberId)),
    selectDivisions(db, organizationId),
    db.select().from(divisionMembers).where(eq(divisionMembers.organizationId, organizationId)),
    selectIntegrations(db, organizationId),
    db
      .select({ tagId: tags.tagId, name: tags.name })
      .from(tags)
      .where(and(eq(tags.organizationId, organizationId), eq(tags.isActive, true)))
      .orderBy(asc(tags.name)),
    savedSections(db, organizationId),
    db
      .select({ apiTokenId: apiTokens.apiTokenId, expiresAt: apiTokens.expiresAt })
      .from(apiTokens)
      .where(and(eq(apiTokens.organizationId, organizationId), isNull(apiTokens.revokedAt))),
  ]);
  const organization = organizationRows[0];
  if (organization === undefined) return null;
  const sections = sectionsFrom(saved, organization.timeZone);
  const divisionsOf = Map.groupBy(divisionMemberRows, (row) => row.memberId);
  return {
    organizationId,
    name: organization.name,
    timeZone: organization.timeZone,
    language: organization.language,
    version: organization.configVersion,
    session: thresholdsOf(sections),
    settings: roleSettingsOf(sections),
    sections,
    divisions: divisionRows,
    members: memberRows.map((row) =>
      toMember(
        row,
        (divisionsOf.get(row.memberId) ?? []).map((one) => one.divisionId),
      ),
    ),
    integrations: integrationRows.map(toIntegration),
    tags: tagRows,
    apiTokens: apiTokenRows,
  };
}

/** What `configChange` counts; null: no such organization. */
export async function configVersion(db: Database, organizationId: string): Promise<number | null> {
  const rows = await db
    .select({ version: organizations.configVersion })
    .from(organizations)
    .where(eq(organizations.organizationId, organizationId));
  return rows[0]?.version ?? null;
}

/** A statement that belongs in the same write batch as any change of settings, members, divisions, integrations or tags. */
export const configChange = (db: Database, organizationId: string) =>
  db
    .update(organizations)
    .set({ configVersion: sql`${organizations.configVersion} + 1` })
    .where(eq(organizations.organizationId, organizationId));

export type PresenceChange = { memberId: string; at: number; isOnline: boolean; cause: string };

/** Logs changes of presence (ASSIGN-16), once each however often it is called. */
export async function appendPresence(db: Database, organizationId: string, changes: PresenceChange[]): Promise<void> {
  if (changes.length === 0) return;
  await db
    .insert(presenceLog)
    .values(changes.map((change) => ({ organizationId, ...change })))
    .onConflictDoNothing();
}

const selectDivisions = (db: Database, organizationId: string) =>
  db
    .select({
      divisionId: divisions.divisionId,
      name: divisions.name,
      supervisorId: divisions.supervisorId,
      integrationIds: divisions.integrationIds,
    })
    .from(divisions)
    .where(eq(divisions.organizationId, organizationId))
    .orderBy(asc(divisions.name));

/** Secrets as ciphertext, which this copy keeps and cannot open (INV-7). A removed one stays known by its rooms, and is off. */
const selectIntegrations = (db: Database, organizationId: string) =>
  db
    .select({
      integrationId: integrations.integrationId,
      channel: integrations.channel,
      name: integrations.name,
      isEnabled: integrations.isEnabled,
      divisionId: integrations.divisionId,
      settings: integrations.settings,
      ciphertext: integrations.secretsCiphertext,
      keyId: integrations.secretsKeyId,
      removedAt: integrations.removedAt,
    })
    .from(integrations)
    .where(eq(integrations.organizationId, organizationId))
    .orderBy(asc(integrations.createdAt));

const toMember = (row: typeof members.$inferSelect, divisionIds: string[]): MemberConfig => ({
  memberId: row.memberId,
  name: row.name,
  role: row.role,
  isActive: row.isActive,
  divisionIds,
  isRestricted: row.isRestricted,
  ...(row.tokenEpoch > 0 && { tokenEpoch: row.tokenEpoch }),
});

const toIntegration = ({
  settings,
  ciphertext,
  keyId,
  removedAt,
  ...row
}: Awaited<ReturnType<typeof selectIntegrations>>[number]): IntegrationConfig => ({
  ...row,
  isEnabled: row.isEnabled && removedAt === null,
  isRemoved: removedAt !== null,
  secrets: ciphertext === null || keyId === null ? null : { ciphertext, keyId },
  webchat: row.channel === "web_chat" ? (settings as WebchatSettings) : null,
});
