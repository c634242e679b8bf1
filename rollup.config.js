import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import esbuild from "rollup-plugin-esbuild";
import { minifyTemplateLiterals } from "rollup-plugin-minify-template-literals";
import { squeezeCss } from "./scripts/support/squeeze-css.ts";

const target = "es2022";
const outDir = "dist/public";

/** @param {string} tsconfig */
function steps(tsconfig) {
  return [
    nodeResolve({ browser: true, exportConditions: ["production", "browser"] }),
    esbuild({ target, tsconfig, sourceMap: false }),
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

/** The panel is built first; its hashed name goes into the loader. */
let panelUrl = "";

const panel = {
  // What is loaded later takes shared parts from this file, instead of a third one that the panel had to wait for.
  preserveEntrySignatures: /** @type {const} */ ("allow-extension"),
  input: { panel: "widget/panel/entry.ts" },
  plugins: [...steps("widget/tsconfig.json"), squeeze(true), rememberPanelUrl()],
  output: {
    dir: outDir,
    format: "es",
    entryFileNames: "widget-assets/[name]-[hash].js",
    chunkFileNames: "widget-assets/[name]-[hash].js",
  },
};

const loader = {
  input: { widget: "widget/loader.ts" },
  plugins: [...steps("widget/tsconfig.json"), injectPanelUrl(), squeeze(false)],
  output: { dir: outDir, format: "iife", entryFileNames: "widget.js" },
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

function rememberPanelUrl() {
  return {
    name: "remember-panel-url",
    /** @param {unknown} _options @param {Record<string, { type: string, isEntry?: boolean, fileName: string }>} bundle */
    generateBundle(_options, bundle) {
      const entry = Object.values(bundle).find((file) => file.type === "chunk" && file.isEntry);
      panelUrl = `/${entry?.fileName}`;
    },
  };
}

function injectPanelUrl() {
  return {
    name: "inject-panel-url",
    /** @param {string} code */
    renderChunk: (code) => ({ code: code.replace(/\b__PANEL_URL__\b/g, JSON.stringify(panelUrl)), map: null }),
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

export default [panel, loader, app].filter((build) => {
  const entries = Object.values(build.input);
  const isThere = entries.length > 0 && entries.every((path) => existsSync(path));
  if (!isThere) console.log(`  skipped, its source is not there: ${entries.join(", ") || "components"}`);
  return isThere;
});
