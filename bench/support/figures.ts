import type { Figures } from "../workers/contract.ts";

/** Reads the meters of a metered instance and sets them back. */
export async function takeFigures(url: string): Promise<Figures> {
  return (await (await fetch(`${url}/bench/figures`)).json()) as Figures;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
