import type { z } from "zod";
import { CODES, type Refusal, refusal } from "../../protocol/codes.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { isWithinBounds } from "../http/json-bounds.ts";
import { parseJsonText } from "../http/json-text.ts";

export type Parsed<T> = { kind: "frame"; frame: T } | { kind: "ignored" } | { kind: "bad"; refusal: Refusal };

/** Raw text of a peer to a checked frame. A type this server does not know is from a newer peer and is ignored. */
export function parseFrame<T>(raw: unknown, schema: z.ZodType<T>, knownTypes: readonly string[]): Parsed<T> {
  if (typeof raw !== "string") return { kind: "bad", refusal: refusal("bad_request") };
  if (raw.length > LIMITS.frameBytes || byteLengthOver(raw, LIMITS.frameBytes))
    return { kind: "bad", refusal: refusal("too_large", { params: { limit: LIMITS.frameBytes } }) };
  const value = parseJsonText(raw);
  if (typeof value !== "object" || value === null) return { kind: "bad", refusal: refusal("bad_json") };
  if (!isWithinBounds(value)) return { kind: "bad", refusal: refusal("too_deep") };
  const type = (value as { type?: unknown }).type;
  if (typeof type === "string" && !knownTypes.includes(type)) return { kind: "ignored" };
  const result = schema.safeParse(value);
  if (result.success) return { kind: "frame", frame: result.data };
  const fields = result.error.issues
    .slice(0, 10)
    .map((issue) => ({ pointer: `/${issue.path.join("/")}`, code: "bad_request" as const }));
  return { kind: "bad", refusal: refusal("bad_request", { fields }) };
}

/** A refusal as it stands in frames: the client needs to know whether to try again. */
export const wireRefusal = (refused: Refusal) => ({ ...refused, retryable: CODES[refused.code].retryable });

// A character has at most three bytes of UTF-8 per UTF-16 unit, so short texts need no encoding.
const byteLengthOver = (text: string, limit: number): boolean =>
  text.length * 3 > limit && new TextEncoder().encode(text).length > limit;
