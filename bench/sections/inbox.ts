import { inboxQuestions } from "../data/inbox-questions.ts";
import { MESSAGES_PER_ROOM, openLargeDatabase } from "../data/large-database.ts";
import { askAll, DIRECT, QUESTION_HEAD } from "../support/questions.ts";
import { figure, type Section, table } from "../support/section.ts";

export const inbox: Section = {
  name: "inbox",
  title: "Lists, counters and search in a large database",
  async run(pace, log) {
    const count = pace.isQuick ? 20_000 : 1_000_000;
    const { db, server } = await openLargeDatabase(count, log);
    try {
      const rows = await askAll(db, server.url, await inboxQuestions(db), pace, log);
      const what = `${figure(count)} rooms and ${figure(count * MESSAGES_PER_ROOM)} messages. ${DIRECT}`;
      return [what, table(QUESTION_HEAD, rows)].join("\n\n");
    } finally {
      await server.stop();
    }
  },
};
