import { eq } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { organizations } from "../db/schema/index.ts";

/** AUTH-17. */
const MINUTE_MS = 60_000;
export const IDLE = { defaultMs: 60 * MINUTE_MS, minMs: 15 * MINUTE_MS, maxMs: 12 * 60 * MINUTE_MS } as const;

/** How long a web session of this organization may be unused. */
export async function idleMsOf(db: Database, organizationId: string): Promise<number> {
  const rows = await db
    .select({ settings: organizations.settings })
    .from(organizations)
    .where(eq(organizations.organizationId, organizationId));
  return clampIdle(rows[0]?.settings.sessionIdleMs);
}

export const clampIdle = (idleMs: number | undefined): number =>
  Math.min(IDLE.maxMs, Math.max(IDLE.minMs, idleMs ?? IDLE.defaultMs));
