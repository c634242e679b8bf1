import type { Refusal } from "../../protocol/codes.ts";
import type { MemberIdentity } from "../../protocol/roles.ts";
import { type AuditEntry, decideAudited, type Statement } from "../db/audit.ts";
import { type Database, databaseFor } from "../db/client.ts";
import type { Env } from "../env.ts";
import { type AppContext, clientAddress } from "../http/context.ts";
import { type Answer, answer, refuse } from "../http/endpoint.ts";
import { forgetOrganization } from "../http/members.ts";
import { callObject, organizationOf } from "../http/objects.ts";
import { overRate } from "../http/rate.ts";
import { logBug } from "../http/request-log.ts";
import { forgetWidgetsOf } from "../integrations/webchat/widget.ts";
import { configChange } from "../organization/store.ts";

/** Each change is read anew by the organization and all its screens. */
const CHANGES = { name: "member.settings", max: 120, windowMs: 60_000 };

/** What a member's request comes to: a refusal, or an answer and, if anything changes, how and what the audit log says. */
export type Decision<T> = { ok: false; refusal: Refusal } | { ok: true; value: T; status?: 200 | 201; change?: Change };
export type Change = { statements: Statement[]; audit: Pick<AuditEntry, "action" | "target" | "changes"> };

export type ChangeScope = { db: Database; member: MemberIdentity; organizationId: string; now: number };

/**
 * Changes an organization's configuration: `decide` says what, on the ground of what stands, and is asked again when
 * somebody else was faster. The change, its audit entry and the new version of the configuration are one write batch.
 */
export async function changeConfig<T>(
  c: AppContext,
  decide: (scope: ChangeScope) => Promise<Decision<T>>,
): Promise<Answer<T>> {
  const { member } = c.get("member");
  const { organizationId } = member;
  const tooMany = overRate(c, CHANGES, [organizationId, member.memberId]);
  if (tooMany !== undefined) return refuse(tooMany);
  const db = databaseFor(c.env, organizationId);
  const tell = (): Promise<void> => tellOrganization(c.env, organizationId, c.get("requestId"));
  const { value: decision } = await decideAudited(db, organizationId, async () => {
    const now = Date.now();
    const value = await decide({ db, member, organizationId, now });
    if (!value.ok || value.change === undefined) return { value };
    const { statements, audit } = value.change;
    const entry: AuditEntry = {
      organizationId,
      at: now,
      actor: { type: "member", id: member.memberId },
      result: "ok",
      address: clientAddress(c),
      requestId: c.get("requestId"),
      ...audit,
    };
    return { value, write: { entry, change: [...statements, configChange(db, organizationId)] } };
  }).catch((error) => {
    // A write whose answer was lost may have been done (ROLE-23); nobody waits for a libSQL that is away.
    c.executionCtx.waitUntil(tell());
    throw error;
  });
  // Also when all stood already: whoever repeats a save whose answer was lost makes it take effect.
  if (decision.ok) await tell();
  return decision.ok ? answer(decision.value, decision.status) : refuse(decision.refusal);
}

/** The change stands whatever becomes of this: an organization that does not hear of it compares its copy every minute. */
export async function tellOrganization(env: Env, organizationId: string, requestId: string): Promise<void> {
  await callObject(() => organizationOf(env, organizationId).configChanged()).catch((error) =>
    logBug(requestId, error),
  );
  forgetOrganization(organizationId);
  forgetWidgetsOf(organizationId);
}
