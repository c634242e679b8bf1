import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { RoomEvent, RoomSummary } from "../../../protocol/room-events.schema.ts";
import type { Localizer } from "../../strings/localizer.ts";
import { contactName } from "../people.ts";
import { textOf } from "./content-text.ts";

const BATCH_MS = 800;

type Heard = { events: readonly RoomEvent[]; room: RoomSummary | null; text: Localizer };

/** Tells those who listen about new messages, several at once as one sentence, and never what was there before. */
export class Announcer implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #toldSeq: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #heard: Heard | null = null;
  words = "";

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.reset();
  }

  reset(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#toldSeq = null;
    this.words = "";
  }

  heard(heard: Heard, isLive: boolean): void {
    this.#heard = heard;
    const newest = heard.events.at(-1)?.seq ?? 0;
    if (this.#toldSeq === null) {
      if (isLive) this.#toldSeq = newest;
      return;
    }
    if (newest <= this.#toldSeq || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.#tell(), BATCH_MS);
  }

  #tell(): void {
    this.#timer = undefined;
    if (!this.#heard) return;
    const { events, room, text } = this.#heard;
    const told = this.#toldSeq ?? 0;
    const fresh = events.filter((event) => event.seq > told);
    this.#toldSeq = events.at(-1)?.seq ?? told;
    const messages = fresh.filter((event) => event.type === "message.created" && event.direction === "inbound");
    const last = messages.at(-1);
    if (last?.type !== "message.created") return;
    const name = room ? contactName(room.contact, room.channel, text) : text.t("message.customer");
    this.words = text.t("room.announce", { n: messages.length, name, text: textOf(last.content, text) });
    this.#host.requestUpdate();
  }
}
