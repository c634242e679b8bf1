import type { RoomFilter } from "../../../protocol/inbox.schema.ts";
import type { KnownNames } from "../../data/name-book.ts";
import { GENERAL, type ListField, MYSELF, UNTAGGED, without } from "./room-filter.ts";

/** SEARCH-11: the filter without values that are known to exist no more; the same filter if there are none. */
export function withoutUnknown(filter: RoomFilter, names: KnownNames): RoomFilter {
  const known: Partial<Record<ListField, readonly string[] | null | undefined>> = {
    agentIds: names.members && [MYSELF, ...names.members.map(({ memberId }) => memberId)],
    tagIds: names.tags && [UNTAGGED, ...names.tags.map(({ tagId }) => tagId)],
    integrationIds: names.integrations?.map(({ integrationId }) => integrationId),
    divisionIds: names.divisions && [GENERAL, ...names.divisions.map(({ divisionId }) => divisionId)],
  };
  let left = filter;
  for (const [field, ids] of Object.entries(known) as [ListField, readonly string[] | null | undefined][])
    for (const value of filter[field] ?? []) if (ids && !ids.includes(value)) left = without(left, field, value);
  return left;
}
