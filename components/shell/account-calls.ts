import { ProblemError } from "../../client/api.ts";
import { refusalOf } from "../../client/http.ts";
import type {
  CodeAsked,
  OpenedLink,
  OwnProfile,
  SaveOwnProfile,
  SignInOptions,
} from "../../protocol/accounts.schema.ts";
import type { AccessToken, LiveSession, Problem, SessionInfo } from "../../protocol/http.schema.ts";
import type { Language } from "../strings/localizer.ts";

/**
 * Everything under /auth: the cookie session of the hosted shell, and what is asked before there is one. Every call
 * rejects with ProblemError, or with what `fetch` rejects with.
 */
export class AccountCalls {
  readonly #csrf: () => string | undefined;

  /** `csrf` gives the present session's token. */
  constructor(csrf: () => string | undefined) {
    this.#csrf = csrf;
  }

  session = (): Promise<SessionInfo> => this.#json("GET", "/auth/session");
  options = (): Promise<SignInOptions> => this.#json("GET", "/auth/options");

  signIn = (email: string, password: string): Promise<SessionInfo | CodeAsked> =>
    this.#json("POST", "/auth/sign-in", { email, password });
  enterCode = (challenge: string, code: string): Promise<SessionInfo> =>
    this.#json("POST", "/auth/code", { challenge, code });
  resendCode = (challenge: string): Promise<CodeAsked> => this.#json("POST", "/auth/code/again", { challenge });
  signOut = (): Promise<unknown> => this.#json("POST", "/auth/sign-out");

  forgot = (email: string, language: Language): Promise<unknown> =>
    this.#json("POST", "/auth/forgot", { email, language });
  openLink = (token: string): Promise<OpenedLink> => this.#json("POST", "/auth/links", { token });
  /** null: the link did its work, and signs nobody in. */
  useLink = async (token: string, password: string): Promise<SessionInfo | CodeAsked | null> => {
    const answer = await this.#json<SessionInfo | CodeAsked | Record<never, never>>("POST", "/auth/links/use", {
      token,
      password,
    });
    return "challenge" in answer || "account" in answer ? answer : null;
  };

  token = (wasActive: boolean): Promise<AccessToken> =>
    this.#json("POST", "/auth/token", undefined, { "x-sapa-active": wasActive ? "1" : "0" });
  switchOrganization = (organizationId: string): Promise<SessionInfo> =>
    this.#json("POST", "/auth/session/organization", { organizationId });
  liveSessions = (): Promise<LiveSession[]> => this.#json("GET", "/auth/sessions");
  endSession = (sessionId: string): Promise<unknown> =>
    this.#json("DELETE", `/auth/sessions/${encodeURIComponent(sessionId)}`);

  profile = (): Promise<OwnProfile> => this.#json("GET", "/auth/profile");
  saveProfile = (profile: SaveOwnProfile): Promise<OwnProfile> => this.#json("PUT", "/auth/profile", profile);
  savePhoto = (photo: Blob): Promise<{ photoUrl: string }> => this.#json("POST", "/auth/profile/photo", photo);
  deletePhoto = (): Promise<unknown> => this.#json("DELETE", "/auth/profile/photo");
  changePassword = (current: string, next: string): Promise<unknown> =>
    this.#json("POST", "/auth/password", { current, next });

  async #json<T>(method: string, path: string, body?: object, extra: Record<string, string> = {}): Promise<T> {
    const isFile = body instanceof Blob;
    const headers = new Headers({ accept: "application/json", ...extra });
    if (method !== "GET") headers.set("content-type", isFile ? body.type : "application/json");
    const csrf = this.#csrf();
    if (csrf !== undefined) headers.set("x-sapa-csrf", csrf);
    const init: RequestInit = { method, headers, credentials: "same-origin" };
    if (method === "POST" || method === "PUT") init.body = isFile ? body : JSON.stringify(body ?? {});
    const response = await fetch(path, init);
    const answer: unknown = await response.json().catch(() => ({}));
    if (!response.ok) throw new ProblemError(response.status, refusalOf(response.status, answer as Partial<Problem>));
    return answer as T;
  }
}
