import type { Platform, SocketLike } from "../../client/types.ts";
import { VirtualTime } from "./virtual-time.ts";

/** The other end of a client's socket, played by a test. */
export class FakeSocket implements SocketLike {
  readonly url: string;
  readonly protocols: string[];
  readonly protocol = "sapa.v1";
  readyState = 0;
  onopen: SocketLike["onopen"] = null;
  onmessage: SocketLike["onmessage"] = null;
  onclose: SocketLike["onclose"] = null;
  onerror: SocketLike["onerror"] = null;
  /** What the client sent, as text. */
  readonly texts: string[] = [];
  isClosedByClient = false;

  constructor(url: string, protocols: string[]) {
    this.url = url;
    this.protocols = protocols;
  }

  send(data: string): void {
    this.texts.push(data);
  }
  close(): void {
    this.readyState = 3;
    this.isClosedByClient = true;
  }

  /** JSON frames the client sent, of one type or all. */
  frames(type?: string): { type: string; [key: string]: unknown }[] {
    const all = this.texts.filter((text) => text !== "ping").map((text) => JSON.parse(text));
    return type === undefined ? all : all.filter((frame) => frame.type === type);
  }
  get pings(): number {
    return this.texts.filter((text) => text === "ping").length;
  }

  accept(): void {
    this.readyState = 1;
    this.onopen?.();
  }
  give(frame: object | string): void {
    this.onmessage?.({ data: typeof frame === "string" ? frame : JSON.stringify(frame) });
  }
  end(code: number, reason = ""): void {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }
}

type Answer = { status?: number; body?: unknown } | Error | null;
export type Request = { url: string; method: string; headers: Record<string, string>; body: unknown };

/** A platform whose clock, chance, sockets and network belong to the test. */
export class FakePlatform implements Platform {
  readonly time = new VirtualTime();
  readonly sockets: FakeSocket[] = [];
  readonly requests: Request[] = [];
  /** What `fetch` answers; null: nothing, ever. */
  answer: (request: Request) => Answer = () => new TypeError("no network");
  chance = 0.5;
  readonly #wakers = new Set<() => void>();
  readonly #offliners = new Set<() => void>();
  readonly #locks = new Map<string, Promise<void>>();

  now(): number {
    return this.time.now();
  }
  random(): number {
    return this.chance;
  }
  setTimer(callback: () => void, delayMs: number): () => void {
    return this.time.after(delayMs, callback);
  }
  openSocket(url: string, protocols: string[]): FakeSocket {
    const socket = new FakeSocket(url, protocols);
    this.sockets.push(socket);
    return socket;
  }
  onWake(listener: () => void, _onLeave = () => {}, onOffline = () => {}): () => void {
    this.#wakers.add(listener);
    this.#offliners.add(onOffline);
    return () => {
      this.#wakers.delete(listener);
      this.#offliners.delete(onOffline);
    };
  }
  /** The device says that it has no network any more. */
  goOffline(): void {
    for (const listener of [...this.#offliners]) listener();
  }
  wake(): void {
    for (const listener of [...this.#wakers]) listener();
  }
  async withLock(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    const before = this.#locks.get(name) ?? Promise.resolve();
    const mine = before.then(() => (signal.aborted ? undefined : work()));
    this.#locks.set(name, mine);
    await mine;
  }
  fetch = (async (url: string, init: RequestInit) => {
    const body = init.body === undefined ? undefined : JSON.parse(String(init.body));
    const request = { url, method: init.method ?? "GET", headers: init.headers as Record<string, string>, body };
    this.requests.push(request);
    const answer = this.answer(request);
    if (answer instanceof Error) throw answer;
    if (answer === null)
      return new Promise((_, reject) => init.signal?.addEventListener("abort", () => reject(new Error("aborted"))));
    return new Response(JSON.stringify(answer.body ?? {}), { status: answer.status ?? 200 });
  }) as typeof fetch;

  /** The newest socket. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error("The client has not opened a socket");
    return socket;
  }
}
