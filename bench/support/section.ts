import type { Pace } from "./pace.ts";

/** A part of the report: Markdown without its heading. */
export type Section = {
  /** Stands on the command line. */
  name: string;
  title: string;
  run(pace: Pace, log: (line: string) => void): Promise<string>;
};

/** A Markdown table. The first column is text, all others are figures. */
export function table(head: string[], rows: string[][]): string {
  const rule = head.map((_, index) => (index === 0 ? "---" : "---:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** 12345.6 → "12,346"; small numbers keep what matters of them. */
export function figure(value: number, digits = 0): string {
  if (!Number.isFinite(value)) return "–";
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export const ms = (value: number): string => figure(value, value < 10 ? 2 : 0);
export const percent = (share: number): string => `${figure(share * 100)} %`;
export const times = (value: number): string => `${figure(value, 2)} ×`;

/** A goal and whether it was reached, said plainly. */
export const verdict = (goal: string, isReached: boolean, found: string): string =>
  `- ${isReached ? "Reached" : "**Missed**"}: ${goal} — ${found}.`;
