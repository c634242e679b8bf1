import { type Refusal, refusal } from "../../../protocol/codes.ts";
import { SEARCH_DAYS, SEARCH_YEARS_MAX } from "../../../protocol/inbox.schema.ts";

const DAY_MS = 86_400_000;

/** Both ends included, in milliseconds. */
export type SearchRange = { from: number; until: number };

/** SEARCH-5: without a beginning the last 90 days before the end; never further back than two years. */
export function searchRange(
  { from, until }: { from?: number | undefined; until?: number | undefined },
  now: number,
): SearchRange | Refusal {
  const oldest = oldestSearched(now);
  const end = until ?? Number.MAX_SAFE_INTEGER;
  if (from === undefined) return { from: Math.max(Math.min(end, now) - SEARCH_DAYS * DAY_MS, oldest), until: end };
  if (from >= oldest) return { from, until: end };
  return refusal("search.too_old", { fields: [{ pointer: "/from", code: "search.too_old" }] });
}

/** A day more than two calendar years, because days begin earlier east of here. */
function oldestSearched(now: number): number {
  const day = new Date(now - DAY_MS);
  return day.setUTCFullYear(day.getUTCFullYear() - SEARCH_YEARS_MAX);
}
