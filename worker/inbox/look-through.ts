import type { InStatement, Row } from "@libsql/client/web";
import type { Database } from "../db/client.ts";

/** Where the page before ended. `at` is what is sorted by. */
export type Position = { at: number; roomId: string };

/** How rows in an order are read page by page: their places, for rooms `at` and `room_id`, and what the page shows. */
export type Paged<P = Position> = {
  page(after: P | null, limit: number): InStatement;
  /** A place: how far `page` has looked, none if to the end. null: it always looks as far as it needs. */
  farthest: ((after: P | null) => InStatement) | null;
};

/** How many rooms one round trip looks through for those that are wanted. */
export const LOOK_THROUGH = 10_000;
/** How many rows are read at a time of which only some are shown. */
const SIFTED = 1_000;
/** How long a page that is not full goes on looking before it leaves that to the next request. */
const LOOK_MS = 250;

/**
 * `next`: where the next page begins; null: there is none. A page may be short and still have one. `isShown`: what of the
 * rows may be told of; the others leave no trace, neither in the page nor in where it ends.
 */
export const lookThrough = (
  db: Database,
  paged: Paged,
  after: Position | null,
  limit: number,
  isShown?: (row: Row) => boolean,
): Promise<{ rows: Row[]; next: Position | null }> => lookThroughBy(roomPosition, db, paged, after, limit, isShown);

/** The same for whatever else stands in an order. `placeOf`: where a row stands in it. */
export async function lookThroughBy<P>(
  placeOf: (row: Row) => P,
  db: Database,
  { page, farthest }: Paged<P>,
  after: P | null,
  limit: number,
  isShown?: (row: Row) => boolean,
): Promise<{ rows: Row[]; next: P | null }> {
  const positionOf = (row: Row | undefined): P | null => (row === undefined ? null : placeOf(row));
  const found: Row[] = [];
  let from = after;
  const startedAt = Date.now();
  do {
    // One more than asked for tells that there are more.
    const wanted = isShown ? SIFTED : limit + 1 - found.length;
    const { rows } = await db.$client.execute(page(from, wanted));
    found.push(...(isShown ? rows.filter(isShown) : rows));
    if (found.length > limit) return { rows: found.slice(0, limit), next: positionOf(found[limit - 1]) };
    if (rows.length === wanted) {
      from = positionOf(rows.at(-1));
      continue;
    }
    from = farthest && positionOf((await db.$client.execute(farthest(from))).rows[0]);
  } while (from !== null && Date.now() - startedAt < LOOK_MS);
  return { rows: found, next: from };
}

const roomPosition = (row: Row): Position => ({ at: Number(row.at), roomId: String(row.room_id) });
