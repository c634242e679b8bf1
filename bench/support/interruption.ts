const controller = new AbortController();

/** Fires when the run is broken off; every program that was started ends with it. */
export const interruption: AbortSignal = controller.signal;

/** From now on Ctrl-C ends what was started before it ends the run. */
export function heedInterruption(): void {
  for (const name of ["SIGINT", "SIGTERM"] as const)
    process.once(name, () => {
      controller.abort();
      process.exitCode = 130;
    });
}
