import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { GENERATED } from "../../scripts/docs.ts";
import { describeElement } from "../../scripts/support/element-facts.ts";
import { elementReference } from "../../scripts/support/element-reference.ts";
import { inRoot, root } from "../../scripts/support/paths.ts";
import { testsOf } from "../../scripts/support/test-facts.ts";
import { projectSources } from "../support/sources.ts";

const read = (path: string): string => readFileSync(inRoot(path), "utf8");

/** Every page of prose that git knows or would add. */
const pages = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path !== "" && existsSync(inRoot(path)));

/** Files of ours, as project paths, and headings in them, that a page links to or shows. */
function linksOf(page: string): { page: string; target: string; heading: string }[] {
  const prose = read(page).replace(/```[\s\S]*?```/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)|<img[^>]*\ssrc="([^"]+)"/g)]
    .map((match) => match[1] ?? match[2] ?? "")
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => {
      const [path = "", heading = ""] = link.split("#");
      return { page, target: path === "" ? page : posix.join(posix.dirname(page), path), heading };
    });
}

/** Headings as links name them. */
const headingsOf = (page: string): string[] =>
  [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  );

const numberOf = (name: string): number => Number(/^\d+/.exec(name)?.[0]);

describe("documentation", () => {
  it("links lead to files and headings that exist", () => {
    const links = pages.flatMap(linksOf);
    expect(links.length).toBeGreaterThan(20);
    const isBroken = ({ target, heading }: (typeof links)[number]): boolean =>
      !existsSync(inRoot(target)) || (heading !== "" && !headingsOf(target).includes(heading));
    expect(links.filter(isBroken)).toEqual([]);
  });

  it.each(Object.entries(GENERATED))("BEY-23 %s is current (npm run docs writes it)", (path, make) => {
    expect(read(path)).toBe(make());
  });

  it("every property and event of a public element is explained", () => {
    const rows = elementReference()
      .split("\n")
      .filter((line) => line.startsWith("| `") || line.startsWith("|  |"));
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter((row) => row.endsWith("|  |"))).toEqual([]);
  });

  it("every decision has a number of its own and stands once in the index", () => {
    const files = readdirSync(inRoot("docs/decisions")).filter((name) => /^\d/.test(name));
    const numbers = files.map(numberOf);
    expect(new Set(numbers).size).toBe(numbers.length);
    const rows = [...read("docs/decisions/README.md").matchAll(/^\| \[(\d+)\]\((\d[^)]*)\)/gm)];
    expect(rows.map(([, number, name]) => [Number(number), name])).toEqual(
      files.sort().map((name) => [numberOf(name), name]),
    );
  });

  it("every runtime dependency is used, and docs/decisions/libraries.md says why", () => {
    const { dependencies } = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };
    const shipped = projectSources().filter(({ path }) => /^(protocol|client|components|widget|worker)\//.test(path));
    const used = new Set(shipped.flatMap(({ imports }) => imports.map(({ target }) => target)));
    const explained = read("docs/decisions/libraries.md");
    const names = Object.keys(dependencies);
    expect(names.filter((name) => !used.has(name))).toEqual([]);
    expect(names.filter((name) => !explained.includes(`\`${name}\``))).toEqual([]);
  });

  it("operators find every setting of the Worker", () => {
    const settings = [...read("worker/env.ts").matchAll(/^ {2}([A-Z_]+)\??: string;/gm)].map(([, name]) => name);
    expect(settings.length).toBeGreaterThan(2);
    const guide = read("docs/guide/operators.md");
    expect(settings.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
  });

  it("site owners find every call and event of the widget", () => {
    const guide = read("docs/guide/site-owners.md");
    const verbs = [...block("widget/public-types.ts", "Verbs").matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => name);
    const events = [...block("widget/public-types.ts", "WidgetEvents").matchAll(/^ {2}"?([\w:]+)"?: /gm)].map(
      ([, name]) => name,
    );
    expect(verbs.length).toBeGreaterThan(5);
    expect(events.length).toBeGreaterThan(5);
    expect(
      [...verbs, ...events].filter((name) => !guide.includes(`"${name}"`) && !guide.includes(`\`${name}\``)),
    ).toEqual([]);
  });
});

/** The body of a type declared in a source file. */
function block(path: string, type: string): string {
  const found = new RegExp(`export type ${type} = \\{([\\s\\S]*?)\\n\\};`).exec(read(path))?.[1];
  if (found === undefined) throw new Error(`${path} has no type ${type}.`);
  return found;
}

describe("the element reference itself", () => {
  it("reads tags, attributes, types and comments", () => {
    const source = `
      /**
       * A lamp.
       *
       * @tag sapa-lamp
       * @fires sapa-lit - It was lit - by hand.
       */
      export class SapaLamp extends LitElement {
        /** How bright. */
        @property({ type: Number, attribute: "how-bright" }) brightness: number | null = null;
        /** Whether it is lit. */
        @property({ type: Boolean }) isLit = false;
        /** Made by a script. */
        @property({ attribute: false }) maker: (() => Lamp) | null = null;
        @state() private warmth = 0;
      }`;
    expect(describeElement(source)).toEqual({
      tag: "sapa-lamp",
      text: "A lamp.",
      properties: [
        { name: "brightness", attribute: "how-bright", type: "number | null", text: "How bright." },
        { name: "isLit", attribute: "islit", type: "boolean", text: "Whether it is lit." },
        { name: "maker", attribute: "", type: "(() => Lamp) | null", text: "Made by a script." },
      ],
      fires: [{ name: "sapa-lit", text: "It was lit - by hand." }],
      parts: [],
    });
  });
});

describe("BEY-23 the accessibility statement", () => {
  it("reads which states axe looks at, and what tests are called", () => {
    const source = `
      const states = { closed() {}, "open and empty"() {} };
      describe("axe finds nothing", () => {
        for (const [name] of Object.entries(states))
          it(\`GEN-10 \${name}, \${theme}\`, async () => { expect(await violations()).toEqual([]); });
      });
      describe.each([{ theme: "dark" }])("by keyboard ($theme)", () => {
        it.each(["a"])("opens %s", () => {});
      });`;
    const path = "test/browser/lamp.test.ts";
    expect(testsOf(path, source)).toEqual([
      { path, title: "axe finds nothing › GEN-10 closed", checksAccess: true },
      { path, title: "axe finds nothing › GEN-10 open and empty", checksAccess: true },
      { path, title: "by keyboard › opens %s", checksAccess: false },
    ]);
  });
});
