import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { accounts } from "./accounts.ts";

/** OpenID Connect, both ways (AUTH-6, 18). Like accounts, it belongs to the server and to no organization. */

/** Applications that sign in with us. */
export const oidcApplications = sqliteTable("oidc_applications", {
  clientId: text("client_id").primaryKey(),
  name: text("name").notNull(),
  /** null: a public application, which proves itself by PKCE alone. */
  secretHash: text("secret_hash"),
  redirectUris: text("redirect_uris", { mode: "json" }).$type<string[]>().notNull(),
  postLogoutUris: text("post_logout_uris", { mode: "json" }).$type<string[]>().notNull(),
  backChannelLogoutUri: text("back_channel_logout_uri"),
  createdAt: integer("created_at").notNull(),
});

/** Authorization codes; a used one stays until it ends, so that a second use ends what it gave. */
export const oidcCodes = sqliteTable(
  "oidc_codes",
  {
    codeHash: text("code_hash").primaryKey(),
    grantId: text("grant_id").notNull(),
    clientId: text("client_id").notNull(),
    redirectUri: text("redirect_uri").notNull(),
    codeChallenge: text("code_challenge").notNull(),
    nonce: text("nonce"),
    scope: text("scope").notNull(),
    authenticatedAt: integer("authenticated_at").notNull(),
    usedAt: integer("used_at"),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [index("oidc_codes_expires").on(table.expiresAt)],
);

/** What an application may do for an account: lives no longer than the web session it was given in (AUTH-6, 7). */
export const oidcGrants = sqliteTable(
  "oidc_grants",
  {
    grantId: text("grant_id").primaryKey(),
    accountId: text("account_id")
      .notNull()
      .references(() => accounts.accountId),
    sessionId: text("session_id").notNull(),
    clientId: text("client_id").notNull(),
    scope: text("scope").notNull(),
    /** The refresh token that holds now; one that was replaced ends the grant when it is shown again. */
    refreshHash: text("refresh_hash"),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [
    index("oidc_grants_account").on(table.accountId),
    index("oidc_grants_session").on(table.sessionId),
    index("oidc_grants_expires").on(table.expiresAt),
  ],
);

/** Applications that have yet to be told that somebody signed out; written by triggers, so that no way out is forgotten. */
export const oidcLogouts = sqliteTable(
  "oidc_logouts",
  {
    logoutId: text("logout_id").primaryKey(),
    clientId: text("client_id").notNull(),
    accountId: text("account_id").notNull(),
    /** null: every session of the account. */
    sessionId: text("session_id"),
    attempts: integer("attempts").notNull(),
    createdAt: integer("created_at").notNull(),
    nextAt: integer("next_at").notNull(),
  },
  (table) => [index("oidc_logouts_next").on(table.nextAt)],
);

/** Keys that sign ID tokens: private halves sealed; the newest signs, older ones are published until `expiresAt`. */
export const oidcKeys = sqliteTable("oidc_keys", {
  kid: text("kid").primaryKey(),
  publicJwk: text("public_jwk", { mode: "json" }).$type<Record<string, string>>().notNull(),
  sealedPrivate: text("sealed_private").notNull(),
  keyId: text("key_id").notNull(),
  createdAt: integer("created_at").notNull(),
  expiresAt: integer("expires_at"),
});

/** Providers that people may sign in with. */
export const oidcProviders = sqliteTable("oidc_providers", {
  providerId: text("provider_id").primaryKey(),
  name: text("name").notNull(),
  issuer: text("issuer").notNull(),
  clientId: text("client_id").notNull(),
  sealedSecret: text("sealed_secret").notNull(),
  keyId: text("key_id").notNull(),
  createdAt: integer("created_at").notNull(),
});

/** Whom a provider's person is here, by issuer and subject; made at the first sign-in with a verified email. */
export const oidcLinks = sqliteTable(
  "oidc_links",
  {
    linkId: text("link_id").primaryKey(),
    issuer: text("issuer").notNull(),
    subject: text("subject").notNull(),
    accountId: text("account_id")
      .notNull()
      .references(() => accounts.accountId),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("oidc_links_subject").on(table.issuer, table.subject),
    index("oidc_links_account").on(table.accountId),
  ],
);
