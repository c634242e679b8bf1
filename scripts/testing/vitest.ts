import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Tally } from "./stages.ts";
import { runTool } from "./tools.ts";

/** The part of vitest's JSON report that is counted. */
type Report = { numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number };

/** Runs one suite of `vitest.config.ts`. A suite that breaks off, or has no test, counts as one failure more. */
export async function runSuite(name: string, filters: string[]): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "sapa-report-"));
  const reportPath = join(folder, "report.json");
  try {
    const isFine = await runTool([
      "node_modules/vitest/vitest.mjs",
      ...["run", "--project", name, "--reporter", "default", "--reporter", "json", "--outputFile.json", reportPath],
      ...filters,
    ]);
    return count(reportPath, isFine);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(reportPath: string, isFine: boolean): Tally {
  if (!existsSync(reportPath)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(reportPath, "utf8")) as Report;
  const passed = report.numPassedTests;
  const skipped = report.numPendingTests + report.numTodoTests;
  const hasBrokenOff = !isFine || passed + skipped === 0;
  return { passed, failed: Math.max(report.numFailedTests, hasBrokenOff ? 1 : 0), skipped };
}
