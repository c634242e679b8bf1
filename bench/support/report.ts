import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { inRoot } from "../../scripts/support/paths.ts";
import type { Section } from "./section.ts";

const FILE = "docs/performance.md";

/** Puts a section's figures between its markers in docs/performance.md; other sections keep theirs. */
export function writeReport(section: Section, text: string): void {
  const path = inRoot(FILE);
  const before = readFileSync(path, "utf8");
  const start = `<!-- bench:${section.name} -->`;
  const end = `<!-- /bench:${section.name} -->`;
  const from = before.indexOf(start);
  const to = before.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${FILE} has no markers ${start} … ${end}`);
  const body = `${start}\n\n_${conditions()}_\n\n${text}\n\n`;
  writeFileSync(path, before.slice(0, from) + body + before.slice(to));
}

function conditions(): string {
  const day = new Date().toISOString().slice(0, 10);
  return `Measured ${day} on ${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"}), Node ${process.versions.node}.`;
}
