import { Link } from "../load/link.ts";
import { type Sapa, startSapa } from "../servers/sapa.ts";
import { pause } from "../support/figures.ts";
import { residentBytesOf } from "../support/process-usage.ts";
import { figure, type Section, table } from "../support/section.ts";

/** An object that has nothing to do leaves memory after about ten seconds. */
const ASLEEP_MS = 15_000;
const AT_ONCE = 50;
const MESSAGES = 20;

export const memory: Section = {
  name: "memory",
  title: "Memory",
  async run(pace, log) {
    const rooms = pace.isQuick ? 200 : 2_000;
    const connections = pace.isQuick ? 200 : 2_000;
    const sapa = await startSapa({ name: "memory" });
    const links: Link[] = [];
    try {
      const scale = new Scale(sapa, log);
      // The first ones pay for code and caches.
      await sapa.openRooms(50, { messages: MESSAGES });
      await pause(ASLEEP_MS);
      await scale.weigh("before", 0);
      const opened = await sapa.openRooms(rooms, { messages: MESSAGES });
      await scale.weigh(`a room with ${MESSAGES} messages, just used`, rooms);
      await pause(ASLEEP_MS);
      await scale.weigh("the same, asleep", rooms);
      await inGroups(opened, async (room) => links.push(await Link.open("sapa", await room.visitor())));
      await scale.weigh("a room with a visitor's socket, just opened", rooms);
      await pause(ASLEEP_MS);
      await scale.weigh("the same, asleep", rooms);
      const [crowded] = await sapa.openRooms(1);
      const before = scale.last;
      const places = Array.from({ length: connections }, (_, n) => n);
      await inGroups(places, async (n) => links.push(await Link.open("sapa", await crowded!.onlooker(n))));
      await pause(ASLEEP_MS);
      await scale.weigh("a further socket in one room, asleep", connections, before);
      const head = ["", "number", "resident memory, MB", "per one, kB"];
      return [table(head, scale.rows), note].join("\n\n");
    } finally {
      for (const link of links) link.close();
      await sapa.stop();
    }
  },
};

const note =
  "Growth of the runtime process's resident memory over the state “before”, after a garbage collection; the allocator gives freed memory back late, so figures of sleeping objects are upper bounds.";

class Scale {
  readonly #sapa: Sapa;
  readonly #log: (line: string) => void;
  readonly rows: string[][] = [];
  #first = 0;
  last = 0;

  constructor(sapa: Sapa, log: (line: string) => void) {
    this.#sapa = sapa;
    this.#log = log;
  }

  /** Notes what the process holds now; `count` things came over `from`, or over the first weighing. */
  async weigh(name: string, count: number, from?: number): Promise<void> {
    for (let round = 0; round < 3; round += 1) await fetch(`${this.#sapa.url}/bench/gc`);
    this.last = residentBytesOf(this.#sapa.workerd.pid);
    this.#first ||= this.last;
    const each = count === 0 ? "" : figure((this.last - (from ?? this.#first)) / count / 1_000, 1);
    this.rows.push([name, count === 0 ? "" : figure(count), figure(this.last / 1e6, 1), each]);
    this.#log(this.rows.at(-1)?.join("  ") ?? "");
  }
}

async function inGroups<T>(all: T[], work: (one: T) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < all.length; at += AT_ONCE) await Promise.all(all.slice(at, at + AT_ONCE).map(work));
}
