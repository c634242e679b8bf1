import { defineConfig } from "drizzle-kit";

/** Only `drizzle-kit generate` is used; migrations are applied by `scripts/system/migrate.ts`. */
export default defineConfig({
  dialect: "turso",
  schema: "./worker/db/schema/index.ts",
  out: "./migrations",
  dbCredentials: { url: process.env.LIBSQL_URL ?? "http://127.0.0.1:8080" },
});
