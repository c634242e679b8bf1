import { html, nothing, type ReactiveController, type TemplateResult } from "lit";
import type { EmbedComponent } from "../../protocol/embed.ts";
import { acquireConnection, type Connection, type TokenProvider } from "../data/connection.ts";
import { outsideOf } from "../data/host-advice.ts";
import { SapaErrorEvent, SapaTokenExpiredEvent } from "../events.ts";
import { outdatedView } from "../inbox/inbox-states.ts";
import { missingParts } from "../lazy.ts";
import { Localizer, localizerFor } from "../strings/localizer.ts";
import { icons } from "../ui/icons.ts";
import { stateView } from "../ui/states.ts";
import { HostAdvice, type ScreenHost } from "./host-advice.ts";
import { Subscription } from "./subscription.ts";

/**
 * A screen whose content is loaded when it is first shown: fetches that content, holds the page's shared connection while
 * it is in the page, and tells the host when a sign-in is needed.
 */
export class LateScreen implements ReactiveController {
  readonly #host: ScreenHost;
  readonly #load: () => Promise<unknown>;
  #held: { connection: Connection; release: () => void } | null = null;
  #heldFor: { baseUrl: string; tokenProvider: TokenProvider } | null = null;
  #phase: "waiting" | "loading" | "loaded" | "failed" = "waiting";
  #hasToldExpiry = false;
  text = new Localizer("en");

  /** `load` gives null for what is not to be had, as `lazy` does. */
  constructor(host: ScreenHost, component: EmbedComponent, load: () => Promise<unknown>) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
    new Subscription(
      host,
      () => this.#held?.connection,
      () => this.#tellExpiry(),
    );
    new HostAdvice(host, {
      tag: () => host.localName,
      connection: () => this.#held?.connection,
      outside: ({ me }) => outsideOf(me?.scope, component),
    });
  }

  hostConnected(): void {
    this.#hold();
    if (this.#phase !== "loaded") void this.#fetch();
  }

  hostDisconnected(): void {
    this.#release();
  }

  hostUpdate(): void {
    this.#hold();
    this.text = localizerFor(this.text, this.#host.language, this.#held?.connection.me ?? null);
  }

  async #fetch(): Promise<void> {
    if (this.#phase === "loading") return;
    this.#phase = "loading";
    this.#host.requestUpdate();
    this.#phase = (await this.#load()) ? "loaded" : "failed";
    if (this.#phase === "failed") this.#host.dispatchEvent(new SapaErrorEvent("unavailable"));
    this.#host.requestUpdate();
  }

  #hold(): void {
    const { baseUrl, tokenProvider, isConnected } = this.#host;
    const before = this.#heldFor;
    if (before && (before.baseUrl !== baseUrl || before.tokenProvider !== tokenProvider)) this.#release();
    if (this.#held || !tokenProvider || !isConnected) return;
    this.#heldFor = { baseUrl, tokenProvider };
    this.#held = acquireConnection(baseUrl.replace(/\/$/, ""), tokenProvider);
    this.#tellExpiry();
  }

  #release(): void {
    this.#held?.release();
    this.#held = this.#heldFor = null;
  }

  #tellExpiry(): void {
    const isExpired = this.#held?.connection.phase === "sign-in";
    if (isExpired && !this.#hasToldExpiry) this.#host.dispatchEvent(new SapaTokenExpiredEvent());
    this.#hasToldExpiry = isExpired;
  }

  /** The content once it is there, or why it is not. */
  render(content: (connection: Connection) => TemplateResult): TemplateResult | typeof nothing {
    const connection = this.#held?.connection;
    if (this.#phase === "failed") return missingParts.isOutdated ? outdatedView(this.text) : this.#failed();
    return this.#phase === "loaded" && connection ? content(connection) : nothing;
  }

  #failed(): TemplateResult {
    return stateView({
      icon: icons.wifiOff,
      title: this.text.t("error.title"),
      body: this.text.t("error.unavailable"),
      isAlert: true,
      action: html`<button class="button" type="button" @click=${() => this.#fetch()}>
        ${this.text.t("common.tryAgain")}
      </button>`,
    });
  }
}
