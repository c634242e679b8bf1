import { generate } from "../load/client.ts";
import type { Job } from "../load/job.ts";
import { type Sapa, startSapa } from "../servers/sapa.ts";
import { pause, takeFigures } from "../support/figures.ts";
import type { Pace } from "../support/pace.ts";
import { figure, ms, type Section, table } from "../support/section.ts";
import { percentile } from "../support/statistics.ts";

const CATCH_UP_LIMIT_MS = 120_000;
const LOOK_EVERY_MS = 50;

type Load = { mode: "saturated"; inFlight: number } | { mode: "paced"; everyMs: number };
type Course = { name: string; rooms: number; load: Load };
type Flow = { events: number; stored: number; seconds: number; roundTrips: number; lagsMs: number[] };

export const projector: Section = {
  name: "projector",
  title: "From the log into libSQL",
  async run(pace, log) {
    const many = pace.isQuick ? 50 : 500;
    const courses: Course[] = [
      { name: "1 room, 20 messages/s", rooms: 1, load: { mode: "paced", everyMs: 50 } },
      { name: `${many} rooms, ${many / 2} messages/s together`, rooms: many, load: { mode: "paced", everyMs: 2_000 } },
      { name: "1 room at saturation", rooms: 1, load: { mode: "saturated", inFlight: 32 } },
      { name: `${many} rooms at saturation`, rooms: many, load: { mode: "saturated", inFlight: 2 } },
    ];
    const sapa = await startSapa({ name: "projector", entry: "bench/workers/worker-metered.ts" });
    try {
      const rows: string[][] = [];
      for (const course of courses) {
        const flow = await measure(sapa, course, pace);
        rows.push(rowOf(course, flow));
        log(rows.at(-1)?.join("  ") ?? "");
      }
      const head = [
        "",
        "messages sent",
        "stored",
        "events/s into sqld",
        "round trips per event",
        "lag p50 ms",
        "lag p99 ms",
      ];
      const note =
        "Lag: from an event's own time until libSQL had committed it and the room knew. Events per second count from the first message until the last was stored. Clients, rooms and libSQL share the machine, so at saturation they take the processor from each other. “Stored” counts what was there once everything had caught up.";
      return [table(head, rows), note].join("\n\n");
    } finally {
      await sapa.stop();
    }
  },
};

async function measure(sapa: Sapa, course: Course, pace: Pace): Promise<Flow> {
  const rooms = await sapa.openRooms(course.rooms);
  await pause(1_500);
  const since = Date.now();
  await takeFigures(sapa.url, since);
  const plans = await Promise.all(
    rooms.map(async (room) => ({ sender: await room.agent(), receivers: [await room.onlooker(0)] })),
  );
  const job: Job = {
    ...course.load,
    dialect: "sapa",
    rooms: plans,
    serverPid: sapa.workerd.pid,
    warmUpMs: 0,
    measureMs: course.load.mode === "paced" ? Math.max(pace.measureMs, 6_000) : pace.measureMs,
    textLength: 80,
  };
  const flow: Flow = { events: 0, stored: 0, seconds: 0, roundTrips: 0, lagsMs: [] };
  let isSending = true;
  const sending = generate(job).finally(() => {
    isSending = false;
  });
  let firstAt = 0;
  let lastAt = 0;
  let sent = Number.POSITIVE_INFINITY;
  const giveUpAt = performance.now() + CATCH_UP_LIMIT_MS;
  while (flow.stored < sent && performance.now() < giveUpAt) {
    await pause(LOOK_EVERY_MS);
    const { projected, roundTrips, lagsMs } = await takeFigures(sapa.url, since);
    flow.roundTrips += roundTrips;
    flow.stored += projected;
    flow.lagsMs.push(...lagsMs);
    if (projected > 0) {
      firstAt ||= performance.now() - LOOK_EVERY_MS;
      lastAt = performance.now();
    }
    if (!isSending) sent = (await sending).sent;
  }
  flow.events = (await sending).sent;
  flow.seconds = (lastAt - firstAt) / 1_000;
  return flow;
}

const rowOf = ({ name }: Course, flow: Flow): string[] => [
  name,
  figure(flow.events),
  figure(flow.stored),
  figure(flow.stored / flow.seconds),
  figure(flow.roundTrips / flow.stored, 3),
  ms(percentile(flow.lagsMs, 0.5)),
  ms(percentile(flow.lagsMs, 0.99)),
];
