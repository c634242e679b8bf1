import { contacts } from "./sections/contacts.ts";
import { cost } from "./sections/cost.ts";
import { embed } from "./sections/embed.ts";
import { fanout } from "./sections/fanout.ts";
import { feed } from "./sections/feed.ts";
import { inbox } from "./sections/inbox.ts";
import { list } from "./sections/list.ts";
import { memory } from "./sections/memory.ts";
import { open } from "./sections/open.ts";
import { permissions } from "./sections/permissions.ts";
import { projector } from "./sections/projector.ts";
import { rooms } from "./sections/rooms.ts";
import { sequences } from "./sections/sequences.ts";
import { signIn } from "./sections/sign-in.ts";
import { size } from "./sections/size.ts";
import { widget } from "./sections/widget.ts";
import { heedInterruption, interruption } from "./support/interruption.ts";
import { FULL, QUICK } from "./support/pace.ts";
import { writeReport } from "./support/report.ts";
import type { Section } from "./support/section.ts";

const SECTIONS: Section[] = [
  fanout,
  rooms,
  memory,
  projector,
  cost,
  feed,
  inbox,
  contacts,
  list,
  open,
  widget,
  embed,
  signIn,
  permissions,
  sequences,
  size,
];

/**
 * Runs the sections named in the arguments, or all of them, prints what they find and keeps it in docs/performance.md.
 * With `--quick` figures are rough and only printed. Timings never make it fail; a section that cannot run does.
 */
export async function runBench(args: string[]): Promise<number> {
  const pace = args.includes("--quick") ? QUICK : FULL;
  const names = args.filter((arg) => !arg.startsWith("--"));
  const unknown = names.filter((name) => !SECTIONS.some((section) => section.name === name));
  if (unknown.length > 0) {
    console.error(
      `There is no section ${unknown.join(", ")}. There are: ${SECTIONS.map((one) => one.name).join(", ")}.`,
    );
    return 2;
  }
  heedInterruption();
  let failures = 0;
  for (const section of SECTIONS.filter((one) => names.length === 0 || names.includes(one.name))) {
    console.log(`\n# ${section.title}\n`);
    try {
      const text = await section.run(pace, (line) => console.log(`  ${line}`));
      console.log(`\n${text}`);
      if (!pace.isQuick) writeReport(section, text);
    } catch (error) {
      if (interruption.aborted) return 130;
      failures += 1;
      console.error(`This section could not be measured: ${error instanceof Error ? error.stack : error}`);
    }
  }
  return failures === 0 ? 0 : 1;
}
