import { and, eq, ne } from "drizzle-orm";
import { type Database, writeBatch } from "../db/client.ts";
import { webSessions } from "../db/schema/index.ts";
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

/** Gives the sessions that are open in this organization its idle time. Doing it twice changes nothing. */
export async function applyIdle(db: Database, organizationId: string, idleMs: number): Promise<void> {
  const isOther = and(eq(webSessions.organizationId, organizationId), ne(webSessions.idleMs, clampIdle(idleMs)));
  await writeBatch(db, [
    db
      .update(webSessions)
      .set({ idleMs: clampIdle(idleMs) })
      .where(isOther),
  ]);
}

export const clampIdle = (idleMs: number | undefined): number =>
  Math.min(IDLE.maxMs, Math.max(IDLE.minMs, idleMs ?? IDLE.defaultMs));
