import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.ts";
import { bold, detail, dim, fail, phase, red } from "./support/console.ts";
import { watchParent } from "./support/orphan.mjs";
import { dataFolder } from "./support/paths.ts";
import { bundleWorker } from "./system/bundle-worker.ts";
import { choosePorts, emptyDataFolder } from "./system/data-folder.ts";
import { lockData } from "./system/data-lock.ts";
import { type DemoWorld, demoWorld, isHalfSeeded } from "./system/demo.ts";
import { fireEveryMinute, type RunningSystem, startSystem } from "./system/system.ts";

/** `npm start`: everything, until Ctrl-C. `--watch` (`npm run dev`) bundles the Worker again whenever a source is saved. */
export async function run(args: string[] = []): Promise<number> {
  const isWatching = args.includes("--watch");
  const end = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => end.abort());
  watchParent(() => end.abort());
  const ended = new Promise<"stopped">((resolve) => end.signal.addEventListener("abort", () => resolve("stopped")));
  void ended.then(() => console.log("\nStopping …"));
  try {
    const system = await startAll(end.signal, isWatching);
    const stopClock = fireEveryMinute(system);
    const how = await Promise.race([ended, unexpectedEnd(system)]);
    stopClock();
    if (how !== "stopped") console.error(`\n${red("✗")} ${how}`);
    await system.stop();
    return how === "stopped" ? 0 : 1;
  } catch (error) {
    return end.signal.aborted ? 0 : fail(error);
  }
}

async function startAll(signal: AbortSignal, isWatching: boolean): Promise<RunningSystem> {
  const dataDir = dataFolder();
  const startedAt = performance.now();
  lockData(dataDir);
  if (isHalfSeeded(dataDir)) {
    detail("the last start was interrupted while it made the demo data: beginning anew");
    emptyDataFolder(dataDir);
  }
  const ports = await choosePorts(dataDir, process.env.PORT);
  await phase("Building what browsers load", () => build({ log: detail }));
  const bundle = isWatching ? undefined : await phase("Bundling the Worker", () => bundleWorker());
  const system = await startSystem({
    dataDir,
    ...ports,
    ...(bundle === undefined ? {} : { bundle }),
    signal,
    onPhase: (title) => console.log(`${bold("•")} ${title}`),
    onLine: (line) => line.trim() && detail(line),
  });
  try {
    const world = await phase("Looking for the demo data", () => demoWorld(system, detail));
    if (world) system.showWidget(world.widgetId);
    writeDevFile(system, world);
    picture(system, world, (performance.now() - startedAt) / 1000);
    return system;
  } catch (error) {
    await system.stop();
    throw error;
  }
}

async function unexpectedEnd(system: RunningSystem): Promise<string> {
  const program = await Promise.race([system.sqld, system.worker].map((each) => each.exited.then(() => each)));
  return `${program.name} ended unexpectedly. It printed last:\n${program.output() || "(nothing)"}`;
}

/** For scripts and tests that use a running system. */
function writeDevFile(system: RunningSystem, world: DemoWorld | undefined): void {
  const { url, demoPageUrl, libsqlUrl, dataDir, mail } = system;
  const content = { url, demoPageUrl, libsqlUrl, mailPageUrl: mail.pageUrl, ...world };
  writeFileSync(join(dataDir, "dev.json"), `${JSON.stringify(content, null, 2)}\n`);
}

function picture(system: RunningSystem, world: DemoWorld | undefined, seconds: number): void {
  const lines = [
    "",
    `${bold("Sapa is running.")} ${dim(`(${seconds.toFixed(1)} s)`)}`,
    "",
    `  The agents' inbox     ${bold(system.url)}`,
    `  A shop with the chat  ${bold(system.demoPageUrl)}`,
    `  Mails it has sent     ${bold(system.mail.pageUrl)}`,
    `  The Operator's page   ${bold(`${system.url}/operator`)} ${dim("(its key: secrets.json in the data)")}`,
    `  ${dim(`libSQL server         ${system.libsqlUrl}`)}`,
    `  ${dim(`data                  ${system.dataDir}`)}`,
    "",
    ...(world ? signIns(world) : NO_DEMO),
    "",
    dim("  Ctrl-C stops everything and keeps the data; `npm run reset` empties it."),
    "",
  ];
  console.log(lines.join("\n"));
}

const NO_DEMO = [
  "  There is no demo data here: sign in with an account of this database, or invite an owner on the Operator's page.",
];

function signIns(world: DemoWorld): string[] {
  const widest = Math.max(...world.accounts.map(({ email }) => email.length));
  return [
    "  Sign in as",
    ...world.accounts.map(({ role, email, password }) => `    ${role.padEnd(11)} ${email.padEnd(widest)}  ${password}`),
    "",
    "  Try it",
    "    1. Open the shop in one window and the inbox in another; sign in as an agent and switch yourself online.",
    "    2. Write something in the chat at the shop's lower corner: it is in the inbox at once.",
    "    3. Answer, then resolve the conversation. Write again as the visitor: it opens anew.",
  ];
}
