import { build } from "../build.ts";
import { measureSizes, printSizes } from "../size.ts";
import { bold, detail, green, red } from "../support/console.ts";
import { bundleWorker } from "../system/bundle-worker.ts";
import { runTool } from "./tools.ts";
import { typesAreRight } from "./types.ts";
import { runSuite } from "./vitest.ts";

/** How many tests ended how, and the name and cause of each that failed. */
export type Tally = { passed: number; failed: number; skipped: number; failures: string[] };

/** One step of a test run; a check without tests of its own counts as one. */
type Stage = { name: string; run: (filters: string[]) => Promise<Tally> };

const biome = "node_modules/@biomejs/biome/bin/biome";

const stages: Stage[] = [
  check("format", () => runTool([biome, "format", "."])),
  check("lint", () => runTool([biome, "check", "--formatter-enabled=false", "."])),
  check("types", typesAreRight),
  { name: "rules", run: (filters) => runSuite("rules", filters) },
  { name: "worker", run: (filters) => runSuite("worker", filters) },
  check("build", async () => {
    await build({ log: detail });
    await bundleWorker();
    return true;
  }),
  check("size", async () => printSizes(measureSizes())),
  { name: "browser", run: (filters) => runSuite("browser", filters) },
  { name: "e2e", run: (filters) => runSuite("e2e", filters) },
  { name: "faults", run: (filters) => runSuite("faults", filters) },
];

export const stageNames: string[] = stages.map(({ name }) => name);

function check(name: string, isFine: () => Promise<boolean>): Stage {
  const run = async () =>
    (await isFine())
      ? { passed: 1, failed: 0, skipped: 0, failures: [] }
      : { passed: 0, failed: 1, skipped: 0, failures: [name] };
  return { name, run };
}

/**
 * Runs the named stages in their order, all of them even when one fails, and ends with the line
 * `N passed, N failed, N skipped`.
 * @returns the exit code: 0 only when something ran and nothing failed
 */
export async function runStages(names: string[], filters: string[] = []): Promise<number> {
  const chosen = stages.filter(({ name }) => names.includes(name));
  const total: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };
  const summary: string[] = [];
  for (const [index, stage] of chosen.entries()) {
    console.log(`\n${bold(`[${index + 1}/${chosen.length}] ${stage.name}`)}`);
    const startedAt = performance.now();
    const tally = await runSafely(stage, filters);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
    total.failures.push(...tally.failures);
    const mark = tally.failed > 0 ? red("✗") : green("✓");
    const line = `${mark} ${stage.name.padEnd(8)} ${inWords(tally)} (${seconds} s)`;
    summary.push(line);
    console.log(line);
  }
  // Repeated at the end: a log of this length is read, and kept, from its end.
  for (const failure of total.failures) console.log(red(`✗ ${failure}`));
  console.log(`\n${summary.join("\n")}\n\n${inWords(total)}`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

async function runSafely(stage: Stage, filters: string[]): Promise<Tally> {
  try {
    return await stage.run(filters);
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0, failures: [`${stage.name} broke off: ${error}`] };
  }
}

function inWords({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
