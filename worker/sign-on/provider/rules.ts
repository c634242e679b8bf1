/** What an application's request to sign somebody in says, and how somebody's data are told to it. Pure. */

/** RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6. */
export type RequestError =
  | "invalid_request"
  | "unsupported_response_type"
  | "invalid_scope"
  | "request_not_supported"
  | "request_uri_not_supported"
  | "registration_not_supported"
  | "login_required"
  | "temporarily_unavailable";

export type AuthorizeRequest = {
  scope: string;
  codeChallenge: string;
  nonce: string | null;
  prompt: "none" | "login" | null;
  /** How old the sign-in may be, in milliseconds. */
  maxAgeMs: number | null;
  /** An ID token of ours: whom the application means. */
  hint: string | null;
  /** `prompt=login` was answered by sending the person away; sign-ins from this time on will do. */
  after: number | null;
};

export type ReadRequest =
  | { ok: true; request: AuthorizeRequest }
  | { ok: false; error: RequestError; description: string };

const VALUE_CHARACTERS_MAX = 4_000;
const CHALLENGE = /^[\w-]{43}$/;
const PROMPTS = ["none", "login", "consent", "select_account"];

/** Whether a parameter stands there twice, which may be read in two ways, or is too long to be meant. */
export const isMuddled = (query: URLSearchParams): boolean =>
  [...new Set(query.keys())].some((name) => query.getAll(name).length > 1) ||
  [...query.values()].some((value) => value.length > VALUE_CHARACTERS_MAX);

const refused = (error: RequestError, description: string): ReadRequest => ({ ok: false, error, description });

/** Everything but the application and where to answer, which are looked at before. `after`: see AuthorizeRequest. */
export function readRequest(query: URLSearchParams, known: readonly string[], after: number | null): ReadRequest {
  for (const name of ["request", "request_uri", "registration"] as const)
    if (query.has(name)) return refused(`${name}_not_supported`, `${name} is not supported`);
  if (query.get("response_type") !== "code") return refused("unsupported_response_type", "response_type must be code");
  if (!["query", null].includes(query.get("response_mode")))
    return refused("invalid_request", "response_mode must be query");
  const asked = (query.get("scope") ?? "").split(" ");
  if (!asked.includes("openid")) return refused("invalid_scope", "scope must contain openid");
  const codeChallenge = query.get("code_challenge") ?? "";
  if (query.get("code_challenge_method") !== "S256" || !CHALLENGE.test(codeChallenge))
    return refused("invalid_request", "PKCE with code_challenge_method=S256 is required");
  const prompt = readPrompt(query.get("prompt"));
  if (prompt === undefined) return refused("invalid_request", "prompt is not valid");
  const maxAge = query.get("max_age");
  if (maxAge !== null && !/^\d{1,9}$/.test(maxAge)) return refused("invalid_request", "max_age is not valid");
  return {
    ok: true,
    request: {
      scope: known.filter((one) => asked.includes(one)).join(" "),
      codeChallenge,
      nonce: query.get("nonce"),
      prompt,
      maxAgeMs: maxAge === null ? null : Number(maxAge) * 1000,
      hint: query.get("id_token_hint"),
      after,
    },
  };
}

/** Applications are the Operator's own: there is nothing to consent to. undefined: no such prompt, or `none` with others. */
function readPrompt(text: string | null): AuthorizeRequest["prompt"] | undefined {
  const asked = (text ?? "").split(" ").filter((one) => one !== "");
  if (!asked.every((one) => PROMPTS.includes(one))) return undefined;
  if (asked.includes("none")) return asked.length === 1 ? "none" : undefined;
  return asked.includes("login") || asked.includes("select_account") ? "login" : null;
}

/** Whether a sign-in is as new as the application wants it. A second is what its clock may be off. */
export function isFresh(request: AuthorizeRequest, signedInAt: number, now: number): boolean {
  if (request.prompt === "login") return request.after !== null && signedInAt >= request.after;
  return (
    request.maxAgeMs === null || now - signedInAt <= request.maxAgeMs + 1000 || signedInAt >= (request.after ?? now)
  );
}

export type Person = {
  accountId: string;
  email: string;
  isEmailVerified: boolean;
  name: string;
  firstName: string;
  lastName: string;
  language: "en" | "id" | null;
  organizations: { id: string; name: string; role: string }[];
};

/** The claims that a scope gives, besides `sub`. An email is verified once a link that was mailed to it was used. */
export function claimsOf(person: Person, scope: string): Record<string, unknown> {
  const has = (name: string): boolean => scope.split(" ").includes(name);
  return {
    ...(has("profile") && {
      name: person.name,
      given_name: person.firstName,
      ...(person.lastName !== "" && { family_name: person.lastName }),
      ...(person.language !== null && { locale: person.language }),
    }),
    ...(has("email") && { email: person.email, email_verified: person.isEmailVerified }),
    ...(has("organizations") && { organizations: person.organizations }),
  };
}
