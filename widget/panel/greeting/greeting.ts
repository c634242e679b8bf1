import type { Proactive } from "../../../protocol/webchat.schema.ts";
import { watchPage } from "../page/watch.ts";
import type { Core } from "../state.ts";
import { loadStrings, stringsOf } from "../strings/index.ts";

const GREETING_AFTER_MS = 3_000;

/** `path` as settings have it: from the beginning to the end, `*` for anything. In one pass, whatever the address is. */
export function isPath(pattern: string, path: string): boolean {
  const [first = "", ...parts] = pattern.split("*");
  const last = parts.pop();
  if (last === undefined) return path === first;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return path.endsWith(last) && at + last.length <= path.length;
}

const isFor = ({ path, when }: Proactive, isOnline: boolean): boolean =>
  (when === "always" || (when === "online") === isOnline) &&
  (isPath(path, location.pathname) || isPath(path, location.pathname + location.search));

/** Nobody is greeted in a tab that nobody looks at. */
async function becomesVisible(signal: AbortSignal): Promise<void> {
  if (document.visibilityState === "visible") return;
  await new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true, signal }));
}

/**
 * Whether this page is the first of the browser's open ones to greet. It stays so until it is left: a lock is no storage,
 * and one that is held longer would keep browsers from putting the page aside.
 */
function firstOfPages(name: string, signal: AbortSignal): () => Promise<boolean> {
  let hasLock = false;
  return () =>
    new Promise((resolve) => {
      if (hasLock || !navigator.locks) return resolve(true);
      void navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
        hasLock = !!lock;
        resolve(hasLock);
        if (!lock) return;
        await new Promise((left) => {
          addEventListener("pagehide", left, { once: true, signal });
          signal.addEventListener("abort", left);
        });
        hasLock = false;
      });
    });
}

/** Bubbles beside the launcher of a page that somebody stays on (WIDGET-18, BEY-13). Nothing is stored for being greeted. */
export function open(core: Core) {
  const greeted = new Set<string>();
  let timers: ReturnType<typeof setTimeout>[] = [];
  let page = "";
  const isFirst = firstOfPages(`${core.entry.key}:greeting`, core.signal);

  const mayShow = (): boolean => {
    const { isOpen, bubble, view } = core.state;
    return (
      core.context.mayGreet &&
      !core.context.isPreview &&
      !isOpen &&
      !bubble &&
      !view &&
      !core.entry.read().isGreetingClosed
    );
  };

  const after = (delayMs: number, name: string, text: () => string, isBeside: boolean): void => {
    if (greeted.has(name)) return;
    const mine = timers;
    const show = async (): Promise<void> => {
      await loadStrings(core.context.language);
      await becomesVisible(core.signal);
      if (mine !== timers || !mayShow() || !text() || !(await isFirst())) return;
      greeted.add(name);
      core.update({ bubble: { author: "", text: text(), isBeside } });
    };
    timers.push(setTimeout(() => void show(), delayMs));
  };

  function start(): void {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
    if (!mayShow()) return;
    const { greeting, proactive, isOnline } = core.state.config;
    const isBeside = greeting?.position === "left";
    const { language } = core.context;
    proactive.forEach((one, index) => {
      if (isFor(one, isOnline)) after(one.afterSeconds * 1000, String(index), () => one.text[language], isBeside);
    });
    if (greeting) {
      after(
        GREETING_AFTER_MS,
        "greeting",
        () => greeting.text?.[language] || (stringsOf(language)?.emptyTitle ?? ""),
        isBeside,
      );
    }
  }

  const look = (): void => {
    const here = location.pathname + location.search;
    if (here === page) return;
    page = here;
    start();
  };
  look();
  watchPage(core.signal, look);
  core.signal.addEventListener("abort", () => {
    for (const timer of timers) clearTimeout(timer);
  });
  return { start };
}
