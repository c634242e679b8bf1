import type { Database } from "../db/client.ts";

/** Pages of one stroke: some megabytes, a fraction of a second for everybody else who writes. */
const PAGES = 1_000;
const INDEXES = ["messages_fts", "room_contacts_fts", "contact_words_fts"];

/**
 * Words of deleted rows stay in the parts of a text index until its parts are merged. Merges a bounded amount: `isFirst`
 * begins with all parts there are. True: nothing is left to merge.
 */
export async function mergeWords(db: Database, isFirst: boolean): Promise<boolean> {
  const pages = isFirst ? -PAGES : PAGES;
  const results = await db.$client.batch(
    INDEXES.flatMap((index) => [
      "SELECT total_changes() AS n",
      `INSERT INTO ${index} (${index}, rank) VALUES ('merge', ${pages})`,
      "SELECT total_changes() AS n",
    ]),
    "write",
  );
  const counts = results.map(({ rows }) => Number(rows[0]?.n ?? 0));
  // The documentation of FTS5: fewer than two changed rows mean that there was nothing to do.
  return INDEXES.every((_, index) => (counts[index * 3 + 2] ?? 0) - (counts[index * 3] ?? 0) < 2);
}
