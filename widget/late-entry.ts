import type { LateModule, LatePanel, PanelModule } from "./context.ts";
import { mountLate } from "./late.ts";
import { preloadVerified } from "./verified.ts";

/** The panel's file, and digest and imports of everything in its folder, put in by the build. */
declare const __WIDGET_FILES__: { panel: string; digests: Record<string, string>; imports: Record<string, string[]> };

const { panel, digests, imports } = __WIDGET_FILES__;
const here = new URL(import.meta.url);

/** A browser remembers a failed import by its address: another try of ours, with another query, tries another one. */
async function importFile<T>(path: string, query = here.search): Promise<T> {
  const hrefOf = (name: string): string => new URL(name + query, new URL("widget-assets/", here)).href;
  const needed = [path, ...(imports[path] ?? [])];
  await Promise.all(needed.map((name) => preloadVerified(hrefOf(name), digests[name] ?? "")));
  return import(/* @vite-ignore */ hrefOf(path));
}

const HEAL_EVERY_MS = 60_000;
let healedAt = 0;
let replace: LatePanel["replace"] | undefined;

/** A part that is gone may mean that the files are others by now: the late part of today then puts its panel here. */
async function importPart(path: string): Promise<unknown> {
  try {
    return await importFile(path);
  } catch {
    const now = Date.now();
    const query = `?${now}`;
    if (replace && now - healedAt > HEAL_EVERY_MS) {
      healedAt = now;
      const today: LateModule = await import(/* @vite-ignore */ here.origin + here.pathname + query);
      today.takeOver?.(panel, replace);
    }
    return importFile(path, query);
  }
}

type BuiltPanel = PanelModule & { useImporter?: (importPart: (path: string) => Promise<unknown>) => void };

const panelModule = await importFile<BuiltPanel>(panel);
// The first date that a page formats takes a slow phone 40 ms: in a task between two, it keeps nobody waiting.
const laterTask = (work?: () => void): Promise<void> => new Promise((resolve) => setTimeout(() => resolve(work?.())));
await laterTask(() => new Date().toLocaleTimeString());
await laterTask();
// The build lets the panel load its own parts by this.
panelModule.useImporter?.(importPart);

export const mountPanel: LateModule["mountPanel"] = (context, calls) => {
  const late = mountLate(context, calls, panelModule);
  replace = late.replace;
  return late;
};

export const takeOver: LateModule["takeOver"] = (formerPanel, given) => {
  if (formerPanel === panel) return;
  replace = given;
  given(panelModule);
};
