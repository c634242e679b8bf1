import { readFileSync, writeFileSync } from "node:fs";
import {
  describeElement,
  describeEvents,
  type ElementFacts,
  type EventFacts,
  tagsOf,
} from "./support/element-facts.ts";
import { inRoot } from "./support/paths.ts";

/** Elements that hosts may use; every other `sapa-*` element is a part of these and may change at any time. */
const publicElements = [
  "components/inbox/inbox.ts",
  "components/inbox/online-switch.ts",
  "components/notify/bell.ts",
  "components/notify/permission-banner.ts",
  "components/settings/settings.ts",
];
const referencePath = inRoot("docs/elements.md");

/** `npm run docs`: writes docs/elements.md from the comments of the elements. */
export async function run(): Promise<number> {
  writeFileSync(referencePath, elementReference());
  console.log("Wrote docs/elements.md.");
  return 0;
}

/** The whole text of docs/elements.md. */
export function elementReference(): string {
  const read = (path: string) => readFileSync(inRoot(path), "utf8");
  const events = describeEvents(read("components/events.ts"));
  const elements = publicElements.map((path) => section(describeElement(read(path)), events));
  const styles = tagsOf(read("components/tokens.css.ts"), "cssproperty");
  const [first = "", ...more] = [
    "# Elements",
    "Written by `npm run docs` from the comments in `components/`; edit those. How to put an element on a page stands in\n[guide/embedders.md](guide/embedders.md).",
    ...elements,
    "## Custom properties",
    "For every element; set them on the element or anywhere above it.",
    table(
      ["property", "what"],
      styles.map(({ name, text }) => [code(name), text]),
    ),
  ];
  return `${[first, ...more].join("\n\n")}\n`;
}

function section(element: ElementFacts, events: EventFacts[]): string {
  const { tag, text, properties, fires, parts } = element;
  const blocks = [`## \`<${tag}>\``, text];
  blocks.push(
    table(
      ["attribute", "property", "type", "what"],
      properties.map(({ attribute, name, type, text }) => [
        attribute ? code(attribute) : "",
        code(name),
        code(type),
        text,
      ]),
    ),
  );
  if (fires.length > 0)
    blocks.push(
      table(
        ["event", "fields", "when"],
        fires.map(({ name, text }) => [code(name), fieldsOf(name, events), text]),
      ),
    );
  if (parts.length > 0)
    blocks.push(
      table(
        ["part", "what"],
        parts.map(({ name, text }) => [code(name), text]),
      ),
    );
  return blocks.join("\n\n");
}

function fieldsOf(type: string, events: EventFacts[]): string {
  const event = events.find((one) => one.type === type);
  if (!event) throw new Error(`components/events.ts has no event of type ${type}.`);
  return event.fields.map(({ name, type }) => code(`${name}: ${type}`)).join(", ");
}

/** Bars inside code would end a cell. */
const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
