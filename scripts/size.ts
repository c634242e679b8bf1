import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "./build.ts";
import { detail, green, red } from "./support/console.ts";
import { inRoot } from "./support/paths.ts";

/**
 * What is loaded, how many bytes go over the wire (brotli), and how many may; without a budget it is loaded on need and only
 * told. `bytes` is undefined when it is not built.
 */
export type SizeRow = { name: string; bytes: number | undefined; budget?: number };

const publicFolder = inRoot("dist/public");

/** Measures what browsers load, most of it against its budget. */
export function measureSizes(): SizeRow[] {
  const inbox = ["components/sapa.js"];
  return [
    { name: "widget before it is opened (widget.js)", bytes: weigh(["widget.js"]), budget: 3 * 1024 },
    { name: "widget's late part, which checks files", bytes: weigh(["widget-late.js"]), budget: 2560 },
    { name: "widget panel, enough to chat", bytes: weigh(named("panel")), budget: 20 * 1024 },
    ...widgetParts(),
    { name: "widget, all features together", bytes: weigh(["widget.js", "widget-late.js", ...widgetFiles()]) },
    { name: "inbox element, first load (components/sapa.js)", bytes: weigh(inbox), budget: 80 * 1024 },
    { name: "inbox, an open room besides", bytes: weigh(chunksNamed("room-part"), inbox) },
  ];
}

/** What visitors load when they come to need it, each without what the panel has brought. */
function widgetParts(): SizeRow[] {
  const panel = named("panel");
  return widgetFiles()
    .filter((path) => !panel.includes(path))
    .map((path) => ({
      name: `widget part, ${basename(path).replace(/-.{8}\.js$/, "")}`,
      bytes: weigh([path], panel),
    }));
}

/** Everything of the widget that visitors may load; previews are for settings pages. */
const widgetFiles = (): string[] => filesIn("widget-assets").filter((path) => !basename(path).startsWith("preview-"));
const named = (name: string): string[] =>
  widgetFiles().filter((path) => new RegExp(`^${name}-.{8}\\.js$`).test(basename(path)));
const chunksNamed = (name: string): string[] =>
  filesIn("components/chunks").filter((path) => basename(path).startsWith(`${name}-`));

function filesIn(folder: string): string[] {
  const path = join(publicFolder, folder);
  const names = existsSync(path) ? readdirSync(path) : [];
  return names.filter((name) => name.endsWith(".js")).map((name) => `${folder}/${name}`);
}

/** Bytes of the files and of everything they import before they run, without what `loaded` has brought. */
function weigh(entries: string[], loaded: string[] = []): number | undefined {
  const filesOf = (paths: string[]) => new Set(paths.flatMap((path) => [...withImports(join(publicFolder, path))]));
  const known = filesOf(loaded);
  const files = [...filesOf(entries)].filter((path) => !known.has(path));
  if (files.length === 0) return undefined;
  return files.reduce((sum, path) => sum + brotliSize(path), 0);
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

const isOver = ({ bytes, budget }: SizeRow): boolean => budget !== undefined && (bytes === undefined || bytes > budget);

/** Prints the table; false when anything is over its budget or not built. */
export function printSizes(rows: SizeRow[]): boolean {
  for (const { name, bytes, budget } of rows) {
    const figure = bytes === undefined ? "not built" : budget ? `${bytes} of ${budget} bytes` : `${bytes} bytes`;
    const mark = isOver({ name, bytes, budget }) ? red("✗") : budget ? green("✓") : " ";
    console.log(`${mark} ${name.padEnd(50)} ${figure}`);
  }
  return !rows.some(isOver);
}

/** `npm run size` */
export async function run(): Promise<number> {
  await build({ log: detail });
  return printSizes(measureSizes()) ? 0 : 1;
}
