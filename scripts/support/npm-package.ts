import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { inRoot } from "./paths.ts";

/** Types as they are published: each source and the file it becomes. */
const TYPES = { "widget/npm/index.ts": "index.d.ts", "widget/public-types.ts": "public-types.d.ts" };

/** Completes the npm package of the widget in `folder`, where its script has been built: types, manifest and readme. */
export function writeNpmPackage(folder: string): void {
  for (const [source, target] of Object.entries(TYPES)) writeFileSync(join(folder, target), declarationsOf(source));
  const { version } = JSON.parse(readFileSync(inRoot("package.json"), "utf8")) as { version: string };
  const manifest = {
    name: "@sapa/widget",
    version,
    description: "Loads the Sapa chat widget, with types.",
    type: "module",
    sideEffects: false,
    exports: { ".": { types: "./index.d.ts", default: "./index.js" } },
  };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  cpSync(inRoot("widget/npm/README.md"), join(folder, "README.md"));
}

function declarationsOf(path: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, isolatedDeclarations: true };
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(readFileSync(inRoot(path), "utf8"), {
    fileName: path,
    compilerOptions,
  });
  if (diagnostics.length)
    throw new Error(`${path}: ${ts.flattenDiagnosticMessageText(diagnostics[0]?.messageText, "\n")}`);
  return outputText.replaceAll("../public-types.ts", "./public-types.js");
}
