import type { FileLink } from "../protocol/inbox.schema.ts";
import { LIMITS } from "../protocol/limits.ts";

/** Asked for anew so long before its end: an address in hand must be good for the time a picture takes to load. */
const FRESH_MS = 60_000;
/** Pictures that come into view together are asked for together. */
const GATHER_MS = 10;

/** A file's addresses. `local`: it is in this browser already, and its address holds until `release`. */
export type FileAddress = { url: string; downloadUrl: string; isLocal: boolean };

export type FileLinksOptions = {
  /** Addresses in the answer are relative to this; `""` for the page's own origin. */
  baseUrl: string;
  ask: (fileIds: string[]) => Promise<FileLink[]>;
  /** Server time, ms. */
  now?: () => number;
};

type Waiting = { resolve: (address: FileAddress) => void; reject: (error: unknown) => void };

/** Where the files of one room are to be had now: asked for in batches, kept until shortly before they end. */
export class FileLinks {
  readonly #options: FileLinksOptions;
  readonly #known = new Map<string, FileLink>();
  readonly #local = new Map<string, string>();
  readonly #waiting = new Map<string, Waiting[]>();
  #isGathering = false;

  constructor(options: FileLinksOptions) {
    this.#options = options;
  }

  /** The address if it is at hand, so that what was shown before shows again at once. */
  peek(fileId: string): FileAddress | null {
    const local = this.#local.get(fileId);
    if (local !== undefined) return { url: local, downloadUrl: local, isLocal: true };
    const link = this.#known.get(fileId);
    return link && link.endsAt - this.#now() > FRESH_MS ? this.#addressOf(link) : null;
  }

  /** Rejects with what `ask` rejects with, and with an Error for a file that has no address. */
  get(fileId: string): Promise<FileAddress> {
    const known = this.peek(fileId);
    if (known) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      const others = this.#waiting.get(fileId);
      if (others) others.push({ resolve, reject });
      else this.#waiting.set(fileId, [{ resolve, reject }]);
      this.#gather();
    });
  }

  /** The address in hand did not work; a page's policy may forbid the local one. */
  renew(fileId: string): Promise<FileAddress> {
    this.#known.delete(fileId);
    URL.revokeObjectURL(this.#local.get(fileId) ?? "");
    this.#local.delete(fileId);
    return this.get(fileId);
  }

  /** A file that has just been uploaded from here needs no way back. */
  hold(fileId: string, file: Blob): void {
    if (!this.#local.has(fileId)) this.#local.set(fileId, URL.createObjectURL(file));
  }

  /** Lets go of what `hold` keeps in memory. */
  release(): void {
    for (const url of this.#local.values()) URL.revokeObjectURL(url);
    this.#local.clear();
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }

  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    setTimeout(() => {
      this.#isGathering = false;
      const ids = [...this.#waiting.keys()];
      for (let from = 0; from < ids.length; from += LIMITS.fileLinksPerCall)
        void this.#ask(ids.slice(from, from + LIMITS.fileLinksPerCall));
    }, GATHER_MS);
  }

  async #ask(fileIds: string[]): Promise<void> {
    const waiting = new Map(fileIds.map((fileId) => [fileId, this.#waiting.get(fileId) ?? []]));
    for (const fileId of fileIds) this.#waiting.delete(fileId);
    try {
      for (const link of await this.#options.ask(fileIds)) {
        this.#known.set(link.fileId, link);
        for (const { resolve } of waiting.get(link.fileId) ?? []) resolve(this.#addressOf(link));
        waiting.delete(link.fileId);
      }
      for (const left of waiting.values()) for (const { reject } of left) reject(new Error("no address"));
    } catch (error) {
      for (const left of waiting.values()) for (const { reject } of left) reject(error);
    }
  }

  #addressOf({ url, downloadUrl }: FileLink): FileAddress {
    const { baseUrl } = this.#options;
    return { url: baseUrl + url, downloadUrl: baseUrl + downloadUrl, isLocal: false };
  }
}
