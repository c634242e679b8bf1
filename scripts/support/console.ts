const isColoured = process.stdout.isTTY && !process.env.NO_COLOR;

function paint(code: number, text: string): string {
  return isColoured ? `\u001b[${code}m${text}\u001b[0m` : text;
}

export const bold = (text: string): string => paint(1, text);
export const dim = (text: string): string => paint(2, text);
export const red = (text: string): string => paint(31, text);
export const green = (text: string): string => paint(32, text);

/** A line of detail under the current phase. */
export function detail(line: string): void {
  console.log(dim(`  ${line}`));
}

/** Announces a phase, runs it, and says how long it took. */
export async function phase<T>(title: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  console.log(`${bold("•")} ${title}`);
  const result = await work();
  const seconds = (performance.now() - startedAt) / 1000;
  if (seconds > 0.5) detail(`${seconds.toFixed(1)} s`);
  return result;
}

/** A failure whose message is meant for the person at the keyboard: one plain sentence with the cure. */
export class PlainError extends Error {}

/** Prints a failure the way it deserves and ends with exit code 1. */
export function fail(error: unknown): never {
  if (error instanceof PlainError) console.error(`\n${red("✗")} ${error.message}`);
  else console.error(`\n${red("✗")}`, error);
  process.exit(1);
}
