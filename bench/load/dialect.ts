/** What the generator understands of one connection. Each keeps its own state. */
export interface Dialect {
  /** Set when messages may be sent. */
  readonly isReady: boolean;
  readonly refused: number;
  greeting(): string[];
  /** The frame that sends one message. */
  encode(text: string): string;
  /** How many messages a frame brought; `seen` gets each text, when it is given. */
  read(frame: Buffer, seen: ((text: string) => void) | null): number;
  /** A frame that is due to the server, asked after each frame and twice a second. */
  due(now: number): string | null;
}

/** Text in, the same text out: the bare objects and plain ws. */
export class PlainDialect implements Dialect {
  readonly isReady = true;
  readonly refused = 0;

  greeting(): string[] {
    return [];
  }

  encode(text: string): string {
    return text;
  }

  read(frame: Buffer, seen: ((text: string) => void) | null): number {
    seen?.(frame.toString());
    return 1;
  }

  due(): null {
    return null;
  }
}

const CONNECT = "40";
const EVENT = '42["message","';
const PING = 0x32;
const FOUR = 0x34;
const TWO = 0x32;

/** The WebSocket transport of engine.io 4 and socket.io 5, so that all contenders are measured with the same client. */
export class SocketIoDialect implements Dialect {
  isReady = false;
  readonly refused = 0;
  #owesPong = false;

  greeting(): string[] {
    return [CONNECT];
  }

  encode(text: string): string {
    return `${EVENT}${text}"]`;
  }

  read(frame: Buffer, seen: ((text: string) => void) | null): number {
    if (frame[0] === FOUR && frame[1] === TWO) {
      if (seen) seen(String((JSON.parse(frame.toString("utf8", 2)) as unknown[])[1]));
      return 1;
    }
    if (frame[0] === PING) this.#owesPong = true;
    else if (frame.toString("utf8", 0, 2) === CONNECT) this.isReady = true;
    return 0;
  }

  due(): string | null {
    if (!this.#owesPong) return null;
    this.#owesPong = false;
    return "3";
  }
}
