import { CODES, type Code, type Refusal } from "../../protocol/codes.ts";
import type { Problem } from "../../protocol/http.schema.ts";

const MEDIA_TYPE = "application/problem+json";
/** Where the refusal itself does not know better. */
const RETRY_AFTER_MS: Partial<Record<number, number>> = { 429: 1_000, 503: 5_000 };

/** RFC 9457. Holds only what the refusal itself says: no message of an exception, no stack, no SQL ever comes here. */
function toProblem(refused: Refusal, requestId: string, retryAfterMs: number | undefined): Problem {
  const { status, title, retryable } = CODES[refused.code];
  return {
    type: `urn:sapa:problem:${refused.code}`,
    title,
    status,
    instance: `urn:sapa:request:${requestId}`,
    code: refused.code,
    requestId,
    retryable,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(refused.params !== undefined && { params: refused.params }),
    ...(refused.fields !== undefined && { errors: refused.fields }),
    ...(refused.current !== undefined && { current: refused.current }),
  };
}

export function problemResponse(refused: Refusal, requestId: string): Response {
  const { status } = CODES[refused.code];
  const retryAfterMs = refused.retryAfterMs ?? RETRY_AFTER_MS[status];
  const headers = new Headers({ "content-type": MEDIA_TYPE, "cache-control": "no-store" });
  if (retryAfterMs !== undefined) headers.set("retry-after", String(Math.max(1, Math.ceil(retryAfterMs / 1000))));
  if (refused.code === "unauthenticated" || refused.code === "token_expired") headers.set("www-authenticate", "Bearer");
  return new Response(JSON.stringify(toProblem(refused, requestId, retryAfterMs)), { status, headers });
}

/** The code whose HTTP status this is, for answers that carry nothing else. */
export function codeOfStatus(status: number): Code {
  const byStatus: Partial<Record<number, Code>> = {
    400: "bad_request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    426: "version_too_old",
    429: "too_many_sockets",
    503: "unavailable",
  };
  return byStatus[status] ?? "internal";
}
