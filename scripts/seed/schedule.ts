import { STORIES, type Story } from "./conversations.ts";
import { CUSTOMERS_EN, CUSTOMERS_ID } from "./people.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const RESOLVED_CONVERSATIONS = 78;

export type PlannedConversation = {
  story: Story;
  startAt: number;
  /** How many of the story's lines are played; fewer than all leave the customer waiting. */
  lines: number;
  /** Index into the agents and supervisors; null: nobody has taken it. */
  handler: number | null;
  isResolved: boolean;
};
export type PlannedRoom = { customer: string; language: "id" | "en"; conversations: PlannedConversation[] };

/** Small repeatable chance: the same demo every time (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const lengthOf = (story: Story): number => story.lines.reduce((sum, line) => sum + line.afterMinutes, 0) * MINUTE_MS;
const firstWaiting = (story: Story): number => story.lines.findIndex((line) => line.by === "staff");

/** Hours ago at which the open rooms' customers last wrote: every colour of the session clock is there. */
const WAITING_HOURS = [0.05, 0.3, 0.9, 2.2, 5.5, 17.5, 26];
const ANSWERED_HOURS = [0.1, 0.2, 0.6, 1.4, 3, 6, 9.5, 16.6, 20, 22.8, 30];

/** A believable last three weeks: resolved conversations by day, and the ones still open now. */
export function planRooms(now: number): PlannedRoom[] {
  const random = chance(20_261_121);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const rooms: PlannedRoom[] = [
    ...CUSTOMERS_ID.map((customer): PlannedRoom => ({ customer, language: "id", conversations: [] })),
    ...CUSTOMERS_EN.map((customer): PlannedRoom => ({ customer, language: "en", conversations: [] })),
  ];
  const storyFor = (room: PlannedRoom) => pick(STORIES.filter((story) => story.language === room.language));

  for (let index = 0; index < RESOLVED_CONVERSATIONS; index += 1) {
    const room = rooms[index % rooms.length] as PlannedRoom;
    const story = storyFor(room);
    // Older ones first within a room, because a room's log only grows.
    const daysAgo = index < rooms.length ? 12 + random() * 9 : 3 + random() * 8;
    const day = Math.floor((now - daysAgo * DAY_MS) / DAY_MS) * DAY_MS;
    // Half past one to half past one in the afternoon UTC is a working day in Jakarta.
    const startAt = day + (1.5 + random() * 12) * HOUR_MS;
    room.conversations.push({
      story,
      startAt,
      lines: story.lines.length,
      handler: Math.floor(random() * 4),
      isResolved: true,
    });
  }
  const open = [...rooms].sort(() => random() - 0.5);
  for (const hoursAgo of WAITING_HOURS) {
    const room = open.pop() as PlannedRoom;
    const story = storyFor(room);
    const lines = firstWaiting(story);
    room.conversations.push({
      story,
      startAt: now - hoursAgo * HOUR_MS - 2 * MINUTE_MS,
      lines,
      handler: null,
      isResolved: false,
    });
  }
  ANSWERED_HOURS.forEach((hoursAgo, index) => {
    const room = open.pop() as PlannedRoom;
    const story = storyFor(room);
    // Every third waits for another answer.
    const lastCustomer = story.lines.findLastIndex((line) => line.by === "customer");
    const lines = index % 3 === 0 ? lastCustomer + 1 : story.lines.length;
    const startAt = now - hoursAgo * HOUR_MS - lengthOf(story);
    room.conversations.push({ story, startAt, lines, handler: index % 4, isResolved: false });
  });
  return rooms;
}
