import type { Env } from "../../env.ts";

/** Who we are to applications: the public address of this installation, without a slash at its end. null: it is not set. */
export function issuerOf({ SAPA_ORIGIN }: Pick<Env, "SAPA_ORIGIN">): string | null {
  const given = SAPA_ORIGIN ?? "";
  return URL.canParse(given) ? new URL(given).origin : null;
}

export const CODE_MS = 60_000;
export const ACCESS_TOKEN_MS = 60 * 60_000;
export const ID_TOKEN_MS = 60 * 60_000;
/** However long its session is kept alive, an application asks anew after that. */
export const GRANT_MS = 30 * 24 * 3600_000;

export const SCOPES = ["openid", "profile", "email", "organizations", "offline_access"] as const;

/** OpenID Connect Discovery 1.0, RFC 8414. Says no more than what is done. */
export const discoveryDocument = (issuer: string): object => ({
  issuer,
  authorization_endpoint: `${issuer}/oidc/authorize`,
  token_endpoint: `${issuer}/oidc/token`,
  userinfo_endpoint: `${issuer}/oidc/userinfo`,
  jwks_uri: `${issuer}/oidc/jwks`,
  end_session_endpoint: `${issuer}/oidc/logout`,
  scopes_supported: SCOPES,
  response_types_supported: ["code"],
  response_modes_supported: ["query"],
  grant_types_supported: ["authorization_code", "refresh_token"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["RS256"],
  token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
  code_challenge_methods_supported: ["S256"],
  prompt_values_supported: ["none", "login"],
  claims_supported: [
    "sub",
    "sid",
    "auth_time",
    "nonce",
    "name",
    "given_name",
    "family_name",
    "locale",
    "email",
    "email_verified",
    "organizations",
  ],
  ui_locales_supported: ["en", "id"],
  authorization_response_iss_parameter_supported: true,
  claims_parameter_supported: false,
  request_parameter_supported: false,
  request_uri_parameter_supported: false,
  backchannel_logout_supported: true,
  backchannel_logout_session_supported: true,
});
