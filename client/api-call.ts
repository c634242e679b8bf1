import { type RequestOptions, request, requestJson } from "./http.ts";
import type { TokenSource } from "./types.ts";

export type ApiOptions = {
  /** Address of the server, `""` for the page's own origin. */
  baseUrl: string;
  tokens: TokenSource;
  fetch?: typeof fetch;
};

export type Cancel = { signal?: AbortSignal };
/** One request under /api/v1. Rejects with ProblemError, SignInNeeded, or what `fetch` rejects with. */
export type ApiCall = <T>(path: string, options?: RequestOptions) => Promise<T>;

export function apiCall({ baseUrl, tokens, fetch: given }: ApiOptions): ApiCall {
  const doFetch: typeof fetch = given ?? ((...request) => fetch(...request));
  return (path, options) => requestJson(doFetch, tokens, `${baseUrl}/api/v1${path}`, options);
}

/** The same for an answer that is no JSON. */
export function responseCall({ baseUrl, tokens, fetch: given }: ApiOptions) {
  const doFetch: typeof fetch = given ?? ((...call) => fetch(...call));
  return (path: string, options?: RequestOptions): Promise<Response> =>
    request(doFetch, tokens, `${baseUrl}/api/v1${path}`, options);
}

/** The same for an answer that is a file. */
export function fileCall(options: ApiOptions): (path: string) => Promise<Blob> {
  const respond = responseCall(options);
  return async (path) => (await respond(path)).blob();
}

type Query = Record<string, string | number | boolean | readonly string[] | undefined>;

/** Lists go as one value with commas between; what is undefined, and a list of nothing, stays away. */
export function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([key, value]) =>
    value === undefined || (Array.isArray(value) && value.length === 0) ? [] : [[key, String(value)]],
  );
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}

export const pathOf = (...parts: string[]): string => parts.map((part) => `/${encodeURIComponent(part)}`).join("");

export const idempotent = (id: string): Record<string, string> => ({ "idempotency-key": id });
