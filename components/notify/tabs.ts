import { recall, remember } from "../data/browser-storage.ts";

type Word = { tab: string; watching: string | null } | { ask: true } | { signedOut: true };

const REPEAT_MS = 15_000;
const BELIEVE_MS = 2 * REPEAT_MS + 5_000;
const REMEMBERED_ROOMS = 200;

/**
 * What the open tabs of one member in one browser know of each other: which room each has before a person's eyes, and
 * which messages were told already (NOTIF-5).
 */
export class Tabs {
  readonly #key: string;
  readonly #tab = crypto.randomUUID();
  readonly #channel: BroadcastChannel;
  readonly #others = new Map<string, { watching: string | null; at: number }>();
  readonly #repeat: ReturnType<typeof setInterval>;
  #watching: string | null = null;
  /** Another tab of this browser signed out. */
  onSignedOut: () => void = () => {};

  constructor(memberId: string) {
    this.#key = `alerted.${memberId}`;
    this.#channel = new BroadcastChannel(`sapa-tabs-${memberId}`);
    this.#channel.onmessage = ({ data }: MessageEvent<Word>) => this.#hear(data);
    this.#say({ ask: true });
    this.#repeat = setInterval(() => this.#watching !== null && this.#tell(), REPEAT_MS);
  }

  close(): void {
    clearInterval(this.#repeat);
    this.#watching = null;
    this.#tell();
    this.#channel.close();
  }

  /** The room a person has before their eyes in this tab; null: none, or the tab is in the background. */
  watch(roomId: string | null): void {
    if (roomId === this.#watching) return;
    this.#watching = roomId;
    this.#tell();
  }

  isWatched(roomId: string): boolean {
    if (this.#watching === roomId) return true;
    const since = Date.now() - BELIEVE_MS;
    return [...this.#others.values()].some((other) => other.watching === roomId && other.at > since);
  }

  signOut(): void {
    this.#say({ signedOut: true });
  }

  /** True for the first tab that asks for this message; every other one is told no, also much later. */
  async claim(roomId: string, seq: number): Promise<boolean> {
    const decide = (): boolean => {
      const told = JSON.parse(recall(this.#key) ?? "[]") as [string, number][];
      if (told.some(([known, until]) => known === roomId && until >= seq)) return false;
      const rest = told.filter(([known]) => known !== roomId);
      remember(this.#key, JSON.stringify([...rest, [roomId, seq]].slice(-REMEMBERED_ROOMS)));
      return true;
    };
    // Where pages have no locks (no https) two tabs may rarely both be first.
    return navigator.locks ? await navigator.locks.request(`sapa-${this.#key}`, decide) : decide();
  }

  #hear(word: Word): void {
    if ("signedOut" in word) this.onSignedOut();
    else if ("ask" in word) this.#tell();
    else this.#others.set(word.tab, { watching: word.watching, at: Date.now() });
  }

  #tell(): void {
    this.#say({ tab: this.#tab, watching: this.#watching });
  }

  #say(word: Word): void {
    this.#channel.postMessage(word);
  }
}
