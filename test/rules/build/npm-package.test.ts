import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";
import { writeNpmPackage } from "../../../scripts/support/npm-package.ts";
import { inRoot } from "../../../scripts/support/paths.ts";
import { loadSapa } from "../../../widget/npm/index.ts";

const folder = mkdtempSync(join(tmpdir(), "sapa-npm-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As much of the frameworks as the examples use. */
const FRAMEWORKS = `
declare module "react" {
  export function useEffect(effect: () => void | (() => void), inputs?: readonly unknown[]): void;
}
declare module "vue" {
  export function ref<T>(value: T): { value: T };
  export function onMounted(work: () => void | Promise<void>): void;
  export function onUnmounted(work: () => void): void;
}
declare module "svelte" {
  export function onMount(work: () => void | (() => void)): void;
}
declare module "@angular/common" {
  export function isPlatformBrowser(id: object): boolean;
}
declare module "@angular/core" {
  export const PLATFORM_ID: object;
  export interface OnDestroy { ngOnDestroy(): void }
  export function inject<T>(token: T): T;
  export function Injectable(options: { providedIn: "root" }): (type: unknown) => void;
}`;

const EXAMPLES = ["react/chat.tsx", "vue/chat.vue", "svelte/chat.svelte", "angular/chat.service.ts"];

/** The script of an example, where its file has more than that. */
function scriptOf(path: string): string {
  const text = readFileSync(inRoot("examples", path), "utf8");
  return /<script[^>]*>([\s\S]*?)<\/script>/.exec(text)?.[1] ?? text;
}

function complaintsOf(files: Record<string, string>): string[] {
  const paths = Object.entries(files).map(([name, text]) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
  const program = ts.createProgram(paths, {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    jsx: ts.JsxEmit.Preserve,
    experimentalDecorators: true,
    paths: { "@sapa/widget": [join(folder, "index.d.ts")] },
    types: [],
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
}

describe("WIDGET-21 the npm package of the widget", () => {
  it("has types of its own, which every example keeps to", () => {
    writeNpmPackage(folder);
    const sources = EXAMPLES.map((path) => [
      `${path.split("/")[0]}.${path.endsWith("x") ? "tsx" : "ts"}`,
      scriptOf(path),
    ]);
    expect(complaintsOf({ "frameworks.d.ts": FRAMEWORKS, ...Object.fromEntries(sources) })).toEqual([]);
  });

  it("refuses what is not there", () => {
    writeNpmPackage(folder);
    const wrong = `import { loadSapa } from "@sapa/widget";
      const sapa = await loadSapa({ host: "https://chat.example.com", widgetId: "int_1", consent: "now" });
      sapa.on("unread", () => {});
      sapa.on("unread:changed", ({ count }) => count);
      sapa.identify("a.b.c");
      export {};`;
    expect(complaintsOf({ "wrong.ts": wrong })).toHaveLength(4);
  });

  it("depends on nothing", () => {
    writeNpmPackage(folder);
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, unknown>;
    expect(manifest).toMatchObject({ name: "@sapa/widget", type: "module" });
    expect(manifest).not.toHaveProperty("dependencies");
  });

  it("gives a server that renders an object whose calls do nothing", async () => {
    const sapa = await loadSapa({ host: "https://chat.example.com", widgetId: "int_1" });
    sapa.open();
    sapa.identify({ token: "a.b.c" });
    sapa.on("ready", () => expect.fail("there is no page"))();
    sapa.destroy();
    expect("document" in globalThis).toBe(false);
  });
});
