import type { LitElement, ReactiveController } from "lit";
import type { Connection, TokenProvider } from "../data/connection.ts";
import { advise } from "../data/host-advice.ts";

const PROVIDER_AFTER_MS = 5_000;
/** A page changes it when it changes its mind; one that makes it anew at each drawing does it without end. */
const PROVIDERS_MAX = 4;

/** What every screen of ours is told by its host (EMBED-6). */
export type ScreenHost = LitElement & {
  baseUrl: string;
  language: string | null;
  tokenProvider: TokenProvider | null;
};

type Told = {
  tag: () => string;
  connection: () => Connection | null | undefined;
  /** Why the token does not open the element; null: it does. */
  outside: (connection: Connection) => string | null;
};

/** Says in the console why an element of ours stays empty on its host's page. */
export class HostAdvice implements ReactiveController {
  readonly #host: ScreenHost;
  readonly #told: Told;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #provider: TokenProvider | null = null;
  #providers = 0;

  constructor(host: ScreenHost, told: Told) {
    this.#host = host;
    this.#told = told;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setTimeout(() => {
      if (!this.#host.tokenProvider)
        this.#advise("has no tokenProvider and shows nothing. Set that property to a function that fetches a token.");
    }, PROVIDER_AFTER_MS);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  hostUpdate(): void {
    this.#count(this.#host.tokenProvider);
    const connection = this.#told.connection();
    const why = connection?.phase === "ready" ? this.#told.outside(connection) : null;
    if (why !== null) this.#advise(`shows nothing: ${why}.`);
  }

  #count(provider: TokenProvider | null): void {
    if (provider === this.#provider) return;
    this.#provider = provider;
    this.#providers += 1;
    if (this.#providers > PROVIDERS_MAX)
      this.#advise("is given one tokenProvider after the other, and connects anew each time. Make the function once.");
  }

  #advise(words: string): void {
    advise(`<${this.#told.tag()}> ${words}`);
  }
}
