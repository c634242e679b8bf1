import { existsSync } from "node:fs";
import { createClient } from "@libsql/client/web";
import { migrate } from "drizzle-orm/libsql/migrator";
import { drizzle } from "drizzle-orm/libsql/web";
import { inRoot } from "../support/paths.ts";

/** Brings a libSQL database to the newest schema. Safe to repeat. */
export async function migrateDatabase(libsqlUrl: string): Promise<void> {
  const migrationsFolder = inRoot("migrations");
  if (!existsSync(migrationsFolder)) throw new Error("The migrations folder is missing.");
  const client = createClient({ url: libsqlUrl });
  try {
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    client.close();
  }
}
