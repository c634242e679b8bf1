import { startField } from "../servers/contenders.ts";
import { figure, type Section } from "../support/section.ts";
import { contest, courseTable } from "./contest.ts";

export const rooms: Section = {
  name: "rooms",
  title: "200 rooms of two people",
  async run(pace, log) {
    const field = await startField();
    const count = pace.isQuick ? 50 : 200;
    try {
      const standings = await contest(field, { rooms: count, receivers: 1, mode: "saturated", inFlight: 4 }, pace, log);
      const what = `${figure(count)} rooms, in each an agent who keeps 4 messages under way to the visitor:`;
      return [what, courseTable(standings)].join("\n\n");
    } finally {
      await field.stop();
    }
  },
};
