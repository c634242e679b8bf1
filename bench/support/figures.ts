import type { Figures } from "../workers/contract.ts";

/** Reads the meters of a metered instance and sets them back. Of projected events only those from `since` on count. */
export async function takeFigures(url: string, since = 0): Promise<Figures> {
  return (await (await fetch(`${url}/bench/figures?since=${since}`)).json()) as Figures;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
