import type { Database } from "../../worker/db/client.ts";
import type { Pace } from "./pace.ts";
import { figure, ms, times } from "./section.ts";
import { percentile } from "./statistics.ts";

/** What people ask of the database, as they ask it: `ask` answers how much was found. */
export type Question = { name: string; ask: (db: Database) => Promise<number> };

/** Rounds go on until there are so many, or so much time has passed. */
const ROUNDS = 200;
const ROUNDS_QUICK = 10;
const QUESTION_MS = 6_000;
const ROUNDS_MIN = 30;

type Timing = { found: number; own: number[]; direct: number[] };

export const QUESTION_HEAD = ["", "found", "p50 ms", "p95 ms", "p99 ms", "direct p50 ms", "direct p99 ms", "ratio p50"];
export const DIRECT =
  "Direct: the same requests, byte for byte, posted to the server without our store or its client library.";

/** A row of the report for each question. */
export async function askAll(
  db: Database,
  url: string,
  questions: readonly Question[],
  pace: Pace,
  log: (line: string) => void,
): Promise<string[][]> {
  const rows: string[][] = [];
  for (const question of questions) {
    const timing = await measure(db, url, question, pace.isQuick ? ROUNDS_QUICK : ROUNDS);
    // Some can be answered without asking, such as ended sessions among live ones.
    if (timing.direct.length === 0) continue;
    rows.push(rowOf(question, timing));
    log(rows.at(-1)?.join("  ") ?? "");
  }
  return rows;
}

/** Asks through the store and directly in turn, so that both meet the same caches. */
async function measure(db: Database, url: string, { ask }: Question, rounds: number): Promise<Timing> {
  const { found, requests } = await recorded(() => ask(db));
  const timing: Timing = { found, own: [], direct: [] };
  if (requests.length === 0) return timing;
  const startedAt = performance.now();
  const hasTime = (): boolean => performance.now() - startedAt < QUESTION_MS;
  for (let round = 0; round < rounds && (round < ROUNDS_MIN || hasTime()); round += 1) {
    timing.own.push(await timed(() => ask(db)));
    timing.direct.push(
      await timed(async () => {
        for (const { path, body } of requests) await (await post(url + path, body)).text();
      }),
    );
  }
  return timing;
}

type Recorded = { path: string; body: string };

/** What a question sends to the server. */
async function recorded(ask: () => Promise<number>): Promise<{ found: number; requests: Recorded[] }> {
  const requests: Recorded[] = [];
  const plainFetch = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    requests.push({ path: new URL(request.url).pathname, body: await request.clone().text() });
    return plainFetch(request);
  };
  try {
    return { found: await ask(), requests };
  } finally {
    globalThis.fetch = plainFetch;
  }
}

const post = (address: string, body: string): Promise<Response> =>
  fetch(address, { method: "POST", body, headers: { "content-type": "application/json" } });

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function rowOf({ name }: Question, { found, own, direct }: Timing): string[] {
  const p50 = [own, direct].map((samples) => percentile(samples, 0.5)) as [number, number];
  return [
    name,
    figure(found),
    ms(p50[0]),
    ms(percentile(own, 0.95)),
    ms(percentile(own, 0.99)),
    ms(p50[1]),
    ms(percentile(direct, 0.99)),
    times(p50[0] / p50[1]),
  ];
}
