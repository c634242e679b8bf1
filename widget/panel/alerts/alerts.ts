import type { Core } from "../state.ts";
import { chime } from "./chime.ts";

/** A tab that somebody looks at comes first; a tab in the background waits for it. */
const BACKGROUND_WAIT_MS = 300;
/** So long no other tab tells of the same message. */
const TOLD_MS = 5_000;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const isVisible = (): boolean => document.visibilityState === "visible";

/** Tells of a new message outside the panel: one bubble and one sound, however many tabs are open (WIDGET-18). */
export function open(core: Core) {
  const { entry, signal } = core;

  /** Runs in the first tab that asks, and in no other. */
  async function once(seq: number, work: () => void): Promise<void> {
    if (!isVisible()) await wait(BACKGROUND_WAIT_MS);
    if (signal.aborted) return;
    if (!navigator.locks) return work();
    await navigator.locks.request(`${entry.key}:told:${seq}`, { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      work();
      await wait(TOLD_MS);
    });
  }

  return {
    tell(bubble: { author: string; text: string }, seq: number): void {
      if (core.state.isOpen && isVisible()) return;
      void once(seq, () => {
        if (!core.state.isOpen) core.update({ bubble });
        if (!entry.read().isMuted && navigator.userActivation?.hasBeenActive) chime();
      });
    },
  };
}
