import type { Code, Refusal } from "../protocol/codes.ts";
import type { Problem } from "../protocol/http.schema.ts";
import type { TokenSource } from "./types.ts";

/** An answer that is not 2xx. `refusal.code` is stable and tells what to do. */
export class ProblemError extends Error {
  override name = "ProblemError";
  readonly status: number;
  readonly refusal: Refusal & { retryable: boolean };

  constructor(status: number, refusal: Refusal & { retryable: boolean }) {
    super(refusal.code);
    this.status = status;
    this.refusal = refusal;
  }
}

/** A proxy between us may answer without our codes; its status still says whether trying again can help. */
const codeOfStatus = (status: number): Code =>
  status >= 500 ? "unavailable" : status === 429 ? "rate_limited" : status === 404 ? "not_found" : "bad_request";

export function refusalOf(status: number, body: Partial<Problem>): Refusal & { retryable: boolean } {
  const { code, retryable, retryAfterMs, params, errors, current } = body;
  return {
    code: (code as Code | undefined) ?? codeOfStatus(status),
    retryable: retryable ?? (status >= 500 || status === 429),
    retryAfterMs,
    params,
    fields: errors as Refusal["fields"],
    ...(typeof current === "object" && current !== null && { current }),
  };
}

export type RequestOptions = {
  method?: string;
  /** Sent as JSON, or as it is if it is a file. */
  body?: object;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Arrives even if the page is left meanwhile; only for what is small. */
  keepalive?: boolean;
};

/**
 * One call with the bearer token; after a 401 once more with a renewed one. Rejects with ProblemError for any answer
 * that is not 2xx, with SignInNeeded when there is no token, and with whatever `fetch` rejects with.
 */
export async function request(
  doFetch: typeof fetch,
  tokens: TokenSource,
  url: string,
  options: RequestOptions = {},
): Promise<Response> {
  const { method, body, signal, headers, keepalive } = options;
  const isFile = body instanceof Blob;
  const attempt = (token: string): Promise<Response> => {
    // A variable of its own, because not every runtime's types know all of these.
    const init = {
      method,
      signal,
      keepalive,
      credentials: "omit" as const,
      cache: "no-store" as const,
      headers: {
        ...headers,
        authorization: `Bearer ${token}`,
        ...(body ? { "content-type": isFile ? body.type : "application/json" } : {}),
      },
      body: isFile ? body : body && JSON.stringify(body),
    };
    return doFetch(url, init);
  };
  let response = await attempt(await tokens.get());
  if (response.status === 401) response = await attempt(await tokens.renew());
  if (response.ok) return response;
  throw new ProblemError(response.status, refusalOf(response.status, (await bodyOf(response)) ?? {}));
}

/** The same, with the answer read as JSON; one without a body is an empty object. */
export const requestJson = async <T>(...call: Parameters<typeof request>): Promise<T> =>
  (await bodyOf(await request(...call))) as T;

const bodyOf = (response: Response): Promise<object | null> =>
  (response.json() as Promise<object | null>).catch(() => ({}));
