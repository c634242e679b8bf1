/** Pure: what two people made of the same form (GEN-11). */
export type Side = "mine" | "theirs";
export type Difference<T> = { key: keyof T & string; mine: unknown; theirs: unknown; side: Side };

export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * The fields in which the two differ, in the order of the form. Each begins with the side that changed it; where both
 * did, with the own one.
 */
export function differences<T extends object>(base: T, mine: T, theirs: T): Difference<T>[] {
  return (Object.keys(mine) as (keyof T & string)[])
    .filter((key) => !isSame(mine[key], theirs[key]))
    .map((key) => ({
      key,
      mine: mine[key],
      theirs: theirs[key],
      side: isSame(mine[key], base[key]) ? "theirs" : "mine",
    }));
}

/** Their value, with the fields one keeps as one's own. */
export function merged<T extends object>(theirs: T, found: readonly Difference<T>[]): T {
  const own = found.filter(({ side }) => side === "mine").map(({ key, mine }) => [key, mine]);
  return { ...theirs, ...Object.fromEntries(own) };
}
