import { type AuditEntry, appendAudit, SERVER_CHAIN, type Statement } from "../db/audit.ts";
import type { Database } from "../db/client.ts";
import { type AppContext, clientAddress } from "../http/context.ts";

export type Told = Pick<AuditEntry, "action"> & { target: string; changes?: Record<string, unknown> };

const entryOf = (c: AppContext, organizationId: string, told: Told): AuditEntry => ({
  organizationId,
  at: Date.now(),
  actor: { type: "operator", id: null },
  result: "ok",
  address: clientAddress(c),
  requestId: c.get("requestId"),
  ...told,
});

/** A change by who runs the server, in one write batch with its entry in the server's own chain. */
export const changeServer = (c: AppContext, db: Database, told: Told, change: Statement[]): Promise<void> =>
  appendAudit(db, entryOf(c, SERVER_CHAIN, told), change);

/** The same, and then in the chain of each organization that it concerns, where its admins see it. */
export async function changeWith(
  c: AppContext,
  db: Database,
  organizations: { organizationId: string; target: string }[],
  told: Told,
  change: Statement[],
): Promise<void> {
  await changeServer(c, db, told, change);
  for (const { organizationId, target } of organizations)
    await appendAudit(db, entryOf(c, organizationId, { ...told, target }));
}
