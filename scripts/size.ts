import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "./build.ts";
import { detail, green, red } from "./support/console.ts";
import { inRoot } from "./support/paths.ts";

/** One budget: what is loaded, how many bytes go over the wire (brotli), and how many may. `bytes` is undefined when it is not built. */
export type SizeRow = { name: string; bytes: number | undefined; budget: number };

const publicFolder = inRoot("dist/public");

/** Measures what browsers load against its budgets. */
export function measureSizes(): SizeRow[] {
  return [
    { name: "widget before it is opened (widget.js)", bytes: weigh(["widget.js"]), budget: 3 * 1024 },
    { name: "widget panel, enough to chat", bytes: weigh(panelEntry()), budget: 20 * 1024 },
    { name: "inbox element, first load (components/sapa.js)", bytes: weigh(["components/sapa.js"]), budget: 80 * 1024 },
  ];
}

function panelEntry(): string[] {
  const folder = join(publicFolder, "widget-assets");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => /^panel-[^.]+\.js$/.test(name)).map((name) => `widget-assets/${name}`);
}

/** Bytes of the files and of everything they import before they run. */
function weigh(entries: string[]): number | undefined {
  const files = entries.flatMap((entry) => [...withImports(join(publicFolder, entry))]);
  if (files.length === 0) return undefined;
  return [...new Set(files)].reduce((sum, path) => sum + brotliSize(path), 0);
}

function withImports(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path) || !existsSync(path)) return found;
  found.add(path);
  // Built files are minified: a static import is `import…from"./x.js"`, `import"./x.js"` or `export…from"./x.js"`.
  for (const [, name] of readFileSync(path, "utf8").matchAll(/(?:\bimport|\bfrom)\s*"(\.[^"]+\.js)"/g)) {
    if (name) withImports(join(dirname(path), name), found);
  }
  return found;
}

function brotliSize(path: string): number {
  return brotliCompressSync(readFileSync(path), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).byteLength;
}

/** Prints the table; false when anything is over its budget or not built. */
export function printSizes(rows: SizeRow[]): boolean {
  for (const { name, bytes, budget } of rows) {
    const isFine = bytes !== undefined && bytes <= budget;
    const figure = bytes === undefined ? "not built" : `${bytes} of ${budget} bytes`;
    console.log(`${isFine ? green("✓") : red("✗")} ${name.padEnd(50)} ${figure}`);
  }
  return rows.every(({ bytes, budget }) => bytes !== undefined && bytes <= budget);
}

/** `npm run size` */
export async function run(): Promise<number> {
  await build({ log: detail });
  return printSizes(measureSizes()) ? 0 : 1;
}
