import { SUBPROTOCOL } from "../../protocol/version.ts";
import { CALLER_HEADER, type Caller } from "../../worker/http/identity.ts";
import { PATIENT_MS } from "./until.ts";

type Frame = Record<string, unknown> & { type: string };

/** A socket to an object, opened as the Worker opens it, that keeps every frame for `next`. */
export class TestSocket {
  readonly #socket: WebSocket;
  readonly #frames: Frame[] = [];
  readonly #waiting: (() => void)[] = [];
  closed: { code: number; reason: string } | null = null;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.accept();
    socket.addEventListener("message", ({ data }) => {
      if (data !== "pong") this.#frames.push(JSON.parse(String(data)) as Frame);
      this.#wake();
    });
    socket.addEventListener("close", ({ code, reason }) => {
      this.closed = { code, reason };
      this.#wake();
    });
  }

  static async open(stub: { fetch(request: Request): Promise<Response> }, caller: Caller): Promise<TestSocket> {
    const response = await TestSocket.upgrade(stub, caller);
    if (response.webSocket === null) throw new Error(`no socket: ${response.status}`);
    return new TestSocket(response.webSocket);
  }

  /** The socket of an upgrade that was answered already. */
  static over(response: Response): TestSocket {
    if (response.webSocket === null) throw new Error(`no socket: ${response.status}`);
    return new TestSocket(response.webSocket);
  }

  static upgrade(stub: { fetch(request: Request): Promise<Response> }, caller: Caller): Promise<Response> {
    const headers = {
      upgrade: "websocket",
      "sec-websocket-protocol": SUBPROTOCOL,
      [CALLER_HEADER]: JSON.stringify(caller),
    };
    return stub.fetch(new Request("https://object/socket", { headers }));
  }

  send(frame: object | string): void {
    this.#socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  sendBytes(bytes: Uint8Array): void {
    this.#socket.send(bytes);
  }

  /** The first frame not yet taken that fits; waits for it. Frames before it are dropped. */
  async next<T = Frame>(fits: string | ((frame: Frame) => boolean), limitMs = PATIENT_MS): Promise<T> {
    const matches = typeof fits === "string" ? (frame: Frame) => frame.type === fits : fits;
    const until = performance.now() + limitMs;
    for (;;) {
      const index = this.#frames.findIndex(matches);
      if (index >= 0) return this.#frames.splice(0, index + 1).at(-1) as T;
      await this.#changed(until, String(fits));
    }
  }

  async closing(limitMs = PATIENT_MS): Promise<{ code: number; reason: string }> {
    const until = performance.now() + limitMs;
    while (this.closed === null) await this.#changed(until, "close");
    return this.closed;
  }

  /** Frames that came and were not taken. */
  get left(): readonly Frame[] {
    return this.#frames;
  }

  close(): void {
    this.#socket.close(1000, "done");
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  async #changed(until: number, what: string): Promise<void> {
    const leftMs = until - performance.now();
    if (leftMs <= 0) throw new Error(`no ${what}; got ${JSON.stringify(this.#frames).slice(0, 500)}`);
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      setTimeout(resolve, leftMs);
    });
  }
}
