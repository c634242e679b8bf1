import { LitElement, type PropertyValues } from "lit";
import { property } from "lit/decorators.js";
import { HeldConnection } from "../controllers/held-connection.ts";
import { HostAdvice } from "../controllers/host-advice.ts";
import { Subscription } from "../controllers/subscription.ts";
import type { Connection, TokenProvider } from "../data/connection.ts";
import { SapaTokenExpiredEvent } from "../events.ts";
import { Localizer, localizerFor } from "../strings/localizer.ts";

/** An element of its own with a share of the page's connection. */
export abstract class EmbeddedElement extends LitElement {
  readonly #held: HeldConnection;
  #hasToldExpiry = false;
  protected text = new Localizer("en");

  /** Address of the Sapa server; empty: the page's own. */
  @property({ attribute: "base-url" }) baseUrl = "";
  /** `en` or `id`; otherwise the member's, the organization's or the browser's. */
  @property() language: string | null = null;
  /** `light`, `dark` or `system` (default). */
  @property({ reflect: true }) theme: string | null = null;
  /** Gives a fresh token. Elements with the same function share one connection. */
  @property({ attribute: false }) tokenProvider: TokenProvider | null = null;

  constructor() {
    super();
    this.#held = new HeldConnection(this);
    new Subscription(
      this,
      () => this.#held.connection,
      () => this.#tellExpiry(),
    );
    new HostAdvice(this, {
      tag: () => this.localName,
      connection: () => this.connection,
      outside: (connection) => this.outside(connection),
    });
  }

  /** Why the page's token does not open it, for the host's console; null: it does (EMBED-3). */
  protected abstract outside(connection: Connection): string | null;

  protected get connection(): Connection | null {
    return this.#held.connection;
  }

  #tellExpiry(): void {
    const isNeeded = this.connection?.phase === "sign-in";
    if (isNeeded && !this.#hasToldExpiry) this.dispatchEvent(new SapaTokenExpiredEvent());
    this.#hasToldExpiry = isNeeded;
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    this.#held.follow();
    this.#tellExpiry();
    this.text = localizerFor(this.text, this.language, this.connection?.me ?? null);
  }
}
