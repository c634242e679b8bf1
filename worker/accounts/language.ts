import { eq } from "drizzle-orm";
import type { Database } from "../db/client.ts";
import { organizations } from "../db/schema/index.ts";
import type { Account } from "./store.ts";

/** The language to write to somebody in: the own, else that of the first organization, else English. */
export async function languageOf(
  db: Database,
  { language, memberships }: Pick<Account, "language" | "memberships">,
): Promise<"en" | "id"> {
  const organizationId = memberships[0]?.organizationId;
  if (language !== null || organizationId === undefined) return language ?? "en";
  const rows = await db
    .select({ language: organizations.language })
    .from(organizations)
    .where(eq(organizations.organizationId, organizationId));
  return rows[0]?.language ?? "en";
}
