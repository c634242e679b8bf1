import { startField } from "../servers/contenders.ts";
import type { Pace } from "../support/pace.ts";
import { figure, ms, type Section, times, verdict } from "../support/section.ts";
import { contest, courseTable, medianLatencyOf, rateOf, type Standing } from "./contest.ts";

const COURSES = [
  { receivers: 10, inFlight: 256 },
  { receivers: 100, inFlight: 256 },
  { receivers: 1_000, inFlight: 64 },
];
const SUSTAINED = { rooms: 1, receivers: 10, mode: "saturated", inFlight: 256 } as const;
const SUSTAINED_MS = 10_000;
const IDLE = { rooms: 1, receivers: 10, mode: "paced", everyMs: 25 } as const;

export const fanout: Section = {
  name: "fanout",
  title: "One room, one sender, many receivers",
  async run(pace, log) {
    const field = await startField();
    try {
      const parts: string[] = [];
      const verdicts: string[] = [];
      for (const course of COURSES) {
        const standings = await contest(field, { rooms: 1, mode: "saturated", ...course }, pace, log);
        parts.push(
          `${figure(course.receivers)} receivers, ${course.inFlight} messages under way:`,
          courseTable(standings),
        );
        verdicts.push(...verdictsOf(course.receivers, standings));
      }
      const idle = await contest(field, IDLE, idlePace(pace), log);
      parts.push("An idle room: one message every 25 ms to 10 receivers:", courseTable(idle), idleVerdict(idle));
      // Last, because libSQL goes on catching up for a while.
      const onlySapa = { ...field, contenders: field.contenders.slice(0, 1) };
      const sustained = await contest(onlySapa, SUSTAINED, { ...pace, rounds: 1, measureMs: SUSTAINED_MS }, log);
      parts.push(
        `The same room for ${SUSTAINED_MS / 1000} seconds on end with 10 receivers, which is what libSQL can follow:`,
        courseTable(sustained),
      );
      return [verdicts.join("\n"), ...parts].join("\n\n");
    } finally {
      await field.stop();
    }
  },
};

function verdictsOf(receivers: number, standings: Standing[]): string[] {
  const own = rateOf(standings, "Sapa");
  const against = (goal: string, other: string) => {
    const ratio = own / rateOf(standings, other);
    return verdict(goal, ratio >= 1, `${figure(own)} deliveries/s, ${times(ratio)}`);
  };
  if (receivers === 10) return [against("with 10 receivers at least the bare relay object", "bare object, relay")];
  if (receivers === 100) return [against("with 100 receivers at least socket.io", "socket.io")];
  return [];
}

function idleVerdict(standings: Standing[]): string {
  const own = medianLatencyOf(standings, "Sapa");
  const bare = medianLatencyOf(standings, "bare object, one insert");
  // Half a millisecond is what a busy machine adds by chance.
  return verdict(
    "an idle room is as quick as the bare object with one insert (p50 within 0.5 ms)",
    own <= bare + 0.5,
    `${ms(own)} ms against ${ms(bare)} ms`,
  );
}

const idlePace = (pace: Pace): Pace => ({ ...pace, measureMs: Math.max(pace.measureMs, 3_000) });
