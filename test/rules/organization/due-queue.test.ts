import fc from "fast-check";
import { expect, it } from "vitest";
import { DueQueue } from "../../../worker/organization/upkeep/due-queue.ts";

const anyStep = fc.oneof(
  { weight: 4, arbitrary: fc.record({ key: fc.constantFrom(..."abcdefgh"), dueAt: fc.nat({ max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ key: fc.constantFrom(..."abcdefgh"), dueAt: fc.constant(null) }) },
  { weight: 2, arbitrary: fc.record({ key: fc.constant(null), dueAt: fc.nat({ max: 30 }) }) },
);

it("a queue of what is due gives at any time what a plain search of all times gives", () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 200 }), (steps) => {
      const queue = new DueQueue();
      const plain = new Map<string, number>();
      for (const { key, dueAt } of steps) {
        if (key === null) {
          const taken = queue.take(dueAt as number);
          const earliest = Math.min(...plain.values());
          expect(taken === null ? null : plain.get(taken)).toBe(earliest <= (dueAt as number) ? earliest : null);
          if (taken !== null) plain.delete(taken);
        } else if (dueAt === null) {
          queue.delete(key);
          plain.delete(key);
        } else {
          queue.set(key, dueAt);
          plain.set(key, dueAt);
        }
        expect(queue.nextDueAt).toBe(plain.size === 0 ? null : Math.min(...plain.values()));
        expect(queue.size).toBe(plain.size);
      }
    }),
    { numRuns: 500 },
  );
});
