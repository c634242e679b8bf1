import { LIMITS } from "../../protocol/limits.ts";

/**
 * Whether parsed JSON is nested at most `LIMITS.jsonDepth` deep and has at most that many keys and items in all.
 * Level by level instead of recursive, because the input is hostile.
 */
export function isWithinBounds(root: unknown, keysMax: number = LIMITS.jsonKeys): boolean {
  let level = [root].filter(isContainer);
  let keys = 0;
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > LIMITS.jsonDepth) return false;
    const next: object[] = [];
    for (const node of level) {
      const values = Object.values(node);
      keys += values.length;
      if (keys > keysMax) return false;
      for (const value of values) if (isContainer(value)) next.push(value);
    }
    level = next;
  }
  return true;
}

const isContainer = (value: unknown): value is object => typeof value === "object" && value !== null;
