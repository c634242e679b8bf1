import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { Membership } from "../../protocol/http.schema.ts";
import type { Statement } from "../db/audit.ts";
import type { Database } from "../db/client.ts";
import { members, organizations, signInCodes, webSessions } from "../db/schema/index.ts";
import type { AppContext } from "../http/context.ts";
import { tellOrganization } from "../settings/change.ts";

/** Statements that end an account's sessions, but the one to keep, and its sign-ins that wait for their code. */
export const endSessions = (db: Database, accountId: string, keepSessionId: string | null = null): Statement[] => [
  db
    .delete(webSessions)
    .where(and(eq(webSessions.accountId, accountId), ne(webSessions.sessionId, keepSessionId ?? ""))),
  db.delete(signInCodes).where(eq(signInCodes.accountId, accountId)),
  ...endTokens(db, accountId),
];

/**
 * Statements that end the access tokens of before, which would live for minutes: sockets and requests come with new ones
 * or not at all. Of whoever signs out themselves the page lets go of its own; the many who do so need no organization to
 * read everything anew.
 */
export const endTokens = (db: Database, accountId: string): Statement[] => {
  const active = and(eq(members.accountId, accountId), eq(members.isActive, true));
  const theirs = db.select({ organizationId: members.organizationId }).from(members).where(active);
  return [
    db
      .update(members)
      .set({ tokenEpoch: sql`${members.tokenEpoch} + 1` })
      .where(active),
    db
      .update(organizations)
      .set({ configVersion: sql`${organizations.configVersion} + 1` })
      .where(inArray(organizations.organizationId, theirs)),
  ];
};

/** At once instead of within a minute. */
export async function tellOfEnd(c: AppContext, memberships: readonly Membership[]): Promise<void> {
  const requestId = c.get("requestId");
  await Promise.all(memberships.map(({ organizationId }) => tellOrganization(c.env, organizationId, requestId)));
}
