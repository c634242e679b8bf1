/** The mark by which spreadsheets know UTF-8; a file begins with it. */
export const CSV_START = "\ufeff";

/** What spreadsheets would take for a formula and run. */
const FORMULA = /^[=+\-@\t\r]/;

/** RFC 4180, in a form that no spreadsheet executes: whatever begins like a formula gets an apostrophe before it. */
export function csvCell(value: unknown): string {
  const text = value === null || value === undefined ? "" : String(value);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

export const csvLine = (cells: readonly unknown[]): string => `${cells.map(csvCell).join(",")}\r\n`;
