import type { z } from "zod";
import { type Code, type Refusal, refusal } from "../../protocol/codes.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { isWithinBounds } from "./json-bounds.ts";
import { parseJsonText } from "./json-text.ts";
import { validate } from "./validate.ts";

export type Read<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

const JSON_TYPE = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i;
const tooLarge = (): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: refusal("too_large", { params: { limit: LIMITS.jsonBodyBytes } }),
});

/** A request's JSON body, bounded while it streams in, and checked by the schema. */
export async function readJson<T>(
  request: Request,
  schema: z.ZodType<T>,
  { keysMax, outOfRange }: { keysMax?: number; outOfRange?: Code } = {},
): Promise<Read<T>> {
  if (!JSON_TYPE.test(request.headers.get("content-type") ?? ""))
    return { ok: false, refusal: refusal("unsupported_media_type") };
  if (Number(request.headers.get("content-length") ?? 0) > LIMITS.jsonBodyBytes) return tooLarge();
  const bytes = await readBounded(request.body, LIMITS.jsonBodyBytes);
  if (bytes === undefined) return tooLarge();
  const parsed = parseJson(bytes);
  if (!parsed.ok) return parsed;
  if (!isWithinBounds(parsed.value, keysMax)) return { ok: false, refusal: refusal("too_deep") };
  return validate(parsed.value, schema, outOfRange);
}

/** All bytes, or undefined as soon as there are too many; what follows is not read. */
export async function readBounded(
  body: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<Uint8Array | undefined> {
  if (body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

function parseJson(bytes: Uint8Array): Read<unknown> {
  const value = parseJsonText(decoded(bytes));
  return value === undefined ? { ok: false, refusal: refusal("bad_json") } : { ok: true, value };
}

/** Empty, which is no JSON, for what is no UTF-8. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return "";
  }
}
