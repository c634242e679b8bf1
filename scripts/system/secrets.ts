import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkSecrets } from "../../worker/http/keys.ts";
import { PlainError } from "../support/console.ts";

/** What the Worker needs and nobody else may know. */
export type Secrets = {
  SAPA_SECRET: string;
  /** Written there by hand, while the one above is being changed. */
  SAPA_SECRET_FORMER?: string;
  SAPA_DEV_KEY: string;
  SAPA_OPERATOR_KEY: string;
};

/**
 * The secrets of a data folder; random ones are made on the first run, and those that came later with a newer version.
 * @throws PlainError for one that is no good.
 */
export function secretsOf(dataDir: string): Secrets {
  const path = join(dataDir, "secrets.json");
  const found = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Partial<Secrets>) : {};
  const secrets = { ...newSecrets(), ...found };
  try {
    checkSecrets(secrets);
  } catch (error) {
    throw new PlainError(`${(error as Error).message}: mend it in ${path}.`);
  }
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
