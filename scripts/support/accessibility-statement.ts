import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import axe from "axe-core";
import { AREAS, CRITERIA, type CriterionNote, GAPS } from "./accessibility-notes.ts";
import { inRoot, root } from "./paths.ts";
import { type TestFacts, testsOf } from "./test-facts.ts";

/** The tags that our tests let axe check. */
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The suites that see what people see. */
const ON_SCREEN = /^test\/(browser|e2e)\//;

/** The whole text of docs/accessibility.md. */
export function accessibilityStatement(): string {
  const tests = allTests();
  const checked = tests.filter(({ path, checksAccess }) => checksAccess && ON_SCREEN.test(path));
  return `# Accessibility

Written by \`npm run docs\` from the tests; what people know beyond them stands in \`scripts/support/accessibility-notes.ts\`.

Sapa aims at WCAG 2.2, level AA, for visitors and for staff alike. Of ${CRITERIA.length} criteria we hold
${countOf("met")} to be met and ${countOf("partly")} to be met in part; ${countOf("none")} do not apply. This is our own judgement, not that of an auditor.

## What every change is tested for

[axe](https://github.com/dequelabs/axe-core) ${axe.version.split(".").slice(0, 2).join(".")} looks at ${checked.length} states in a real browser, most of them in light and dark and in both languages. A single finding
fails the build. It knows ${axe.getRules(AXE_TAGS).length} rules of WCAG 2.2 A and AA; no tool sees all that matters, so tests of our own go through keyboard,
focus, announcements, large text and mirrored pages. The table names them; where it names none, what it says is judged by looking.

${areas(checked)}

## Criteria

${table(tests)}

## Known gaps

${[...CRITERIA.filter(({ is }) => is === "partly").map(({ number, text }) => `${number}: ${text}`), ...GAPS].map((gap) => `- ${gap}`).join("\n")}

## When something keeps you out

Tell the company whose page you were on; it has the chat from its own installation of Sapa. Whoever runs that can report
what is Sapa's fault to us, with the page, the browser and the tool that you use.
`;
}

const countOf = (is: CriterionNote["is"]): number => CRITERIA.filter((one) => one.is === is).length;

function allTests(): TestFacts[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "test"], {
    cwd: root,
    encoding: "utf8",
  });
  return listed
    .split("\n")
    .filter((path) => path.endsWith(".test.ts") && existsSync(inRoot(path)))
    .sort()
    .flatMap((path) => testsOf(path, readFileSync(inRoot(path), "utf8")));
}

/** Titles of tests that are about nothing but axe; others let it look in passing. */
const ABOUT_AXE = /axe finds nothing/;

function areas(checked: readonly TestFacts[]): string {
  const names = [...new Set(AREAS.map(({ name }) => name))];
  return names
    .map((name) => ({ name, tests: checked.filter(({ path }) => areaOf(path) === name) }))
    .filter(({ tests }) => tests.length > 0)
    .map(({ name, tests }) => `### ${name}\n\n${states(tests)}`)
    .join("\n\n");
}

function areaOf(path: string): string {
  const area = AREAS.find(({ begins }) => path.startsWith(begins));
  if (!area) throw new Error(`${path} looks for barriers in no area that accessibility-notes.ts knows.`);
  return area.name;
}

function states(tests: readonly TestFacts[]): string {
  const own = tests.filter(({ title }) => ABOUT_AXE.test(title)).map(({ title }) => stateOf(title));
  const others = tests.length - own.length;
  const passing =
    others === 0
      ? ""
      : `${own.length === 0 ? "At" : "; and at"} ${others} ${others === 1 ? "point" : "points"} of other tests`;
  return `${[...new Set(own)].join("; ")}${passing}.`;
}

/** The last part of a title, without rule ids and without what all of them say. */
const stateOf = (title: string): string => {
  const state = (title.split(" › ").at(-1) ?? "")
    .replace(/\b[A-Z]+-\d+\b,?\s*/g, "")
    .replace(/[;,] axe finds nothing$|^axe finds nothing /, "")
    .replace(/, in both themes and languages$/, "")
    .replace("%s", "each page");
  return ABOUT_AXE.test(title) ? state.replace(/^(in|with) /, "") : state;
};

function table(tests: readonly TestFacts[]): string {
  const rows = CRITERIA.map(
    (note) => `| ${note.number} ${note.name} | ${note.level} | ${verdict(note)} | ${checks(note, tests)} |`,
  );
  return ["| criterion | level | | checked by |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function verdict({ is, text }: CriterionNote): string {
  if (is === "partly") return "in part, see below";
  return [is === "none" ? "does not apply" : "met", text].filter(Boolean).join(": ").replace(/\.$/, "");
}

function checks({ number, tests: parts = [] }: CriterionNote, tests: readonly TestFacts[]): string {
  const tag = `wcag${number.replaceAll(".", "")}`;
  const rules = axe.getRules(AXE_TAGS).filter((rule) => rule.tags.includes(tag)).length;
  const named = parts.map((part) => {
    const found = tests.find(({ title }) => title.includes(part));
    if (!found)
      throw new Error(`No test says "${part}" any more, which ${number} relies on in accessibility-notes.ts.`);
    return `“${stateOf(found.title)}”`;
  });
  return [...(rules > 0 ? [`axe, ${rules} ${rules === 1 ? "rule" : "rules"}`] : []), ...named].join("; ") || "–";
}
