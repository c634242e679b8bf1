import { type AuditEntry, decideAudited } from "../db/audit.ts";
import { databaseFor } from "../db/client.ts";
import { type AppContext, clientAddress } from "../http/context.ts";
import { type Answer, answer, refuse } from "../http/endpoint.ts";
import { callObject, organizationOf } from "../http/objects.ts";
import { logBug } from "../http/request-log.ts";
import type { ChangeScope, Decision } from "../settings/change.ts";
import { tryContactJob } from "./jobs/run.ts";
import type { JobKind } from "./jobs/statements.ts";

/**
 * What was decided, the contact whose rooms are to be told or erased because of it, and the contacts that people who show
 * them are to read anew.
 */
export type ContactDecision<T> = Decision<T> & {
  job?: { contactId: string; kind: JobKind };
  changedIds?: string[];
};

export const actorIn = ({ member }: ChangeScope): { id: string; name: string } => ({
  id: member.memberId,
  name: member.name,
});

/**
 * Changes a contact: `decide` says what, on the ground of what stands, and is asked again when somebody else was faster. The
 * change, its audit entry and what rooms must hear of it are one write batch; rooms and members hear of it at once
 * (CONTACT-2).
 */
export async function changeContact<T>(
  c: AppContext,
  decide: (scope: ChangeScope) => Promise<ContactDecision<T>>,
): Promise<Answer<T>> {
  const { member } = c.get("member");
  const { organizationId } = member;
  const db = databaseFor(c.env, organizationId);
  const { value: decision } = await decideAudited(db, organizationId, async () => {
    const now = Date.now();
    const value = await decide({ db, member, organizationId, now });
    if (!value.ok || value.change === undefined) return { value };
    const { statements, audit } = value.change;
    return { value, write: { entry: { ...entryOf(c, now), ...audit }, change: statements } };
  });
  if (!decision.ok) return refuse(decision.refusal);
  if (decision.job) c.executionCtx.waitUntil(tryContactJob(c.env, { organizationId, ...decision.job }));
  if (decision.changedIds) c.executionCtx.waitUntil(tellMembers(c, decision.changedIds));
  return answer(decision.value, decision.status);
}

/** Live and no more: whoever does not hear of it reads the contact again when the feed comes back. */
async function tellMembers(c: AppContext, contactIds: string[]): Promise<void> {
  const { organizationId } = c.get("member").member;
  await callObject(() => organizationOf(c.env, organizationId).contactsChanged({ contactIds })).catch((error) =>
    logBug(c.get("requestId"), error),
  );
}

/** Who did something now, and from where. */
export function entryOf(c: AppContext, at: number): Omit<AuditEntry, "action" | "target" | "changes"> {
  const { organizationId, memberId } = c.get("member").member;
  return {
    organizationId,
    at,
    actor: { type: "member", id: memberId },
    result: "ok",
    address: clientAddress(c),
    requestId: c.get("requestId"),
  };
}
