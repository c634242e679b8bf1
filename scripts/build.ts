import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type OutputOptions, type RollupOptions, rollup } from "rollup";
import { writeComponentsPackage } from "./support/components-package.ts";
import { detail, phase } from "./support/console.ts";
import { writeNpmPackage } from "./support/npm-package.ts";
import { inRoot } from "./support/paths.ts";
import { replaceFolder } from "./support/replace-folder.ts";
import { stampOf } from "./support/stamp.ts";
import { staticHeaders } from "./support/static-headers.ts";

const sources = [
  "protocol",
  "client",
  "components",
  "widget",
  "rollup.config.js",
  "package-lock.json",
  "scripts/build.ts",
  "scripts/support",
];
type RollupConfig = { default: RollupOptions[]; npmPackage: RollupOptions; componentsPackage: RollupOptions };

const publicFolder = inRoot("dist/public");
const stampPath = inRoot("dist/.sources");

/** Builds what browsers load into `dist/public`, and the npm packages into `dist/npm` and `dist/npm-components`; does nothing when no source has changed, unless forced. */
export async function build(options: { force?: boolean; log: (line: string) => void }): Promise<void> {
  const stamp = stampOf(sources);
  if (!options.force && existsSync(stampPath) && readFileSync(stampPath, "utf8") === stamp) {
    options.log("nothing changed since the last build");
    return;
  }
  rmSync(stampPath, { force: true });
  const staging = inRoot(`dist/staging-${process.pid}`);
  const config = (await import(pathToFileURL(inRoot("rollup.config.js")).href)) as RollupConfig;
  try {
    const served = join(staging, "public");
    for (const bundle of config.default) await buildOne(bundle, served, options.log);
    mkdirSync(served, { recursive: true });
    writeFileSync(join(served, "_headers"), staticHeaders());
    const npm = join(staging, "npm");
    await buildOne(config.npmPackage, npm, options.log);
    writeNpmPackage(npm);
    const elements = join(staging, "npm-components");
    await buildOne(config.componentsPackage, elements, options.log);
    writeComponentsPackage(elements);
    replaceFolder(elements, inRoot("dist/npm-components"));
    replaceFolder(npm, inRoot("dist/npm"));
    replaceFolder(served, publicFolder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  writeFileSync(stampPath, stamp);
}

async function buildOne(options: RollupOptions, folder: string, log: (line: string) => void): Promise<void> {
  const startedAt = performance.now();
  const bundle = await rollup({
    ...options,
    onwarn: (warning) => log(`warning: ${warning.message}`),
  });
  const { output } = await bundle.write({ ...(options.output as OutputOptions), dir: folder });
  await bundle.close();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  log(`${Object.keys(options.input ?? {}).join(", ")} (${output.length} files, ${seconds} s)`);
}

/** `npm run build` */
export async function run(): Promise<number> {
  await phase("Building what browsers load", () => build({ force: true, log: detail }));
  return 0;
}
