import type { Emit } from "./context.ts";

export type Call = [verb: string, ...args: unknown[]];
type Listener = (detail: unknown) => void;
type SapaFunction = { (verb: string, ...args: unknown[]): unknown; q?: Iterable<unknown>[]; isSapa?: true };

declare global {
  interface Window {
    Sapa?: SapaFunction | undefined;
    /** Ours where the page has a `Sapa` of its own. */
    SapaChat?: SapaFunction | undefined;
  }
}

export interface PublicApi {
  readonly emit: Emit;
  /** From here on calls act; the ones made before are played in order. */
  connect(act: (...call: Call) => void): void;
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

/** Ours, or the stub that sites put before the script: it speaks of its queue, even before the first call. */
export const isFree = (former: SapaFunction | undefined): unknown =>
  !former || former.isSapa || /\.q\b/.test(String(former));

/**
 * Puts the one global on the page and takes over the calls queued before.
 * @returns null when a widget already runs here (the snippet was pasted twice).
 */
export function installPublicApi(end: AbortController): PublicApi | null {
  const global = isFree(window.Sapa) ? "Sapa" : "SapaChat";
  const former = window[global];
  if (former?.isSapa) return null;
  if (global !== "Sapa") console.warn("Sapa: the name is taken here, use SapaChat.");

  const listeners = new Set<(name: unknown, detail: unknown) => void>();
  let waiting: Call[] = [];
  let act = (...call: Call): void => void waiting.push(call);
  let ready: unknown;

  const on = (name: unknown, listener: Listener): (() => void) => {
    const hear = (told: unknown, detail: unknown): void => {
      if (told === name) guarded(() => listener(detail));
    };
    listeners.add(hear);
    if (ready) hear("ready", ready);
    return () => void listeners.delete(hear);
  };

  const sapa: SapaFunction = (verb, ...args) =>
    guarded(() => {
      if (verb === "on") return on(args[0], args[1] as Listener);
      if (verb === "destroy") {
        listeners.clear();
        end.abort();
        delete window[global];
      } else if (!end.signal.aborted) act(verb, ...args);
      return undefined;
    });
  sapa.isSapa = true;
  window[global] = sapa;
  const play = (calls: Iterable<unknown>[]) => {
    for (const call of calls) sapa(...(call as Call));
  };
  play(former?.q ?? []);

  return {
    emit(name, detail) {
      if (name === "ready") ready = detail;
      for (const hear of [...listeners]) hear(name, detail);
    },
    connect(given) {
      act = given;
      play(waiting);
      waiting = [];
    },
  };
}
