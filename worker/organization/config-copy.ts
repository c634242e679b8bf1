import type { OrganizationConfig } from "./contract.ts";
import type { HubStorage } from "./hub-storage.ts";

/** libSQL, which may be away. null: no such organization. */
export type ConfigSource = {
  load(): Promise<OrganizationConfig | null>;
  /** Counts changes; much cheaper than reading everything. */
  version(): Promise<number | null>;
};

/** How long "no such organization" is believed, so that guessing ids costs one query and not one per guess. */
const UNKNOWN_FOR_MS = 2_000;
/** A copy in use is compared with libSQL this often, should the call that tells of a change have been lost. */
const COMPARE_EVERY_MS = 60_000;

/**
 * The organization's configuration as last read from libSQL (INV-7). Kept in the object's storage, so that it goes on
 * serving, possibly stale, while libSQL is away. An organization that does not exist leaves nothing behind.
 */
export class ConfigCopy {
  readonly #storage: HubStorage;
  readonly #source: ConfigSource;
  readonly #now: () => number;
  #held: OrganizationConfig | null;
  #loading: Promise<OrganizationConfig | null> | null = null;
  #unknownUntil = 0;
  #comparedAt: number;
  /** Called in the turn in which another configuration takes effect. */
  onChanged: (config: OrganizationConfig) => void = () => {};

  constructor(storage: HubStorage, source: ConfigSource, now: () => number) {
    this.#storage = storage;
    this.#source = source;
    this.#now = now;
    this.#held = JSON.parse(storage.config ?? "null") as OrganizationConfig | null;
    this.#comparedAt = now();
  }

  /** What is held right now; null before the first successful read. */
  get held(): OrganizationConfig | null {
    return this.#held;
  }

  /** The held copy, or the first read. null: no such organization. Rejects only when there is no copy and no libSQL. */
  async get(): Promise<OrganizationConfig | null> {
    if (this.#held !== null) {
      this.#compareInPassing();
      return this.#held;
    }
    if (this.#now() < this.#unknownUntil) return null;
    return this.#load();
  }

  /** Reads anew what has changed. Rejects while libSQL is away; the held copy stays. */
  async reload(): Promise<OrganizationConfig | null> {
    // A read that began before the change would bring the old state.
    await this.#loading?.catch(() => null);
    const held = this.#held;
    if (held !== null && (await this.#source.version()) === held.version) return held;
    return this.#load();
  }

  /** Nobody waits for it, and a libSQL that is away leaves the copy as it is. Also finds what nobody counted. */
  #compareInPassing(): void {
    if (this.#now() - this.#comparedAt < COMPARE_EVERY_MS) return;
    this.#comparedAt = this.#now();
    this.#load().catch(() => {});
  }

  #load(): Promise<OrganizationConfig | null> {
    this.#loading ??= this.#read().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #read(): Promise<OrganizationConfig | null> {
    const config = await this.#source.load();
    this.#comparedAt = this.#now();
    if (config === null) {
      this.#unknownUntil = this.#now() + UNKNOWN_FOR_MS;
      return this.#held;
    }
    const held = this.#held;
    if (held !== null && config.version < held.version) return held;
    const text = JSON.stringify(config);
    if (held === null || text !== JSON.stringify(held)) {
      this.#held = config;
      this.#storage.config = text;
      this.onChanged(config);
    }
    return config;
  }
}
