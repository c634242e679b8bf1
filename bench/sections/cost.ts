import { generate } from "../load/client.ts";
import { type Sapa, startSapa } from "../servers/sapa.ts";
import { Conversation } from "../support/conversation.ts";
import { pause, takeFigures } from "../support/figures.ts";
import type { Pace } from "../support/pace.ts";
import { figure, type Section, table, verdict } from "../support/section.ts";
import type { Figures, Usage } from "../workers/contract.ts";

const FRAMES_PER_REQUEST = 20;
const ROWS_GOAL = 3;
/** Longer than the alarm that stands guard over unsent work, so that its rows are counted. */
const AFTERWARDS_MS = 22_000;

type Cost = { name: string; messages: number; figures: Figures };

export const cost: Section = {
  name: "cost",
  title: "What a message costs",
  async run(pace, log) {
    const sapa = await startSapa({ name: "cost", entry: "bench/workers/worker-metered.ts" });
    try {
      const talk = await costOfTalk(sapa, pace, log);
      const rush = await costOfRush(sapa, pace, log);
      const rows = rowsPerMessage(talk);
      return [
        verdict(
          `at most ${ROWS_GOAL} rows written in the room per message`,
          rows <= ROWS_GOAL,
          `${figure(rows, 2)} rows at a conversation's pace`,
        ),
        costTable([talk, rush]),
        "Requests count calls, upgrades and alarms once and clients' frames by the twenty. Awake: time in which a handler, a timer, a call or a request of the object was under way. Typing is shown and everything is read at once on the other side, as with both windows open.",
      ].join("\n\n");
    } finally {
      await sapa.stop();
    }
  },
};

/** People who talk: a line every few seconds in each of some rooms, then silence until all alarms have rung. */
async function costOfTalk(sapa: Sapa, pace: Pace, log: (line: string) => void): Promise<Cost> {
  const [rooms, lines, everyMs] = pace.isQuick ? [5, 4, 3_000] : [20, 12, 6_000];
  const opened = await sapa.openRooms(rooms, { messages: 0 });
  const conversations = await Promise.all(opened.map((room) => Conversation.open(room)));
  // What opening cost has been paid, alarms included.
  await pause(AFTERWARDS_MS);
  await takeFigures(sapa.url);
  for (let line = 0; line < lines; line += 1) {
    for (const conversation of conversations) {
      conversation.say();
      await pause(everyMs / rooms);
    }
    log(`line ${line + 1} of ${lines} in ${rooms} rooms`);
  }
  await pause(AFTERWARDS_MS);
  const figures = await takeFigures(sapa.url);
  if (!conversations.every((one) => one.isSettled)) throw new Error("A line was never acknowledged");
  for (const conversation of conversations) conversation.close();
  const name = `${rooms} conversations, a line every ${everyMs / 1000} s in each`;
  return { name, messages: rooms * lines, figures };
}

/** One room at saturation with ten who look on. */
async function costOfRush(sapa: Sapa, pace: Pace, log: (line: string) => void): Promise<Cost> {
  const [room] = await sapa.openRooms(1);
  if (room === undefined) throw new Error("No room was opened");
  const receivers = await Promise.all(Array.from({ length: 10 }, (_, n) => room.onlooker(n)));
  await pause(1_000);
  await takeFigures(sapa.url);
  const { warmUpMs, measureMs } = pace;
  const outcome = await generate({
    dialect: "sapa",
    rooms: [{ sender: await room.agent(), receivers }],
    serverPid: sapa.workerd.pid,
    mode: "saturated",
    inFlight: 256,
    warmUpMs,
    measureMs,
    textLength: 80,
  });
  await pause(AFTERWARDS_MS);
  log(`${outcome.sent} messages at saturation`);
  return { name: "one room at saturation, 10 receivers", messages: outcome.sent, figures: await takeFigures(sapa.url) };
}

const classes = ["room", "organization", "projector"] as const;
const usage = (cost: Cost, name: string): Usage | undefined => cost.figures.classes[name];
const rowsPerMessage = (cost: Cost): number => {
  const room = usage(cost, "room");
  return ((room?.rowsWritten ?? 0) + (room?.alarmRows ?? 0)) / cost.messages;
};
const requestsOf = (one: Usage | undefined): number =>
  one === undefined ? 0 : one.requests + one.frames / FRAMES_PER_REQUEST;

function costTable(costs: Cost[]): string {
  const per = (cost: Cost, value: number) => figure(value / cost.messages, 2);
  const line = (label: string, value: (cost: Cost) => number) => [
    label,
    ...costs.map((cost) => per(cost, value(cost))),
  ];
  const tables = new Set(costs.flatMap((cost) => Object.keys(usage(cost, "room")?.rowsByTable ?? {})));
  return table(
    ["per message", ...costs.map((cost) => cost.name)],
    [
      ["messages", ...costs.map((cost) => figure(cost.messages))],
      line("rows written in the room", (cost) => usage(cost, "room")?.rowsWritten ?? 0),
      ...[...tables].map((name) => line(`… in ${name}`, (cost) => usage(cost, "room")?.rowsByTable[name] ?? 0)),
      line("… and by moving its alarm", (cost) => usage(cost, "room")?.alarmRows ?? 0),
      line("rows written in the organization object, alarms too", (cost) => {
        const one = usage(cost, "organization");
        return (one?.rowsWritten ?? 0) + (one?.alarmRows ?? 0);
      }),
      line("clients' frames", (cost) => usage(cost, "room")?.frames ?? 0),
      ...classes.map((name) => line(`billed requests, ${name}`, (cost) => requestsOf(usage(cost, name)))),
      ...classes.map((name) => line(`awake ms, ${name}`, (cost) => usage(cost, name)?.awakeMs ?? 0)),
      line("round trips to libSQL", (cost) => cost.figures.roundTrips),
    ],
  );
}
