import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { inRoot } from "../../scripts/support/paths.ts";
import { speedPage } from "../../scripts/support/speed-page.ts";
import type { Section } from "./section.ts";

const FILE = "docs/performance.md";
const PUBLIC_FILE = "docs/widget-size-and-speed.md";

/** Puts a section's figures between its markers in docs/performance.md; other sections keep theirs. The public page follows. */
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
  writeFileSync(inRoot(PUBLIC_FILE), speedPage());
}

function conditions(): string {
  const day = new Date().toISOString().slice(0, 10);
  return `Measured ${day} on ${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"}), Node ${process.versions.node}.`;
}
