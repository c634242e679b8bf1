import { ProblemError } from "../../client/api.ts";
import type { CodeAsked, SaveOwnProfile, SignInOptions } from "../../protocol/accounts.schema.ts";
import type { Refusal } from "../../protocol/codes.ts";
import type { SessionInfo } from "../../protocol/http.schema.ts";
import type { TokenProvider } from "../data/connection.ts";
import { Observable } from "../data/observable.ts";
import { setSound } from "../notify/desk-alerts.ts";
import { AccountCalls } from "./account-calls.ts";

export type AccountPhase = "starting" | "signed-out" | "signed-in" | "failed";
/** Why it did not work; without an answer of the server `unavailable`. */
export type Failure = Pick<Refusal, "code" | "params" | "retryAfterMs">;

const ACTIVITY_EVENTS = ["pointerdown", "keydown"] as const;

/** What a call was refused with. */
export const failureOf = (error: unknown): Failure =>
  error instanceof ProblemError ? error.refusal : { code: "unavailable" };

/** The cookie session of the hosted shell: the only part of it that portals do not have. */
export class Account extends Observable {
  phase: AccountPhase = "starting";
  session: SessionInfo | null = null;
  /** The password was right, and a code is asked for (AUTH-16). */
  codeAsked: CodeAsked | null = null;
  /** What the sign-in screens show beside their fields; null until the server told. */
  options: SignInOptions | null = null;
  /** Address of the own photo; null: none, or not known yet. */
  photoUrl: string | null = null;
  /** The session ended by itself, as opposed to a sign-out. */
  hasEnded = false;
  /** The person ended it. */
  hasSignedOut = false;
  /** Somebody signed in since the page was loaded. */
  hasSignedIn = false;
  readonly calls = new AccountCalls(
    () => this.session?.csrf,
    (session) => this.#follow(session),
  );
  #wasActive = true;

  constructor() {
    super();
    const noteActivity = () => {
      this.#wasActive = true;
    };
    for (const name of ACTIVITY_EVENTS) addEventListener(name, noteActivity, { capture: true, passive: true });
  }

  async start(): Promise<void> {
    try {
      this.#enter(await this.calls.session());
    } catch (error) {
      this.#leave(error instanceof ProblemError && error.status === 401 ? "signed-out" : "failed");
    }
  }

  /** null when signed in, or when a code is asked for. */
  signIn(email: string, password: string): Promise<Failure | null> {
    return this.#try(async () => {
      this.#goOn(await this.calls.signIn(email, password));
    });
  }

  /** As `signIn`; a link that signs nobody in leaves everything as it was. */
  useLink(token: string, password: string): Promise<Failure | null> {
    return this.#try(async () => {
      const answer = await this.calls.useLink(token, password);
      if (answer !== null) this.#goOn(answer);
    });
  }

  /** null when signed in. */
  enterCode(code: string): Promise<Failure | null> {
    return this.#try(async () => this.#signedIn(await this.calls.enterCode(this.codeAsked?.challenge ?? "", code)));
  }

  resendCode(): Promise<Failure | null> {
    return this.#try(async () => this.askCode(await this.calls.resendCode(this.codeAsked?.challenge ?? "")));
  }

  /** The first step is done, here or at a provider; null: back to it. */
  askCode(asked: CodeAsked | null): void {
    this.codeAsked = asked;
    this.changed();
  }

  async signOut(): Promise<void> {
    await this.calls.signOut().catch(() => null);
    this.hasSignedOut = true;
    this.#leave("signed-out");
  }

  async loadOptions(): Promise<void> {
    if (this.options !== null) return;
    // The screens work without: email and password are always there.
    this.options = await this.calls.options().catch(() => null);
    this.changed();
  }

  /** The name stands in the session as well. */
  renamed(name: string): void {
    if (this.session) this.session = { ...this.session, account: { ...this.session.account, name } };
    this.changed();
  }

  /** Keeps a choice in the profile, for the other devices; here it holds in any case. */
  async keep(choice: Partial<Pick<SaveOwnProfile, "language" | "sound">>): Promise<void> {
    try {
      const { email: _, photoUrl: __, ...profile } = await this.calls.profile();
      await this.calls.saveProfile({ ...profile, ...choice });
    } catch {
      // Tried again with the next choice.
    }
  }

  /** What the bar shows of the profile, and whether this person wants sound. */
  async loadProfile(): Promise<void> {
    const profile = await this.calls.profile().catch(() => null);
    if (profile === null) return;
    setSound(profile.sound);
    this.showPhoto(profile.photoUrl);
  }

  showPhoto(photoUrl: string | null): void {
    this.photoUrl = photoUrl;
    this.changed();
  }

  /** For the elements. Says whether a person was there since the last token, which is what keeps a session alive. */
  readonly provideToken: TokenProvider = async () => {
    try {
      const token = await this.calls.token(this.#wasActive);
      this.#wasActive = false;
      return token;
    } catch (error) {
      // A server in trouble is no reason to ask for the password, nor is another tab's sign-in.
      if (
        !(error instanceof ProblemError) ||
        error.status >= 500 ||
        error.status === 429 ||
        error.refusal.code === "csrf"
      )
        throw new TypeError("no token at the moment");
      this.hasEnded = this.phase === "signed-in";
      this.#leave("signed-out");
      throw new Error("signed out");
    }
  };

  /** Another tab signed in: the same person in the same organization goes on here, anybody else begins with a new page. */
  #follow(session: SessionInfo): boolean {
    const isSame =
      session.account.accountId === this.session?.account.accountId &&
      session.current.organizationId === this.session.current.organizationId;
    if (isSame) this.session = session;
    else location.assign("/inbox");
    return isSame;
  }

  async #try(act: () => Promise<void>): Promise<Failure | null> {
    try {
      await act();
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }

  #goOn(answer: SessionInfo | CodeAsked): void {
    if ("challenge" in answer) this.askCode(answer);
    else this.#signedIn(answer);
  }

  #signedIn(session: SessionInfo): void {
    this.hasSignedIn = true;
    this.codeAsked = null;
    this.#enter(session);
  }

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
    this.photoUrl = null;
    this.phase = phase;
    this.changed();
  }
}
