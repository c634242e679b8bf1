import type { ReactiveController, ReactiveControllerHost } from "lit";
import { acquireConnection, type Connection, type TokenProvider } from "../data/connection.ts";

type Host = ReactiveControllerHost & {
  readonly isConnected: boolean;
  readonly baseUrl: string;
  readonly tokenProvider: TokenProvider | null;
};
type Held = { connection: Connection; release: () => void; baseUrl: string; tokenProvider: TokenProvider };

/** An element's share of the page's connection, while it stands in the page and is given tokens. */
export class HeldConnection implements ReactiveController {
  readonly #host: Host;
  #held: Held | null = null;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  get connection(): Connection | null {
    return this.#held?.connection ?? null;
  }

  hostConnected(): void {
    this.follow();
  }

  hostDisconnected(): void {
    this.#held?.release();
    this.#held = null;
  }

  /** To be called before each update: the host may have got another server or another source of tokens. */
  follow(): void {
    const { baseUrl, tokenProvider, isConnected } = this.#host;
    if (this.#held?.baseUrl === baseUrl && this.#held.tokenProvider === tokenProvider) return;
    this.hostDisconnected();
    if (!tokenProvider || !isConnected) return;
    this.#held = { ...acquireConnection(baseUrl.replace(/\/$/, ""), tokenProvider), baseUrl, tokenProvider };
  }
}
