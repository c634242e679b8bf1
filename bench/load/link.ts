import WebSocket from "ws";
import { type Dialect, PlainDialect, SocketIoDialect } from "./dialect.ts";
import type { Connection, DialectName } from "./job.ts";
import { SapaDialect } from "./sapa-dialect.ts";

const OPEN_LIMIT_MS = 30_000;

/** One connected client. `onMessages` is told how many messages a frame brought; `onText` each text, where sampled. */
export class Link {
  readonly #socket: WebSocket;
  readonly dialect: Dialect;
  onMessages: (count: number) => void = () => {};
  onText: ((text: string) => void) | null = null;
  closedWith: string | null = null;

  private constructor(socket: WebSocket, dialect: Dialect) {
    this.#socket = socket;
    this.dialect = dialect;
    socket.on("message", (data) => this.#take(data as Buffer));
    socket.on("close", (code, reason) => {
      this.closedWith = `${code} ${reason}`;
    });
  }

  /** Resolves when messages may be sent. */
  static async open(name: DialectName, { url, protocols, origin }: Connection): Promise<Link> {
    const socket = new WebSocket(url, protocols ?? [], {
      perMessageDeflate: false,
      skipUTF8Validation: true,
      ...(origin === undefined ? {} : { origin }),
    });
    const link = new Link(socket, dialectOf(name));
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    for (const frame of link.dialect.greeting()) socket.send(frame);
    const giveUpAt = performance.now() + OPEN_LIMIT_MS;
    while (!link.dialect.isReady) {
      if (link.closedWith !== null) throw new Error(`Closed before it was ready: ${link.closedWith}`);
      if (performance.now() > giveUpAt) throw new Error(`${url} did not become ready`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return link;
  }

  send(text: string): void {
    this.#socket.send(this.dialect.encode(text));
  }

  /** Sends what the server waits for: confirmations, pongs. */
  settle(now: number): void {
    const frame = this.dialect.due(now);
    if (frame !== null && this.#socket.readyState === WebSocket.OPEN) this.#socket.send(frame);
  }

  close(): void {
    this.#socket.terminate();
  }

  #take(frame: Buffer): void {
    const count = this.dialect.read(frame, this.onText);
    if (count > 0) this.onMessages(count);
    this.settle(performance.now());
  }
}

function dialectOf(name: DialectName): Dialect {
  if (name === "sapa") return new SapaDialect();
  return name === "socket.io" ? new SocketIoDialect() : new PlainDialect();
}
