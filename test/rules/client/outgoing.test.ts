import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as outgoing from "../../../client/outgoing.ts";
import type { Outgoing } from "../../../client/types.ts";
import { refusal } from "../../../protocol/codes.ts";

type Command = { text: string };
const now = 1_000_000_000;
const item = (id: string, patch: Partial<Outgoing<Command>> = {}): Outgoing<Command> => ({
  id,
  command: { text: id },
  createdAt: now,
  state: "queued",
  ...patch,
});
const queueOf = (...ids: string[]): outgoing.Queue<Command> => ids.map((id) => item(id));
const ids = (queue: outgoing.Queue<Command>): string[] => queue.map(({ id }) => id);
const final = { ...refusal("msg.too_long"), retryable: false };

describe("commands that wait for their event", () => {
  it("WIDGET-15 go one by one, in order", () => {
    let queue = queueOf("a", "b");
    expect(outgoing.nextToSend(queue)?.id).toBe("a");
    queue = outgoing.markSending(queue, "a");
    expect(outgoing.nextToSend(queue)).toBeUndefined();
    queue = outgoing.acknowledge(queue, "a", 7, 5);
    expect(outgoing.nextToSend(queue)?.id).toBe("b");
    expect(queue[0]).toMatchObject({ state: "sending", ackedSeq: 7 });
  });

  it("MSG-4 are settled by acknowledgement and event, whichever comes first, and once", () => {
    const sending = outgoing.markSending(queueOf("a"), "a");
    const acked = outgoing.acknowledge(sending, "a", 7, 5);
    expect(ids(acked)).toEqual(["a"]);
    expect(outgoing.settle(acked, [{ seq: 7, commandId: "a" }], 7)).toEqual([]);
    expect(outgoing.settle(acked, [], 7)).toEqual([]);
    const eventFirst = outgoing.settle(sending, [{ seq: 7, commandId: "a" }], 7);
    expect(eventFirst).toEqual([]);
    expect(outgoing.acknowledge(eventFirst, "a", 7, 7)).toEqual([]);
    expect(outgoing.acknowledge(sending, "a", 3, 5)).toEqual([]);
  });

  it("go again under the same id when the way was cut", () => {
    const cut = outgoing.interrupted(outgoing.markSending(queueOf("a", "b"), "a"));
    expect(outgoing.nextToSend(cut)).toEqual(item("a"));
    const acked = outgoing.acknowledge(queueOf("a", "b"), "a", 7, 5);
    expect(outgoing.interrupted(acked)).toBe(acked);
  });

  it("MSG-4 a refused one keeps its text, lets the next pass, and goes again under its id when the person says so", () => {
    let queue = outgoing.markSending(queueOf("a", "b"), "a");
    queue = outgoing.refuse(queue, "a", final, true);
    expect(queue[0]).toMatchObject({ id: "a", state: "failed", refusal: final, command: { text: "a" } });
    expect(outgoing.nextToSend(queue)?.id).toBe("b");
    queue = outgoing.retryFailed(queue, "a", now + 5);
    expect(ids(queue)).toEqual(["b", "a"]);
    expect(queue[1]).toEqual(item("a", { createdAt: now + 5 }));
  });

  it("a refusal that says wait keeps its place at the head", () => {
    const tooFast = { ...refusal("widget.too_fast", { retryAfterMs: 700 }), retryable: true };
    const queue = outgoing.refuse(outgoing.markSending(queueOf("a", "b"), "a"), "a", tooFast, false);
    expect(queue[0]).toMatchObject({ state: "queued", refusal: tooFast });
    expect(outgoing.nextToSend(queue)?.id).toBe("a");
    expect(outgoing.waitAfterRefusal(tooFast, 0)).toBe(700);
  });

  it("a late refusal of an attempt whose successor was taken changes nothing", () => {
    const acked = outgoing.acknowledge(queueOf("a"), "a", 7, 5);
    expect(outgoing.refuse(acked, "a", final, true)).toEqual(acked);
  });

  it("waits by itself only where waiting helps and is short", () => {
    const limited = { ...refusal("rate_limited", { retryAfterMs: 60_001 }), retryable: true };
    expect(outgoing.waitAfterRefusal(final, 0)).toBeNull();
    expect(outgoing.waitAfterRefusal(limited, 0)).toBeNull();
    expect(outgoing.waitAfterRefusal({ ...limited, retryAfterMs: 60_000 }, 0)).toBe(60_000);
    expect(outgoing.waitAfterRefusal({ ...limited, retryAfterMs: 100 }, 5)).toBeNull();
    const down = { ...refusal("unavailable"), retryable: true };
    expect(outgoing.waitAfterRefusal(down, 100)).toBe(30_000);
  });

  it("asks the person before it sends what is older than a day", () => {
    const day = 24 * 3600_000;
    const queue = [item("exactly", { createdAt: now - day }), item("older", { createdAt: now - day - 1 })];
    expect(ids(outgoing.tooOld(queue, now))).toEqual(["older"]);
    const asked = outgoing.askAbout(queue, "older");
    expect(asked[1]).toMatchObject({ state: "failed", ask: true });
    expect(outgoing.tooOld(outgoing.retryFailed(asked, "older", now), now)).toEqual([]);
  });

  it("cannot be taken back while they are on their way", () => {
    const queue = outgoing.markSending(queueOf("a", "b"), "a");
    expect(ids(outgoing.discard(outgoing.discard(queue, "a"), "b"))).toEqual(["a"]);
  });

  it("what another page left stands before ours and is known once", () => {
    const queue = outgoing.markSending(queueOf("mine1", "mine2"), "mine1");
    const left = [item("old1", { state: "sending" }), item("mine2"), item("old2", { state: "failed", refusal: final })];
    const all = outgoing.adopt(queue, left);
    expect(ids(all)).toEqual(["mine1", "old1", "old2", "mine2"]);
    expect(all[1]?.state).toBe("queued");
    expect(all[2]?.state).toBe("failed");
  });

  it("WIDGET-15 any order of cuts, answers and repeats takes each command once, in order, and ends with an empty queue", () => {
    type Step = "send" | "cut" | "answerLost" | "ack" | "event" | "give" | "repeatAck";
    const steps = fc.array(fc.constantFrom<Step>("send", "cut", "answerLost", "ack", "event", "give", "repeatAck"), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(steps, (list) => {
        // A server that knows ids, and its log.
        const log: string[] = [];
        const given: string[] = [];
        let queue: outgoing.Queue<Command> = [];
        let shown = 0;
        let pending: string | null = null;
        const take = (id: string): number => (log.includes(id) ? log.indexOf(id) : log.push(id) - 1) + 1;
        const show = (): void => {
          if (shown === log.length) return;
          shown++;
          queue = outgoing.settle(queue, [{ seq: shown, commandId: log[shown - 1] }], shown);
        };
        const act = (step: Step): void => {
          const next = outgoing.nextToSend(queue);
          if (step === "give") {
            given.push(`c${given.length}`);
            queue = outgoing.add(queue, item(`c${given.length - 1}`));
          } else if (step === "send" && next) {
            pending = next.id;
            queue = outgoing.markSending(queue, next.id);
          } else if (step === "cut") {
            queue = outgoing.interrupted(queue);
            pending = null;
          } else if (step === "answerLost" && pending) take(pending);
          else if (step === "ack" && pending) {
            queue = outgoing.acknowledge(queue, pending, take(pending), shown);
            pending = null;
          } else if (step === "repeatAck" && log[0]) queue = outgoing.acknowledge(queue, log[0], 1, shown);
          else if (step === "event") show();
          // Never on screen twice: as an event and as a command that waits.
          for (const { id } of queue) expect(log.slice(0, shown)).not.toContain(id);
          expect(new Set(ids(queue)).size).toBe(queue.length);
        };
        for (const step of list) act(step);
        act("cut");
        for (let rounds = 0; queue.length > 0; rounds++) {
          expect(rounds).toBeLessThan(300);
          for (const step of ["send", "ack", "event"] as const) act(step);
        }
        expect(log).toEqual(given);
      }),
      { numRuns: 500 },
    );
  });
});
