import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";
import { inRoot, root } from "../../scripts/support/paths.ts";

/** One import of a source file. `target` is a project path for our own files, else the package's name. */
export type SourceImport = { specifier: string; target: string; isOurs: boolean; isTypeOnly: boolean };

export type SourceFile = { path: string; text: string; imports: SourceImport[]; hasDefaultExport: boolean };

/** Every source file of the project that git knows or would add, with what it imports. */
export function projectSources(): SourceFile[] {
  const list = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  return list
    .split("\n")
    .filter((path) => /\.(ts|js|mjs)$/.test(path) && existsSync(inRoot(path)))
    .map((path) => readSource(path, readFileSync(inRoot(path), "utf8")));
}

export function readSource(path: string, text: string): SourceFile {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: SourceImport[] = [];
  let hasDefaultExport = false;
  const add = (specifier: ts.Node | undefined, isTypeOnly: boolean) => {
    if (specifier && ts.isStringLiteralLike(specifier)) imports.push(resolve(path, specifier.text, isTypeOnly));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnlyImport(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    if (ts.isExportAssignment(node) || isDefaultDeclaration(node)) hasDefaultExport = true;
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { path, text, imports, hasDefaultExport };
}

function isTypeOnlyImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause.namedBindings;
  return !clause.name && !!names && ts.isNamedImports(names) && names.elements.every((each) => each.isTypeOnly);
}

function isDefaultDeclaration(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) && !!ts.getModifiers(node)?.some((each) => each.kind === ts.SyntaxKind.DefaultKeyword)
  );
}

function resolve(from: string, specifier: string, isTypeOnly: boolean): SourceImport {
  const isOurs = specifier.startsWith(".");
  const target = isOurs ? posix.join(posix.dirname(from), specifier) : packageOf(specifier);
  return { specifier, target, isOurs, isTypeOnly };
}

/** `lit/decorators.js` belongs to `lit`, `@libsql/client/web` to `@libsql/client`. */
function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
