import { MENU, SPAM, STORIES, type Story } from "./conversations.ts";
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
  ending?: Ending;
};
export type Ending = "snoozed" | "scheduled" | "blocked" | "shared" | "handedOver" | "kept";
export type Place = "shop" | "wholesale";
export type PlannedRoom = {
  place: Place;
  customer: string;
  language: "id" | "en";
  /** What staff found out about the customer. */
  details?: { phone?: string; email?: string };
  conversations: PlannedConversation[];
};

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

/** What became of the answered ones, by their place above. */
const ENDINGS: Record<number, Ending> = { 1: "shared", 2: "scheduled", 4: "kept", 5: "handedOver", 7: "snoozed" };
/** Once around the year and a half: one who keeps coming back. */
const REGULAR_CONVERSATIONS = 26;
const REGULAR_EVERY_DAYS = 20;
const FORMER_CUSTOMERS = 60;
/** Café or office, hours ago at which it last wrote, who answers; nobody yet where that is null. */
const WHOLESALE: [customer: string, hoursAgo: number, handler: number | null][] = [
  ["Kafe Lentera", 0.4, null],
  ["Kedai Tiga Pagi", 1.5, 1],
  ["Hotel Bougenville", 4, 2],
  ["Kantor Rumah Kreatif", 12, 1],
  ["Toko Roti Ibu Nani", 21, 2],
  ["Koperasi Sumber Rejeki", 40, 1],
];

/** A believable last three weeks: resolved conversations by day, and the ones still open now; before them who came earlier. */
export function planRooms(now: number): PlannedRoom[] {
  const random = chance(20_261_121);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const rooms: PlannedRoom[] = [
    ...CUSTOMERS_ID.map((customer, index) => newRoom(customer, "id", index)),
    ...CUSTOMERS_EN.map((customer, index) => newRoom(customer, "en", index)),
  ];
  const storyFor = (room: PlannedRoom) => pick(STORIES.filter((story) => story.language === room.language));
  const resolvedOn = (room: PlannedRoom, daysAgo: number): void => {
    const story = storyFor(room);
    const day = Math.floor((now - daysAgo * DAY_MS) / DAY_MS) * DAY_MS;
    // Half past one to half past one in the afternoon UTC is a working day in Jakarta.
    const startAt = day + (1.5 + random() * 12) * HOUR_MS;
    const handler = Math.floor(random() * 4);
    room.conversations.push({ story, startAt, lines: story.lines.length, handler, isResolved: true });
  };
  const [regular] = rooms as [PlannedRoom];
  for (let count = REGULAR_CONVERSATIONS; count > 0; count -= 1) resolvedOn(regular, 22 + count * REGULAR_EVERY_DAYS);

  for (let index = 0; index < RESOLVED_CONVERSATIONS; index += 1) {
    const room = rooms[index % rooms.length] as PlannedRoom;
    // Older ones first within a room, because a room's log only grows.
    resolvedOn(room, index < rooms.length ? 12 + random() * 9 : 3 + random() * 8);
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
    const ending = ENDINGS[index];
    room.conversations.push({
      story,
      startAt,
      lines,
      handler: index % 4,
      isResolved: false,
      ...(ending && { ending }),
    });
  });
  const former = formerCustomers(FORMER_CUSTOMERS);
  for (const room of former) resolvedOn(room, 24 + random() * 60);
  return [...rooms, ...former, ...wholesaleRooms(now), spammer(now), greeted(now)];
}

function newRoom(customer: string, language: PlannedRoom["language"], index: number): PlannedRoom {
  const phone = `62812${3_400 + index * 37}${String(7_000 - index * 53).padStart(4, "0")}`;
  const email = `${customer
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z ]/g, "")
    .replaceAll(" ", ".")}@mail.example`;
  const details = [{ phone }, { email }, { phone, email }, undefined][index % 4];
  return { place: "shop", customer, language, conversations: [], ...(details && { details }) };
}

/** First and last names of others: a list long enough to scroll and to search in. */
function formerCustomers(count: number): PlannedRoom[] {
  const names = CUSTOMERS_ID.map((customer) => customer.split(" "));
  return Array.from({ length: count }, (_, index) => {
    const first = names[index % names.length]?.[0];
    const last = names[(index * 5 + 3 + Math.floor(index / names.length)) % names.length]?.at(-1);
    return newRoom(`${first} ${last}`, "id", index + 1);
  });
}

function spammer(now: number): PlannedRoom {
  const startAt = now - 7 * HOUR_MS;
  const conversation = { story: SPAM, startAt, lines: SPAM.lines.length, handler: 3, isResolved: false };
  return { ...newRoom("Promo Kilat 88", "id", 3), conversations: [{ ...conversation, ending: "blocked" }] };
}

/** Waits for a person, after the bot. */
function greeted(now: number): PlannedRoom {
  const conversation = { story: MENU, startAt: now - 1.2 * HOUR_MS, lines: MENU.lines.length };
  return {
    place: "shop",
    customer: "Intan Permatasari",
    language: "id",
    conversations: [{ ...conversation, handler: null, isResolved: false }],
  };
}

function wholesaleRooms(now: number): PlannedRoom[] {
  const stories = STORIES.filter((story) => story.language === "id" && story.tags.includes("Grosir"));
  return WHOLESALE.map(([customer, hoursAgo, handler], index): PlannedRoom => {
    const story = stories[index % stories.length] as Story;
    const lines = handler === null ? firstWaiting(story) : story.lines.length;
    const startAt = now - hoursAgo * HOUR_MS - (handler === null ? 2 * MINUTE_MS : lengthOf(story));
    const conversation = { story, startAt, lines, handler, isResolved: hoursAgo > 24 };
    return { ...newRoom(customer, "id", index), place: "wholesale", conversations: [conversation] };
  });
}
