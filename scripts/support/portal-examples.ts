import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { build, type Plugin } from "esbuild";
import { inRoot } from "./paths.ts";

export const PORTALS = ["plain", "react", "vue", "angular"] as const;
export type Portal = (typeof PORTALS)[number];

const packageFolder = inRoot("dist/npm-components");

/** Builds the page of each portal into `folder/{name}`, as its owner would: with the npm package, which must be built. */
export async function buildPortals(folder: string): Promise<void> {
  for (const portal of PORTALS) {
    const target = join(folder, portal);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    cpSync(inRoot(`examples/portal-${portal}/page`), target, { recursive: true });
    // One look for all of them.
    cpSync(inRoot("examples/portal-plain/page/portal.css"), join(target, "portal.css"));
    if (portal !== "plain") await bundle(await sourceOf(portal, folder), target);
  }
}

async function sourceOf(portal: Portal, folder: string): Promise<string> {
  if (portal === "angular") return compileAngular(join(folder, "angular-build"));
  return inRoot(`examples/portal-${portal}/app.${portal === "react" ? "tsx" : "ts"}`);
}

async function bundle(entry: string, target: string): Promise<void> {
  await build({
    entryPoints: { app: entry },
    outdir: target,
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    minify: true,
    jsx: "automatic",
    logLevel: "error",
    nodePaths: [inRoot("node_modules")],
    alias: { "@sapa/components": packageFolder },
    define: {
      "process.env.NODE_ENV": '"production"',
      __VUE_OPTIONS_API__: "false",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
      ngDevMode: "false",
      ngJitMode: "false",
      ngServerMode: "false",
    },
    plugins: entry.includes("angular-build") ? [linkAngular()] : [],
  });
}

/** Templates become code before the browser sees them: a strict policy allows no compiler there. */
async function compileAngular(folder: string): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const config = {
    compilerOptions: {
      target: "es2022",
      module: "es2022",
      moduleResolution: "bundler",
      lib: ["es2022", "dom"],
      strict: true,
      skipLibCheck: true,
      experimentalDecorators: true,
      types: [],
      rootDir: inRoot("examples/portal-angular"),
      outDir: join(folder, "out"),
      paths: { "@sapa/components": [join(packageFolder, "index.d.ts")] },
    },
    angularCompilerOptions: { strictTemplates: true },
    files: [inRoot("examples/portal-angular/app.ts")],
  };
  const path = join(folder, "tsconfig.json");
  writeFileSync(path, JSON.stringify(config));
  const compiler = inRoot("node_modules/@angular/compiler-cli/bundles/src/bin/ngc.js");
  await promisify(execFile)(process.execPath, [compiler, "-p", path], { cwd: inRoot(".") });
  return join(folder, "out/app.js");
}

/** Angular's own packages come half compiled; their linker does the rest. */
function linkAngular(): Plugin {
  return {
    name: "link-angular",
    setup(builder) {
      builder.onLoad({ filter: /@angular[\\/].*\.mjs$/ }, async ({ path }) => {
        const source = readFileSync(path, "utf8");
        if (!source.includes("ɵɵngDeclare")) return { contents: source, loader: "js" };
        const [{ transformAsync }, { createEs2015LinkerPlugin }, { NodeJSFileSystem, ConsoleLogger, LogLevel }] =
          await Promise.all([
            import("@babel/core"),
            import("@angular/compiler-cli/linker/babel"),
            import("@angular/compiler-cli"),
          ]);
        const plugin = createEs2015LinkerPlugin({
          fileSystem: new NodeJSFileSystem(),
          logger: new ConsoleLogger(LogLevel.error),
          linkerJitMode: false,
        });
        const linked = await transformAsync(source, {
          filename: path,
          plugins: [plugin as never],
          configFile: false,
          babelrc: false,
          compact: false,
        });
        return { contents: linked?.code ?? source, loader: "js" };
      });
    },
  };
}
