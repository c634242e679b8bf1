import type { SaveWebchat, WebchatIntegration } from "../protocol/webchat.schema.ts";
import { type ApiOptions, apiCall, type Cancel, pathOf } from "./api-call.ts";

/**
 * The widgets of an organization under /api/v1/integrations/webchat. Every call rejects with ProblemError, SignInNeeded,
 * or what `fetch` rejects with; a save that somebody else overtook with `conflict` (GEN-11).
 */
export interface WebchatApi {
  list(cancel?: Cancel): Promise<WebchatIntegration[]>;
  read(integrationId: string, cancel?: Cancel): Promise<WebchatIntegration>;
  /** WIDGET-1. */
  add(widget: { name: string; domain: string }): Promise<WebchatIntegration>;
  /** `version` as read. */
  save(integrationId: string, widget: SaveWebchat): Promise<WebchatIntegration>;
  switch(integrationId: string, isEnabled: boolean): Promise<WebchatIntegration>;
  remove(integrationId: string): Promise<void>;
  /** Stores a picture; it is the widget's once `logo` is saved in its settings. */
  uploadLogo(integrationId: string, picture: Blob): Promise<{ logo: string; logoUrl: string }>;
  /** What signed identities are signed with (WIDGET-19). */
  identitySecret(integrationId: string): Promise<{ secret: string; createdAt: number }>;
  /** A new one; the former one opens nothing any more. */
  rotateIdentitySecret(integrationId: string): Promise<{ secret: string; createdAt: number }>;
}

export function createWebchatApi(options: ApiOptions): WebchatApi {
  const call = apiCall(options);
  const at = (...parts: string[]): string => pathOf("integrations", "webchat", ...parts);

  return {
    list: (cancel) => call(at(), cancel),
    read: (id, cancel) => call(at(id), cancel),
    add: (body) => call(at(), { method: "POST", body }),
    save: (id, body) => call(at(id), { method: "PUT", body }),
    switch: (id, isEnabled) => call(at(id, "switch"), { method: "PUT", body: { isEnabled } }),
    remove: (id) => call(at(id), { method: "DELETE" }),
    uploadLogo: (id, body) => call(at(id, "logo"), { method: "POST", body }),
    identitySecret: (id) => call(at(id, "identity-secret")),
    rotateIdentitySecret: (id) => call(at(id, "identity-secret"), { method: "POST" }),
  };
}
