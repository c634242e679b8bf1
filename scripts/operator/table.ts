import { bold, dim } from "../support/console.ts";

export type Cell = string | number | null;

/** Rows under their titles, each column as wide as its widest cell. */
export function tableOf(titles: string[], rows: Cell[][]): string {
  if (rows.length === 0) return dim("  None.");
  const cells = rows.map((row) => row.map((cell) => (cell === null ? "–" : String(cell))));
  const widths = titles.map((title, at) => Math.max(title.length, ...cells.map((row) => row[at]?.length ?? 0)));
  const line = (row: string[]): string =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd();
  return [bold(line(titles)), ...cells.map(line)].map((text) => `  ${text}`).join("\n");
}

/** A day, as people of any country read it. */
export const dayOf = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString().slice(0, 10);
