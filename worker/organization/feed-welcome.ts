import type { FeedClientFrame, MemberPresence } from "../../protocol/feed-frames.schema.ts";
import { TIMES } from "../../protocol/limits.ts";
import { allows, canSeeRoom, type MemberIdentity, type RoomVisibility } from "../../protocol/roles.ts";
import { PROTOCOL_VERSION } from "../../protocol/version.ts";
import { catchUpFrames, type FeedItem, frameText } from "./feed-frames.ts";
import { type FeedSession, feedEpoch } from "./feed-session.ts";
import { type RoomEntry, visibilityAt } from "./room-entry.ts";
import type { Rooms } from "./rooms.ts";
import { Sight } from "./sight.ts";

/** A room stores its changes within moments, or reports that it cannot: older changes stand in the lists. */
const LISTS_SETTLE_MS = 2 * TIMES.listsMayLagMs;

export type Hello = Extract<FeedClientFrame, { type: "hello" }>;

export type WelcomeSources = {
  rooms: Rooms;
  epoch(): string;
  now(): number;
  presence: { list(): MemberPresence[]; isOn(memberId: string): boolean };
};

/** Exactly what a returning client missed if that is known, else what the lists it will read may still lack. */
export function welcomeFrames(sources: WelcomeSources, session: FeedSession, hello: Hello): string[] {
  const { rooms, presence, now } = sources;
  const { member } = session;
  const epoch = feedEpoch(sources.epoch(), session.audience);
  const last = hello.epoch === epoch ? hello.last : undefined;
  const missed = last === undefined ? null : rooms.index.changedSince(last);
  const items =
    missed === null ? unsettledFor(rooms, member, now() - LISTS_SETTLE_MS) : missedBy(rooms, member, missed, last ?? 0);
  const { head } = rooms.index;
  const counters = rooms.index.counters(member);
  const welcome = frameText({
    type: "welcome",
    version: PROTOCOL_VERSION,
    epoch,
    // Not yet `head`: a client that is cut off before the frames that follow must ask for them again.
    last: items[0] === undefined ? head : Math.max(0, items[0].position - 1),
    isComplete: missed !== null,
    serverTime: now(),
    counters,
    isOnline: presence.isOn(member.memberId),
    presence: seesPresence(member) ? presence.list() : [],
  });
  return [welcome, ...catchUpFrames(items, head, counters)];
}

/** Who of the staff is there is the inbox's affair. */
export const seesPresence = (member: MemberIdentity): boolean => allows(member, "menu.inbox");

const missedBy = (rooms: Rooms, member: MemberIdentity, missed: RoomEntry[], last: number): FeedItem[] =>
  itemsFor(rooms, member, missed, (entry) => [visibilityAt(entry, last)]);

// Lists may show these as they were at any of their former states.
const unsettledFor = (rooms: Rooms, member: MemberIdentity, since: number): FeedItem[] =>
  itemsFor(rooms, member, rooms.index.unsettled(since), ({ organizationId, integrationId, trail }) =>
    trail.map((former) => ({ organizationId, integrationId, ...former })),
  );

function itemsFor(
  rooms: Rooms,
  member: MemberIdentity,
  entries: RoomEntry[],
  formerly: (entry: RoomEntry) => RoomVisibility[],
): FeedItem[] {
  const sight = new Sight();
  return entries.flatMap((entry): FeedItem[] => {
    const { position, roomId } = entry;
    if (canSeeRoom(member, entry)) {
      const summaryJson = rooms.summaryJson(roomId);
      return summaryJson === undefined ? [] : [{ position, summaryJson: sight.summaryJson(member, summaryJson) }];
    }
    const wasSeen = formerly(entry).some((former) => canSeeRoom(member, former));
    return wasSeen ? [{ position, gone: roomId }] : [];
  });
}
