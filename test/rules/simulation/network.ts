import type { SocketLike } from "../../../client/types.ts";
import type { Server, ServerSocket } from "./server.ts";
import type { Owner, World } from "./world.ts";

export type Faults = {
  /** Chance that one frame vanishes although the connection lives on. Worse than TCP, on purpose. */
  drop: number;
  /** Chance that one frame comes twice. */
  repeat: number;
};
export const NO_FAULTS: Faults = { drop: 0, repeat: 0 };

export type NetworkCounts = { frames: number; dropped: number; repeated: number; cuts: number };

/** What the checker listens to. */
export type Tap = { acknowledged(id: string): void };

/** A client's place in the network: all its connections and calls go through here. */
export class Uplink {
  readonly #world: World;
  readonly #server: Server;
  readonly #owner: Owner;
  readonly #tap: Tap;
  readonly #faults: () => Faults;
  readonly #counts: NetworkCounts;
  readonly #wires = new Set<Wire>();
  isOffline = false;

  constructor(world: World, server: Server, owner: Owner, tap: Tap, faults: () => Faults, counts: NetworkCounts) {
    this.#world = world;
    this.#server = server;
    this.#owner = owner;
    this.#tap = tap;
    this.#faults = faults;
    this.#counts = counts;
  }

  openSocket(protocols: string[]): SocketLike {
    const token = (protocols[1] ?? "").slice("sapa.token.".length);
    const wire = new Wire(this.#world, this.#server, this.#owner, token, {
      isOffline: () => this.isOffline,
      faults: this.#faults,
      counts: this.#counts,
      tap: this.#tap,
      gone: () => this.#wires.delete(wire),
    });
    this.#wires.add(wire);
    return wire.client;
  }

  cut(isSilent = false): void {
    for (const wire of [...this.#wires]) wire.cut(isSilent);
  }

  /** The page died: the server hears of it after a while, and what was on its way still arrives. */
  vanish(): void {
    for (const wire of [...this.#wires]) wire.client.close();
  }

  serverCrashed(sockets: readonly ServerSocket[]): void {
    for (const wire of [...this.#wires]) if (wire.server && sockets.includes(wire.server)) wire.cut();
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    const world = this.#world;
    const owner = this.#owner;
    const isLost = (): boolean => this.isOffline || world.chance(this.#faults().drop * 2);
    const lost = async (): Promise<never> => {
      await world.wait(world.between(20, 8000), owner);
      throw new TypeError("The network has failed");
    };
    const token = (init.headers as Record<string, string>).authorization?.slice("Bearer ".length) ?? "";
    if (isLost()) return lost();
    // Not the owner's any more: a request that is on its way arrives also when its page has died.
    const arrived = new Promise<Response | null>((resolve) => {
      world.after(world.between(5, 400), null, () => {
        if (this.#server.isDown) resolve(null);
        else void this.#serve(url, init, token).then(resolve);
      });
    });
    const response = await Promise.race([arrived, lost().catch(() => null)]);
    if (!response || isLost()) return lost();
    await world.wait(world.between(5, 400), owner);
    const id = (init.headers as Record<string, string>)["idempotency-key"];
    if (id && response.ok) this.#tap.acknowledged(id);
    return response;
  }

  async #serve(url: string, init: RequestInit, token: string): Promise<Response> {
    const { searchParams, pathname } = new URL(url);
    const id = (init.headers as Record<string, string>)["idempotency-key"] ?? "";
    const answer = pathname.endsWith("/commands")
      ? await this.#server.post(token, id, JSON.parse(String(init.body)))
      : this.#server.history(token, Number(searchParams.get("before")), Number(searchParams.get("limit")));
    return new Promise((resolve) => {
      this.#server.disk.leave(() => resolve(new Response(JSON.stringify(answer.body), { status: answer.status })));
    });
  }
}

type Surroundings = {
  isOffline(): boolean;
  faults(): Faults;
  counts: NetworkCounts;
  tap: Tap;
  gone(): void;
};

/** One connection. Frames keep their order within it; those of a dead one may arrive after those of its successor. */
class Wire {
  readonly #world: World;
  readonly #server: Server;
  readonly #owner: Owner;
  readonly #around: Surroundings;
  readonly client: SocketLike;
  server: ServerSocket | null = null;
  /** When the last frame of each direction arrives: order is kept. */
  #upAt = 0;
  #downAt = 0;
  #isCut = false;

  constructor(world: World, server: Server, owner: Owner, token: string, around: Surroundings) {
    this.#world = world;
    this.#server = server;
    this.#owner = owner;
    this.#around = around;
    this.client = {
      readyState: 0,
      protocol: "sapa.v1",
      send: (data) => this.#up(data),
      close: () => this.#leftByClient(),
      onopen: null,
      onmessage: null,
      onclose: null,
      onerror: null,
    };
    world.after(world.between(5, 300), null, () => this.#open(token));
  }

  #open(token: string): void {
    if (this.#isCut) return;
    if (!this.#around.isOffline())
      this.server = this.#server.connect(
        token,
        (text) => this.#down(text),
        (code, reason) => this.#closedByServer(code, reason),
      );
    if (!this.server) this.cut();
    else this.#world.after(this.#world.between(5, 150), this.#owner, () => this.#isCut || this.client.onopen?.());
  }

  #copies(): number {
    const { counts, faults, isOffline } = this.#around;
    counts.frames++;
    if (isOffline() || this.#world.chance(faults().drop)) {
      counts.dropped++;
      return 0;
    }
    if (!this.#world.chance(faults().repeat)) return 1;
    counts.repeated++;
    return 2;
  }

  #up(text: string): void {
    const { server } = this;
    if (!server || this.#isCut) return;
    if (text === "ping") {
      if (!this.#around.isOffline()) this.#deliver("pong");
      return;
    }
    for (let copies = this.#copies(); copies > 0; copies--) {
      this.#upAt = Math.max(this.#upAt, this.#world.time.now() + this.#world.between(5, 250));
      this.#world.after(this.#upAt - this.#world.time.now(), null, () => this.#server.receive(server, text));
    }
  }

  #down(text: string): void {
    for (let copies = this.#copies(); copies > 0; copies--) this.#deliver(text);
  }

  #deliver(text: string): void {
    this.#downAt = Math.max(this.#downAt, this.#world.time.now() + this.#world.between(5, 250));
    this.#world.after(this.#downAt - this.#world.time.now(), this.#owner, () => {
      if (this.#isCut || !this.client.onmessage) return;
      const frame = text === "pong" ? null : JSON.parse(text);
      if (frame?.type === "ack") for (const { id } of frame.acks) this.#around.tap.acknowledged(id);
      this.client.onmessage({ data: text });
    });
  }

  #closedByServer(code: number, reason: string): void {
    const { server } = this;
    if (server) this.#server.disconnected(server);
    this.#world.after(this.#downAt - this.#world.time.now() + 20, this.#owner, () => {
      if (this.#isCut) return;
      this.#end();
      this.client.onclose?.({ code, reason });
    });
  }

  #leftByClient(): void {
    if (this.#isCut) return;
    this.#end();
    this.#serverHearsLater();
  }

  /** Nothing more comes through. Silent: nobody is told, only unanswered pings show it. */
  cut(isSilent = false): void {
    if (this.#isCut) return;
    this.#around.counts.cuts++;
    this.#end();
    this.#serverHearsLater();
    if (!isSilent)
      this.#world.after(this.#world.between(1, 200), this.#owner, () =>
        this.client.onclose?.({ code: 1006, reason: "" }),
      );
  }

  #end(): void {
    this.#isCut = true;
    this.#around.gone();
  }

  #serverHearsLater(): void {
    const { server } = this;
    if (server) this.#world.after(this.#world.between(1, 6000), null, () => this.#server.disconnected(server));
  }
}
