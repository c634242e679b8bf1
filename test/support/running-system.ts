import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../scripts/build.ts";
import { bundleWorker } from "../../scripts/system/bundle-worker.ts";
import { type DemoWorld, demoWorld } from "../../scripts/system/demo.ts";
import { freePort } from "../../scripts/system/ports.ts";
import { type RunningSystem, startSystem } from "../../scripts/system/system.ts";

/** The whole system in a folder of its own. `stop` also removes the folder. */
export type TestSystem = RunningSystem & { world: DemoWorld | undefined };

/**
 * Starts libSQL, the Worker and the demo page as `npm start` does, on free ports and without data.
 * @param options `withDemoData` makes the demo organization too, which takes a while; `vars` are further settings of the Worker
 */
export async function startTestSystem(
  options: { withDemoData?: boolean; vars?: Record<string, string> } = {},
): Promise<TestSystem> {
  await build({ log: () => {} });
  const bundle = await bundleWorker();
  const dataDir = mkdtempSync(join(tmpdir(), "sapa-system-"));
  const ports = { port: await freePort(), demoPort: await freePort() };
  const system = await startSystem({ dataDir, ...ports, bundle, ...(options.vars ? { vars: options.vars } : {}) });
  const stop = async () => {
    await system.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const world = options.withDemoData ? await demoWorld(system, () => {}) : undefined;
    if (world) system.showWidget(world.widgetId);
    // Not spread: its parts change when they are started again.
    return Object.assign(Object.create(system) as RunningSystem, { world, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}
