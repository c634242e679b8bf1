import type { Database } from "../db/client.ts";
import { csvHead, csvRow } from "./csv.ts";
import type { AuditFilter } from "./query.ts";
import { auditPage } from "./store.ts";

const ROWS_AT_ONCE = 500;

/** All that fits, newest first, read page by page as it is taken: no more of it stands in memory than one page. */
export function auditCsv(
  db: Database,
  organizationId: string,
  filter: AuditFilter,
  rowsAtOnce = ROWS_AT_ONCE,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let before: number | null = null;
  let isBegun = false;
  return new ReadableStream(
    {
      async pull(controller) {
        if (!isBegun) {
          isBegun = true;
          controller.enqueue(encoder.encode(csvHead()));
        }
        const page = await auditPage(db, { organizationId, filter, before, limit: rowsAtOnce });
        if (page.rows.length > 0) controller.enqueue(encoder.encode(page.rows.map(csvRow).join("")));
        before = page.nextBefore;
        if (before === null) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}
