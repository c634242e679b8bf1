import type { RoomStatus } from "../../../protocol/channels.ts";
import type { Condition } from "../visible.ts";
import { type Aspect, inDivisions, joined } from "./conditions.ts";
import {
  bySession,
  datesOf,
  LAST_INBOUND,
  NARROW,
  NARROWER,
  narrowed,
  narrower,
  notAmong,
  type Stretch,
  stretch,
} from "./stretches.ts";
import { isEveryLive, isLiveOnly, thresholdsOf, type Wanted } from "./wanted.ts";

/** How rooms are found: stretches that SQLite merges, and what they have seen to. */
export type Driver = { stretches: Stretch[]; done: ReadonlySet<Aspect> };

/** More values than this are checked room by room: they hardly narrow, and each would be a stretch of its own. */
const STRETCHES_MAX = 8;
const EVERY_STATUS: readonly RoomStatus[] = ["campaign", "unassigned", "assigned", "resolved"];
const OPEN: readonly RoomStatus[] = ["unassigned", "assigned"];

/**
 * The narrowest way to the rooms that are wanted: the fewer rooms an aspect leaves in practice, the earlier it is asked.
 * Whatever the way does not see to is checked room by room.
 */
export function driverOf(wanted: Wanted): Driver {
  if (wanted.contactId !== null) return byContact(wanted, wanted.contactId);
  if (wanted.sort === "expires") return byEnd(wanted);
  if (wanted.isCampaign) return campaign(wanted);
  if (wanted.isUnresponded && wanted.ownerId === null)
    return special(wanted, "rooms_unresponded", "is_unresponded = 1", "isUnresponded");
  if (wanted.isSnoozed) return special(wanted, "rooms_snoozed", "snoozed_until IS NOT NULL");
  if (wanted.ownerId !== null && isOpenOnly(wanted)) return byMembers(wanted, [wanted.ownerId], "ownerId");
  if (isLiveOnly(wanted)) return live(wanted);
  if (wanted.ownerId !== null) return byMembers(wanted, [wanted.ownerId], "ownerId");
  if (isFew(wanted.agentIds)) return byMembers(wanted, wanted.agentIds, "agentIds");
  if (isOpenOnly(wanted)) return byStatus(wanted, wanted.statuses ?? []);
  if (wanted.tags !== null && wanted.tags.ids.length <= STRETCHES_MAX) return byTags(wanted, wanted.tags);
  return ordinary(wanted);
}

function ordinary(wanted: Wanted): Driver {
  if (isFew(wanted.integrationIds)) return byColumn(wanted, "integration", wanted.integrationIds, "integrationIds");
  if (isFew(wanted.divisionIds)) return byColumn(wanted, "division", wanted.divisionIds, "divisionIds");
  return wanted.statuses === null ? everything(wanted) : byStatus(wanted, wanted.statuses);
}

const isFew = <T>(values: readonly T[] | null): values is readonly T[] =>
  values !== null && values.length <= STRETCHES_MAX;
const isOpenOnly = ({ statuses }: Wanted): boolean => statuses?.every((status) => OPEN.includes(status)) ?? false;

const driver = (stretches: Stretch[], ...done: Aspect[]): Driver => ({ stretches, done: new Set(["dates", ...done]) });

const everything = (wanted: Wanted): Driver =>
  driver([stretch(wanted, "rooms", "rooms_by_kind", [["kind", wanted.kind]], [])]);

const byStatus = (wanted: Wanted, statuses: readonly RoomStatus[]): Driver =>
  driver(
    statuses.map((status) =>
      stretch(
        wanted,
        "rooms",
        "rooms_by_status",
        [
          ["kind", wanted.kind],
          ["status", status],
        ],
        wanted.divisionIds ? [inDivisions("division_id", wanted.divisionIds)] : [],
      ),
    ),
    ...NARROW,
  );

const byColumn = (
  wanted: Wanted,
  name: "integration" | "division",
  values: readonly (string | null)[],
  aspect: Aspect,
): Driver =>
  driver(
    values.map((value) =>
      stretch(
        wanted,
        "rooms",
        `rooms_by_${name}`,
        [
          ["kind", wanted.kind],
          [`${name}_id`, value],
        ],
        narrowed(name === "division" ? { ...wanted, divisionIds: null } : wanted),
      ),
    ),
    aspect,
    ...NARROW,
  );

/** Small indexes of rooms that need somebody. */
const special = (wanted: Wanted, index: string, which: string, ...done: Aspect[]): Driver =>
  driver(
    [stretch(wanted, "rooms", index, [["kind", wanted.kind]], [{ sql: which, args: [] }, ...narrowed(wanted)])],
    ...NARROW,
    ...done,
  );

/** SEARCH-8: also those that nobody has written in, behind all others. */
function campaign(wanted: Wanted): Driver {
  const { stretches, done } = special(wanted, "rooms_campaign", "status = 'campaign'");
  const silent: Stretch = {
    isSilent: true,
    at: LAST_INBOUND,
    from: "rooms INDEXED BY rooms_campaign",
    where: joined([
      { sql: "organization_id = ? AND kind = ?", args: [wanted.organizationId, wanted.kind] },
      { sql: `${LAST_INBOUND} IS NULL AND status = 'campaign'`, args: [] },
      ...narrowed(wanted),
    ]),
  };
  return { stretches: wanted.from ? stretches : [...stretches, silent], done };
}

/** Rooms in whose latest conversation one of these took part. Whoever stands in two stretches is taken from the first. */
function byMembers(wanted: Wanted, memberIds: readonly string[], aspect: Aspect): Driver {
  const statuses = wanted.statuses ?? EVERY_STATUS;
  const stretches = memberIds.flatMap((memberId, index) =>
    statuses.map((status) =>
      stretch(
        wanted,
        "room_participants AS p",
        "room_participants_list",
        [
          ["member_id", memberId],
          ["kind", wanted.kind],
          ["status", status],
        ],
        [
          ...narrower({ ...wanted, statuses: null }),
          ...notAmong("room_participants", "member_id", memberIds.slice(0, index)),
        ],
      ),
    ),
  );
  const isSelf = aspect === "ownerId" && wanted.agentIds?.includes(memberIds[0] ?? "");
  return driver(stretches, aspect, ...NARROWER, ...(isSelf ? (["agentIds"] as const) : []));
}

/** One contact's rooms are few, so that they are sorted costs nothing. */
function byContact(wanted: Wanted, contactId: string): Driver {
  const { organizationId, kind, sort, clock, isCampaign } = wanted;
  const own = (at: string, rest: Condition[], isSilent?: true): Stretch => ({
    at,
    from: "rooms INDEXED BY rooms_contact",
    where: joined([
      { sql: "organization_id = ? AND contact_id = ? AND kind = ?", args: [organizationId, contactId, kind] },
      ...rest,
      ...narrower(wanted),
    ]),
    ...(isSilent && { isSilent }),
  });
  const since = clock.now - clock.session.expiredMs;
  if (sort === "expires") {
    const live = own("session_start_at", [{ sql: "session_start_at > ?", args: [since] }]);
    return { stretches: [live], done: new Set(["contactId", ...NARROWER]) };
  }
  const silent = own(LAST_INBOUND, [{ sql: `${LAST_INBOUND} IS NULL`, args: [] }], true);
  const stretches = [own(LAST_INBOUND, datesOf(wanted)), ...(isCampaign && wanted.from === null ? [silent] : [])];
  return driver(stretches, "contactId", ...NARROWER);
}

function byTags(wanted: Wanted, { ids, orNone }: NonNullable<Wanted["tags"]>): Driver {
  const stretches = ids.map((tagId, index) =>
    stretch(
      wanted,
      "room_tags AS p",
      "room_tags_list",
      [
        ["tag_id", tagId],
        ["kind", wanted.kind],
      ],
      [...narrower(wanted), ...notAmong("room_tags", "tag_id", ids.slice(0, index))],
    ),
  );
  const untagged = orNone ? special(wanted, "rooms_untagged", "is_tagged = 0").stretches : [];
  return driver([...stretches, ...untagged], "tags", ...(orNone ? NARROW : NARROWER));
}

/** Aspects of sessions that need no second look: every live one, and no channel whose vendor ends them earlier. */
function liveDone(wanted: Wanted): Aspect[] {
  const { plain, locked } = thresholdsOf(wanted.clock);
  return isEveryLive(wanted) && plain.expiredMs === locked.expiredMs ? ["sessions"] : [];
}

const byEnd = (wanted: Wanted): Driver => ({
  stretches: [bySession(wanted, "session_start_at", [])],
  done: new Set([...NARROWER, ...liveDone(wanted)]),
});

/**
 * Live sessions in the order of the customers' messages: those who wrote since, and the few who wrote before and only
 * looked in since. The latter are sorted, which is why they are kept few by the session's length.
 */
function live(wanted: Wanted): Driver {
  const since = wanted.clock.now - wanted.clock.session.expiredMs;
  const wrote = ordinary({ ...wanted, from: Math.max(wanted.from ?? 0, since + 1) });
  const looked = bySession(wanted, LAST_INBOUND, [{ sql: `${LAST_INBOUND} <= ?`, args: [since] }, ...datesOf(wanted)]);
  // What both have seen to.
  const narrow = NARROW.filter((aspect) => wrote.done.has(aspect));
  return driver([...wrote.stretches, looked], ...narrow, ...liveDone(wanted));
}
