import { inRoot } from "../support/paths.ts";
import { type DataLock, lockData } from "./data-lock.ts";
import { type MailServer, startMailServer } from "./mail-server.ts";
import { migrateDatabase } from "./migrate.ts";
import { ownProgram } from "./own-program.ts";
import { type Secrets, secretsOf } from "./secrets.ts";
import { type Sqld, startSqld } from "./sqld.ts";
import { type StaticSite, startStaticSite } from "./static-site.ts";
import { type RunningWorker, startWorker, type WorkerOptions } from "./worker.ts";

export type SystemOptions = {
  dataDir: string;
  port: number;
  demoPort: number;
  /** Of the page that shows sent mails; a free one is taken when it is not given. */
  mailPort?: number;
  /** An already bundled Worker, of which the system takes a copy; see `bundleWorker`. Without it the sources are watched. */
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

/** The whole system, running: libSQL, the Worker, the demo page, a mail server. Its parts can be ended and started again one by one. */
export interface RunningSystem {
  readonly url: string;
  readonly demoPageUrl: string;
  readonly libsqlUrl: string;
  readonly dataDir: string;
  readonly secrets: Secrets;
  readonly sqld: Sqld;
  readonly worker: RunningWorker;
  /** What the Worker has sent is read here; it leaves this machine never. */
  readonly mail: MailServer;
  /** Which widget the demo page shows. */
  showWidget(widgetId: string): void;
  /** Starts the libSQL server again, on the same address and data, after it was ended. */
  restartSqld(): Promise<void>;
  /** Starts the Worker again, on the same address and data, after it was ended. */
  restartWorker(): Promise<void>;
  stop(): Promise<void>;
}

type Started = { sqld?: Sqld; worker?: RunningWorker; site?: StaticSite; mail?: MailServer };

const MAIL_FROM = "Sapa <no-reply@sapa.example>";

/** Starts everything and waits until it answers. On failure nothing is left running. */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  const lock = lockData(options.dataDir);
  const started: Started = {};
  const stop = async () => {
    await Promise.all([started.site?.stop(), started.worker?.stop(), started.mail?.stop()]);
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
  started: Started,
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

  const mail = await startMailServer(options.mailPort === undefined ? {} : { pagePort: options.mailPort });
  started.mail = mail;

  onPhase?.("Starting the Worker");
  const vars = { SAPA_SMTP_URL: mail.smtpUrl, SAPA_MAIL_FROM: MAIL_FROM, ...options.vars };
  const program = options.bundle === undefined ? undefined : ownProgram(dataDir, options.bundle);
  const workerOptions: WorkerOptions = { ...options, vars, libsqlUrl: sqld.url, secrets, program };
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
    mail,
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
