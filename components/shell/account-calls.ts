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

const SIGN_OUT = "/auth/sign-out";

/**
 * Everything under /auth: the cookie session of the hosted shell, and what is asked before there is one. Every call
 * rejects with ProblemError, or with what `fetch` rejects with.
 */
export class AccountCalls {
  readonly #csrf: () => string | undefined;
  readonly #follow: (session: SessionInfo) => boolean;

  /**
   * `csrf` gives the present session's token. `follow` is told when another tab of this browser has a new session, and
   * answers whether this page may go on in it.
   */
  constructor(csrf: () => string | undefined, follow: (session: SessionInfo) => boolean) {
    this.#csrf = csrf;
    this.#follow = follow;
  }

  session = (): Promise<SessionInfo> => this.#json("GET", "/auth/session");
  options = (): Promise<SignInOptions> => this.#json("GET", "/auth/options");

  signIn = (email: string, password: string): Promise<SessionInfo | CodeAsked> =>
    this.#json("POST", "/auth/sign-in", { email, password });
  enterCode = (challenge: string, code: string): Promise<SessionInfo> =>
    this.#json("POST", "/auth/code", { challenge, code });
  resendCode = (challenge: string): Promise<CodeAsked> => this.#json("POST", "/auth/code/again", { challenge });
  signOut = (): Promise<unknown> => this.#json("POST", SIGN_OUT);

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
    const csrf = this.#csrf();
    try {
      return await this.#ask<T>(csrf, method, path, body, extra);
    } catch (error) {
      if (csrf === undefined || !(error instanceof ProblemError) || error.refusal.code !== "csrf") throw error;
      const session = await this.session();
      // Signing out means the browser, whoever is in it by now.
      const isOurs = session.csrf !== csrf && (path === SIGN_OUT || this.#follow(session));
      if (!isOurs) throw error;
      return this.#ask<T>(session.csrf, method, path, body, extra);
    }
  }

  async #ask<T>(
    csrf: string | undefined,
    method: string,
    path: string,
    body: object | undefined,
    extra: Record<string, string>,
  ): Promise<T> {
    const isFile = body instanceof Blob;
    const headers = new Headers({ accept: "application/json", ...extra });
    if (method !== "GET") headers.set("content-type", isFile ? body.type : "application/json");
    if (csrf !== undefined) headers.set("x-sapa-csrf", csrf);
    const init: RequestInit = { method, headers, credentials: "same-origin" };
    if (method === "POST" || method === "PUT") init.body = isFile ? body : JSON.stringify(body ?? {});
    const response = await fetch(path, init);
    const answer: unknown = await response.json().catch(() => ({}));
    if (!response.ok) throw new ProblemError(response.status, refusalOf(response.status, answer as Partial<Problem>));
    return answer as T;
  }
}
