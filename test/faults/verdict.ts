import { type Client, createClient } from "@libsql/client/web";
import type { RoomEvent } from "../../protocol/room-events.schema.ts";
import type { Person } from "./crowd.ts";

export type Verdict = {
  written: number;
  acknowledged: number;
  lost: number;
  doubled: number;
  gaps: number;
  shownTwice: number;
  holesShown: number;
  /** Events of the rooms that libSQL does not have, or has otherwise. */
  outboxDifference: number;
};

/** Reads a room's whole log from its object. */
export type ReadLog = (roomId: string) => Promise<RoomEvent[]>;

/** Compares what people were told with what the rooms and libSQL hold. Call after the writers have stopped. */
export async function judge(people: Person[], readLog: ReadLog, libsqlUrl: string): Promise<Verdict> {
  const acknowledged = new Map(people.map((person) => [person, person.acknowledged]));
  const database = createClient({ url: libsqlUrl });
  const verdict: Verdict = {
    written: sum(people, (person) => person.sent.size),
    acknowledged: sum(people, (person) => acknowledged.get(person)?.length ?? 0),
    lost: 0,
    doubled: 0,
    gaps: 0,
    shownTwice: sum(people, (person) => person.shownTwice),
    holesShown: sum(people, (person) => person.holes),
    outboxDifference: 0,
  };
  for (const roomId of new Set(people.map((person) => person.roomId))) {
    const log = await readLog(roomId);
    log.forEach((event, index) => {
      if (event.seq !== index + 1) verdict.gaps += 1;
    });
    const stored = new Map<string, string[]>();
    for (const event of log)
      if (event.type === "message.created" && event.commandId && event.content.type === "text")
        stored.set(event.commandId, [...(stored.get(event.commandId) ?? []), event.content.text]);
    for (const person of people.filter((one) => one.roomId === roomId)) {
      for (const id of acknowledged.get(person) ?? []) {
        const texts = stored.get(id) ?? [];
        if (texts[0] !== person.sent.get(id)) verdict.lost += 1;
      }
      for (const id of person.sent.keys()) verdict.doubled += Math.max(0, (stored.get(id)?.length ?? 0) - 1);
    }
    verdict.outboxDifference += await difference(database, roomId, log);
  }
  return verdict;
}

async function difference(database: Client, roomId: string, log: RoomEvent[]): Promise<number> {
  const { rows } = await database.execute({
    sql: "SELECT seq FROM events WHERE room_id = ? ORDER BY seq",
    args: [roomId],
  });
  const inDatabase = rows.map((row) => Number(row.seq));
  const messages = await database.execute({
    sql: "SELECT seq FROM messages WHERE room_id = ? ORDER BY seq",
    args: [roomId],
  });
  const wanted = log.filter((event) => event.type === "message.created").map((event) => event.seq);
  return (
    unlike(
      inDatabase,
      log.map((event) => event.seq),
    ) +
    unlike(
      messages.rows.map((row) => Number(row.seq)),
      wanted,
    )
  );
}

const unlike = (found: number[], wanted: number[]): number =>
  wanted.filter((seq) => !found.includes(seq)).length +
  found.filter((seq) => !wanted.includes(seq)).length +
  (found.length - new Set(found).size);

const sum = <T>(list: T[], value: (item: T) => number): number => list.reduce((total, item) => total + value(item), 0);
