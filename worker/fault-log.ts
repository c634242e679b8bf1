import { databaseFault } from "./db/fault.ts";

/** Where something went wrong: names and ids, never a person's words. */
export type FaultPlace = Readonly<Record<string, string>>;

/**
 * A fault, for the operator: its name and where it happened, and what libSQL said if it was that. Any other message may
 * quote data and stays out (PRIVACY-3).
 */
export function logFault(place: FaultPlace, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  const frames = error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
  const stack = frames.slice(0, 12).map((line) => line.trim());
  const database = databaseFault(error);
  console.error(JSON.stringify({ event: "bug", ...place, name, database, stack }));
}
