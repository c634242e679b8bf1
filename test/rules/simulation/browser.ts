import type { OutboxStorage, Outgoing, Platform, RoomConnection } from "../../../client/types.ts";
import type { Uplink } from "./network.ts";
import type { Server } from "./server.ts";
import type { Subject } from "./subject.ts";
import { newOwner, type Owner, type World } from "./world.ts";

type Waiter = { owner: Owner; run: () => void };
export type Room = RoomConnection<never, never>;

const TOKEN_LIFE_MS = 90_000;

/** What the tabs of one person's browser share: storage that outlives them, and locks that die with them. */
export class Browser {
  readonly #world: World;
  readonly #stored = new Map<string, Outgoing>();
  #busyUntil = 0;
  readonly #locks = new Map<string, { holder: Owner | null; waiting: Waiter[] }>();
  /** `localStorage`: what is set is there when the call returns, for all tabs, whatever happens to them. */
  readonly localStorage = new Map<string, string>();
  /** Told when a command has reached the storage for certain. */
  onKept: (id: string) => void = () => {};

  constructor(world: World) {
    this.#world = world;
  }

  /**
   * As IndexedDB does it: calls of all tabs take a moment and are carried out in their order; those of a page that dies
   * meanwhile are all carried out or all dropped.
   */
  storageFor(owner: Owner): OutboxStorage {
    const world = this.#world;
    const outlivesPage = world.chance(0.5);
    const inOrder = async <T>(work: () => T): Promise<T> => {
      this.#busyUntil = Math.max(this.#busyUntil, world.time.now() + world.between(0, 15));
      const delayMs = this.#busyUntil - world.time.now();
      const result = await new Promise<T>((resolve) => {
        world.after(delayMs, outlivesPage ? null : owner, () => resolve(work()));
      });
      await world.wait(1, owner);
      return result;
    };
    return {
      load: () =>
        inOrder(() => [...this.#stored.values()].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))),
      put: async (_, item) => {
        await inOrder(() => this.#stored.set(item.id, structuredClone(item)));
        this.onKept(item.id);
      },
      remove: async (_, id) => {
        await inOrder(() => this.#stored.delete(id));
      },
    };
  }

  /** Where the widget keeps what it has not sent yet. */
  widgetStorage(subject: Subject): OutboxStorage {
    const outbox = subject.entryOutbox(subject.entryStore("int_simulated"));
    return {
      ...outbox,
      put: async (roomKey, item) => {
        await outbox.put(roomKey, item);
        this.onKept(item.id);
      },
    };
  }

  async withLock(owner: Owner, name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    const lock = this.#locks.get(name) ?? { holder: null, waiting: [] };
    this.#locks.set(name, lock);
    if (lock.holder) await new Promise<void>((run) => lock.waiting.push({ owner, run }));
    lock.holder = owner;
    try {
      if (!signal.aborted) await work();
    } finally {
      this.#passOn(name);
    }
  }

  /** A page is gone: its locks go to those who wait. */
  releaseAll(owner: Owner): void {
    for (const [name, lock] of this.#locks) {
      lock.waiting = lock.waiting.filter((waiter) => waiter.owner !== owner);
      if (lock.holder === owner) this.#passOn(name);
    }
  }

  #passOn(name: string): void {
    const lock = this.#locks.get(name);
    if (!lock) return;
    const next = lock.waiting.shift();
    lock.holder = next?.owner ?? null;
    if (next) this.#world.after(1, next.owner, next.run);
  }
}

/** One page with the real client in it. */
export class Tab {
  readonly owner = newOwner();
  readonly room: Room;
  readonly uplink: Uplink;
  readonly #world: World;
  readonly #browser: Browser;
  readonly #wakers = new Set<() => void>();
  readonly #leavers = new Set<() => void>();

  constructor(
    world: World,
    subject: Subject,
    server: Server,
    browser: Browser,
    participant: string,
    makeUplink: (owner: Owner) => Uplink,
    newId: () => string,
  ) {
    this.#world = world;
    this.#browser = browser;
    this.uplink = makeUplink(this.owner);
    world.current = this.owner;
    const platform: Platform = {
      now: () => world.time.now(),
      random: () => world.random(),
      setTimer: (work, delayMs) => world.after(delayMs, this.owner, work),
      openSocket: (_, protocols) => this.uplink.openSocket(protocols),
      fetch: ((url: string, init: RequestInit) => this.uplink.fetch(url, init)) as typeof fetch,
      onWake: (listener, onLeave = () => {}) => {
        this.#wakers.add(listener);
        this.#leavers.add(onLeave);
        return () => {
          this.#wakers.delete(listener);
          this.#leavers.delete(onLeave);
        };
      },
      withLock: (name, signal, work) => browser.withLock(this.owner, name, signal, work),
    };
    const fetchToken = async () => {
      await world.wait(world.between(10, 300), this.owner);
      if (this.uplink.isOffline || server.isDown) throw new TypeError("The network has failed");
      return server.issueToken(participant, TOKEN_LIFE_MS);
    };
    this.room = subject.createRoomConnection<never, never>({
      socketUrl: "wss://chat.example/socket",
      commandUrl: "https://chat.example/commands",
      historyUrl: "https://chat.example/events",
      roomKey: participant,
      tokens: subject.createTokenSource(fetchToken, platform),
      outbox: participant === "visitor" ? browser.widgetStorage(subject) : browser.storageFor(this.owner),
      platform,
      newId,
    });
  }

  wake(): void {
    for (const listener of [...this.#wakers]) listener();
  }

  /** On to the next page of the site. */
  leave(): void {
    for (const listener of [...this.#leavers]) listener();
    this.crash();
  }

  /** Nothing of the page runs, and the network knows nothing of it. */
  sleep(forMs: number): void {
    this.owner.asleepUntil = this.#world.time.now() + forMs;
    this.uplink.cut(true);
  }

  /** The page dies in the middle of whatever it does. */
  crash(): void {
    this.owner.isAlive = false;
    this.uplink.vanish();
    this.#browser.releaseAll(this.owner);
  }
}
