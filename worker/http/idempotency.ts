import { type Refusal, refusal } from "../../protocol/codes.ts";
import { commandIdSchema } from "../../protocol/commands.schema.ts";
import type { AppContext } from "./context.ts";

export const IDEMPOTENCY_HEADER = "Idempotency-Key";

/** The command id of a POST. Required: without it a retry could do the thing twice. */
export function commandIdOf(c: AppContext): { id: string } | Refusal {
  const parsed = commandIdSchema.safeParse(c.req.header(IDEMPOTENCY_HEADER));
  if (parsed.success) return { id: parsed.data };
  return refusal("bad_request", { params: { header: IDEMPOTENCY_HEADER } });
}
