import type { OutboxStorage, Outgoing, Platform } from "./types.ts";

export type TabOptions = {
  roomKey: string;
  /** Name of this page's share of the stored queue. */
  owner: string;
  outbox: OutboxStorage;
  platform: Platform;
  /** Commands whose page is gone; this page sends them from now on. */
  take(left: Outgoing[]): void;
};

const LOOK_EVERY_MS = 30_000;

/**
 * One stored queue, several tabs. Each command carries the name of the tab that sends it, and each tab holds a lock of
 * that name while it lives. Whoever gets the lock of another tab knows that it is gone, and is the only one to take
 * over what it left. A sleeping tab keeps its commands and does not hold up those of the others.
 */
export function shareOutbox({ roomKey, owner, outbox, platform, take }: TabOptions): { look(): void; close(): void } {
  const closing = new AbortController();
  const { signal } = closing;
  const awaited = new Set([owner]);
  const lockOf = (name: string): string => `sapa:${roomKey}:${name}`;
  let cancelTimer = (): void => {};

  const ended = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
  void platform.withLock(lockOf(owner), signal, () => ended);

  const leftBy = async (name: string): Promise<Outgoing[]> =>
    (await outbox.load(roomKey)).filter((item) => (item.owner ?? "") === name);

  async function takeOver(name: string): Promise<void> {
    let left: Outgoing[] = [];
    await platform.withLock(lockOf(name), signal, async () => {
      left = (await leftBy(name)).map((item) => ({ ...item, owner }));
      if (signal.aborted) return;
      await Promise.all(left.map((item) => outbox.put(roomKey, item)));
      take(left);
    });
    awaited.delete(name);
    // Another tab was quicker: from now on its lock is the one to wait for.
    if (left.length === 0) void look();
  }

  async function look(): Promise<void> {
    cancelTimer();
    if (signal.aborted) return;
    cancelTimer = platform.setTimer(look, LOOK_EVERY_MS);
    for (const item of await outbox.load(roomKey)) {
      const name = item.owner ?? "";
      if (awaited.has(name)) continue;
      awaited.add(name);
      void takeOver(name);
    }
  }

  void look();
  return {
    look,
    close() {
      cancelTimer();
      closing.abort();
    },
  };
}
