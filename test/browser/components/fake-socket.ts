import type { FakeServer } from "./fake-server.ts";

/** The other end of a WebSocket, inside the page. */
export class FakeSocket {
  readonly roomId: string | null;
  readonly protocol = "sapa.v1";
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly #server: FakeServer;

  constructor(server: FakeServer, url: string) {
    this.#server = server;
    this.roomId = /\/rooms\/([^/]+)\/socket/.exec(url)?.[1] ?? null;
    server.sockets.add(this);
    setTimeout(() => {
      if (!server.isUp) return this.cut(1006);
      this.readyState = 1;
      this.onopen?.();
    }, server.delayMs);
  }

  send(data: string): void {
    if (data === "ping") setTimeout(() => this.onmessage?.({ data: "pong" }), 1);
    else setTimeout(() => this.readyState === 1 && this.#server.answer(this, JSON.parse(data)), this.#server.delayMs);
  }

  push(frame: object): void {
    if (this.readyState === 1) this.onmessage?.({ data: JSON.stringify(frame) });
  }

  close(code = 1000): void {
    this.cut(code);
  }

  cut(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.#server.sockets.delete(this);
    this.onclose?.({ code, reason: "" });
  }
}
