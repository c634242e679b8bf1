import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { RoomServices } from "../../data/room-services.ts";
import type { RoomStore } from "../../data/room-store.ts";

const RETRY_MS = 30_000;

/** WIDGET-9: whether the open room's webchat is switched off or removed, so that nobody can write. */
export class ChannelSwitch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #services: () => RoomServices;
  readonly #store: () => RoomStore;
  #isAsking = false;
  #askAgainAt = 0;
  #isOff = false;

  constructor(host: ReactiveControllerHost, services: () => RoomServices, store: () => RoomStore) {
    this.#host = host;
    this.#services = services;
    this.#store = store;
    host.addController(this);
  }

  /** By what the organization says, or by what a message of ours was refused with. */
  get isOff(): boolean {
    const { view, summary } = this.#store();
    if (summary?.channel !== "web_chat") return false;
    return this.#isOff || view.outgoing.some(({ refusal }) => refusal?.code === "widget.off");
  }

  hostUpdated(): void {
    const { summary } = this.#store();
    if (summary?.channel === "web_chat") void this.#ask(summary.integrationId);
  }

  /** Kept by the connection until the organization's configuration changes, so that asking often costs nothing. */
  async #ask(integrationId: string): Promise<void> {
    if (this.#isAsking || performance.now() < this.#askAgainAt) return;
    this.#isAsking = true;
    try {
      const all = await this.#services().integrations();
      const isOff = all.find((one) => one.integrationId === integrationId)?.isEnabled !== true;
      if (isOff !== this.#isOff) this.#host.requestUpdate();
      this.#isOff = isOff;
    } catch {
      // Not known: the room itself decides when somebody writes.
      this.#askAgainAt = performance.now() + RETRY_MS;
    }
    this.#isAsking = false;
  }
}
