/** How long a test waits for what must come: no slow machine may end it, only what never comes. */
export const PATIENT_MS = 30_000;

/** Waits until what is read fits, for example a row in libSQL. A clock that a test has set does not end it. */
export async function until<T>(read: () => Promise<T>, fits: (value: T) => boolean): Promise<T> {
  const end = performance.now() + PATIENT_MS;
  for (;;) {
    const value = await read();
    if (fits(value)) return value;
    if (performance.now() > end) throw new Error(`still ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
