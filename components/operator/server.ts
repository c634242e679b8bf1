import type { Problem } from "../../protocol/http.schema.ts";

export type Failure = { code: string; fields: { pointer: string; code: string }[] };
export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** The routes under /operator/v1. The key is held here and nowhere else, for as long as the page is open. */
export class OperatorServer {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  /** Never rejects. `code` is "unreachable" where nothing of ours answered. */
  async call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    try {
      const response = await fetch(`/operator/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${this.#key}`, "content-type": "application/json" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        credentials: "omit",
      });
      if (response.ok) return { ok: true, value: (response.status === 204 ? undefined : await response.json()) as T };
      const { code, errors = [] } = (await response.json()) as Problem;
      return { ok: false, failure: { code, fields: errors } };
    } catch {
      return { ok: false, failure: { code: "unreachable", fields: [] } };
    }
  }
}
