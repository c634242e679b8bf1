import { leadingZeroBits, sha256 } from "./sha256.ts";

/** Far below what a person could feel, even on a slow phone. */
const SLICE_MS = 12;

/** The number whose SHA-256 with `seed` begins with so many zero bits (BEY-20). Works in slices, so that the page stays quick. */
export async function solve(seed: string, bits: number): Promise<number> {
  let nonce = 0;
  for (;;) {
    const end = performance.now() + SLICE_MS;
    do {
      if (leadingZeroBits(sha256(`${seed}.${nonce}`)) >= bits) return nonce;
      nonce++;
    } while (nonce % 64 || performance.now() < end);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
