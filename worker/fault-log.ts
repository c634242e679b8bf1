/** Where something went wrong: names and ids, never a person's words. */
export type FaultPlace = Readonly<Record<string, string>>;

/** A fault, for the operator: its name and where it happened. Its message may quote data and stays out (PRIVACY-3). */
export function logFault(place: FaultPlace, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  const frames = error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
  console.error(
    JSON.stringify({ event: "bug", ...place, name, stack: frames.slice(0, 12).map((line) => line.trim()) }),
  );
}
