import type { AuditPage, AuditQuery } from "../protocol/audit.schema.ts";
import type { ApiToken, CreateApiToken, CreatedApiToken, EmbedCheck } from "../protocol/embed.schema.ts";
import { type ApiOptions, apiCall, type Cancel, fileCall, pathOf, withQuery } from "./api-call.ts";

/** What narrows the audit log; `from` and `to` in ms UTC. */
export type AuditFilter = Partial<Pick<AuditQuery, "actorId" | "action" | "target" | "from" | "to">>;

/**
 * API tokens, the check of embed tokens and the audit log under /api/v1, for admins. Every call rejects with
 * ProblemError, SignInNeeded, or what `fetch` rejects with.
 */
export interface DeveloperApi {
  /** Newest first; also those that ended. */
  apiTokens(cancel?: Cancel): Promise<ApiToken[]>;
  /** The answer holds the secret, which is never told again. */
  addApiToken(token: CreateApiToken): Promise<CreatedApiToken>;
  /** It opens nothing any more, and neither do the embed tokens made with it. */
  revokeApiToken(apiTokenId: string): Promise<void>;
  checkEmbedToken(token: string): Promise<EmbedCheck>;
  /** Newest first; `before` is the number of an entry. */
  audit(query: AuditFilter & { before?: number | undefined; limit?: number }, cancel?: Cancel): Promise<AuditPage>;
  auditFile(filter: AuditFilter): Promise<Blob>;
}

export function createDeveloperApi(options: ApiOptions): DeveloperApi {
  const call = apiCall(options);
  const file = fileCall(options);

  return {
    apiTokens: (cancel) => call("/api-tokens", cancel),
    addApiToken: (body) => call("/api-tokens", { method: "POST", body }),
    revokeApiToken: (apiTokenId) => call(pathOf("api-tokens", apiTokenId), { method: "DELETE" }),
    checkEmbedToken: (token) => call("/embed-check", { method: "POST", body: { token } }),
    audit: (query, cancel) => call(withQuery("/audit", query), cancel),
    auditFile: (filter) => file(withQuery("/audit/export", filter)),
  };
}
