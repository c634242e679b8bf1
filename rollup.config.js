import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import esbuild from "rollup-plugin-esbuild";
import { minifyTemplateLiterals } from "rollup-plugin-minify-template-literals";
import { CLOSE, LIMITS, TIMES } from "./protocol/limits.ts";
import { squeezeCss } from "./scripts/support/squeeze-css.ts";

const target = "es2022";
const outDir = "dist/public";

/** @param {string} tsconfig */
function steps(tsconfig) {
  return [
    nodeResolve({ browser: true, exportConditions: ["production", "browser"] }),
    esbuild({ target, tsconfig, sourceMap: false }),
    inlineBounds(),
    // After esbuild: it reads plain JavaScript only.
    minifyTemplateLiterals({
      include: ["**/*.ts"],
      options: { minifyOptions: { minifyCSS: squeezeCss, decodeEntities: false } },
      failOnError: true,
    }),
  ];
}

/** @param {boolean} isModule */
function squeeze(isModule) {
  return terser({
    module: isModule,
    ecma: 2020,
    compress: { passes: 3, unsafe_arrows: true },
    format: { comments: false },
  });
}

/**
 * What the late part checks, filled by the panel's build: path and digest of each file, and what it imports besides the
 * panel.
 * @type {{ panel: string, digests: Record<string, string>, imports: Record<string, string[]> }}
 */
const widgetFiles = { panel: "", digests: {}, imports: {} };

const panel = {
  // What is loaded later takes shared parts from this file, instead of a third one that the panel had to wait for.
  preserveEntrySignatures: /** @type {const} */ ("allow-extension"),
  input: { panel: "widget/panel/entry.ts" },
  plugins: [...steps("widget/tsconfig.json"), importPartsLater(), squeeze(true), rememberFiles()],
  output: {
    dir: outDir,
    format: "es",
    entryFileNames: "widget-assets/[name]-[hash].js",
    chunkFileNames: "widget-assets/[name]-[hash].js",
  },
};

const late = {
  input: { "widget-late": "widget/late-entry.ts" },
  plugins: [...steps("widget/tsconfig.json"), injectFiles(), squeeze(true)],
  output: { dir: outDir, format: "es", entryFileNames: "[name].js" },
};

/** For settings pages: the widget in a box, with its parts beside it. */
const preview = {
  input: { "widget-preview": "widget/preview.ts" },
  plugins: [...steps("widget/tsconfig.json"), squeeze(true)],
  output: {
    dir: outDir,
    format: "es",
    entryFileNames: "[name].js",
    chunkFileNames: "widget-assets/preview-[name]-[hash].js",
  },
};

const loader = {
  input: { widget: "widget/loader.ts" },
  plugins: [...steps("widget/tsconfig.json"), squeeze(false)],
  output: { dir: outDir, format: "iife", strict: false, entryFileNames: "widget.js" },
};

/** What sites that bundle import; it is not served. */
export const npmPackage = {
  input: { index: "widget/npm/index.ts" },
  plugins: steps("widget/tsconfig.json"),
  output: { dir: "dist/npm", format: /** @type {const} */ ("es"), entryFileNames: "[name].js" },
};

/** The elements for those who bundle them into their own page; it is not served. */
export const componentsPackage = {
  input: { index: "components/define.ts" },
  plugins: steps("components/tsconfig.json"),
  output: {
    dir: "dist/npm-components",
    format: /** @type {const} */ ("es"),
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
  },
};

/** One build for both, so that what the shell and the elements share is one file. */
const app = {
  input: existing({ sapa: "components/define.ts", shell: "components/shell/main.ts" }),
  plugins: [...steps("components/tsconfig.json"), squeeze(true), writeShellPage("components/shell/index.html")],
  output: {
    dir: outDir,
    format: "es",
    entryFileNames: (/** @type {{ name: string }} */ chunk) =>
      chunk.name === "sapa" ? "components/sapa.js" : "components/chunks/[name]-[hash].js",
    chunkFileNames: "components/chunks/[name]-[hash].js",
  },
};

/** Entries whose source exists. @param {Record<string, string>} entries */
function existing(entries) {
  return Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(path)));
}

/** Puts bounds in as numbers: a browser then loads the few it uses instead of the names of all. */
function inlineBounds() {
  /** @type {Record<string, Record<string, number>>} */
  const bounds = { LIMITS, TIMES, CLOSE };
  return {
    name: "inline-bounds",
    /** @param {string} code */
    transform: (code) => ({
      code: code.replace(/\b(LIMITS|TIMES|CLOSE)\.(\w+)/g, (whole, name, key) => String(bounds[name]?.[key] ?? whole)),
      map: null,
    }),
  };
}

/** Lets the late part, which knows the digests, import what the panel imports later. */
function importPartsLater() {
  return {
    name: "import-parts-later",
    renderDynamicImport: () => ({ left: "importPart(", right: ")" }),
    /** @param {string} code @param {{ isEntry: boolean }} chunk */
    renderChunk(code, { isEntry }) {
      if (!code.includes("importPart(")) return null;
      const given = "let importPart=(path)=>import(path);";
      return {
        code: `${given}${isEntry ? "export const useImporter=(given)=>{importPart=given};" : ""}${code}`,
        map: null,
      };
    },
  };
}

function rememberFiles() {
  return {
    name: "remember-files",
    /** @param {unknown} _options @param {import("rollup").OutputBundle} bundle */
    generateBundle(_options, bundle) {
      /** @param {string} fileName */
      const short = (fileName) => `./${basename(fileName)}`;
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const entry = chunks.find((chunk) => chunk.isEntry);
      if (!entry) return;
      widgetFiles.panel = short(entry.fileName);
      for (const { fileName, code, imports } of chunks) {
        widgetFiles.digests[short(fileName)] = `sha256-${createHash("sha256").update(code).digest("base64")}`;
        const others = imports.filter((path) => path !== entry.fileName).map(short);
        if (others.length) widgetFiles.imports[short(fileName)] = others;
      }
    },
  };
}

function injectFiles() {
  return {
    name: "inject-files",
    /** @param {string} code */
    renderChunk: (code) => ({ code: code.replace(/\b__WIDGET_FILES__\b/g, JSON.stringify(widgetFiles)), map: null }),
  };
}

/** Writes the shell's page with the hashed script, and asks the browser for its parts early. @param {string} template */
function writeShellPage(template) {
  return {
    name: "write-shell-page",
    /** @this {import("rollup").PluginContext} @param {unknown} _options @param {import("rollup").OutputBundle} bundle */
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const shell = chunks.find((chunk) => chunk.isEntry && chunk.name === "shell");
      if (!shell || !existsSync(template)) return;
      const preloads = importedBy(shell.fileName, bundle)
        .map((path) => `<link rel="modulepreload" href="/${path}">`)
        .join("\n  ");
      const page = readFileSync(template, "utf8")
        .replace(/src="[^"]*main\.ts"/, `src="/${shell.fileName}"`)
        .replace("</head>", `  ${preloads}\n</head>`);
      this.emitFile({ type: "asset", fileName: basename(template), source: page });
      const firstPaint = template.replace("index.html", "first-paint.js");
      this.emitFile({ type: "asset", fileName: basename(firstPaint), source: readFileSync(firstPaint) });
    },
  };
}

/** Everything a file imports before it runs, at any depth. @param {string} fileName @param {import("rollup").OutputBundle} bundle */
function importedBy(fileName, bundle, found = new Set()) {
  const chunk = bundle[fileName];
  for (const path of chunk?.type === "chunk" ? chunk.imports : []) {
    if (found.has(path)) continue;
    found.add(path);
    importedBy(path, bundle, found);
  }
  return [...found];
}

/** The page behind a survey's link, which loads nothing else. */
const survey = {
  input: { survey: "components/survey/page.ts" },
  plugins: [...steps("components/tsconfig.json"), squeeze(true)],
  output: { dir: outDir, format: /** @type {const} */ ("es"), entryFileNames: "survey.js" },
};

/** The page of who runs the server, which stands apart from the shell. */
const operator = {
  input: { operator: "components/operator/page.ts" },
  plugins: [...steps("components/tsconfig.json"), squeeze(true)],
  output: { dir: outDir, format: /** @type {const} */ ("es"), entryFileNames: "operator.js" },
};

export default [panel, late, preview, loader, app, survey, operator].filter((build) => {
  const entries = Object.values(build.input);
  const isThere = entries.length > 0 && entries.every((path) => existsSync(path));
  if (!isThere) console.log(`  skipped, its source is not there: ${entries.join(", ") || "components"}`);
  return isThere;
});
