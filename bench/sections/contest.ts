import { generate } from "../load/client.ts";
import type { Job, Outcome } from "../load/job.ts";
import type { Contender, Field } from "../servers/contenders.ts";
import type { Pace } from "../support/pace.ts";
import { figure, ms, percent, table, times } from "../support/section.ts";
import { medianBy } from "../support/statistics.ts";

const TEXT_LENGTH = 80;
const PAUSE_BETWEEN_MS = 400;

type Course =
  | { rooms: number; receivers: number; mode: "saturated"; inFlight: number }
  | { rooms: number; receivers: number; mode: "paced"; everyMs: number };

export type Standing = { contender: Contender; outcome: Outcome };

/** Everybody runs the same course, in turn and as often as the pace says; of each the median run counts. */
export async function contest(
  field: Field,
  course: Course,
  pace: Pace,
  log: (line: string) => void,
): Promise<Standing[]> {
  const runs = new Map<Contender, Outcome[]>();
  for (let round = 0; round < pace.rounds; round += 1)
    for (const contender of field.contenders) {
      const outcome = await generate(await jobFor(contender, course, pace));
      runs.set(contender, [...(runs.get(contender) ?? []), outcome]);
      log(line(course, contender, outcome));
      await new Promise((resolve) => setTimeout(resolve, PAUSE_BETWEEN_MS));
    }
  const key = (one: Outcome) => (course.mode === "saturated" ? one.deliveredPerSecond : one.p50Ms);
  return [...runs].map(([contender, outcomes]) => ({ contender, outcome: medianBy(outcomes, key) }));
}

async function jobFor(contender: Contender, course: Course, pace: Pace): Promise<Job> {
  const { warmUpMs, measureMs } = pace;
  const { dialect, serverPid } = contender;
  const rooms = await contender.plan(course.rooms, course.receivers);
  const common = { dialect, rooms, serverPid, warmUpMs, measureMs, textLength: TEXT_LENGTH };
  return course.mode === "saturated"
    ? { ...common, mode: course.mode, inFlight: course.inFlight }
    : { ...common, mode: course.mode, everyMs: course.everyMs };
}

const line = (course: Course, contender: Contender, one: Outcome): string =>
  [
    `${course.rooms} × ${course.receivers} ${course.mode}`.padEnd(20),
    contender.name.padEnd(24),
    `${figure(one.deliveredPerSecond).padStart(9)}/s`,
    `p50 ${ms(one.p50Ms)} p99 ${ms(one.p99Ms)} ms`,
    `server ${percent(one.serverCpu)} generator ${percent(one.generatorCpu)}`,
    `lost ${one.lost} refused ${one.refused}`,
  ].join("  ");

/** One course as a table, with the first contender's ratio to each other one. */
export function courseTable(standings: Standing[]): string {
  const own = standings[0]?.outcome.deliveredPerSecond ?? Number.NaN;
  return table(
    ["", "delivered/s", "Sapa's ratio", "p50 ms", "p99 ms", "server CPU", "generator CPU", "lost", "refused"],
    standings.map(({ contender, outcome }, index) => [
      contender.name,
      figure(outcome.deliveredPerSecond),
      index === 0 ? "" : times(own / outcome.deliveredPerSecond),
      ms(outcome.p50Ms),
      ms(outcome.p99Ms),
      percent(outcome.serverCpu),
      percent(outcome.generatorCpu),
      figure(outcome.lost),
      figure(outcome.refused),
    ]),
  );
}

export const rateOf = (standings: Standing[], name: string): number =>
  standings.find(({ contender }) => contender.name.startsWith(name))?.outcome.deliveredPerSecond ?? Number.NaN;
export const medianLatencyOf = (standings: Standing[], name: string): number =>
  standings.find(({ contender }) => contender.name.startsWith(name))?.outcome.p50Ms ?? Number.NaN;
