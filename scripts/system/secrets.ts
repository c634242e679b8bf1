import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the Worker needs and nobody else may know. */
export type Secrets = { SAPA_SECRET: string; SAPA_DEV_KEY: string };

/** The secrets of a data folder; random ones are made on the first run. */
export function secretsOf(dataDir: string): Secrets {
  const path = join(dataDir, "secrets.json");
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8")) as Secrets;
  mkdirSync(dataDir, { recursive: true });
  const secrets = newSecrets();
  writeFileSync(path, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

export function newSecrets(): Secrets {
  return {
    SAPA_SECRET: randomBytes(32).toString("base64url"),
    SAPA_DEV_KEY: randomBytes(24).toString("base64url"),
  };
}
