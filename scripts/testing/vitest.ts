import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { Tally } from "./stages.ts";
import { runTool } from "./tools.ts";

/** The part of vitest's JSON report that is counted, and named where a test failed. */
type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
};

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
  if (!existsSync(reportPath)) return { passed: 0, failed: 1, skipped: 0, failures: ["the suite wrote no report"] };
  const report = JSON.parse(readFileSync(reportPath, "utf8")) as Report;
  const passed = report.numPassedTests;
  const skipped = report.numPendingTests + report.numTodoTests;
  const hasBrokenOff = !isFine || passed + skipped === 0;
  const failed = Math.max(report.numFailedTests, hasBrokenOff ? 1 : 0);
  return { passed, failed, skipped, failures: failed > 0 ? nameFailures(report) : [] };
}

/** Each failed test with its file and the first line of why; a file that did not run with its own. */
function nameFailures({ testResults }: Report): string[] {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const file = relative(process.cwd(), name);
    const failed = assertionResults.filter(({ status }) => status === "failed");
    if (failed.length === 0) return message ? [`${file}: ${firstLine(message)}`] : [];
    return failed.map(
      ({ fullName, failureMessages }) => `${file} > ${fullName}: ${firstLine(failureMessages[0] ?? "")}`,
    );
  });
}

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";
