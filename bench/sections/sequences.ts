import { type Report, simulate } from "../../test/rules/simulation/simulate.ts";
import { loadSubject } from "../../test/rules/simulation/subject.ts";
import { figure, type Section, table, verdict } from "../support/section.ts";
import { sum } from "../support/statistics.ts";

const SEQUENCES = 1_000;
const QUICK_SEQUENCES = 60;

export const sequences: Section = {
  name: "sequences",
  title: "Random sequences of failures",
  async run(pace, log) {
    const count = pace.isQuick ? QUICK_SEQUENCES : SEQUENCES;
    const subject = await loadSubject();
    const reports: Report[] = [];
    for (let seed = 1; seed <= count; seed += 1) {
      if (seed % 100 === 0) log(`sequence ${seed} of ${count}`);
      reports.push(await simulate(seed, subject));
    }
    const total = (key: Exclude<keyof Report, "violations">): number => sum(reports.map((report) => report[key]));
    const kinds = reports.flatMap(({ violations }) => violations.map(({ kind }) => kind));
    const found = (kind: string): number => kinds.filter((one) => one === kind).length;
    return [
      verdict(
        "no message lost, none shown twice",
        kinds.length === 0,
        `${figure(found("lost"))} lost and ${figure(found("twice"))} twice in ${figure(count)} sequences`,
      ),
      "",
      table(
        ["", "in all"],
        [
          ["messages written", figure(total("given"))],
          ["acknowledged to a page that was still there", figure(total("acknowledged"))],
          ["cut connections", figure(total("cuts"))],
          ["frames dropped", figure(total("dropped"))],
          ["page crashes and reloads", figure(total("pageCrashes"))],
          ["page changes", figure(total("navigations"))],
          ["closed lids", figure(total("laptopSleeps"))],
          ["crashes of the room", figure(total("serverCrashes"))],
          ["looks at what is on screen", figure(total("looks"))],
          ["acknowledged and lost", figure(found("lost"))],
          ["shown twice", figure(found("twice"))],
          ["gaps, wrong order, shown but not stored, stuck", figure(kinds.length - found("lost") - found("twice"))],
        ],
      ),
    ].join("\n");
  },
};
