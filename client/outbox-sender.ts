import type { Refusal } from "../protocol/codes.ts";
import type { Command } from "../protocol/commands.schema.ts";
import type { CommandAccepted } from "../protocol/http.schema.ts";
import { LIMITS, TIMES } from "../protocol/limits.ts";
import { newCommandId } from "./command-id.ts";
import { ProblemError, requestJson } from "./http.ts";
import { shareOutbox } from "./outbox-tabs.ts";
import * as rules from "./outgoing.ts";
import { SignInNeeded } from "./token-source.ts";
import type { Outgoing, RoomConnectionOptions } from "./types.ts";

type Refused = Refusal & { retryable: boolean };

export type SenderOptions = Omit<RoomConnectionOptions, "socketUrl" | "historyUrl"> & {
  /** Over the socket; false if there is none that has been answered. */
  sendFrame(frame: { type: "command"; id: string; command: Command }): boolean;
  /** Highest seq applied. */
  lastSeq(): number;
  /** Is this command's event among those held? */
  isHere(id: string): boolean;
  onChange(): void;
};

export interface OutboxSender<C extends Command> {
  queue(): rules.Queue<C>;
  send(command: C): string;
  retry(id: string): void;
  discard(id: string): void;
  acked(id: string, seq: number): void;
  refused(id: string, refusal: Refused): void;
  settle(events: readonly { seq: number; commandId?: string }[]): void;
  /** A socket has been answered: what waits goes now. */
  up(): void;
  /** No socket any more. */
  down(): void;
  /** Ends sending; what is unsent stays stored. `mustClear`: nothing of it may stay. */
  close(refusal?: Refusal, mustClear?: boolean): void;
}

const POST_LIMIT_MS = 10_000;

/** Stores each command before its first attempt, then sends them one by one, in order, over whichever way is open. */
export function createOutboxSender<C extends Command>(options: SenderOptions): OutboxSender<C> {
  const { roomKey, outbox, platform, onChange } = options;
  const newId = options.newId ?? newCommandId;
  const owner = newId();
  /** Commands in the storage; true once the storage has confirmed it. */
  const kept = new Map<string, boolean>();
  let queue: rules.Queue<C> = [];
  let downSince = platform.now();
  let notBefore = 0;
  /** Refusals of the first command, and failed posts, in a row. */
  let refusals = 0;
  let failedPosts = 0;
  /** Tells what a former attempt still answers from the answer to this one. */
  let attempt = 0;
  let isUp = false;
  let isClosed = false;
  let closedWith: Refusal | null = null;
  let cancelTimer = (): void => {};

  function replace(next: rules.Queue<C>): void {
    if (next === queue) return;
    queue = next;
    onChange();
  }

  const find = (id: string): Outgoing<C> | undefined => queue.find((item) => item.id === id);

  function forget(id: string): void {
    if (kept.delete(id)) void outbox.remove(roomKey, id);
  }

  /** A page that dies after this has lost nothing. */
  async function keep(id: string): Promise<void> {
    const item = find(id);
    if (!item) return;
    kept.set(id, kept.get(id) ?? false);
    await outbox.put(roomKey, item).catch(() => {});
    // Settled while it was being written: then the writing came last and must go again.
    if (find(id)) kept.set(id, true);
    else void outbox.remove(roomKey, id);
  }

  function enqueue(item: Outgoing<C>): void {
    const isFull = kept.size >= LIMITS.clientOutboxCommands && !kept.has(item.id);
    const refusal = closedWith ?? (isFull ? { code: "rate_limited" as const } : null);
    if (refusal) {
      replace(rules.refuse(queue, item.id, { ...refusal, retryable: isFull }, true));
      return;
    }
    void keep(item.id).then(pump);
  }

  function pump(): void {
    cancelTimer();
    if (isClosed) return;
    const now = platform.now();
    for (const item of rules.tooOld(queue, now)) {
      replace(rules.askAbout(queue, item.id));
      void keep(item.id);
    }
    const item = rules.nextToSend(queue);
    if (!item || !kept.get(item.id)) return;
    if (now < notBefore) wait(notBefore - now);
    else if (options.sendFrame({ type: "command", id: item.id, command: item.command })) start(item.id);
    else {
      const patience = Math.max(item.createdAt, downSince) + TIMES.httpFallbackAfterMs - now;
      // A clock that was set back must not make this long.
      if (patience > 0) wait(Math.min(patience, TIMES.httpFallbackAfterMs));
      else void post(item);
    }
  }

  const wait = (delayMs: number): void => {
    cancelTimer = platform.setTimer(pump, delayMs);
  };

  function start(id: string): number {
    replace(rules.markSending(queue, id));
    return ++attempt;
  }

  /** The same command over HTTP, under the same id: the server knows if it had come the other way. */
  async function post({ id, command }: Outgoing<C>): Promise<void> {
    const mine = start(id);
    const giveUp = new AbortController();
    const cancel = platform.setTimer(() => giveUp.abort(), POST_LIMIT_MS);
    try {
      const { seq } = await requestJson<CommandAccepted>(platform.fetch, options.tokens, options.commandUrl, {
        method: "POST",
        headers: { "idempotency-key": id },
        body: command,
        signal: giveUp.signal,
      });
      failedPosts = 0;
      acked(id, seq);
    } catch (error) {
      if (mine !== attempt) return;
      if (error instanceof ProblemError && error.status !== 401) refused(id, error.refusal);
      else cut(error instanceof SignInNeeded ? POST_LIMIT_MS : rules.backOffMs(failedPosts++));
    } finally {
      cancel();
    }
  }

  /** No answer came: the command waits for its next chance. */
  function cut(waitMs: number): void {
    notBefore = platform.now() + waitMs;
    replace(rules.interrupted(queue));
    pump();
  }

  function acked(id: string, seq: number): void {
    if (!find(id)) return;
    refusals = 0;
    notBefore = 0;
    forget(id);
    replace(rules.acknowledge(queue, id, seq, options.lastSeq()));
    pump();
  }

  function refused(id: string, refusal: Refused): void {
    if (rules.inFlight(queue)?.id !== id) return;
    const waitMs = rules.waitAfterRefusal(refusal, refusals);
    refusals = waitMs === null ? 0 : refusals + 1;
    notBefore = waitMs === null ? 0 : platform.now() + waitMs;
    replace(rules.refuse(queue, id, refusal, waitMs === null));
    if (waitMs === null) void keep(id);
    pump();
  }

  function settle(events: readonly { seq: number; commandId?: string }[]): void {
    const before = queue;
    replace(rules.settle(queue, events, options.lastSeq()));
    if (queue === before) return;
    for (const item of before) if (!find(item.id)) forget(item.id);
    pump();
  }

  function take(left: Outgoing[]): void {
    for (const item of left) {
      kept.set(item.id, true);
      if (options.isHere(item.id)) forget(item.id);
    }
    replace(
      rules.adopt(
        queue,
        (left as Outgoing<C>[]).filter((item) => kept.has(item.id)),
      ),
    );
    pump();
  }

  async function clear(): Promise<void> {
    for (const { id } of await outbox.load(roomKey)) await outbox.remove(roomKey, id);
  }

  const tabs = shareOutbox({ roomKey, owner, outbox, platform, take });

  return {
    queue: () => queue,
    send(command) {
      const id = newId();
      replace(rules.add(queue, { id, command, createdAt: platform.now(), state: "queued", owner }));
      const item = find(id);
      if (item) enqueue(item);
      return id;
    },
    retry(id) {
      const item = find(id);
      if (item?.state !== "failed") return;
      replace(rules.retryFailed(queue, id, platform.now()));
      enqueue(item);
    },
    discard(id) {
      replace(rules.discard(queue, id));
      if (!find(id)) forget(id);
      pump();
    },
    acked,
    refused,
    settle,
    up() {
      isUp = true;
      notBefore = 0;
      // A post may still be on its way; the same command goes by the socket, and the server tells them apart by its id.
      replace(rules.interrupted(queue));
      pump();
      tabs.look();
    },
    down() {
      // Attempts that fail say so too; the wait for a socket began with the first.
      if (!isUp) return;
      isUp = false;
      downSince = platform.now();
      attempt++;
      replace(rules.interrupted(queue));
      pump();
    },
    close(refusal, mustClear = false) {
      isClosed = true;
      attempt++;
      cancelTimer();
      tabs.close();
      replace(rules.interrupted(queue));
      if (mustClear) {
        closedWith = refusal ?? null;
        replace([]);
        void clear();
      }
    },
  };
}
