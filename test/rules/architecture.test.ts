import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inRoot } from "../../scripts/support/paths.ts";
import { rawImportsIn, violationsOf } from "../support/architecture-rules.ts";
import { projectSources, readSource } from "../support/sources.ts";

const sources = projectSources();
const ownSources = sources.filter(({ path }) => !path.startsWith("migrations/"));
const lineLimit = 400;
const wantedLines = 150;

/** Tools and the runtime ask for these default exports. */
const mayExportDefault =
  /^(.*\.d\.ts|worker\/index\.ts|[^/]+\.config\.(ts|js)|test\/support\/global-[^/]+\.ts|bench\/.*worker[^/]*\.ts)$/;

describe("architecture", () => {
  it("imports follow the arrows between folders", () => {
    expect(ownSources.length).toBeGreaterThan(50);
    expect(ownSources.flatMap(violationsOf)).toEqual([]);
  });

  it("own imports point at files that exist", () => {
    const missing = ownSources.flatMap(({ path, imports }) =>
      imports
        .filter(({ isOurs, target }) => isOurs && !existsSync(inRoot(target)))
        .map(({ target }) => `${path} -> ${target}`),
    );
    expect(missing).toEqual([]);
  });

  it("no source file is longer than 400 lines", () => {
    const lengths = ownSources.map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }));
    const long = lengths.filter(({ lines }) => lines > wantedLines).sort((one, other) => other.lines - one.lines);
    if (long.length > 0) {
      console.info(`Over ${wantedLines} lines:\n${long.map(({ path, lines }) => `  ${lines} ${path}`).join("\n")}`);
    }
    expect(lengths.filter(({ lines }) => lines > lineLimit)).toEqual([]);
  });

  it("the elements load their later parts by the one helper that copes with their absence", () => {
    const lazily = ownSources.filter(
      ({ path, text }) => path.startsWith("components/") && text.includes("lazy(() => "),
    );
    expect(lazily.length).toBeGreaterThan(5);
    expect(ownSources.filter((file) => rawImportsIn(file) > 0).map(({ path }) => path)).toEqual([]);
  });

  it("only entries that tools ask for have a default export", () => {
    const paths = ownSources.filter(({ hasDefaultExport }) => hasDefaultExport).map(({ path }) => path);
    expect(paths.filter((path) => !mayExportDefault.test(path))).toEqual([]);
  });

  it("no test is skipped, left to do or run alone", () => {
    const tests = ownSources.filter(({ path }) => path.endsWith(".test.ts"));
    const muted = tests.filter(({ text }) => /\b(it|test|describe)\.(skip|only|todo|skipIf|runIf|fails)\b/.test(text));
    expect(muted.map(({ path }) => path)).toEqual([]);
  });

  it("every channel folder has the same shape", () => {
    const folder = inRoot("worker/channels");
    const channels = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
    const problems = channels
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => missingParts(name).map((part) => `worker/channels/${name}/${part}`));
    expect(problems).toEqual([]);
  });
});

/** Our own channel has no vendor to verify, parse or call. */
function missingParts(channel: string): string[] {
  const vendorParts = ["verify.ts", "parse.ts", "render.ts", "send.ts", "connect.ts"];
  const parts = ["capabilities.ts", "NOTES.md", ...(channel === "webchat" ? [] : vendorParts)];
  return parts.filter((part) => !existsSync(inRoot("worker/channels", channel, part)));
}

describe("the architecture check itself", () => {
  it("finds what is loaded later without the helper, and nothing else", () => {
    const rawIn = (text: string, path = "components/inbox/x.ts") => rawImportsIn({ path, text });
    expect(rawIn('await import("./part.ts");')).toBe(1);
    expect(rawIn('const load = () => import("./part.ts");')).toBe(1);
    expect(rawIn('await lazy(() => import("./part.ts"));')).toBe(0);
    expect(rawIn('/** Use `import("./part.ts")`. */')).toBe(0);
    expect(rawIn('await import("./panel.ts");', "widget/loader.ts")).toBe(0);
  });

  const problemsOf = (path: string, text: string) => violationsOf(readSource(path, text)).length;

  it.each([
    ["widget/panel/chat.ts", 'import { z } from "zod";'],
    ["widget/panel/chat.ts", 'import { LitElement } from "lit";'],
    ["widget/panel/chat.ts", 'import { x } from "../../components/ui/x.ts";'],
    ["components/inbox/list.ts", 'import type { Env } from "../../worker/env.ts";'],
    ["components/inbox/list.ts", 'const later = () => import("../../worker/app.ts");'],
    ["client/api.ts", 'import { schema } from "../protocol/http.schema.ts";'],
    ["client/api.ts", 'import { x } from "./http";'],
    ["protocol/ids.ts", 'import { z } from "zod";'],
    ["protocol/http.schema.ts", 'export { x } from "../worker/app.ts";'],
    ["worker/room/rules/decide.ts", 'import { open } from "../sql-store.ts";'],
    ["worker/surveys/rules.ts", 'import { Hono } from "hono";'],
    ["worker/channels/line/send.ts", 'import { x } from "../telegram/send.ts";'],
    ["worker/channels/line/send.ts", 'import { x } from "../../db/client.ts";'],
  ])("finds the fault in %s: %s", (path, text) => {
    expect(problemsOf(path, text)).toBe(1);
  });

  it.each([
    ["client/api.ts", 'import type { Problem } from "../protocol/http.schema.ts";'],
    ["client/api.ts", 'import { type Problem, type Other } from "../protocol/http.schema.ts";'],
    ["widget/panel/chat.ts", 'import { html } from "lit-html";\nimport { limits } from "../../protocol/limits.ts";'],
    ["worker/room/rules/decide.ts", 'import type { Call } from "../contract.ts";\nimport { fold } from "./evolve.ts";'],
    ["worker/channels/line/send.ts", 'import { parse } from "./parse.ts";'],
  ])("lets %s import what it may: %s", (path, text) => {
    expect(problemsOf(path, text)).toBe(0);
  });
});
