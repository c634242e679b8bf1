import { randomUUID } from "node:crypto";
import { LIMITS } from "../../protocol/limits.ts";
import type { RoomServerFrame } from "../../protocol/room-frames.schema.ts";
import { PROTOCOL_VERSION } from "../../protocol/version.ts";
import type { Dialect } from "./dialect.ts";

const EVENTS_FRAME = Buffer.from('{"type":"events"');
const SEQ_KEY = Buffer.from('"seq":');
const ZERO = 0x30;
const NINE = 0x39;

/**
 * A room socket as PROTOCOL.md tells it: hello, commands, confirmations every 50 events or 2 s. Sampled connections
 * read every event and check that there is no gap; the others read the last `seq` of a frame, which costs about what
 * counting a frame costs the other contenders.
 */
export class SapaDialect implements Dialect {
  isReady = false;
  refused = 0;
  #last = 0;
  #confirmed = 0;
  #confirmedAt = performance.now();
  readonly #idPrefix = randomUUID().slice(0, 8);
  #sent = 0;

  greeting(): string[] {
    return [JSON.stringify({ type: "hello", version: PROTOCOL_VERSION })];
  }

  encode(text: string): string {
    this.#sent += 1;
    const command = { type: "message.send", content: { type: "text", text } };
    return JSON.stringify({ type: "command", id: `${this.#idPrefix}-${this.#sent}`, command });
  }

  read(frame: Buffer, seen: ((text: string) => void) | null): number {
    if (this.isReady && seen === null && frame.subarray(0, EVENTS_FRAME.length).equals(EVENTS_FRAME))
      return this.#advance(lastSeqIn(frame));
    return this.#readWhole(JSON.parse(frame.toString()) as RoomServerFrame, seen);
  }

  due(now: number): string | null {
    const open = this.#last - this.#confirmed;
    if (open === 0 || (open < LIMITS.confirmEveryEvents && now - this.#confirmedAt < LIMITS.confirmEveryMs))
      return null;
    this.#confirmed = this.#last;
    this.#confirmedAt = now;
    return `{"type":"position","last":${this.#last}}`;
  }

  #advance(last: number): number {
    const count = last - this.#last;
    this.#last = last;
    return this.isReady ? count : 0;
  }

  #readWhole(frame: RoomServerFrame, seen: ((text: string) => void) | null): number {
    switch (frame.type) {
      case "resumed":
        this.#last = frame.after;
        this.#confirmed = frame.after;
        this.isReady = frame.after >= frame.head;
        return 0;
      case "live":
        this.isReady = true;
        return 0;
      case "refused":
      case "error":
        this.refused += 1;
        return 0;
      case "events":
        return this.#readEvents(frame.events, seen);
      default:
        return 0;
    }
  }

  #readEvents(events: Extract<RoomServerFrame, { type: "events" }>["events"], seen: ((text: string) => void) | null) {
    const before = this.#last;
    for (const event of events) {
      if (event.seq !== this.#last + 1) throw new Error(`A gap: ${event.seq} came after ${this.#last}`);
      this.#last = event.seq;
      if (this.isReady && event.type === "message.created" && event.content.type === "text") seen?.(event.content.text);
    }
    return this.isReady ? this.#last - before : 0;
  }
}

function lastSeqIn(frame: Buffer): number {
  const at = frame.lastIndexOf(SEQ_KEY) + SEQ_KEY.length;
  let value = 0;
  for (let index = at; index < frame.length; index += 1) {
    const byte = frame[index] ?? 0;
    if (byte < ZERO || byte > NINE) break;
    value = value * 10 + byte - ZERO;
  }
  return value;
}
