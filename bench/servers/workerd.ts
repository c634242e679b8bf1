import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { inRoot } from "../../scripts/support/paths.ts";
import { type ManagedProcess, startProcess, waitUntilHealthy } from "../../scripts/system/managed-process.ts";
import { freePort } from "../../scripts/system/ports.ts";
import { interruption } from "../support/interruption.ts";
import { readWorkerSettings } from "./worker-settings.ts";

export type Workerd = ManagedProcess & { url: string; port: number };

export type WorkerdOptions = {
  /** Bundle, configuration and the objects' files go here. */
  dataDir: string;
  /** Worker entry, from the project's root. */
  entry: string;
  /** Texts the Worker finds in its environment. */
  vars: Record<string, string>;
};

const BARE_CLASSES = { RELAY: "BareRelay", INSERT: "BareInsert" };

/**
 * Starts the runtime itself. Not through wrangler: its development server puts a second runtime in front as a proxy,
 * which would cost every contender in it the same and hide what is measured.
 */
export async function startWorkerd({ dataDir, entry, vars }: WorkerdOptions): Promise<Workerd> {
  const objects = join(dataDir, "objects");
  mkdirSync(objects, { recursive: true });
  await bundle(entry, join(dataDir, "worker.js"));
  const port = await freePort();
  writeFileSync(join(dataDir, "workerd.capnp"), await configuration(port, objects, vars));
  const require = createRequire(createRequire(import.meta.url).resolve("wrangler"));
  const { default: program } = require("workerd") as { default: string };
  const server = startProcess({
    name: "workerd",
    command: program,
    args: ["serve", "--experimental", join(dataDir, "workerd.capnp")],
    signal: interruption,
  });
  const url = `http://127.0.0.1:${port}`;
  await waitUntilHealthy(`${url}/bench/health`, server, 30_000);
  return { ...server, url, port };
}

async function bundle(entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [inRoot(entry)],
    outfile,
    bundle: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    logLevel: "error",
  });
}

/** The same classes and compatibility date as in wrangler.toml, with the bare objects beside them. */
async function configuration(port: number, objects: string, vars: Record<string, string>): Promise<string> {
  const { compatibilityDate, classes } = readWorkerSettings();
  const all = Object.entries({ ...classes, ...BARE_CLASSES });
  const namespaces = all.map(([, name]) => `(className = "${name}", uniqueKey = "bench-${name}", enableSql = true)`);
  const bindings = [
    ...all.map(([binding, name]) => `(name = "${binding}", durableObjectNamespace = "${name}")`),
    ...Object.entries(vars).map(([name, value]) => `(name = "${name}", text = ${JSON.stringify(value)})`),
  ];
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "disk", disk = (path = ${JSON.stringify(objects)}, writable = true)),
    (name = "internet", network = (allow = ["private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
  v8Flags = ["--expose-gc"],
);
const main :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "${compatibilityDate}",
  globalOutbound = "internet",
  durableObjectNamespaces = [${namespaces.join(", ")}],
  durableObjectStorage = (localDisk = "disk"),
  bindings = [${bindings.join(", ")}],
);
`;
}
