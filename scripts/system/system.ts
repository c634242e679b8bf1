import { inRoot } from "../support/paths.ts";
import { type DataLock, lockData } from "./data-lock.ts";
import { migrateDatabase } from "./migrate.ts";
import { type Secrets, secretsOf } from "./secrets.ts";
import { type Sqld, startSqld } from "./sqld.ts";
import { type StaticSite, startStaticSite } from "./static-site.ts";
import { type RunningWorker, startWorker, type WorkerOptions } from "./worker.ts";

export type SystemOptions = {
  dataDir: string;
  port: number;
  demoPort: number;
  /** An already bundled Worker; see `bundleWorker`. Without it the sources are watched. */
  bundle?: string;
  /** Called with what is being started. */
  onPhase?: (title: string) => void;
  /** Called with each line the Worker prints. */
  onLine?: (line: string) => void;
  /** Stops everything when it fires, also while it is still starting. */
  signal?: AbortSignal;
  /** Further settings of the Worker, for tests and load. */
  vars?: Record<string, string>;
};

/** The whole system, running: libSQL, the Worker, the demo page. Its parts can be ended and started again one by one. */
export interface RunningSystem {
  readonly url: string;
  readonly demoPageUrl: string;
  readonly libsqlUrl: string;
  readonly dataDir: string;
  readonly secrets: Secrets;
  readonly sqld: Sqld;
  readonly worker: RunningWorker;
  /** Which widget the demo page shows. */
  showWidget(widgetId: string): void;
  /** Starts the libSQL server again, on the same address and data, after it was ended. */
  restartSqld(): Promise<void>;
  /** Starts the Worker again, on the same address and data, after it was ended. */
  restartWorker(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts everything and waits until it answers. On failure nothing is left running. */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  const lock = lockData(options.dataDir);
  const started: { sqld?: Sqld; worker?: RunningWorker; site?: StaticSite } = {};
  const stop = async () => {
    await Promise.all([started.site?.stop(), started.worker?.stop()]);
    await started.sqld?.stop();
    lock.release();
  };
  try {
    return await startParts(options, started, lock, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  options: SystemOptions,
  started: { sqld?: Sqld; worker?: RunningWorker; site?: StaticSite },
  lock: DataLock,
  stop: () => Promise<void>,
): Promise<RunningSystem> {
  const { dataDir, onPhase } = options;
  const secrets = secretsOf(dataDir);
  const note = () => lock.noteGroups([started.sqld?.pid, started.worker?.pid].filter((pid) => pid !== undefined));

  onPhase?.("Starting the libSQL server");
  let sqld = await startSqld({ dataDir, signal: options.signal });
  started.sqld = sqld;
  note();
  onPhase?.("Bringing the database to the newest schema");
  await migrateDatabase(sqld.url);

  onPhase?.("Starting the Worker");
  const workerOptions: WorkerOptions = { ...options, libsqlUrl: sqld.url, secrets };
  let worker = await startWorker(workerOptions);
  started.worker = worker;
  note();

  let widgetId = "";
  const site = await startStaticSite({
    folder: inRoot("examples/plain-site"),
    port: options.demoPort,
    values: () => ({ WIDGET_ID: widgetId, SAPA_URL: worker.url }),
  });
  started.site = site;

  return {
    url: worker.url,
    demoPageUrl: `${site.url}/`,
    libsqlUrl: sqld.url,
    dataDir,
    secrets,
    get sqld() {
      return sqld;
    },
    get worker() {
      return worker;
    },
    showWidget: (id) => {
      widgetId = id;
    },
    restartSqld: async () => {
      sqld = await startSqld({ dataDir, port: sqld.port, signal: options.signal });
      started.sqld = sqld;
      note();
    },
    restartWorker: async () => {
      worker = await startWorker({ ...workerOptions, port: worker.port });
      started.worker = worker;
      note();
    },
    stop,
  };
}

/**
 * Plays the platform's clock: wrangler does not fire cron triggers by itself.
 * @returns stops it
 */
export function fireEveryMinute(system: RunningSystem): () => void {
  const fire = () => fetch(`${system.worker.url}/cdn-cgi/local/scheduled`).catch(() => undefined);
  const timer = setInterval(fire, 60_000).unref();
  return () => clearInterval(timer);
}
