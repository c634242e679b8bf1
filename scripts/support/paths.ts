import { resolve } from "node:path";

/** The project's root folder. */
export const root = resolve(import.meta.dirname, "..", "..");

/** Where a running system keeps its data: `SAPA_DATA_DIR`, else `.data` in the project. */
export function dataFolder(): string {
  return resolve(root, process.env.SAPA_DATA_DIR || ".data");
}

/** A path inside the project. */
export function inRoot(...parts: string[]): string {
  return resolve(root, ...parts);
}
