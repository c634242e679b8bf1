import { Link } from "../load/link.ts";
import { type BenchRoom, type Sapa, startSapa } from "../servers/sapa.ts";
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
      const used = () => sapa.openRooms(rooms, { messages: MESSAGES });
      // The first ones pay for code and caches.
      await sapa.openRooms(50, { messages: MESSAGES });
      await pause(ASLEEP_MS);
      await scale.weigh("before", 0);
      const first = await used();
      await scale.weigh(`rooms with ${MESSAGES} messages, just used`, rooms);
      await pause(ASLEEP_MS);
      const second = await used();
      await scale.weigh("as many again, while the first sleep", rooms);
      const visit = async (room: BenchRoom) => links.push(await Link.open("sapa", await room.visitor()));
      await inGroups(first, visit);
      await pause(ASLEEP_MS);
      await scale.weigh("a visitor's socket in each of the first, all asleep", rooms);
      await inGroups(second, visit);
      await pause(ASLEEP_MS);
      await scale.weigh("a visitor's socket in each of the second, all asleep", rooms);
      const [crowded] = await sapa.openRooms(1);
      for (const name of ["sockets in one room", "as many again"]) {
        const places = Array.from({ length: connections }, (_, n) => n);
        await inGroups(places, async (n) => links.push(await Link.open("sapa", await crowded!.onlooker(n))));
        await pause(ASLEEP_MS);
        await scale.weigh(`${name}, asleep`, connections);
      }
      return [table(["", "number", "resident memory, MB", "growth per one, kB"], scale.rows), note].join("\n\n");
    } finally {
      for (const link of links) link.close();
      await sapa.stop();
    }
  },
};

const note =
  "Resident memory of the runtime process after a garbage collection. Freed memory is kept for reuse rather than given back, so the first of two alike steps shows what things take while they are in use, and the second what remains of them.";

class Scale {
  readonly #sapa: Sapa;
  readonly #log: (line: string) => void;
  readonly rows: string[][] = [];
  #last = 0;

  constructor(sapa: Sapa, log: (line: string) => void) {
    this.#sapa = sapa;
    this.#log = log;
  }

  /** Notes what the process holds now that `count` things have come since the weighing before. */
  async weigh(name: string, count: number): Promise<void> {
    for (let round = 0; round < 3; round += 1) await fetch(`${this.#sapa.url}/bench/gc`);
    const bytes = residentBytesOf(this.#sapa.workerd.pid);
    const growth = count === 0 ? "" : figure((bytes - this.#last) / count / 1_000, 1);
    this.#last = bytes;
    this.rows.push([name, count === 0 ? "" : figure(count), figure(bytes / 1e6, 1), growth]);
    this.#log(this.rows.at(-1)?.join("  ") ?? "");
  }
}

async function inGroups<T>(all: T[], work: (one: T) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < all.length; at += AT_ONCE) await Promise.all(all.slice(at, at + AT_ONCE).map(work));
}
