import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the Worker needs and nobody else may know. */
export type Secrets = { SAPA_SECRET: string; SAPA_DEV_KEY: string; SAPA_OPERATOR_KEY: string };

/** The secrets of a data folder; random ones are made on the first run, and those that came later with a newer version. */
export function secretsOf(dataDir: string): Secrets {
  const path = join(dataDir, "secrets.json");
  const found = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Partial<Secrets>) : {};
  const secrets = { ...newSecrets(), ...found };
  if (Object.keys(secrets).length === Object.keys(found).length) return secrets;
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(path, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

function newSecrets(): Secrets {
  return {
    SAPA_SECRET: randomBytes(32).toString("base64url"),
    SAPA_DEV_KEY: randomBytes(24).toString("base64url"),
    SAPA_OPERATOR_KEY: randomBytes(32).toString("base64url"),
  };
}
