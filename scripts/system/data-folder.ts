import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PlainError } from "../support/console.ts";
import { freePort, isPortFree } from "./ports.ts";

/** Empties a data folder; only what a running system writes there is removed. */
export function emptyDataFolder(dataDir: string): void {
  const ours = [
    "libsql",
    "worker",
    "program",
    "wrangler",
    "secrets.json",
    "demo.json",
    "dev.json",
    "ports.json",
    "seeding",
    "running.json",
  ];
  for (const name of ours) rmSync(join(dataDir, name), { recursive: true, force: true });
  if (existsSync(dataDir) && readdirSync(dataDir).length === 0) rmSync(dataDir, { recursive: true });
}

/**
 * The ports to use. The demo page keeps its port as long as its data: the widget knows its address. The page of sent
 * mails stands beside them.
 * @throws PlainError when a port is taken
 */
export async function choosePorts(
  dataDir: string,
  wanted: string | undefined,
): Promise<{ port: number; demoPort: number; mailPort: number }> {
  const port = Number(wanted || 8787);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new PlainError(`PORT is ${wanted}, which is not a port: choose a number between 1024 and 65535.`);
  }
  if (!(await isPortFree(port))) {
    throw new PlainError(
      `Port ${port} is taken by another program: stop it, or choose another port, as in PORT=${port + 100} npm start.`,
    );
  }
  const demoPort = await chooseDemoPort(dataDir, port);
  const isBeside = demoPort !== port + 2 && (await isPortFree(port + 2));
  return { port, demoPort, mailPort: isBeside ? port + 2 : await freePort() };
}

async function chooseDemoPort(dataDir: string, port: number): Promise<number> {
  const path = join(dataDir, "ports.json");
  if (existsSync(path)) {
    const { demoPort } = JSON.parse(readFileSync(path, "utf8")) as { demoPort: number };
    if (demoPort === port || !(await isPortFree(demoPort))) {
      throw new PlainError(`The demo page's port ${demoPort} is taken: free it, or begin anew with npm run reset.`);
    }
    return demoPort;
  }
  const demoPort = (await isPortFree(port + 1)) ? port + 1 : await freePort();
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(path, `${JSON.stringify({ demoPort })}\n`);
  return demoPort;
}
