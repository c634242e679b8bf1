/**
 * LIST-15: which rows stand where while the list must not move.
 * `ids` are the rows on screen in order; `marks` is each room's sort position when it was put there, to tell what moved.
 */
export type ShownOrder = { ids: readonly string[]; marks: ReadonlyMap<string, number>; waiting: number };

export type TargetRow = { roomId: string; at: number };

export const EMPTY_ORDER: ShownOrder = { ids: [], marks: new Map(), waiting: 0 };

const show = (target: readonly TargetRow[]): ShownOrder => ({
  ids: target.map(({ roomId }) => roomId),
  marks: new Map(target.map(({ roomId, at }) => [roomId, at])),
  waiting: 0,
});

/**
 * Not held: the list is what it should be. Held: rows keep their places, also those that left the choice; only rows
 * below everything shown (the next page) are added, and the rest is counted as waiting.
 */
export function nextOrder(shown: ShownOrder, target: readonly TargetRow[], isHeld: boolean): ShownOrder {
  if (!isHeld || shown.ids.length === 0) return show(target);
  const lastKnown = target.findLastIndex(({ roomId }) => shown.marks.has(roomId));
  const below = lastKnown < 0 ? [] : target.slice(lastKnown + 1);
  const above = lastKnown < 0 ? target : target.slice(0, lastKnown + 1);
  const waiting = above.filter(({ roomId, at }) => shown.marks.get(roomId) !== at).length;
  if (below.length === 0) return waiting === shown.waiting ? shown : { ...shown, waiting };
  const marks = new Map(shown.marks);
  for (const { roomId, at } of below) marks.set(roomId, at);
  return { ids: [...shown.ids, ...below.map(({ roomId }) => roomId)], marks, waiting };
}

/** Rows to draw of a list of equal rows: from `first` up to but not including `end`, with some to spare on both sides. */
export function windowOf(
  list: { count: number; rowHeight: number },
  view: { scrollTop: number; height: number },
  spare = 6,
): { first: number; end: number } {
  const first = Math.max(0, Math.floor(view.scrollTop / list.rowHeight) - spare);
  const end = Math.min(list.count, Math.ceil((view.scrollTop + view.height) / list.rowHeight) + spare);
  return { first: Math.min(first, end), end };
}
