import { join } from "node:path";
import { inRoot, root } from "../support/paths.ts";
import { type ManagedProcess, startProcess, waitUntilHealthy } from "./managed-process.ts";
import type { OwnProgram } from "./own-program.ts";
import { freePort } from "./ports.ts";
import type { Secrets } from "./secrets.ts";

/** A running Worker. `kill9` ends the real workerd process too, as a crash would. */
export type RunningWorker = ManagedProcess & { url: string; port: number };

export type WorkerOptions = {
  /** Rooms and organizations are kept in `<dataDir>/worker`. */
  dataDir: string;
  libsqlUrl: string;
  secrets: Secrets;
  /** A free one is taken when it is not given. */
  port?: number;
  /** What is built already; without it the sources are bundled and watched. */
  program?: OwnProgram | undefined;
  onLine?: ((line: string) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** Further settings, for tests and load. */
  vars?: Record<string, string> | undefined;
};

/** Keeps wrangler from printing banners, calling home and writing outside the data folder. */
export function quietWrangler(dataDir: string): Record<string, string> {
  return {
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_SEND_ERROR_REPORTS: "false",
    WRANGLER_HIDE_BANNER: "true",
    WRANGLER_NO_SKILLS_UPDATE_PROMPTS: "true",
    WRANGLER_WRITE_LOGS: "false",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    X_LOCAL_OBSERVABILITY: "false",
    WRANGLER_REGISTRY_PATH: join(dataDir, "wrangler", "registry"),
    XDG_CONFIG_HOME: join(dataDir, "wrangler", "config"),
    CI: "1",
    FORCE_COLOR: "0",
  };
}

/** Starts the Worker in the real runtime and waits until it answers `/api/health`. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const port = options.port ?? (await freePort());
  const inspectorPort = await freePort();
  const vars = {
    LIBSQL_URL: options.libsqlUrl,
    SAPA_ORIGIN: `http://localhost:${port}`,
    ...options.secrets,
    ...options.vars,
  };
  const program = startProcess({
    name: "The Worker",
    command: process.execPath,
    args: [
      inRoot("node_modules/wrangler/bin/wrangler.js"),
      "dev",
      ...(options.program ? [options.program.bundle, "--no-bundle"] : []),
      ...["--config", options.program?.config ?? inRoot("wrangler.toml")],
      ...["--ip", "127.0.0.1", "--port", String(port), "--inspector-port", String(inspectorPort)],
      ...["--persist-to", join(options.dataDir, "worker")],
      ...["--show-interactive-dev-session=false", "--log-level", "warn"],
      ...Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]),
    ],
    cwd: root,
    env: quietWrangler(options.dataDir),
    onLine: (line) => isNews(line) && options.onLine?.(line),
    signal: options.signal,
  });
  try {
    await waitUntilHealthy(`http://127.0.0.1:${port}/api/health`, program, 90_000);
  } catch (error) {
    await program.kill9();
    throw error;
  }
  return { ...program, port, url: `http://localhost:${port}` };
}

/** Wrangler tells at every start how to fire cron triggers by hand; `fireEveryMinute` does. */
function isNews(line: string): boolean {
  return !/Scheduled Workers are not|manually trigger a scheduled|\/scheduled"|cron-triggers/.test(line);
}
