import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HashTurns } from "../../../worker/accounts/hash-turns.ts";

const MAX = 50;

/** Lets people come and hash as the line says, each asking when it was told to; `tookMs` is how long each hash takes. */
function play(comings: { atMs: number; tookMs: number; isGone: boolean }[]) {
  const turns = new HashTurns(MAX);
  const begun: { at: number; until: number; rank: number }[] = [];
  const due: { at: number; order: number; run: (now: number) => void }[] = [];
  let order = 0;
  const at = (when: number, run: (now: number) => void) => due.push({ at: when, order: order++, run });
  for (const [rank, { atMs, tookMs, isGone }] of comings.entries())
    at(atMs, (now) => {
      const ticket = turns.join(now);
      if (ticket === null || isGone) return;
      const ask = (when: number): void => {
        const waitMs = turns.ask(ticket, when);
        if (waitMs > 0) return void at(when + waitMs, ask);
        begun.push({ at: when, until: when + tookMs, rank });
        at(when + tookMs, (end) => turns.done(ticket, tookMs, end));
      };
      ask(now);
    });
  while (due.length > 0) {
    due.sort((a, b) => a.at - b.at || a.order - b.order);
    const next = due.shift();
    next?.run(next.at);
  }
  return begun;
}

const coming = fc.record({ atMs: fc.nat(3_000), tookMs: fc.integer({ min: 1, max: 300 }), isGone: fc.boolean() });

describe("who hashes next", () => {
  it("AUTH-11 one hash at a time, each followed by a rest as long, and everybody who stays gets a turn", () => {
    fc.assert(
      fc.property(fc.array(coming, { maxLength: MAX }), (comings) => {
        const begun = play(comings);
        for (const [at, one] of begun.entries()) {
          const before = begun[at - 1];
          if (before) expect(one.at).toBeGreaterThanOrEqual(2 * before.until - before.at);
        }
        const staying = comings.flatMap(({ isGone }, rank) => (isGone ? [] : [rank]));
        expect(begun.map(({ rank }) => rank).sort((a, b) => a - b)).toEqual(staying);
      }),
    );
  });

  it("AUTH-11 who comes first is first", () => {
    const comings = Array.from({ length: 20 }, (_, n) => ({ atMs: n, tookMs: 40, isGone: false }));
    expect(play(comings).map(({ rank }) => rank)).toEqual(comings.map((_, rank) => rank));
  });

  it("AUTH-11 the line is bounded, and those who went make room", () => {
    const turns = new HashTurns(3);
    const [first] = [turns.join(0), turns.join(0), turns.join(0)];
    expect(turns.join(0)).toBeNull();
    expect(turns.retryAfterMs).toBeGreaterThanOrEqual(1_000);
    expect(turns.ask(first as symbol, 4_000)).toBe(0);
    expect(turns.join(4_000)).not.toBeNull();
    expect(turns.join(4_000)).toBeNull();
    expect(turns.join(5_000)).not.toBeNull();
  });

  it("AUTH-11 a turn that is never given back ends by itself, and coming late with it frees nobody else's", () => {
    const turns = new HashTurns(3);
    const [lost, next, third] = [turns.join(0), turns.join(0), turns.join(0)] as symbol[];
    expect(turns.ask(lost as symbol, 0)).toBe(0);
    expect(turns.ask(next as symbol, 1_900)).toBeGreaterThan(0);
    expect(turns.ask(next as symbol, 2_000)).toBe(0);
    turns.done(lost as symbol, 10, 2_001);
    expect(turns.ask(third as symbol, 2_011)).toBeGreaterThan(0);
    turns.done(next as symbol, 20, 2_020);
    expect(turns.ask(third as symbol, 2_039)).toBeGreaterThan(0);
    expect(turns.ask(third as symbol, 2_040)).toBe(0);
  });
});
