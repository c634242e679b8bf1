import type { Database } from "../db/client.ts";
import { sectionsFrom } from "../settings/sections.ts";
import { savedSections } from "../settings/store.ts";

/** AUTH-17. */
const MINUTE_MS = 60_000;
export const IDLE = { defaultMs: 60 * MINUTE_MS, minMs: 15 * MINUTE_MS, maxMs: 12 * 60 * MINUTE_MS } as const;

/** How long a web session of this organization may be unused. */
export async function idleMsOf(db: Database, organizationId: string): Promise<number> {
  const saved = await savedSections(db, organizationId, ["sessions"]);
  return clampIdle(sectionsFrom(saved, "UTC").sessions.webIdleMs);
}

export const clampIdle = (idleMs: number | undefined): number =>
  Math.min(IDLE.maxMs, Math.max(IDLE.minMs, idleMs ?? IDLE.defaultMs));
