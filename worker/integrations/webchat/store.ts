import { and, asc, eq, getTableColumns, isNull, type SQL, sql } from "drizzle-orm";
import type { WebchatIntegration } from "../../../protocol/webchat.schema.ts";
import type { Statement } from "../../db/audit.ts";
import type { Database } from "../../db/client.ts";
import { divisions, integrations } from "../../db/schema/index.ts";
import { logoUrl } from "./logo-address.ts";
import { settingsFrom } from "./stored-settings.ts";

export type WebchatRow = typeof integrations.$inferSelect;
export type Webchat = { row: WebchatRow; lastMessageAt: number | null };

/** Removed ones are nowhere to be seen (WIDGET-9). */
const isThere = (organizationId: string): SQL | undefined =>
  and(
    eq(integrations.organizationId, organizationId),
    eq(integrations.channel, "web_chat"),
    isNull(integrations.removedAt),
  );

/** One look into the index `rooms_by_integration` for each widget. */
const LAST_MESSAGE_AT = sql<number | null>`(
  SELECT max(r.last_inbound_at) FROM rooms r
  WHERE r.organization_id = integrations.organization_id AND r.kind = 'message'
    AND r.integration_id = integrations.integration_id)`;

const select = (db: Database, organizationId: string, integrationId?: string) =>
  db
    .select({ ...getTableColumns(integrations), lastMessageAt: LAST_MESSAGE_AT })
    .from(integrations)
    .where(
      and(
        isThere(organizationId),
        integrationId === undefined ? undefined : eq(integrations.integrationId, integrationId),
      ),
    )
    .orderBy(asc(integrations.createdAt));

type Selected = Awaited<ReturnType<typeof select>>[number];
const toWebchatOf = ({ lastMessageAt, ...row }: Selected): Webchat => ({ row, lastMessageAt });

/** All of an organization, the oldest first. */
export async function webchatsOf(db: Database, organizationId: string): Promise<Webchat[]> {
  return (await select(db, organizationId)).map(toWebchatOf);
}

export async function webchatOf(
  db: Database,
  organizationId: string,
  integrationId: string,
): Promise<Webchat | undefined> {
  const [found] = await select(db, organizationId, integrationId);
  return found && toWebchatOf(found);
}

export type Standing = { found: Webchat | undefined; divisionIds: Set<string>; count: number };

/** Everything a change is checked against, in one round trip. */
export async function standingOf(db: Database, organizationId: string, integrationId: string): Promise<Standing> {
  const [rows, divisionRows, counted] = await db.batch([
    select(db, organizationId, integrationId),
    db.select({ divisionId: divisions.divisionId }).from(divisions).where(eq(divisions.organizationId, organizationId)),
    db.select({ count: sql<number>`count(*)` }).from(integrations).where(isThere(organizationId)),
  ]);
  return {
    found: rows[0] && toWebchatOf(rows[0]),
    divisionIds: new Set(divisionRows.map(({ divisionId }) => divisionId)),
    count: counted[0]?.count ?? 0,
  };
}

export const insertWebchat = (db: Database, row: WebchatRow): Statement => db.insert(integrations).values(row);

export const updateWebchat = (
  db: Database,
  { organizationId, integrationId }: Pick<WebchatRow, "organizationId" | "integrationId">,
  set: Partial<WebchatRow>,
): Statement =>
  db
    .update(integrations)
    .set(set)
    .where(and(isThere(organizationId), eq(integrations.integrationId, integrationId)));

/** As members see it. `origin`: where this Worker is reached. */
export function toWebchat({ row, lastMessageAt }: Webchat, origin: string): WebchatIntegration {
  const { integrationId, name, isEnabled, divisionId, version, createdAt } = row;
  const settings = settingsFrom(row.settings);
  return {
    integrationId,
    name,
    isEnabled,
    divisionId,
    settings,
    logoUrl: logoUrl(origin, integrationId, settings.appearance.logo),
    version,
    changedBy: row.changedByName,
    changedAt: row.changedAt,
    createdAt,
    lastMessageAt,
  };
}
