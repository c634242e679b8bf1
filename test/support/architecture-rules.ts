import { posix } from "node:path";
import type { SourceFile, SourceImport } from "./sources.ts";

/** Which folders of ours a folder may import besides itself. Tests, benches and scripts may use everything. */
const arrows: Record<string, string[]> = {
  protocol: [],
  client: ["protocol"],
  components: ["client", "protocol"],
  widget: ["client", "protocol"],
  worker: ["protocol"],
};

/** Packages a folder may not load. */
const forbiddenPackages: Record<string, string[]> = {
  client: ["zod", "lit", "lit-html"],
  components: ["zod"],
  widget: ["zod", "lit", "@awesome.me/webawesome"],
};

const folderOf = (path: string): string => path.split("/", 1)[0] ?? "";
const channelOf = (path: string): string | undefined => /^worker\/channels\/([^/]+)\//.exec(path)?.[1];

/** Whether a file decides without doing: it must not reach anything that acts. */
export function isPure(path: string): boolean {
  return (
    path.startsWith("worker/") &&
    (/\/rules\//.test(path) || /^(rules|decide.*|evolve.*)\.ts$/.test(posix.basename(path)))
  );
}

const LATER = /(lazy\(\(\) => )?\bimport\(/g;

/** Parts that are loaded later may be gone since a newer version: the one helper knows what to do then. */
export const rawImportsIn = ({ path, text }: Pick<SourceFile, "path" | "text">): number =>
  path.startsWith("components/")
    ? [...withoutComments(text).matchAll(LATER)].filter(([, lazily]) => !lazily).length
    : 0;

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");

/** What one source file does against the architecture, one sentence each. */
export function violationsOf(file: SourceFile): string[] {
  return file.imports.flatMap((each) => {
    const why = importProblem(file.path, each);
    return why ? [`${file.path} imports ${each.specifier}: ${why}`] : [];
  });
}

function importProblem(path: string, each: SourceImport): string | undefined {
  return each.isOurs ? ownImportProblem(path, each) : packageProblem(path, each);
}

function ownImportProblem(path: string, { specifier, target, isTypeOnly }: SourceImport): string | undefined {
  if (!/\.(ts|js|mjs|json|sql|wasm)$/.test(specifier)) return "own files are imported with their extension";
  const folder = folderOf(path);
  const other = folderOf(target);
  const allowed = arrows[folder];
  if (allowed && other !== folder && !allowed.includes(other)) return `${folder} never imports ${other}`;
  const isClientSide = ["client", "components", "widget"].includes(folder);
  if (isClientSide && target.endsWith(".schema.ts") && !isTypeOnly)
    return "schemas bring zod; only their types may be used here";
  if (isPure(path) && !isFineForPure(target, isTypeOnly)) return "a pure file imports only protocol and pure files";
  return channelProblem(path, target);
}

function isFineForPure(target: string, isTypeOnly: boolean): boolean {
  return folderOf(target) === "protocol" || isPure(target) || (isTypeOnly && target.endsWith("/contract.ts"));
}

function channelProblem(path: string, target: string): string | undefined {
  const channel = channelOf(path);
  if (!channel) return undefined;
  const other = channelOf(target);
  if (other && other !== channel) return "channels do not know each other";
  return /^worker\/(db|room)\//.test(target) ? "a channel reaches neither the database nor the room" : undefined;
}

function packageProblem(path: string, { target, isTypeOnly }: SourceImport): string | undefined {
  const folder = folderOf(path);
  if (folder === "protocol" && target === "zod" && !path.endsWith(".schema.ts")) return "zod belongs into *.schema.ts";
  if (folder === "protocol" && !["zod", "uuid"].includes(target)) return "the contract stands on zod and uuid alone";
  if (forbiddenPackages[folder]?.includes(target) && !isTypeOnly) return `${folder} never loads ${target}`;
  if (target.startsWith("node:") && ["client", "components", "widget"].includes(folder))
    return "browsers have no Node modules";
  return isPure(path) ? "a pure file imports only protocol and pure files" : undefined;
}
