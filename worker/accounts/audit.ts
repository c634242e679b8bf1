import { type AuditEntry, appendAudit, SERVER_CHAIN } from "../db/audit.ts";
import type { Database } from "../db/client.ts";
import { type AppContext, clientAddress } from "../http/context.ts";
import type { Account } from "./store.ts";

type Told = Pick<AuditEntry, "action" | "result"> & { target?: string; changes?: Record<string, unknown> };

/** An entry in the chain of every organization the account belongs to: each admin sees the sign-ins of own people. */
export async function auditAccount(c: AppContext, db: Database, account: Account, told: Told): Promise<void> {
  for (const membership of account.memberships)
    await appendAudit(db, {
      ...basics(c),
      ...told,
      organizationId: membership.organizationId,
      actor: { type: "member", id: membership.memberId },
    });
}

/** An entry that belongs to no organization, such as a try with an email nobody has. */
export const auditServer = (c: AppContext, db: Database, told: Told): Promise<void> =>
  appendAudit(db, { ...basics(c), ...told, organizationId: SERVER_CHAIN, actor: { type: "unknown", id: null } });

const basics = (c: AppContext) => ({ at: Date.now(), address: clientAddress(c), requestId: c.get("requestId") });
