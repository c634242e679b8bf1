import type { CodeAsked, OpenedLink, OwnProfile, SignInOptions } from "../../../protocol/accounts.schema.ts";
import type { LiveSession, SessionInfo } from "../../../protocol/http.schema.ts";
import { json } from "../components/fake-server.ts";

export const PASSWORD = "senja-di-teras";
export const CODE = "271828";
const MINUTE_MS = 60_000;

export const problem = (status: number, code: string, rest: object = {}): Response =>
  json({ code, retryable: status >= 500 || status === 429, ...rest }, status);

/** Asked before there is a session; all else that changes something proves with the session's token that the page is ours. */
const OPEN = /^POST \/auth\/(sign-in|code|forgot|links)/;

type Handler = (body: Record<string, string>) => Response;

/** Everything under /auth of the server inside the page; what a test needs otherwise it sets. */
export class FakeAuth {
  /** "POST /auth/…" in order. */
  readonly requests: string[] = [];
  readonly bodies: unknown[] = [];
  /** Asked before the usual answers. */
  readonly answers = new Map<string, Handler>();
  session: SessionInfo | null = null;
  options: SignInOptions = { providers: [], support: null };
  /** Whether sign-in asks for a code. */
  asksForCode = false;
  codeExpiresAt = Date.now() + 10 * MINUTE_MS;
  link: OpenedLink | null = null;
  profile: OwnProfile = {
    email: "bagas@kopisenja.example",
    firstName: "Bagas",
    lastName: "Pratama",
    phone: null,
    language: null,
    sound: true,
    photoUrl: null,
  };
  sessions: LiveSession[] = [];
  readonly #realFetch = window.fetch;

  /** Install after the server inside the page. */
  constructor() {
    const { origin } = location;
    window.fetch = async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input, origin);
      if (!url.pathname.startsWith("/auth/")) return this.#realFetch.call(window, input, init);
      const call = `${init?.method ?? "GET"} ${url.pathname}`;
      const body = typeof init?.body === "string" ? JSON.parse(init.body) : {};
      this.requests.push(call);
      this.bodies.push(body);
      await Promise.resolve();
      const isProven = new Headers(init?.headers).get("x-sapa-csrf") === this.session?.csrf;
      if (this.session && !isProven && !call.startsWith("GET ") && !OPEN.test(call)) return problem(403, "csrf");
      return this.answers.get(call)?.(body) ?? this.#answer(call, body);
    };
  }

  uninstall(): void {
    window.fetch = this.#realFetch;
  }

  signedIn(organizations = 1): SessionInfo {
    const memberships = ["Kopi Senja", "Teh Pagi"].slice(0, organizations).map((organizationName, index) => ({
      organizationId: `org_${index}`,
      organizationName,
      memberId: "mem_me",
      role: "supervisor" as const,
    }));
    const [current] = memberships;
    if (!current) throw new Error("an account without an organization cannot sign in");
    const { email, firstName, lastName } = this.profile;
    const account = { accountId: "acc_1", email, name: `${firstName} ${lastName}` };
    this.session = { account, current, memberships, csrf: "csrf", idleMs: 3_600_000 };
    return this.session;
  }

  /** Another tab of this browser signed the same person in, maybe where they have just joined. */
  signedInElsewhere(): void {
    this.session = { ...this.signedIn(), csrf: "csrf of the other tab" };
  }

  #answer(call: string, body: Record<string, string>): Response {
    switch (call) {
      case "GET /auth/session":
        return this.session ? json(this.session) : problem(401, "unauthenticated");
      case "GET /auth/options":
        return json(this.options);
      case "POST /auth/sign-in":
        if (body.password !== PASSWORD) return problem(401, "auth.wrong");
        return json(this.asksForCode ? this.#asked() : this.signedIn());
      case "POST /auth/code":
        return body.code === CODE ? json(this.signedIn()) : problem(401, "auth.code", { params: { left: 4 } });
      case "POST /auth/code/again":
        return json(this.#asked());
      case "POST /auth/sign-out":
        this.session = null;
        return json({});
      case "POST /auth/token":
        return this.session
          ? json({ token: "token", expiresAt: Date.now() + 10 * MINUTE_MS })
          : problem(401, "unauthenticated");
      case "POST /auth/links":
        return this.link ? json(this.link) : problem(410, "auth.link");
      case "GET /auth/profile":
        return json(this.profile);
      case "PUT /auth/profile":
        this.profile = { ...this.profile, ...body };
        return json(this.profile);
      case "GET /auth/sessions":
        return json(this.sessions);
      default:
        return json({});
    }
  }

  #asked(): CodeAsked {
    return { challenge: "challenge", sentTo: "b•••s@kopisenja.example", expiresAt: this.codeExpiresAt };
  }
}
