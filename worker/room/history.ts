import { refusal } from "../../protocol/codes.ts";
import { LIMITS } from "../../protocol/limits.ts";
import { maySee } from "./access.ts";
import type { HistoryAnswer, HistoryCall } from "./contract.ts";
import type { RoomCore } from "./core.ts";
import { audienceOf, eventsFor } from "./views.ts";

/** A page of the log from the object; what lies before its floor is in libSQL. */
export function historyOf(core: RoomCore | null, { caller, before, limit }: HistoryCall): HistoryAnswer {
  if (core === null || !maySee(core, caller)) return { ok: false, refusal: refusal("not_found") };
  const end = before ?? core.state.headSeq + 1;
  const events = core.store.pageBefore(end, limit, LIMITS.historyPage);
  const first = events[0]?.seq ?? end;
  return {
    ok: true,
    events: eventsFor(audienceOf(caller), events),
    hasMore: first > 1,
    isTrimmed: first > 1 && first <= core.floor,
  };
}
