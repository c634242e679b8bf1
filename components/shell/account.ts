import type { AccessToken, LiveSession, Problem, SessionInfo } from "../../protocol/http.schema.ts";
import type { TokenProvider } from "../data/connection.ts";
import { Observable } from "../data/observable.ts";

export type AccountPhase = "starting" | "signed-out" | "signed-in" | "failed";
export type SignInFailure = { code: string; retryAfterMs: number | null };

const ACTIVITY_EVENTS = ["pointerdown", "keydown"] as const;

/** The cookie session of the hosted shell: the only part of it that portals do not have. */
export class Account extends Observable {
  phase: AccountPhase = "starting";
  session: SessionInfo | null = null;
  /** The session ended by itself, as opposed to a sign-out. */
  hasEnded = false;
  /** The person ended it. */
  hasSignedOut = false;
  #wasActive = true;

  constructor() {
    super();
    const noteActivity = () => {
      this.#wasActive = true;
    };
    for (const name of ACTIVITY_EVENTS) addEventListener(name, noteActivity, { capture: true, passive: true });
  }

  async start(): Promise<void> {
    const response = await this.#fetch("GET", "/auth/session").catch(() => null);
    if (response?.ok) this.#enter((await response.json()) as SessionInfo);
    else this.#leave(response?.status === 401 ? "signed-out" : "failed");
  }

  /** null when signed in. */
  async signIn(email: string, password: string): Promise<SignInFailure | null> {
    const response = await this.#fetch("POST", "/auth/sign-in", { email, password }).catch(() => null);
    if (response === null) return { code: "unavailable", retryAfterMs: null };
    if (!response.ok) return failureOf(response);
    this.#enter((await response.json()) as SessionInfo);
    return null;
  }

  async signOut(): Promise<void> {
    await this.#fetch("POST", "/auth/sign-out").catch(() => null);
    this.hasSignedOut = true;
    this.#leave("signed-out");
  }

  async switchOrganization(organizationId: string): Promise<boolean> {
    const response = await this.#fetch("POST", "/auth/session/organization", { organizationId }).catch(() => null);
    return response?.ok ?? false;
  }

  async liveSessions(): Promise<LiveSession[]> {
    const response = await this.#fetch("GET", "/auth/sessions");
    if (!response.ok) throw new Error("sessions");
    return (await response.json()) as LiveSession[];
  }

  async endSession(sessionId: string): Promise<boolean> {
    const response = await this.#fetch("DELETE", `/auth/sessions/${encodeURIComponent(sessionId)}`).catch(() => null);
    return response?.ok ?? false;
  }

  /** For the elements. Says whether a person was there since the last token, which is what keeps a session alive. */
  readonly provideToken: TokenProvider = async () => {
    const response = await this.#fetch("POST", "/auth/token", undefined, {
      "x-sapa-active": this.#wasActive ? "1" : "0",
    });
    if (response.ok) {
      this.#wasActive = false;
      return (await response.json()) as AccessToken;
    }
    // A server in trouble is no reason to ask for the password.
    if (response.status >= 500 || response.status === 429) throw new TypeError("no token at the moment");
    this.hasEnded = this.phase === "signed-in";
    this.#leave("signed-out");
    throw new Error("signed out");
  };

  #enter(session: SessionInfo): void {
    this.session = session;
    this.hasEnded = false;
    this.hasSignedOut = false;
    this.#wasActive = true;
    this.phase = "signed-in";
    this.changed();
  }

  #leave(phase: AccountPhase): void {
    this.session = null;
    this.phase = phase;
    this.changed();
  }

  #fetch(method: string, path: string, body?: object, extra: Record<string, string> = {}): Promise<Response> {
    const headers = new Headers({ accept: "application/json", ...extra });
    if (method !== "GET") headers.set("content-type", "application/json");
    if (this.session) headers.set("x-sapa-csrf", this.session.csrf);
    const init: RequestInit = { method, headers, credentials: "same-origin" };
    if (method === "POST") init.body = JSON.stringify(body ?? {});
    return fetch(path, init);
  }
}

async function failureOf(response: Response): Promise<SignInFailure> {
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return { code: problem.code ?? "internal", retryAfterMs: problem.retryAfterMs ?? null };
}
