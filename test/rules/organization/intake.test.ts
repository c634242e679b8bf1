import { describe, expect, it } from "vitest";
import { Intake } from "../../../worker/organization/intake.ts";

describe("what rooms tell the organization", () => {
  it("is taken at once when nothing else comes, and together when much comes at once, in order", async () => {
    const turns: number[][] = [];
    let turn: number[] | null = null;
    const intake = new Intake<number>((item) => {
      if (turn === null) {
        turn = [];
        turns.push(turn);
        queueMicrotask(() => {
          turn = null;
        });
      }
      turn.push(item);
    });
    const first = intake.add(0);
    expect(turns).toEqual([[0]]);
    await Promise.all([first, ...Array.from({ length: 99 }, (_, n) => intake.add(n + 1))]);
    expect(turns.flat()).toEqual(Array.from({ length: 100 }, (_, n) => n));
    expect(turns).toHaveLength(2);
  });

  it("one that fails is refused alone", async () => {
    const taken: number[] = [];
    const intake = new Intake<number>((item) => {
      if (item === 2) throw new Error("unreadable");
      taken.push(item);
    });
    const outcomes = await Promise.allSettled([1, 2, 3].map((item) => intake.add(item)));
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(taken).toEqual([1, 3]);
  });
});
