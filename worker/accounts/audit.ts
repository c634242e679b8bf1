import type { Membership } from "../../protocol/http.schema.ts";
import { type AuditEntry, appendAudit, SERVER_CHAIN } from "../db/audit.ts";
import type { Database } from "../db/client.ts";
import { type AppContext, clientAddress } from "../http/context.ts";
import type { Account } from "./store.ts";

type Told = Pick<AuditEntry, "action" | "result"> & { target?: string; changes?: Record<string, unknown> };
type InPlace = Told & { current: Membership };

/** What somebody did in one organization, which alone hears of it, and from where. */
export const auditIn = (c: AppContext, db: Database, { current, ...told }: InPlace): Promise<void> =>
  appendAudit(db, {
    ...basics(c),
    ...told,
    organizationId: current.organizationId,
    actor: { type: "member", id: current.memberId },
  });

/**
 * An entry in the chain of every organization the account belongs to, for what concerns them all. From where is nobody
 * else's to know as soon as there are several.
 */
export async function auditAccount(c: AppContext, db: Database, account: Account, told: Told): Promise<void> {
  for (const membership of account.memberships)
    await appendAudit(db, {
      ...(account.memberships.length > 1 ? basicsElsewhere(c) : basics(c)),
      ...told,
      organizationId: membership.organizationId,
      actor: { type: "member", id: membership.memberId },
    });
}

/** An entry that belongs to no organization, such as a try with an email nobody has. */
export const auditServer = (c: AppContext, db: Database, told: Told): Promise<void> =>
  appendAudit(db, { ...basics(c), ...told, organizationId: SERVER_CHAIN, actor: { type: "unknown", id: null } });

const basics = (c: AppContext) => ({ ...basicsElsewhere(c), address: clientAddress(c) });
const basicsElsewhere = (c: AppContext) => ({ at: Date.now(), requestId: c.get("requestId") });
