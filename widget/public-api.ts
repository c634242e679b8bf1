import type { Emit, Theme } from "./context.ts";

/** Verbs of `Sapa(verb, …)` that need the widget on the page; `on` and `destroy` work from the first moment. */
export type Verbs = {
  open(): void;
  close(): void;
  toggle(): void;
  show(): void;
  hide(): void;
  prefill(text: string): void;
  setLanguage(language: string): void;
  setTheme(theme: Theme): void;
  logout(): void;
};

type Listener = (detail: unknown) => void;
type SapaFunction = { (verb: string, ...args: unknown[]): unknown; q?: ArrayLike<unknown>[]; isLoaded?: boolean };

declare global {
  interface Window {
    Sapa?: SapaFunction | undefined;
  }
}

export interface PublicApi {
  readonly emit: Emit;
  /** From here on verbs act; the ones called before are played in order. */
  connect(verbs: Verbs): void;
}

/** The host's mistakes stay the host's: they are reported, and never stop the widget. */
function guarded<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    console.error(error);
    return undefined;
  }
}

/**
 * Puts the one global on the page and takes over the calls queued before.
 * @returns null when a widget already runs here (the snippet was pasted twice).
 */
export function installPublicApi(end: AbortController): PublicApi | null {
  const former = window.Sapa;
  if (former?.isLoaded) return null;

  const listeners: [unknown, Listener][] = [];
  let waiting: unknown[][] = [];
  let verbs: Verbs | undefined;
  let ready: unknown;

  const on = (name: unknown, listener: Listener): (() => void) => {
    const entry: [unknown, Listener] = [name, listener];
    listeners.push(entry);
    if (name === "ready" && ready) guarded(() => listener(ready));
    return () => {
      const index = listeners.indexOf(entry);
      if (index >= 0) listeners.splice(index, 1);
    };
  };

  const sapa: SapaFunction = (verb, ...args) =>
    guarded(() => {
      if (verb === "on") return on(args[0], args[1] as Listener);
      if (verb === "destroy") {
        listeners.length = 0;
        end.abort();
        delete window.Sapa;
      } else if (!verbs) waiting.push([verb, ...args]);
      else if (!end.signal.aborted && Object.hasOwn(verbs, verb)) {
        (verbs[verb as keyof Verbs] as (...values: unknown[]) => void)(...args);
      }
      return undefined;
    });
  sapa.isLoaded = true;
  window.Sapa = sapa;
  const play = (calls: ArrayLike<unknown>[]) => {
    for (const call of calls) sapa(...(Array.from(call) as [string]));
  };
  play(former?.q ?? []);

  return {
    emit(name, detail) {
      if (name === "ready") ready = detail;
      for (const [wanted, listener] of [...listeners]) if (wanted === name) guarded(() => listener(detail));
    },
    connect(given) {
      verbs = given;
      play(waiting);
      waiting = [];
    },
  };
}
