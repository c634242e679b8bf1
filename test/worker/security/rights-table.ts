import type { EmbedComponent } from "../../../protocol/embed.ts";
import type { Action } from "../../../protocol/roles.ts";
import { SETTINGS_SECTIONS } from "../../../protocol/settings.schema.ts";
import { DEFAULT_WEBCHAT } from "../../../protocol/webchat-defaults.ts";
import type { Audience } from "../../../worker/http/endpoint.ts";

/**
 * Who may call what, written down once more by hand, from ROLE-1..17 and EMBED-3. The walks compare it with what the
 * Worker does; a route that does not stand here fails them.
 */
export type MemberRight = {
  /** `everyone`: every member and every portal's token; `owner`: the owner alone, and no portal. */
  needs: Action | "everyone" | "owner";
  /** No GET, and yet it changes nothing. */
  reads?: true;
  /** A portal's token for this alone is refused. */
  notFor?: EmbedComponent;
  query?: string;
  /** Passes the form, so that what is refused is refused because of the thing it names. */
  body?: (names: Names) => unknown;
};
export type Names = Record<string, string>;

const reads = (needs: MemberRight["needs"], query?: string): MemberRight => ({ needs, ...(query && { query }) });
const writes = (needs: MemberRight["needs"], body: (names: Names) => unknown = () => ({})): MemberRight => ({
  needs,
  body,
});

const CHAT_TABS: readonly string[] = ["office-hours", "auto-responder", "auto-resolve"];
const GUARDING: readonly string[] = ["embedding", "sign-in", "sessions", "masking"];
const actionOf = (section: string) =>
  CHAT_TABS.includes(section) ? "settings.chat" : GUARDING.includes(section) ? "developer.manage" : "settings.all";
const SETTINGS = Object.fromEntries(
  SETTINGS_SECTIONS.flatMap((section): [string, MemberRight][] => {
    const needs = actionOf(section);
    return [
      [`GET /api/v1/settings/${section}`, reads(needs)],
      [`PUT /api/v1/settings/${section}`, writes(needs)],
    ];
  }),
);

const DRAFT = { text: "Baik", tab: "reply", replyToSeq: null, editedAt: 1 };
const FILTER = { name: "Curian", query: "", isShared: false };
const PROFILE = { name: "Curian", email: "x@y.example", phone: null, company: null, divisionId: null, fields: {} };
const widget = (name: string) => ({
  name,
  isEnabled: false,
  divisionId: null,
  settings: { domain: "https://curian.example", ...DEFAULT_WEBCHAT },
  version: 1,
});
const member = ({ ownDivisionId }: Names) => ({
  firstName: "Curian",
  lastName: "",
  phone: null,
  email: "curian@curian.example",
  role: "agent",
  isRestricted: false,
  divisionIds: [ownDivisionId],
  version: 1,
});
const division = ({ ownSupervisorId, ownAgentId }: Names) => ({
  name: "Curian",
  supervisorId: ownSupervisorId,
  agentIds: [ownAgentId],
  integrationIds: null,
  version: 2,
});

export const MEMBER_RIGHTS: Record<string, MemberRight> = {
  "GET /api/v1/me": reads("everyone"),
  "GET /api/v1/members": { ...reads("everyone"), notFor: "report" },
  "GET /api/v1/tags": reads("everyone"),
  "GET /api/v1/integrations": reads("everyone"),
  "GET /api/v1/divisions": reads("everyone"),
  "GET /api/v1/quick-replies": reads("everyone"),

  "GET /api/v1/counters": reads("menu.inbox"),
  "GET /api/v1/rooms": reads("menu.inbox"),
  "GET /api/v1/search/messages": reads("menu.inbox", "q=rahasia"),
  "GET /api/v1/search/rooms": reads("menu.inbox", "q=rahasia"),
  "GET /api/v1/rooms/:roomId": reads("menu.inbox"),
  "GET /api/v1/rooms/:roomId/events": reads("menu.inbox"),
  "GET /api/v1/rooms/:roomId/history": reads("room.history"),
  "GET /api/v1/rooms/:roomId/transcript": reads("room.history"),
  "GET /api/v1/rooms/:roomId/contact": reads("menu.inbox"),
  "PUT /api/v1/rooms/:roomId/contact": writes("room.reply", () => ({ company: null, fields: {}, version: 1 })),
  "POST /api/v1/rooms/:roomId/commands": writes("menu.inbox", () => ({ type: "room.mark_unread" })),
  "POST /api/v1/rooms/:roomId/files": { ...writes("room.reply", () => "isi"), query: "name=x.txt" },
  "POST /api/v1/rooms/:roomId/files/links": { ...writes("menu.inbox", () => ({ fileIds: ["fil_x"] })), reads: true },
  "POST /api/v1/rooms/bulk": writes("room.bulk"),
  "POST /api/v1/rooms/next": writes("room.take"),
  "GET /api/v1/rooms/resolve-expired": reads("room.resolveExpired"),
  "POST /api/v1/rooms/resolve-expired": writes("room.resolveExpired"),
  "GET /api/v1/jobs/current": reads("menu.inbox"),
  "GET /api/v1/notices": reads("menu.inbox"),
  "POST /api/v1/notices/read": writes("menu.inbox"),
  "GET /api/v1/drafts": reads("menu.inbox"),
  "PUT /api/v1/drafts/:roomId": writes("room.reply", () => DRAFT),
  "GET /api/v1/saved-filters": reads("menu.inbox"),
  "POST /api/v1/saved-filters": writes("menu.inbox"),
  "PUT /api/v1/saved-filters/:filterId": writes("menu.inbox", () => FILTER),
  "DELETE /api/v1/saved-filters/:filterId": writes("menu.inbox"),

  "GET /api/v1/contacts": reads("menu.contact"),
  "GET /api/v1/contact-fields": reads("menu.contact"),
  "GET /api/v1/contacts/:contactId": reads("menu.contact"),
  "POST /api/v1/contacts": writes("contacts.manage"),
  "PUT /api/v1/contacts/:contactId": writes("contacts.manage", () => ({ ...PROFILE, isOptedOut: false, version: 1 })),
  "POST /api/v1/contacts/:contactId/merge": writes("contacts.manage", () => ({
    otherId: "con_x",
    keep: {},
    versions: { this: 1, other: 1 },
  })),
  "POST /api/v1/contacts/:contactId/erase": writes("contacts.manage", () => ({ name: "Curian" })),
  "POST /api/v1/contacts/:contactId/unblock": writes("contacts.manage"),
  "GET /api/v1/contacts/:contactId/export": reads("contacts.export"),

  "GET /api/v1/accounts/members": reads("member.edit"),
  "GET /api/v1/accounts/members/:memberId": reads("member.edit"),
  "POST /api/v1/accounts/members": writes("member.edit"),
  "PUT /api/v1/accounts/members/:memberId": writes("member.edit", member),
  "DELETE /api/v1/accounts/members/:memberId": writes("member.edit"),
  "POST /api/v1/accounts/members/:memberId/reactivate": writes("member.edit"),
  "POST /api/v1/accounts/members/:memberId/resend": writes("member.edit"),
  "POST /api/v1/accounts/members/:memberId/withdraw": writes("member.edit"),
  "GET /api/v1/organization/export": reads("owner"),

  ...SETTINGS,
  "GET /api/v1/settings/allocation/secret": reads("settings.all"),
  "POST /api/v1/quick-replies": writes("settings.chat"),
  "PUT /api/v1/quick-replies/:quickReplyId": writes("settings.chat", () => ({
    command: "curian",
    text: "x",
    version: 1,
  })),
  "DELETE /api/v1/quick-replies/:quickReplyId": writes("settings.chat"),
  "POST /api/v1/tags": writes("settings.chat"),
  "PUT /api/v1/tags/:tagId": writes("settings.chat", () => ({ name: "curian" })),
  "DELETE /api/v1/tags/:tagId": writes("settings.chat"),
  "POST /api/v1/divisions": writes("settings.all"),
  "PUT /api/v1/divisions/:divisionId": writes("settings.all", division),
  "DELETE /api/v1/divisions/:divisionId": writes("settings.all"),

  "GET /api/v1/integrations/webchat": reads("integrations.read"),
  "POST /api/v1/integrations/webchat": writes("integrations.manage"),
  "GET /api/v1/integrations/webchat/:integrationId": reads("integrations.read"),
  "PUT /api/v1/integrations/webchat/:integrationId": writes("integrations.webchat", () => widget("Curian")),
  "PUT /api/v1/integrations/webchat/:integrationId/switch": writes("integrations.webchat", () => ({
    isEnabled: false,
  })),
  "DELETE /api/v1/integrations/webchat/:integrationId": writes("integrations.manage"),
  "POST /api/v1/integrations/webchat/:integrationId/logo": writes("integrations.webchat"),
  "GET /api/v1/integrations/webchat/:integrationId/identity-secret": reads("integrations.manage"),
  "POST /api/v1/integrations/webchat/:integrationId/identity-secret": writes("integrations.manage"),

  "GET /api/v1/api-tokens": reads("developer.manage"),
  "POST /api/v1/api-tokens": writes("developer.manage"),
  "DELETE /api/v1/api-tokens/:apiTokenId": writes("developer.manage"),
  "POST /api/v1/embed-check": { ...writes("developer.manage"), reads: true },
  "GET /api/v1/audit": reads("audit.read"),
  "GET /api/v1/audit/export": reads("audit.read"),
};

const of = (audience: Audience, ...routes: string[]): [string, Audience][] => routes.map((route) => [route, audience]);

/** Everything else, by who is let in. What is open to anyone checks its own proof, or says what is public anyway. */
export const OTHER_ROUTES: Record<string, Audience> = Object.fromEntries([
  ...of(
    "page",
    ...["POST /auth/sign-in", "POST /auth/code", "POST /auth/code/again", "POST /auth/forgot", "POST /auth/links"],
    ...["POST /auth/links/use", "GET /auth/options", "POST /survey/v1/view", "POST /survey/v1/answer"],
    ...["GET /auth/providers/:providerId", "GET /auth/providers/:providerId/callback"],
  ),
  ...of(
    "session",
    ...["POST /auth/sign-out", "GET /auth/session", "POST /auth/session/organization", "POST /auth/token"],
    ...["GET /auth/sessions", "DELETE /auth/sessions/:sessionId", "POST /auth/password", "GET /auth/profile"],
    ...["PUT /auth/profile", "POST /auth/profile/photo", "DELETE /auth/profile/photo"],
  ),
  ...of(
    "widget",
    ...["GET /widget/v1/config", "POST /widget/v1/visitors", "POST /widget/v1/visitors/renew"],
    "POST /widget/v1/visitors/identify",
  ),
  ...of(
    "visitor",
    ...["GET /widget/v1/transcript", "GET /widget/v1/events", "POST /widget/v1/commands", "POST /widget/v1/files"],
    "POST /widget/v1/files/links",
  ),
  ...of("link", "GET /files/:organizationId/:roomId/:fileId"),
  ...of("apiToken", "POST /api/open/v1/embed_tokens"),
  ...of(
    "anyone",
    ...["GET /api/v1/rooms/:roomId/socket", "GET /api/v1/feed/socket", "GET /widget/v1/socket", "GET /survey"],
    "GET /operator",
    ...["GET /files/logos/:integrationId/:logo", "GET /files/photos/:photoId"],
    ...["GET /.well-known/openid-configuration", "GET /oidc/jwks", "POST /oidc/token"],
    ...["GET /oidc/authorize", "POST /oidc/authorize", "GET /oidc/userinfo", "POST /oidc/userinfo"],
    ...["GET /oidc/logout", "POST /oidc/logout"],
  ),
  ...of(
    "operator",
    ...["GET /operator/v1/organizations", "POST /operator/v1/organizations"],
    ...["PUT /operator/v1/organizations/:organizationId", "POST /operator/v1/organizations/:organizationId/deletion"],
    "DELETE /operator/v1/organizations/:organizationId/deletion",
    "DELETE /operator/v1/organizations/:organizationId/sign-in-codes",
    ...["POST /operator/v1/accounts/email", "GET /operator/v1/support", "PUT /operator/v1/support"],
    ...["GET /operator/v1/applications", "POST /operator/v1/applications", "PUT /operator/v1/applications/:clientId"],
    ...["DELETE /operator/v1/applications/:clientId", "GET /operator/v1/providers", "POST /operator/v1/providers"],
    "DELETE /operator/v1/providers/:providerId",
  ),
  ...of("developer", "POST /api/dev/rehearse", "POST /api/dev/files", "POST /api/dev/config-changed"),
]);
