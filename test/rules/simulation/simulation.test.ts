import { describe, expect, it } from "vitest";
import type { Violation } from "./checker.ts";
import { type Report, simulate } from "./simulate.ts";
import { loadSubject, type PlantedBug } from "./subject.ts";

const SEEDS = Number(process.env.SAPA_SIMULATION_SEEDS ?? 60);
/** Only something that hangs may reach this. */
const LIMIT_MS = 180_000 + SEEDS * 1_000;
const FIRST_SEED = Number(process.env.SAPA_SIMULATION_FIRST ?? 1);

const sum = (reports: Report[], key: Exclude<keyof Report, "violations">): number =>
  reports.reduce((total, report) => total + report[key], 0);
const count = (violations: Violation[], ...kinds: Violation["kind"][]): number =>
  violations.filter(({ kind }) => kinds.includes(kind)).length;

describe("client and room while everything fails", () => {
  it(
    `INV-1 INV-2 INV-3 WIDGET-15 BEY-5 SET-6 ${SEEDS} seeds: nothing acknowledged is lost, nothing shown twice, no gap`,
    async () => {
      const subject = await loadSubject();
      const reports: Report[] = [];
      const found: string[] = [];
      for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
        const report = await simulate(seed, subject);
        reports.push(report);
        for (const { kind, what } of report.violations) found.push(`seed ${seed}: ${kind}: ${what}`);
      }
      const violations = reports.flatMap((report) => report.violations);
      console.info(
        [
          `simulation: ${SEEDS} seeds, ${sum(reports, "given")} messages given, ${sum(reports, "stored")} stored,`,
          `${sum(reports, "acknowledged")} acknowledged to a living page, ${sum(reports, "refused")} refused,`,
          `${sum(reports, "planned")} sent at their time, ${sum(reports, "greeted")} greeted by the auto responder,`,
          `${sum(reports, "events")} events, ${sum(reports, "looks")} looks at a screen;`,
          `${sum(reports, "frames")} frames, ${sum(reports, "dropped")} dropped, ${sum(reports, "repeated")} repeated,`,
          `${sum(reports, "cuts")} cuts, ${sum(reports, "pageCrashes")} page crashes,`,
          `${sum(reports, "navigations")} page changes, ${sum(reports, "laptopSleeps")} closed lids,`,
          `${sum(reports, "serverCrashes")} room crashes, ${sum(reports, "sleeps")} room sleeps;`,
          `acknowledged and lost ${count(violations, "lost")}, shown twice ${count(violations, "twice")},`,
          `gaps ${count(violations, "gap")}, out of order ${count(violations, "order")},`,
          `shown but not stored ${count(violations, "phantom")}, stuck ${count(violations, "stuck")}`,
        ].join(" "),
      );
      expect(found).toEqual([]);
      // The storm was one: a run without faults proves nothing.
      expect(sum(reports, "acknowledged")).toBeGreaterThan(SEEDS * 30);
      expect(sum(reports, "planned")).toBeGreaterThan(SEEDS);
      expect(sum(reports, "greeted")).toBeGreaterThan(SEEDS);
      expect(sum(reports, "cuts")).toBeGreaterThan(SEEDS * 5);
      expect(sum(reports, "pageCrashes")).toBeGreaterThan(SEEDS);
      expect(sum(reports, "serverCrashes")).toBeGreaterThan(SEEDS);
      expect(sum(reports, "sleeps")).toBeGreaterThan(SEEDS);
      expect(sum(reports, "navigations")).toBeGreaterThan(SEEDS);
      expect(sum(reports, "laptopSleeps")).toBeGreaterThan(SEEDS);
    },
    LIMIT_MS,
  );
});

describe("the checker finds planted bugs", () => {
  const planted: { name: string; bugs: PlantedBug[]; kinds: Violation["kind"][] }[] = [
    {
      name: "acknowledging before the write is durable",
      bugs: [
        {
          file: "worker/room/core.ts",
          from: "const bytes = this.#store.append(events);",
          to: "const bytes = 100; setTimeout(() => this.#store.append(events), 30);",
        },
      ],
      kinds: ["lost", "phantom"],
    },
    {
      name: "a position saved over a hole",
      bugs: [{ file: "client/room-log.ts", from: "event.seq === last + 1", to: "event.seq > last" }],
      kinds: ["gap"],
    },
    {
      name: "a new command id for every connection",
      bugs: [
        {
          file: "client/outgoing.ts",
          from: "change(queue, item.id, bare)",
          to: "change(queue, item.id, (cut) => ({ ...bare(cut), id: cut.id + 'x' }))",
        },
        {
          file: "client/outbox-sender.ts",
          from: "!kept.get(item.id)",
          to: '!kept.get(item.id.replace(/x+$/, ""))',
        },
      ],
      kinds: ["twice"],
    },
    {
      name: "forgetting a command when it is sent instead of when it is acknowledged",
      bugs: [
        {
          file: "client/outbox-sender.ts",
          from: "replace(rules.markSending(queue, id));",
          to: "forget(id); kept.set(id, true); replace(rules.markSending(queue, id));",
        },
      ],
      kinds: ["lost"],
    },
    {
      name: "a room that does not remember ids",
      bugs: [
        {
          file: "worker/room/core.ts",
          from: "if (call.id !== null) this.#store.rememberCommand(",
          to: "if (call.id === undefined) this.#store.rememberCommand(",
        },
      ],
      kinds: ["twice"],
    },
    {
      name: "a scheduled send that does not end its plan",
      bugs: [
        {
          file: "worker/room/rules/decide-machine.ts",
          from: 'accept(unscheduling(planned, SYSTEM, "sent"), ...sent.events)',
          to: "accept(...sent.events)",
        },
      ],
      kinds: ["twice"],
    },
    {
      name: "a reply that overtakes: two commands on their way at once",
      bugs: [
        {
          file: "client/outgoing.ts",
          from: 'return first?.state === "queued" ? first : undefined;',
          to: 'return first && [...queue].reverse().find((item) => item.state === "queued");',
        },
      ],
      kinds: ["order"],
    },
  ];

  it.each(planted)(
    "$name",
    async ({ bugs, kinds }) => {
      const subject = await loadSubject(bugs);
      const found = new Set<Violation["kind"]>();
      for (let seed = 1; seed <= 40 && !kinds.some((kind) => found.has(kind)); seed++)
        for (const { kind } of (await simulate(seed, subject)).violations) found.add(kind);
      console.info(`planted bug found as: ${[...found].join(", ") || "nothing"}`);
      expect(kinds.some((kind) => found.has(kind))).toBe(true);
    },
    60_000,
  );
});
