import { eq } from "drizzle-orm";
import { type SupportContact, supportContactSchema } from "../../protocol/accounts.schema.ts";
import type { Database } from "../db/client.ts";
import { serverSettings } from "../db/schema/index.ts";

/** A query to batch with others. */
export const savedSupport = (db: Database) =>
  db.select().from(serverSettings).where(eq(serverSettings.name, "support"));

/** What was saved, as far as it can still be read. */
export function readSupport(rows: { value: unknown }[]): SupportContact | null {
  const support = supportContactSchema.safeParse(rows[0]?.value);
  return support.success ? support.data : null;
}

/** AUTH-20: whom people may ask for help; null: nobody is named. */
export const supportOf = async (db: Database): Promise<SupportContact | null> => readSupport(await savedSupport(db));
