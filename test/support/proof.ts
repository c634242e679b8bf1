import { createHash } from "node:crypto";
import type { Problem } from "../../protocol/http.schema.ts";

/** Does the work that a challenge asks for (BEY-20), as a browser would. */
export function solve({ params }: Pick<Problem, "params">): { seed: string; nonce: number } {
  const { seed = "", bits = 0 } = params ?? {};
  for (let nonce = 0; ; nonce += 1) {
    const digest = createHash("sha256").update(`${seed}.${nonce}`).digest();
    if (Math.clz32(digest.readUInt32BE(0)) >= Number(bits)) return { seed: String(seed), nonce };
  }
}
